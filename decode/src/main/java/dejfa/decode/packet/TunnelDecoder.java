package dejfa.decode.packet;

import dejfa.api.HotPath;
import dejfa.api.Packet;
import dejfa.decode.Anomaly;

/// Packets inside packets: IP in IP (RFC 2003, 4213, 2473), GRE (RFC 2784, 2890, 2637), ERSPAN, VXLAN (RFC
/// 7348), Geneve (RFC 8926), Teredo (RFC 4380), GTP-U (3GPP TS
/// 29.281), NSH (RFC 8300). Each inner packet is a [Packet] of its own, one
/// deeper.
@HotPath
final class TunnelDecoder {
    private TunnelDecoder() {}

    static void ip(Frame f, Packet p, long offset, long end, int version) {
        long bytes = end - offset;
        boolean small = bytes < (version == 4 ? 20 : 40);
        boolean wrong = !small && Wire.u8(p.data, offset) >>> 4 != version;
        if (small || wrong) {
            if (p.ipVersion != 6) Frame.flag(p, plain(version, small));
            else if (version == 4) {
                Frame.flag(p, small ? Anomaly.IPV6_IPV4_IN_IPV6_TOO_SMALL : Anomaly.IPV6_IPV4_IN_IPV6_WRONG_VERSION);
            } else {
                Frame.flag(p, small ? Anomaly.IPV6_IPV6_IN_IPV6_TOO_SMALL : Anomaly.IPV6_IPV6_IN_IPV6_WRONG_VERSION);
            }
            return;
        }
        Packet inner = open(f, p, offset, end);
        if (inner == null) return;
        if (p.ipVersion == 4) f.met(version == 4 ? Layer.IPV4_IN_IPV4 : Layer.IPV6_IN_IPV4);
        else f.met(version == 4 ? Layer.IPV4_IN_IPV6 : Layer.IPV6_IN_IPV6);
        if (version == 4) Ipv4Decoder.decode(f, inner, offset, end);
        else Ipv6Decoder.decode(f, inner, offset, end);
    }

    private static Anomaly plain(int version, boolean small) {
        if (version == 4) return small ? Anomaly.IPV4_PKT_TOO_SMALL : Anomaly.IPV4_WRONG_IP_VERSION;
        return small ? Anomaly.IPV6_PKT_TOO_SMALL : Anomaly.IPV6_WRONG_IP_VERSION;
    }

    private static Packet open(Frame f, Packet p, long offset, long end) {
        if (f.tooDeep(p)) return null;
        return f.open(p, p.data, offset, (int) (end - offset));
    }

    static void gre(Frame f, Packet p, long offset, long end) {
        if (end - offset < 4) {
            Frame.flag(p, Anomaly.GRE_PKT_TOO_SMALL);
            return;
        }
        int flags = Wire.u16(p.data, offset);
        int protocol = Wire.u16(p.data, offset + 2);
        int version = flags & 7;
        long at = version == 0 ? version0(p, flags, offset, end) : version == 1 ? pptp(p, flags, offset, end) : -1;
        if (version > 1) Frame.flag(p, Anomaly.GRE_WRONG_VERSION);
        if (at < 0) return;
        TransportDecoder.carried(p, offset, (int) (at - offset), end);
        Packet inner = end > at ? open(f, p, at, end) : null;
        if (inner == null) return;
        switch (protocol) {
            case EtherTypes.IPV4, EtherTypes.IPV6 -> EtherTypes.decode(f, inner, protocol, at, end);
            case EtherTypes.PPP -> LinkDecoder.ppp(f, inner, at, end);
            case EtherTypes.BRIDGE -> LinkDecoder.ethernet(f, inner, at, end);
            // Type I has no header of its own, and so no sequence number in GRE's.
            case 0x88be -> erspan(f, inner, (flags & 0x1000) == 0 ? at : at + 8, at, end);
            case 0x22eb -> erspan(f, inner, at + 12, at, end);
            default -> EtherTypes.decode(f, inner, protocol, at, end);
        }
    }

    /// @return where the payload starts, or -1
    private static long version0(Packet p, int flags, long offset, long end) {
        if ((flags & 0x0700) != 0) {
            Frame.flag(p, Anomaly.GRE_VERSION0_RECUR);
            return -1;
        }
        if ((flags & 0x00f8) != 0) {
            Frame.flag(p, Anomaly.GRE_VERSION0_FLAGS);
            return -1;
        }
        boolean routing = (flags & 0x4000) != 0;
        long at = offset + 4;
        if (routing || (flags & 0x8000) != 0) at += 4;
        if ((flags & 0x2000) != 0) at += 4;
        if ((flags & 0x1000) != 0) at += 4;
        if (at > end) {
            Frame.flag(p, Anomaly.GRE_VERSION0_HDR_TOO_BIG);
            return -1;
        }
        return routing ? routes(p, at, end, Anomaly.GRE_VERSION0_MALFORMED_SRE_HDR) : at;
    }

