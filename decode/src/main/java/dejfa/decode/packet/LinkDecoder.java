package dejfa.decode.packet;

import dejfa.api.HotPath;
import dejfa.api.Packet;
import dejfa.decode.Anomaly;
import java.lang.foreign.MemorySegment;

/// Link types by their number in the registry of link-layer header types (draft-ietf-opsawg-pcaplinktype).
@HotPath
final class LinkDecoder {
    private LinkDecoder() {}

    /// Is it one of the link types that [#decode] reads?
    static boolean knows(int linkType) {
        return switch (linkType) {
            case 0, 1, 9, 12, 14, 50, 101, 104, 105, 108, 113, 127, 228, 229, 239, 276 -> true;
            default -> false;
        };
    }

    static void decode(Frame f, Packet p, long offset, long end) {
        switch (p.linkType) {
            case 1 -> ethernet(f, p, offset, end);
            case 0 -> loopback(f, p, offset, end);
            case 108 -> loopback(f, p, offset, end);
            case 9, 50 -> ppp(f, p, offset, end);
            case 12, 14, 101, 228, 229 -> raw(f, p, offset, end);
            case 104 -> ciscoHdlc(f, p, offset, end);
            case 105, 127 -> wireless(f, p, offset, end);
            case 113 -> cooked(f, p, offset, end);
            case 239 -> netfilterLog(f, p, offset, end);
            case 276 -> cookedV2(f, p, offset, end);
            default -> Frame.flag(p, Anomaly.LINK_UNSUPPORTED_TYPE);
        }
    }

    static void ethernet(Frame f, Packet p, long offset, long end) {
        f.met(Layer.ETHERNET);
        if (end - offset < 14) {
            Frame.flag(p, Anomaly.ETHERNET_PKT_TOO_SMALL);
            return;
        }
        if (f.tooDeep(p)) return;
        if (p.ethernetOffset < 0) p.ethernetOffset = offset;
        int type = Wire.u16(p.data, offset + 12);
        if (!EtherTypes.decode(f, p, type, offset + 14, end) && type >= 0x600) {
            f.met(Layer.UNKNOWN_ETHERTYPE);
            Frame.flag(p, Anomaly.ETHERNET_UNKNOWN_ETHERTYPE);
        }
    }

    /// Four bytes of address family: in the byte order of the machine that captured (NULL), or the network's
    /// (LOOP).
    private static void loopback(Frame f, Packet p, long offset, long end) {
        f.met(Layer.NULL);
        if (end - offset < 4) {
            Frame.flag(p, Anomaly.LTNULL_PKT_TOO_SMALL);
            return;
        }
        int family = Wire.i32(p.data, offset);
        if ((family & 0xffff) == 0) family = Integer.reverseBytes(family);
        switch (family) {
            case 2 -> Ipv4Decoder.decode(f, p, offset + 4, end);
            case 10, 24, 28, 30 -> Ipv6Decoder.decode(f, p, offset + 4, end);
            default -> Frame.flag(p, Anomaly.LTNULL_UNSUPPORTED_TYPE);
        }
    }

    static void raw(Frame f, Packet p, long offset, long end) {
        f.met(Layer.RAW);
        if (end - offset < 1) {
            Frame.flag(p, Anomaly.IPV4_PKT_TOO_SMALL);
            return;
        }
        switch (Wire.u8(p.data, offset) >>> 4) {
            case 4 -> Ipv4Decoder.decode(f, p, offset, end);
            case 6 -> Ipv6Decoder.decode(f, p, offset, end);
            default -> Frame.flag(p, Anomaly.IPRAW_INVALID_IP_VERSION);
        }
    }

    /// RFC 1662: address and control may be left out where the two sides agreed.
    static void ppp(Frame f, Packet p, long offset, long end) {
        if (end - offset < 2) {
            Frame.flag(p, Anomaly.PPP_PKT_TOO_SMALL);
            return;
        }
        int first = Wire.u8(p.data, offset);
        // 0x0f and 0x8f are Cisco's addresses in PPP-HDLC captures: an EtherType follows.
        if (p.linkType == 50 && (first == 0x0f || first == 0x8f)) {
            ciscoHdlc(f, p, offset, end);
            return;
        }
        pppPayload(f, p, first == 0xff ? offset + 2 : offset, end);
    }

