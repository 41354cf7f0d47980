package dejfa.detect.suricata.data;

import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.HeaderTest.Transport;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Protocol names of rule headers.
public final class Protocols {
    private static final Map<String, Transport> TRANSPORTS = Map.ofEntries(
            Map.entry("pkthdr", Transport.PACKET),
            Map.entry("ip", Transport.IP),
            Map.entry("ip4", Transport.IP_V4),
            Map.entry("ipv4", Transport.IP_V4),
            Map.entry("ip6", Transport.IP_V6),
            Map.entry("ipv6", Transport.IP_V6),
            Map.entry("tcp", Transport.TCP),
            Map.entry("tcp-pkt", Transport.TCP_PACKET),
            Map.entry("tcp-stream", Transport.TCP_STREAM),
            Map.entry("udp", Transport.UDP),
            Map.entry("sctp", Transport.SCTP),
            Map.entry("icmp", Transport.ICMP),
            Map.entry("icmpv4", Transport.ICMP_V4),
            Map.entry("icmpv6", Transport.ICMP_V6),
            Map.entry("igmp", Transport.IGMP),
            Map.entry("esp", Transport.ESP),
            Map.entry("gre", Transport.GRE),
            Map.entry("ah", Transport.AH),
            Map.entry("arp", Transport.ARP),
            Map.entry("ether", Transport.ETHER));

    private Protocols() {}

    /// Or null for an app-layer protocol.
    public static Transport transport(String name) {
        return TRANSPORTS.get(name);
    }

    /// Names under which parsers speak a rule's protocol.
    public static List<String> names(String name) {
        return switch (name) {
            case "http" -> List.of("http", "http1", "http2", "doh2");
            case "http2" -> List.of("http2", "doh2");
            case "http1" -> List.of("http", "http1");
            case "dns" -> List.of("dns", "doh2");
            case "dcerpc" -> List.of("dcerpc", "smb");
            case "ssl" -> List.of("tls");
            case "smb", "nbss" -> List.of("smb");
            case "ikev2" -> List.of("ike");
            // the flow speaks "ftp-data", its event is called "ftp_data"
            case "ftp-data" -> List.of("ftp-data", "ftp_data");
            default -> List.of(name);
        };
    }

    /// What `app-layer-protocol` takes for `name`: DNS over HTTP/2 is both.
    public static List<String> like(String name) {
        return switch (name) {
            case "http" -> List.of("http", "http1", "http2");
            default -> names(name);
        };
    }

    /// @throws BadRule for a name that is neither
    public static void known(String name, Set<String> parsers) {
        for (String spoken : names(name)) if (parsers.contains(spoken)) return;
        throw new BadRule("no parser here speaks " + name, "leave the rule out until one does");
    }
}
