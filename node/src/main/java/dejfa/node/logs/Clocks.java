package dejfa.node.logs;

import dejfa.api.Address;
import dejfa.ingest.log.Values;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the operator says of single logs: the zone of times that tell none, how far its clock is off, and the host
/// whose log it is.
public final class Clocks {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int MAX_DAYS = 3_660;

    private final Map<String, Long> zoneNs = new HashMap<>();
    private final Map<String, Long> offsetNs = new HashMap<>();
    private final Map<String, Address> hosts = new HashMap<>();

    /// @param zones `FILE=+0330`
    /// @param offsets `FILE=+723s`, what to add to the log's times
    /// @param addresses `FILE=10.0.0.5`
    public Clocks(List<String> zones, List<String> offsets, List<String> addresses) {
        for (String one : zones) zoneNs.put(file(one), zoneNs(value(one)));
        for (String one : offsets) offsetNs.put(file(one), offsetNs(value(one)));
        for (String one : addresses) hosts.put(file(one), Values.address(value(one)));
    }

    /// The first of them that can't be understood, told with how to write it; null where all can.
    public static String fault(List<String> zones, List<String> offsets, List<String> addresses) {
        for (String one : zones) {
            if (file(one).isEmpty() || zoneNs(value(one)) == null) {
                return "--log-zone: '" + one + "' is not FILE=+HHMM (access.log=+0330)";
            }
        }
        for (String one : offsets) {
            if (file(one).isEmpty() || offsetNs(value(one)) == null) {
                return "--log-offset: '" + one + "' is not FILE=SECONDSs (access.log=-723s)";
            }
        }
        for (String one : addresses) {
            if (file(one).isEmpty() || Values.address(value(one)) == null) {
                return "--log-host: '" + one + "' is not FILE=ADDRESS (access.log=10.0.0.5)";
            }
        }
        return null;
    }

    private static String file(String text) {
        return text.substring(0, Math.max(0, text.lastIndexOf('=')));
    }

    private static String value(String text) {
        return text.substring(text.lastIndexOf('=') + 1);
    }

    /// `+0330`, `-05:00`, `Z`; null where it is none.
    private static Long zoneNs(String text) {
        if (text.equals("Z")) return 0L;
        String digits = text.replace(":", "");
        if (!digits.matches("[+-][01]\\d[0-5]\\d")) return null;
        long minutes = Long.parseLong(digits.substring(1, 3)) * 60 + Long.parseLong(digits.substring(3));
        return (digits.charAt(0) == '-' ? -minutes : minutes) * 60 * NS_PER_SECOND;
    }

    private static Long offsetNs(String text) {
        if (!text.matches("[+-]?\\d{1,9}(\\.\\d{1,3})?s")) return null;
        double seconds = Double.parseDouble(text.substring(0, text.length() - 1));
        return Math.abs(seconds) > MAX_DAYS * 86_400.0 ? null : Math.round(seconds * NS_PER_SECOND);
    }

    /// A log is meant by its path as given or as found, or by its file's name.
    private static <T> T of(Map<String, T> values, String log) {
        T exact = values.get(log);
        if (exact != null || values.isEmpty()) return exact;
        Path name = Path.of(log).getFileName();
        return name == null ? null : values.get(name.toString());
    }

    Long zone(String log) {
        return of(zoneNs, log);
    }

    Long offset(String log) {
        return of(offsetNs, log);
    }

    Address host(String log) {
        return of(hosts, log);
    }
}
