package dejfa.protocols;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which protocols the operator has switched off, by Suricata's settings: `app-layer.protocols.snmp.enabled`, and
/// `….tcp.enabled` or `….udp.enabled` for one transport, are `yes`, `no` or `detection-only`.
final class Switches {
    /// What is done with a protocol.
    enum Position {
        OFF,
        /// the flow gets its name, nothing of it is parsed
        RECOGNISED_ONLY,
        ON
    }

    private final Map<String, Position> overTcp = new HashMap<>();
    private final Map<String, Position> overUdp = new HashMap<>();

    Switches(List<String> protocols, Map<String, String> settings) {
        for (String protocol : protocols) {
            String name = "app-layer.protocols." + protocol;
            Position whole = position(settings.get(name + ".enabled"));
            overTcp.put(protocol, lower(whole, position(settings.get(name + ".tcp.enabled"))));
            overUdp.put(protocol, lower(whole, position(settings.get(name + ".udp.enabled"))));
        }
    }

    private static Position lower(Position one, Position other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    Position of(String protocol, int ipProtocol) {
        return (ipProtocol == 6 ? overTcp : overUdp).getOrDefault(protocol, Position.ON);
    }

    private static Position position(String value) {
        return switch (value == null ? "yes" : value.toLowerCase(Locale.ROOT)) {
            case "no", "false", "off", "0" -> Position.OFF;
            case "detection-only" -> Position.RECOGNISED_ONLY;
            default -> Position.ON;
        };
    }
}