    /// Source route entries (RFC 1701) up to the empty one.
    private static long routes(Packet p, long start, long end, Anomaly malformed) {
        long at = start;
        while (end - at >= 4) {
            int family = Wire.u16(p.data, at);
            int length = Wire.u8(p.data, at + 3);
            at += 4 + length;
            if (at > end) break;
            if (family == 0 && length == 0) return at;
        }
        Frame.flag(p, malformed);
        return -1;
    }

    private static long pptp(Packet p, int flags, long offset, long end) {
        Anomaly wrong = null;
        if ((flags & 0x8000) != 0) wrong = Anomaly.GRE_VERSION1_CHKSUM;
        else if ((flags & 0x4000) != 0) wrong = Anomaly.GRE_VERSION1_ROUTE;
        else if ((flags & 0x0800) != 0) wrong = Anomaly.GRE_VERSION1_SSR;
        else if ((flags & 0x0700) != 0) wrong = Anomaly.GRE_VERSION1_RECUR;
        else if ((flags & 0x0078) != 0) wrong = Anomaly.GRE_VERSION1_FLAGS;
        else if (Wire.u16(p.data, offset + 2) != EtherTypes.PPP) wrong = Anomaly.GRE_VERSION1_WRONG_PROTOCOL;
        else if ((flags & 0x2000) == 0) wrong = Anomaly.GRE_VERSION1_NO_KEY;
        long at = offset + 8 + ((flags & 0x1000) != 0 ? 4 : 0) + ((flags & 0x0080) != 0 ? 4 : 0);
        if (wrong == null && at > end) wrong = Anomaly.GRE_VERSION1_HDR_TOO_BIG;
        if (wrong == null) return at;
        Frame.flag(p, wrong);
        return -1;
    }

    /// draft-foschiano-erspan: version 1 is called type II, version 2 type III.
    private static void erspan(Frame f, Packet inner, long payload, long offset, long end) {
        f.met(Layer.ERSPAN);
        if (payload > end) {
            Frame.flag(inner, Anomaly.ERSPAN_HEADER_TOO_SMALL);
            return;
        }
        if (payload > offset) {
            int version = Wire.u8(inner.data, offset) >>> 4;
            int expected = payload - offset == 8 ? 1 : 2;
            if (version != expected) {
                Frame.flag(inner, Anomaly.ERSPAN_UNSUPPORTED_VERSION);
                return;
            }
            int vlan = Wire.u16(inner.data, offset) & 0xfff;
            if (vlan != 0) EtherTypes.addVlan(inner, vlan);
        }
        LinkDecoder.ethernet(f, inner, payload, end);
    }

    /// By port, and only where the payload has the tunnel's form.
    static void overUdp(Frame f, Packet p) {
        DecodeSettings settings = f.settings;
        if (p.destinationPort == 4789 && settings.vxlan()) vxlan(f, p);
        else if (p.destinationPort == 6081 && settings.geneve()) geneve(f, p);
        else if ((p.destinationPort == 3544 || p.sourcePort == 3544) && settings.teredo()) teredo(f, p);
        else if (p.destinationPort == 2152) userPlane(f, p);
    }

    private static void vxlan(Frame f, Packet p) {
        long at = p.payloadOffset;
        long end = at + p.payloadBytes;
        // The VNI flag is set, and what is reserved is zero (RFC 7348 §5).
        if (p.payloadBytes < 8 + 14 || (Wire.u8(p.data, at) & 0x08) == 0 || Wire.u8(p.data, at + 7) != 0) return;
        if (!bridged(Wire.u16(p.data, at + 8 + 12))) {
            Frame.flag(p, Anomaly.VXLAN_UNKNOWN_PAYLOAD_TYPE);
            return;
        }
        Packet inner = open(f, p, at + 8, end);
        f.met(Layer.VXLAN);
        if (inner != null) LinkDecoder.ethernet(f, inner, at + 8, end);
    }

