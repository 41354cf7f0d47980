package dejfa.decode;

import dejfa.api.HotPath;
import dejfa.api.Packet;
import java.util.HashMap;
import java.util.Map;

/// What can be wrong with a packet. The ordinal is the index kept in `Packet.anomalies`; the names are the rule
/// language's, those of `decode-event` first, then those of `stream-event` (all `STREAM_` constants).
public enum Anomaly {
    IPV4_PKT_TOO_SMALL("ipv4.pkt_too_small"),
    IPV4_HLEN_TOO_SMALL("ipv4.hlen_too_small"),
    IPV4_IPLEN_SMALLER_THAN_HLEN("ipv4.iplen_smaller_than_hlen"),
    IPV4_TRUNC_PKT("ipv4.trunc_pkt"),
    IPV4_OPT_INVALID("ipv4.opt_invalid"),
    IPV4_OPT_INVALID_LEN("ipv4.opt_invalid_len"),
    IPV4_OPT_MALFORMED("ipv4.opt_malformed"),
    IPV4_OPT_PAD_REQUIRED("ipv4.opt_pad_required"),
    IPV4_OPT_EOL_REQUIRED("ipv4.opt_eol_required"),
    IPV4_OPT_DUPLICATE("ipv4.opt_duplicate"),
    IPV4_OPT_UNKNOWN("ipv4.opt_unknown"),
    IPV4_WRONG_IP_VERSION("ipv4.wrong_ip_version"),
    IPV4_ICMPV6("ipv4.icmpv6"),
    IPV4_FRAG_PKT_TOO_LARGE("ipv4.frag_pkt_too_large"),
    IPV4_FRAG_OVERLAP("ipv4.frag_overlap"),
    IPV4_FRAG_IGNORED("ipv4.frag_ignored"),
    ICMPV4_PKT_TOO_SMALL("icmpv4.pkt_too_small"),
    ICMPV4_UNKNOWN_TYPE("icmpv4.unknown_type"),
    ICMPV4_UNKNOWN_CODE("icmpv4.unknown_code"),
    ICMPV4_IPV4_TRUNC_PKT("icmpv4.ipv4_trunc_pkt"),
    ICMPV4_IPV4_UNKNOWN_VER("icmpv4.ipv4_unknown_ver"),
    ICMPV6_UNKNOWN_TYPE("icmpv6.unknown_type"),
    ICMPV6_UNKNOWN_CODE("icmpv6.unknown_code"),
    ICMPV6_PKT_TOO_SMALL("icmpv6.pkt_too_small"),
    ICMPV6_IPV6_UNKNOWN_VERSION("icmpv6.ipv6_unknown_version"),
    ICMPV6_IPV6_TRUNC_PKT("icmpv6.ipv6_trunc_pkt"),
    ICMPV6_MLD_MESSAGE_WITH_INVALID_HL("icmpv6.mld_message_with_invalid_hl"),
    ICMPV6_UNASSIGNED_TYPE("icmpv6.unassigned_type"),
    ICMPV6_EXPERIMENTATION_TYPE("icmpv6.experimentation_type"),
    IGMP_PKT_TOO_SMALL("igmp.pkt_too_small"),
    IPV6_PKT_TOO_SMALL("ipv6.pkt_too_small"),
    IPV6_TRUNC_PKT("ipv6.trunc_pkt"),
    IPV6_TRUNC_EXTHDR("ipv6.trunc_exthdr"),
    IPV6_EXTHDR_DUPL_FH("ipv6.exthdr_dupl_fh"),
    IPV6_EXTHDR_USELESS_FH("ipv6.exthdr_useless_fh"),
    IPV6_EXTHDR_DUPL_RH("ipv6.exthdr_dupl_rh"),
    IPV6_EXTHDR_DUPL_HH("ipv6.exthdr_dupl_hh"),
    IPV6_EXTHDR_DUPL_DH("ipv6.exthdr_dupl_dh"),
    IPV6_EXTHDR_DUPL_AH("ipv6.exthdr_dupl_ah"),
    IPV6_EXTHDR_DUPL_EH("ipv6.exthdr_dupl_eh"),
    IPV6_EXTHDR_INVALID_OPTLEN("ipv6.exthdr_invalid_optlen"),
    IPV6_WRONG_IP_VERSION("ipv6.wrong_ip_version"),
    IPV6_EXTHDR_AH_RES_NOT_NULL("ipv6.exthdr_ah_res_not_null"),
    IPV6_HOPOPTS_UNKNOWN_OPT("ipv6.hopopts_unknown_opt"),
    IPV6_HOPOPTS_ONLY_PADDING("ipv6.hopopts_only_padding"),
    IPV6_DSTOPTS_UNKNOWN_OPT("ipv6.dstopts_unknown_opt"),
    IPV6_DSTOPTS_ONLY_PADDING("ipv6.dstopts_only_padding"),
    IPV6_RH_TYPE_0("ipv6.rh_type_0"),
    IPV6_ZERO_LEN_PADN("ipv6.zero_len_padn"),
    IPV6_FH_NON_ZERO_RESERVED_FIELD("ipv6.fh_non_zero_reserved_field"),
    IPV6_DATA_AFTER_NONE_HEADER("ipv6.data_after_none_header"),
    IPV6_UNKNOWN_NEXT_HEADER("ipv6.unknown_next_header"),
    IPV6_ICMPV4("ipv6.icmpv4"),
    IPV6_FRAG_PKT_TOO_LARGE("ipv6.frag_pkt_too_large"),
    IPV6_FRAG_OVERLAP("ipv6.frag_overlap"),
    IPV6_FRAG_INVALID_LENGTH("ipv6.frag_invalid_length"),
    IPV6_FRAG_IGNORED("ipv6.frag_ignored"),
    IPV6_IPV4_IN_IPV6_TOO_SMALL("ipv6.ipv4_in_ipv6_too_small"),
    IPV6_IPV4_IN_IPV6_WRONG_VERSION("ipv6.ipv4_in_ipv6_wrong_version"),
    IPV6_IPV6_IN_IPV6_TOO_SMALL("ipv6.ipv6_in_ipv6_too_small"),
    IPV6_IPV6_IN_IPV6_WRONG_VERSION("ipv6.ipv6_in_ipv6_wrong_version"),
    TCP_PKT_TOO_SMALL("tcp.pkt_too_small"),
    TCP_HLEN_TOO_SMALL("tcp.hlen_too_small"),
    TCP_INVALID_OPTLEN("tcp.invalid_optlen"),
    TCP_OPT_INVALID_LEN("tcp.opt_invalid_len"),
    TCP_OPT_DUPLICATE("tcp.opt_duplicate"),
    UDP_PKT_TOO_SMALL("udp.pkt_too_small"),
    UDP_HLEN_TOO_SMALL("udp.hlen_too_small"),
    UDP_HLEN_INVALID("udp.hlen_invalid"),
    UDP_LEN_INVALID("udp.len_invalid"),
    SLL_PKT_TOO_SMALL("sll.pkt_too_small"),
    SLL2_PKT_TOO_SMALL("sll2.pkt_too_small"),
    ETHERNET_PKT_TOO_SMALL("ethernet.pkt_too_small"),
    ETHERNET_UNKNOWN_ETHERTYPE("ethernet.unknown_ethertype"),
    PPP_PKT_TOO_SMALL("ppp.pkt_too_small"),
    PPP_VJU_PKT_TOO_SMALL("ppp.vju_pkt_too_small"),
    PPP_IP4_PKT_TOO_SMALL("ppp.ip4_pkt_too_small"),
    PPP_IP6_PKT_TOO_SMALL("ppp.ip6_pkt_too_small"),
    PPP_WRONG_TYPE("ppp.wrong_type"),
    PPP_UNSUP_PROTO("ppp.unsup_proto"),
    PPPOE_PKT_TOO_SMALL("pppoe.pkt_too_small"),
    PPPOE_WRONG_CODE("pppoe.wrong_code"),
    PPPOE_MALFORMED_TAGS("pppoe.malformed_tags"),
    GRE_PKT_TOO_SMALL("gre.pkt_too_small"),
    GRE_WRONG_VERSION("gre.wrong_version"),
    GRE_VERSION0_RECUR("gre.version0_recur"),
    GRE_VERSION0_FLAGS("gre.version0_flags"),
    GRE_VERSION0_HDR_TOO_BIG("gre.version0_hdr_too_big"),
    GRE_VERSION0_MALFORMED_SRE_HDR("gre.version0_malformed_sre_hdr"),
    GRE_VERSION1_CHKSUM("gre.version1_chksum"),
    GRE_VERSION1_ROUTE("gre.version1_route"),
    GRE_VERSION1_SSR("gre.version1_ssr"),
    GRE_VERSION1_RECUR("gre.version1_recur"),
    GRE_VERSION1_FLAGS("gre.version1_flags"),
    GRE_VERSION1_NO_KEY("gre.version1_no_key"),
    GRE_VERSION1_WRONG_PROTOCOL("gre.version1_wrong_protocol"),
    GRE_VERSION1_MALFORMED_SRE_HDR("gre.version1_malformed_sre_hdr"),
    GRE_VERSION1_HDR_TOO_BIG("gre.version1_hdr_too_big"),
    VLAN_HEADER_TOO_SMALL("vlan.header_too_small"),
    VLAN_UNKNOWN_TYPE("vlan.unknown_type"),
    VLAN_TOO_MANY_LAYERS("vlan.too_many_layers"),
    IEEE8021AH_HEADER_TOO_SMALL("ieee8021ah.header_too_small"),
    VNTAG_HEADER_TOO_SMALL("vntag.header_too_small"),
    VNTAG_UNKNOWN_TYPE("vntag.unknown_type"),
    IPRAW_INVALID_IP_VERSION("ipraw.invalid_ip_version"),
    LTNULL_PKT_TOO_SMALL("ltnull.pkt_too_small"),
    LTNULL_UNSUPPORTED_TYPE("ltnull.unsupported_type"),
    SCTP_PKT_TOO_SMALL("sctp.pkt_too_small"),
    ESP_PKT_TOO_SMALL("esp.pkt_too_small"),
    MPLS_HEADER_TOO_SMALL("mpls.header_too_small"),
    MPLS_PKT_TOO_SMALL("mpls.pkt_too_small"),
    MPLS_BAD_LABEL_ROUTER_ALERT("mpls.bad_label_router_alert"),
    MPLS_BAD_LABEL_IMPLICIT_NULL("mpls.bad_label_implicit_null"),
    MPLS_BAD_LABEL_RESERVED("mpls.bad_label_reserved"),
    MPLS_UNKNOWN_PAYLOAD_TYPE("mpls.unknown_payload_type"),
    VXLAN_UNKNOWN_PAYLOAD_TYPE("vxlan.unknown_payload_type"),
    GENEVE_UNKNOWN_PAYLOAD_TYPE("geneve.unknown_payload_type"),
    ERSPAN_HEADER_TOO_SMALL("erspan.header_too_small"),
    ERSPAN_UNSUPPORTED_VERSION("erspan.unsupported_version"),
    ERSPAN_TOO_MANY_VLAN_LAYERS("erspan.too_many_vlan_layers"),
    DCE_PKT_TOO_SMALL("dce.pkt_too_small"),
    CHDLC_PKT_TOO_SMALL("chdlc.pkt_too_small"),
    NSH_HEADER_TOO_SMALL("nsh.header_too_small"),
    NSH_UNSUPPORTED_VERSION("nsh.unsupported_version"),
    NSH_BAD_HEADER_LENGTH("nsh.bad_header_length"),
    NSH_RESERVED_TYPE("nsh.reserved_type"),
    NSH_UNSUPPORTED_TYPE("nsh.unsupported_type"),
    NSH_UNKNOWN_PAYLOAD("nsh.unknown_payload"),
    ARP_PKT_TOO_SMALL("arp.pkt_too_small"),
    ARP_UNSUPPORTED_HARDWARE("arp.unsupported_hardware"),
    ARP_UNSUPPORTED_PROTOCOL("arp.unsupported_protocol"),
    ARP_INVALID_PKT("arp.invalid_pkt"),
    ARP_INVALID_HARDWARE_SIZE("arp.invalid_hardware_size"),
    ARP_INVALID_PROTOCOL_SIZE("arp.invalid_protocol_size"),
    ARP_UNSUPPORTED_OPCODE("arp.unsupported_opcode"),
    LINK_UNSUPPORTED_TYPE("link.unsupported_type"),
    TOO_MANY_LAYERS("too_many_layers"),
    STREAM_3WHS_ACK_IN_WRONG_DIR("3whs_ack_in_wrong_dir"),
    STREAM_3WHS_ASYNC_WRONG_SEQ("3whs_async_wrong_seq"),
    STREAM_3WHS_RIGHT_SEQ_WRONG_ACK_EVASION("3whs_right_seq_wrong_ack_evasion"),
    STREAM_3WHS_SYNACK_IN_WRONG_DIRECTION("3whs_synack_in_wrong_direction"),
    STREAM_3WHS_SYNACK_RESEND_WITH_DIFF_ACK("3whs_synack_resend_with_diff_ack"),
    STREAM_3WHS_SYNACK_RESEND_WITH_DIFF_SEQ("3whs_synack_resend_with_diff_seq"),
    STREAM_3WHS_SYNACK_TOSERVER_ON_SYN_RECV("3whs_synack_toserver_on_syn_recv"),
    STREAM_3WHS_SYNACK_WITH_WRONG_ACK("3whs_synack_with_wrong_ack"),
    STREAM_3WHS_SYNACK_FLOOD("3whs_synack_flood"),
    STREAM_3WHS_SYN_FLOOD("3whs_syn_flood"),
    STREAM_3WHS_SYN_RESEND_DIFF_SEQ_ON_SYN_RECV("3whs_syn_resend_diff_seq_on_syn_recv"),
    STREAM_3WHS_SYN_TOCLIENT_ON_SYN_RECV("3whs_syn_toclient_on_syn_recv"),
    STREAM_3WHS_WRONG_SEQ_WRONG_ACK("3whs_wrong_seq_wrong_ack"),
    STREAM_3WHS_ACK_DATA_INJECT("3whs_ack_data_inject"),
    STREAM_4WHS_SYNACK_WITH_WRONG_ACK("4whs_synack_with_wrong_ack"),
    STREAM_4WHS_SYNACK_WITH_WRONG_SYN("4whs_synack_with_wrong_syn"),
    STREAM_4WHS_WRONG_SEQ("4whs_wrong_seq"),
    STREAM_4WHS_INVALID_ACK("4whs_invalid_ack"),
    STREAM_CLOSEWAIT_ACK_OUT_OF_WINDOW("closewait_ack_out_of_window"),
    STREAM_CLOSEWAIT_FIN_OUT_OF_WINDOW("closewait_fin_out_of_window"),
    STREAM_CLOSEWAIT_PKT_BEFORE_LAST_ACK("closewait_pkt_before_last_ack"),
    STREAM_CLOSEWAIT_INVALID_ACK("closewait_invalid_ack"),
    STREAM_CLOSING_ACK_WRONG_SEQ("closing_ack_wrong_seq"),
    STREAM_CLOSING_INVALID_ACK("closing_invalid_ack"),
    STREAM_EST_PACKET_OUT_OF_WINDOW("est_packet_out_of_window"),
    STREAM_EST_PKT_BEFORE_LAST_ACK("est_pkt_before_last_ack"),
    STREAM_EST_SYNACK_RESEND("est_synack_resend"),
    STREAM_EST_SYNACK_RESEND_WITH_DIFF_ACK("est_synack_resend_with_diff_ack"),
    STREAM_EST_SYNACK_RESEND_WITH_DIFF_SEQ("est_synack_resend_with_diff_seq"),
    STREAM_EST_SYNACK_TOSERVER("est_synack_toserver"),
    STREAM_EST_SYN_RESEND("est_syn_resend"),
    STREAM_EST_SYN_RESEND_DIFF_SEQ("est_syn_resend_diff_seq"),
    STREAM_EST_SYN_TOCLIENT("est_syn_toclient"),
    STREAM_EST_INVALID_ACK("est_invalid_ack"),
    STREAM_FIN_INVALID_ACK("fin_invalid_ack"),
    STREAM_FIN1_ACK_WRONG_SEQ("fin1_ack_wrong_seq"),
    STREAM_FIN1_FIN_WRONG_SEQ("fin1_fin_wrong_seq"),
    STREAM_FIN1_INVALID_ACK("fin1_invalid_ack"),
    STREAM_FIN2_ACK_WRONG_SEQ("fin2_ack_wrong_seq"),
    STREAM_FIN2_FIN_WRONG_SEQ("fin2_fin_wrong_seq"),
    STREAM_FIN2_INVALID_ACK("fin2_invalid_ack"),
    STREAM_FIN_BUT_NO_SESSION("fin_but_no_session"),
    STREAM_FIN_OUT_OF_WINDOW("fin_out_of_window"),
    STREAM_FIN_SYN("fin_syn"),
    STREAM_LASTACK_ACK_WRONG_SEQ("lastack_ack_wrong_seq"),
    STREAM_LASTACK_INVALID_ACK("lastack_invalid_ack"),
    STREAM_RST_BUT_NO_SESSION("rst_but_no_session"),
    STREAM_TIMEWAIT_ACK_WRONG_SEQ("timewait_ack_wrong_seq"),
    STREAM_TIMEWAIT_INVALID_ACK("timewait_invalid_ack"),
    STREAM_SHUTDOWN_SYN_RESEND("shutdown_syn_resend"),
    STREAM_PKT_INVALID_TIMESTAMP("pkt_invalid_timestamp"),
    STREAM_PKT_INVALID_ACK("pkt_invalid_ack"),
    STREAM_PKT_BROKEN_ACK("pkt_broken_ack"),
    STREAM_RST_INVALID_ACK("rst_invalid_ack"),
    STREAM_RST_WITH_DATA("rst_with_data"),
    STREAM_PKT_RETRANSMISSION("pkt_retransmission"),
    STREAM_PKT_SPURIOUS_RETRANSMISSION("pkt_spurious_retransmission"),
    STREAM_PKT_BAD_WINDOW_UPDATE("pkt_bad_window_update"),
    STREAM_SUSPECTED_RST_INJECT("suspected_rst_inject"),
    STREAM_WRONG_THREAD("wrong_thread"),
    STREAM_REASSEMBLY_SEGMENT_BEFORE_BASE_SEQ("reassembly_segment_before_base_seq"),
    STREAM_REASSEMBLY_NO_SEGMENT("reassembly_no_segment"),
    STREAM_REASSEMBLY_SEQ_GAP("reassembly_seq_gap"),
    STREAM_REASSEMBLY_OVERLAP_DIFFERENT_DATA("reassembly_overlap_different_data"),
    STREAM_REASSEMBLY_DEPTH_REACHED("reassembly_depth_reached"),
    STREAM_REASSEMBLY_INSERT_MEMCAP("reassembly_insert_memcap"),
    STREAM_REASSEMBLY_INSERT_LIMIT("reassembly_insert_limit"),
    STREAM_REASSEMBLY_INSERT_INVALID("reassembly_insert_invalid"),
    STREAM_REASSEMBLY_URGENT_OOB_LIMIT_REACHED("reassembly_urgent_oob_limit_reached");

