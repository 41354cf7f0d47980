package dejfa.decode.packet;

/// Headers that are counted, by their names in Suricata's `stats.decoder`.
public enum Layer {
    ETHERNET("ethernet"),
    CHDLC("chdlc"),
    RAW("raw"),
    NULL("null"),
    SLL("sll"),
    SLL2("sll2"),
    PPP("ppp"),
    PPPOE("pppoe"),
    VLAN("vlan"),
    VLAN_QINQ("vlan_qinq"),
    VLAN_QINQINQ("vlan_qinqinq"),
    IEEE8021AH("ieee8021ah"),
    VNTAG("vntag"),
    MPLS("mpls"),
    NSH("nsh"),
    ARP("arp"),
    IPV4("ipv4"),
    IPV6("ipv6"),
    IPV4_IN_IPV4("ipv4_in_ipv4"),
    IPV6_IN_IPV4("ipv6_in_ipv4"),
    IPV4_IN_IPV6("ipv4_in_ipv6"),
    IPV6_IN_IPV6("ipv6_in_ipv6"),
    TCP("tcp"),
    UDP("udp"),
    SCTP("sctp"),
    ESP("esp"),
    ICMPV4("icmpv4"),
    ICMPV6("icmpv6"),
    IGMP("igmp"),
    GRE("gre"),
    ERSPAN("erspan"),
    VXLAN("vxlan"),
    GENEVE("geneve"),
    TEREDO("teredo"),
    UNKNOWN_ETHERTYPE("unknown_ethertype");

    private static final Layer[] ALL = values();

    private final String statsName;

    Layer(String statsName) {
        this.statsName = statsName;
    }

    public String statsName() {
        return statsName;
    }

    static int count() {
        return ALL.length;
    }
}