    /// From the protocol field on; it is one byte where its lowest bit is set (RFC 1661 §2).
    static void pppPayload(Frame f, Packet p, long offset, long end) {
        if (end - offset < 2) {
            Frame.flag(p, Anomaly.PPP_PKT_TOO_SMALL);
            return;
        }
        if (f.tooDeep(p)) return;
        f.met(Layer.PPP);
        boolean shortField = (Wire.u8(p.data, offset) & 1) != 0;
        int protocol = shortField ? Wire.u8(p.data, offset) : Wire.u16(p.data, offset);
        long payload = offset + (shortField ? 1 : 2);
        switch (protocol) {
            case 0x0021 -> {
                if (end - payload < 20) Frame.flag(p, Anomaly.PPP_IP4_PKT_TOO_SMALL);
                else Ipv4Decoder.decode(f, p, payload, end);
            }
            case 0x0057 -> {
                if (end - payload < 40) Frame.flag(p, Anomaly.PPP_IP6_PKT_TOO_SMALL);
                else Ipv6Decoder.decode(f, p, payload, end);
            }
            case 0x002f -> {
                if (end - payload < 20) Frame.flag(p, Anomaly.PPP_VJU_PKT_TOO_SMALL);
                else if (Wire.u8(p.data, payload) >>> 4 == 4) Ipv4Decoder.decode(f, p, payload, end);
            }
            default -> {
                // RFC 1661: the lowest bit of the last octet is 1, that of the first is 0.
                boolean valid = (protocol & 0x0101) == 1;
                Frame.flag(p, valid ? Anomaly.PPP_UNSUP_PROTO : Anomaly.PPP_WRONG_TYPE);
            }
        }
    }

    private static void ciscoHdlc(Frame f, Packet p, long offset, long end) {
        f.met(Layer.CHDLC);
        if (end - offset < 4) {
            Frame.flag(p, Anomaly.CHDLC_PKT_TOO_SMALL);
            return;
        }
        if (!f.tooDeep(p)) EtherTypes.decode(f, p, Wire.u16(p.data, offset + 2), offset + 4, end);
    }

    private static void cooked(Frame f, Packet p, long offset, long end) {
        f.met(Layer.SLL);
        if (end - offset < 16) {
            Frame.flag(p, Anomaly.SLL_PKT_TOO_SMALL);
            return;
        }
        if (!f.tooDeep(p)) EtherTypes.decode(f, p, Wire.u16(p.data, offset + 14), offset + 16, end);
    }

    private static void cookedV2(Frame f, Packet p, long offset, long end) {
        f.met(Layer.SLL2);
        if (end - offset < 20) {
            Frame.flag(p, Anomaly.SLL2_PKT_TOO_SMALL);
            return;
        }
        if (!f.tooDeep(p)) EtherTypes.decode(f, p, Wire.u16(p.data, offset), offset + 20, end);
    }

    private static void wireless(Frame f, Packet p, long offset, long end) {
        long type = wirelessType(p.data, offset, end, p.linkType);
        if (type >= 0 && !f.tooDeep(p)) EtherTypes.decode(f, p, Wire.u16(p.data, type), type + 2, end);
    }

    /// Where the EtherType of a data frame is that is neither encrypted nor aggregated (IEEE 802.11-2020 §9.2.3 and
    /// §9.3.2.1, behind radiotap where the link type says so; RFC 1042's LLC and SNAP), or -1: nothing for us.
    static long wirelessType(MemorySegment data, long start, long end, int linkType) {
        long offset = start;
        if (linkType == 127) {
            if (end - offset < 8) return -1;
            offset += Wire.u8(data, offset + 2) | Wire.u8(data, offset + 3) << 8;
        }
        if (end - offset < 24) return -1;
        int control = Wire.u8(data, offset);
        int flags = Wire.u8(data, offset + 1);
        boolean data80211 = (control & 0x0c) == 0x08 && (control & 0x40) == 0;
        if (!data80211 || (flags & 0x40) != 0) return -1;
        long at = offset + ((flags & 3) == 3 ? 30 : 24);
        if ((control & 0x80) != 0) {
            if (end - at < 2 || (Wire.u8(data, at) & 0x80) != 0) return -1;
            at += (flags & 0x80) != 0 ? 6 : 2;
        }
        return end - at >= 8 && Wire.u16(data, at) == 0xaaaa && Wire.u8(data, at + 2) == 3 ? at + 6 : -1;
    }

    private static void netfilterLog(Frame f, Packet p, long offset, long end) {
        long payload = netfilterPayload(p.data, offset, end);
        if (payload >= 0) raw(f, p, payload, end);
    }

    /// Where the packet is among the attributes that Linux's netfilter puts before it (libpcap, LINKTYPE_NFLOG),
    /// or -1.
    static long netfilterPayload(MemorySegment data, long offset, long end) {
        long at = offset + 4;
        // Lengths are in the byte order of the machine that captured.
        for (int attribute = 0; attribute < 32 && end - at >= 4; attribute++) {
            int length = Wire.u8(data, at) | Wire.u8(data, at + 1) << 8;
            int type = Wire.u8(data, at + 2) | Wire.u8(data, at + 3) << 8;
            if (type > 0xff) {
                type = type >>> 8;
                length = Wire.u16(data, at);
            }
            if (length < 4 || length > end - at) return -1;
            if (type == 9) return at + 4;
            at += length + 3 & ~3;
        }
        return -1;
    }
}
