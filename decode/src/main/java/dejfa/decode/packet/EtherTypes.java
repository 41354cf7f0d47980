package dejfa.decode.packet;

import dejfa.api.HotPath;
import dejfa.api.Packet;
import dejfa.decode.Anomaly;

/// What follows an EtherType: IP, tags, labels (IEEE 802.1Q, RFC 3032, RFC 2516).
@HotPath
final class EtherTypes {
    static final int IPV4 = 0x0800;
    static final int ARP = 0x0806;
    static final int BRIDGE = 0x6558;
    static final int IPV6 = 0x86dd;
    static final int PPP = 0x880b;
    private static final int MAX_VLANS = 3;

    private EtherTypes() {}

    static boolean isVlan(int type) {
        return type == 0x8100 || type == 0x88a8 || type == 0x9100 || type == 0x9200;
    }

    /// Decodes what lies from `offset` to `end`.
    ///
    /// @return false where the type is not known
    static boolean decode(Frame f, Packet p, int type, long offset, long end) {
        if (!isVlan(type)) p.etherType = type;
        met(f, p, type);
        switch (type) {
            case IPV4 -> Ipv4Decoder.decode(f, p, offset, end);
            case IPV6 -> Ipv6Decoder.decode(f, p, offset, end);
            case 0x8100, 0x88a8, 0x9100, 0x9200 -> vlan(f, p, offset, end);
            case ARP -> arp(p, offset, end);
            case 0x8847, 0x8848 -> mpls(f, p, offset, end);
            case 0x8863 -> pppoeDiscovery(p, offset, end);
            case 0x8864 -> pppoeSession(f, p, offset, end);
            case 0x88e7 -> providerBackbone(f, p, offset, end);
            case 0x8926 -> vnTag(f, p, offset, end);
            case 0x8903 -> fabricPath(f, p, offset, end);
            case 0x894f -> TunnelDecoder.serviceHeader(f, p, offset, end);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void met(Frame f, Packet p, int type) {
        switch (type) {
            case 0x8100, 0x88a8, 0x9100, 0x9200 ->
                f.met(p.vlanCount == 0 ? Layer.VLAN : p.vlanCount == 1 ? Layer.VLAN_QINQ : Layer.VLAN_QINQINQ);
            case ARP -> f.met(Layer.ARP);
            case 0x8847, 0x8848 -> f.met(Layer.MPLS);
            case 0x8863, 0x8864 -> f.met(Layer.PPPOE);
            case 0x88e7 -> f.met(Layer.IEEE8021AH);
            case 0x8926 -> f.met(Layer.VNTAG);
            default -> {
                // counted where they are read, or not at all
            }
        }
    }

    private static void vlan(Frame f, Packet p, long offset, long end) {
        if (end - offset < 4) {
            Frame.flag(p, Anomaly.VLAN_HEADER_TOO_SMALL);
            return;
        }
        if (p.vlanCount >= MAX_VLANS) {
            Frame.flag(p, Anomaly.VLAN_TOO_MANY_LAYERS);
            return;
        }
        if (f.tooDeep(p)) return;
        addVlan(p, Wire.u16(p.data, offset) & 0xfff);
        int type = Wire.u16(p.data, offset + 2);
        if (!decode(f, p, type, offset + 4, end)) Frame.flag(p, Anomaly.VLAN_UNKNOWN_TYPE);
    }

    static void addVlan(Packet p, int tag) {
        if (p.vlanCount == 0) p.vlanOuter = tag;
        else if (p.vlanCount == 1) p.vlanInner = tag;
        else p.vlanThird = tag;
        p.vlanCount++;
    }

    /// RFC 826. It has no flow; only its form is judged.
    private static void arp(Packet p, long offset, long end) {
        if (end - offset < 8) {
            Frame.flag(p, Anomaly.ARP_PKT_TOO_SMALL);
            return;
        }
        if (Wire.u16(p.data, offset) != 1) Frame.flag(p, Anomaly.ARP_UNSUPPORTED_HARDWARE);
        else if (Wire.u16(p.data, offset + 2) != IPV4) Frame.flag(p, Anomaly.ARP_UNSUPPORTED_PROTOCOL);
        else if (end - offset < 28) Frame.flag(p, Anomaly.ARP_INVALID_PKT);
        else if (Wire.u8(p.data, offset + 4) != 6) Frame.flag(p, Anomaly.ARP_INVALID_HARDWARE_SIZE);
        else if (Wire.u8(p.data, offset + 5) != 4) Frame.flag(p, Anomaly.ARP_INVALID_PROTOCOL_SIZE);
        else {
            p.payloadOffset = offset;
            p.payloadBytes = (int) (end - offset);
            int operation = Wire.u16(p.data, offset + 6);
            if (operation < 1 || operation > 10) Frame.flag(p, Anomaly.ARP_UNSUPPORTED_OPCODE);
        }
    }

    private static void mpls(Frame f, Packet p, long start, long end) {
        long offset = start;
        int entry;
        do {
            if (end - offset < 4) {
                Frame.flag(p, Anomaly.MPLS_HEADER_TOO_SMALL);
                return;
            }
            if (f.tooDeep(p)) return;
            entry = Wire.i32(p.data, offset);
            offset += 4;
        } while ((entry & 0x100) == 0);
        int label = entry >>> 12;
        if (label == 1) Frame.flag(p, Anomaly.MPLS_BAD_LABEL_ROUTER_ALERT);
        else if (label == 3) Frame.flag(p, Anomaly.MPLS_BAD_LABEL_IMPLICIT_NULL);
        else if (label > 3 && label < 16) Frame.flag(p, Anomaly.MPLS_BAD_LABEL_RESERVED);
        if (end - offset < 5) {
            Frame.flag(p, Anomaly.MPLS_PKT_TOO_SMALL);
            return;
        }
        switch (Wire.u8(p.data, offset) >>> 4) {
            case 4 -> Ipv4Decoder.decode(f, p, offset, end);
            case 6 -> Ipv6Decoder.decode(f, p, offset, end);
            // RFC 4385: a control word, then a frame.
            case 0 -> LinkDecoder.ethernet(f, p, offset + 4, end);
            default -> Frame.flag(p, Anomaly.MPLS_UNKNOWN_PAYLOAD_TYPE);
        }
    }

    private static void pppoeDiscovery(Packet p, long offset, long end) {
        if (end - offset < 6) {
            Frame.flag(p, Anomaly.PPPOE_PKT_TOO_SMALL);
            return;
        }
        int code = Wire.u8(p.data, offset + 1);
        if (code != 0x09 && code != 0x07 && code != 0x19 && code != 0x65 && code != 0xa7) {
            Frame.flag(p, Anomaly.PPPOE_WRONG_CODE);
            return;
        }
        long tags = offset + 6 + Wire.u16(p.data, offset + 4);
        if (tags > end) {
            Frame.flag(p, Anomaly.PPPOE_MALFORMED_TAGS);
            return;
        }
        for (long at = offset + 6; at + 4 <= tags; at += 4 + Wire.u16(p.data, at + 2)) {
            if (at + 4 + Wire.u16(p.data, at + 2) > tags) Frame.flag(p, Anomaly.PPPOE_MALFORMED_TAGS);
        }
    }

    private static void pppoeSession(Frame f, Packet p, long offset, long end) {
        if (end - offset < 8) {
            Frame.flag(p, Anomaly.PPPOE_PKT_TOO_SMALL);
            return;
        }
        if (Wire.u8(p.data, offset + 1) != 0) {
            Frame.flag(p, Anomaly.PPPOE_WRONG_CODE);
            return;
        }
        if (!f.tooDeep(p)) LinkDecoder.pppPayload(f, p, offset + 6, end);
    }

    /// IEEE 802.1ah: a service tag, then a whole frame.
    private static void providerBackbone(Frame f, Packet p, long offset, long end) {
        if (end - offset < 18) {
            Frame.flag(p, Anomaly.IEEE8021AH_HEADER_TOO_SMALL);
            return;
        }
        if (!f.tooDeep(p)) LinkDecoder.ethernet(f, p, offset + 4, end);
    }

    private static void vnTag(Frame f, Packet p, long offset, long end) {
        if (end - offset < 6) {
            Frame.flag(p, Anomaly.VNTAG_HEADER_TOO_SMALL);
            return;
        }
        if (f.tooDeep(p)) return;
        if (!decode(f, p, Wire.u16(p.data, offset + 4), offset + 6, end)) {
            Frame.flag(p, Anomaly.VNTAG_UNKNOWN_TYPE);
        }
    }

    /// Cisco FabricPath: two bytes of tag, then a whole frame.
    private static void fabricPath(Frame f, Packet p, long offset, long end) {
        if (end - offset < 16) {
            Frame.flag(p, Anomaly.DCE_PKT_TOO_SMALL);
            return;
        }
        if (!f.tooDeep(p)) LinkDecoder.ethernet(f, p, offset + 2, end);
    }
}