    private static final Anomaly[] ALL = values();
    private static final Map<String, Integer> INDEXES = new HashMap<>();

    static {
        for (Anomaly anomaly : ALL) INDEXES.put(anomaly.eveName(), anomaly.ordinal());
    }

    private final String keyword;

    Anomaly(String keyword) {
        this.keyword = keyword;
    }

    /// The name as `decode-event` or `stream-event` has it.
    public String keyword() {
        return keyword;
    }

    /// Of TCP's stream, not of the packet's own bytes.
    public boolean ofStream() {
        return ordinal() >= STREAM_3WHS_ACK_IN_WRONG_DIR.ordinal();
    }

    /// The name as EVE's `anomaly.event` and `stats` have it: `decoder.ipv4.trunc_pkt`,
    /// `stream.pkt_invalid_ack`.
    public String eveName() {
        return (ofStream() ? "stream." : "decoder.") + keyword;
    }

    /// Adds it to the packet, once.
    @HotPath
    public void flag(Packet packet) {
        int index = ordinal();
        for (int i = 0; i < packet.anomalyCount; i++) if (packet.anomalies[i] == index) return;
        packet.anomaly(index);
    }

    public static Anomaly at(int index) {
        return ALL[index];
    }

    public static int count() {
        return ALL.length;
    }

    /// @return the index for `decode-event:name`, or -1 where the rule language knows no such name
    public static int decodeEvent(String name) {
        return INDEXES.getOrDefault("decoder." + name, -1);
    }

    /// @return the index for `stream-event:name`, or -1 where the rule language knows no such name
    public static int streamEvent(String name) {
        return INDEXES.getOrDefault("stream." + name, -1);
    }
}