    /// GTP-U (3GPP TS 29.281 §5.1): a G-PDU's user packet behind its header and extension headers.
    private static void userPlane(Frame f, Packet p) {
        long at = p.payloadOffset;
        long end = at + p.payloadBytes;
        if (p.payloadBytes < 8 + 20) return;
        int flags = Wire.u8(p.data, at);
        // version 1, GTP and not GTP'; message type 255; the length counts what follows the first eight bytes
        if ((flags & 0xf0) != 0x30 || Wire.u8(p.data, at + 1) != 0xff || Wire.u16(p.data, at + 2) != end - at - 8)
            return;
        boolean extended = (flags & 4) != 0;
        at += (flags & 7) != 0 ? 12 : 8;
        int next = extended && at <= end ? Wire.u8(p.data, at - 1) : 0;
        while (next != 0) {
            int bytes = end - at < 4 ? 0 : Wire.u8(p.data, at) * 4;
            if (bytes == 0 || end - at < bytes) return;
            at += bytes;
            next = Wire.u8(p.data, at - 1);
        }
        if (end - at < 20) return;
        int version = Wire.u8(p.data, at) >>> 4;
        if (version != 4 && version != 6) return;
        Packet inner = open(f, p, at, end);
        if (inner == null) return;
        if (version == 4) Ipv4Decoder.decode(f, inner, at, end);
        else Ipv6Decoder.decode(f, inner, at, end);
    }

    private static boolean bridged(int type) {
        return switch (type) {
            case EtherTypes.IPV4, EtherTypes.IPV6, EtherTypes.ARP, 0x8863, 0x8864, 0x8847, 0x8848, 0x88e7 -> true;
            default -> EtherTypes.isVlan(type);
        };
    }

    private static void geneve(Frame f, Packet p) {
        long start = p.payloadOffset;
        long end = start + p.payloadBytes;
        if (p.payloadBytes < 8) return;
        int first = Wire.u8(p.data, start);
        long at = start + 8 + (first & 0x3f) * 4L;
        // version 0, and the last byte of the VNI word is reserved
        if (first >>> 6 != 0 || Wire.u8(p.data, start + 7) != 0 || at >= end) return;
        int type = Wire.u16(p.data, start + 2);
        if (type != EtherTypes.BRIDGE && type != EtherTypes.IPV4 && type != EtherTypes.IPV6) {
            Frame.flag(p, Anomaly.GENEVE_UNKNOWN_PAYLOAD_TYPE);
            return;
        }
        Packet inner = open(f, p, at, end);
        if (inner == null) return;
        f.met(Layer.GENEVE);
        if (type == EtherTypes.BRIDGE) LinkDecoder.ethernet(f, inner, at, end);
        else EtherTypes.decode(f, inner, type, at, end);
    }

    /// Authentication and origin indication may come first (RFC 4380 §5.1.1); the IPv6 packet must fill the
    /// rest.
    private static void teredo(Frame f, Packet p) {
        long at = p.payloadOffset;
        long end = at + p.payloadBytes;
        if (end - at >= 4 && Wire.u16(p.data, at) == 1) {
            at += 13 + Wire.u8(p.data, at + 2) + Wire.u8(p.data, at + 3);
        }
        if (end - at >= 8 && Wire.u16(p.data, at) == 0) at += 8;
        if (end - at < 40 || Wire.u8(p.data, at) >>> 4 != 6) return;
        if (Wire.u16(p.data, at + 4) != end - at - 40) return;
        Packet inner = open(f, p, at, end);
        f.met(Layer.TEREDO);
        if (inner != null) Ipv6Decoder.decode(f, inner, at, end);
    }

    /// RFC 8300; it lies in the frame itself, not in a packet.
    static void serviceHeader(Frame f, Packet p, long offset, long end) {
        f.met(Layer.NSH);
        if (end - offset < 8) {
            Frame.flag(p, Anomaly.NSH_HEADER_TOO_SMALL);
            return;
        }
        int bytes = (Wire.u16(p.data, offset) & 0x3f) * 4;
        int kind = Wire.u8(p.data, offset + 2) & 15;
        Anomaly wrong = null;
        if (Wire.u8(p.data, offset) >>> 6 != 0) wrong = Anomaly.NSH_UNSUPPORTED_VERSION;
        else if (bytes < 8 || bytes > end - offset) wrong = Anomaly.NSH_BAD_HEADER_LENGTH;
        else if (kind == 0 || kind == 15) wrong = Anomaly.NSH_RESERVED_TYPE;
        else if (kind != 1 && kind != 2) wrong = Anomaly.NSH_UNSUPPORTED_TYPE;
        if (wrong != null) {
            Frame.flag(p, wrong);
            return;
        }
        long at = offset + bytes;
        switch (Wire.u8(p.data, offset + 3)) {
            case 1 -> Ipv4Decoder.decode(f, p, at, end);
            case 2 -> Ipv6Decoder.decode(f, p, at, end);
            case 3 -> LinkDecoder.ethernet(f, p, at, end);
            default -> Frame.flag(p, Anomaly.NSH_UNKNOWN_PAYLOAD);
        }
    }
}
