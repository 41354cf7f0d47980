package dejfa.detect.suricata.wire;

import java.util.Map;

/// Names of IP protocols as rules write them (IANA, protocol numbers), lower case.
public final class IpProtocols {
    public static final Map<String, Long> NAMES = Map.ofEntries(
            Map.entry("ip", 0L),
            Map.entry("hopopt", 0L),
            Map.entry("icmp", 1L),
            Map.entry("igmp", 2L),
            Map.entry("ggp", 3L),
            Map.entry("ipip", 4L),
            Map.entry("ipencap", 4L),
            Map.entry("st", 5L),
            Map.entry("tcp", 6L),
            Map.entry("egp", 8L),
            Map.entry("igp", 9L),
            Map.entry("udp", 17L),
            Map.entry("xns-idp", 22L),
            Map.entry("rdp", 27L),
            Map.entry("dccp", 33L),
            Map.entry("ipv6", 41L),
            Map.entry("ipv6-route", 43L),
            Map.entry("ipv6-frag", 44L),
            Map.entry("idrp", 45L),
            Map.entry("rsvp", 46L),
            Map.entry("gre", 47L),
            Map.entry("esp", 50L),
            Map.entry("ah", 51L),
            Map.entry("skip", 57L),
            Map.entry("icmpv6", 58L),
            Map.entry("ipv6-icmp", 58L),
            Map.entry("ipv6-nonxt", 59L),
            Map.entry("ipv6-opts", 60L),
            Map.entry("eigrp", 88L),
            Map.entry("ospf", 89L),
            Map.entry("ax.25", 93L),
            Map.entry("etherip", 97L),
            Map.entry("encap", 98L),
            Map.entry("pim", 103L),
            Map.entry("ipcomp", 108L),
            Map.entry("vrrp", 112L),
            Map.entry("pgm", 113L),
            Map.entry("l2tp", 115L),
            Map.entry("isis", 124L),
            Map.entry("fc", 133L),
            Map.entry("sctp", 132L),
            Map.entry("mobility-header", 135L),
            Map.entry("udplite", 136L),
            Map.entry("mpls-in-ip", 137L),
            Map.entry("hip", 139L),
            Map.entry("shim6", 140L));

    private IpProtocols() {}
}
