package dejfa.decode.packet;

import dejfa.api.HotPath;
import dejfa.api.Packet;
import dejfa.decode.Anomaly;

/// RFC 8200: the header and its chain of extension headers.
@HotPath
final class Ipv6Decoder {
    /// bits in `seen`
    private static final int HOP = 1;

    private static final int ROUTING = 2;
    private static final int FRAGMENT = 4;
    private static final int DESTINATION_FIRST = 8;
    private static final int DESTINATION_LAST = 16;
    private static final int AUTHENTICATION = 32;

    private Ipv6Decoder() {}

    static void decode(Frame f, Packet p, long offset, long end) {
        if (f.tooDeep(p)) return;
        f.met(Layer.IPV6);
        long available = end - offset;
        if (available < 40) {
            Frame.flag(p, Anomaly.IPV6_PKT_TOO_SMALL);
            return;
        }
        if (Wire.u8(p.data, offset) >>> 4 != 6) {
            Frame.flag(p, Anomaly.IPV6_WRONG_IP_VERSION);
            return;
        }
        int payloadBytes = Wire.u16(p.data, offset + 4);
        if (available < 40 + payloadBytes) {
            Frame.flag(p, Anomaly.IPV6_TRUNC_PKT);
            return;
        }
        p.ipVersion = 6;
        p.ipOffset = offset;
        p.ipHeaderBytes = 40;
        p.ipTotalBytes = 40 + payloadBytes;
        p.ipTos = Wire.u16(p.data, offset) >>> 4 & 0xff;
        p.ipTtl = Wire.u8(p.data, offset + 7);
        p.protocol = Wire.u8(p.data, offset + 6);
        p.sourceHigh = Wire.i64(p.data, offset + 8);
        p.sourceLow = Wire.i64(p.data, offset + 16);
        p.destinationHigh = Wire.i64(p.data, offset + 24);
        p.destinationLow = Wire.i64(p.data, offset + 32);
        chain(f, p, offset + 40, offset + 40 + payloadBytes);
    }

    /// Each header says what the next one is; each is at least 8 bytes, so the walk ends.
    private static void chain(Frame f, Packet p, long start, long end) {
        long at = start;
        int seen = 0;
        while (Ipv6Options.isExtension(p.protocol)) {
            if (end - at < 8) {
                Frame.flag(p, Anomaly.IPV6_TRUNC_EXTHDR);
                unknown(p, at, end);
                return;
            }
            int type = p.protocol;
            int bit = bit(type, seen);
            if (bit != 0 && (seen & bit) != 0) {
                Frame.flag(p, duplicate(type));
                unknown(p, at, end);
                return;
            }
            seen |= bit;
            if (type == 44) {
                if (fragment(f, p, at, end)) return;
                at += 8;
                p.ipHeaderBytes += 8;
                continue;
            }
            int bytes = type == 51 ? (Wire.u8(p.data, at + 1) + 2) * 4 : (Wire.u8(p.data, at + 1) + 1) * 8;
            if (bytes > end - at) {
                Frame.flag(p, Anomaly.IPV6_TRUNC_EXTHDR);
                unknown(p, at, end);
                return;
            }
            Ipv6Options.judge(p, type, at, bytes);
            p.protocol = Wire.u8(p.data, at);
            at += bytes;
            p.ipHeaderBytes += bytes;
        }
        if (at > start && end - at < 2 && p.protocol != 59) {
            Frame.flag(p, Anomaly.IPV6_TRUNC_EXTHDR);
            unknown(p, at, end);
            return;
        }
        transport(f, p, at, end);
    }

    private static int bit(int type, int seen) {
        return switch (type) {
            case 0 -> HOP;
            case 43 -> ROUTING;
            case 44 -> FRAGMENT;
            // Destination options may come twice (RFC 8200 §4.1).
            case 60 -> (seen & DESTINATION_FIRST) == 0 ? DESTINATION_FIRST : DESTINATION_LAST;
            case 51 -> AUTHENTICATION;
            default -> 0;
        };
    }

    private static Anomaly duplicate(int type) {
        return switch (type) {
            case 0 -> Anomaly.IPV6_EXTHDR_DUPL_HH;
            case 43 -> Anomaly.IPV6_EXTHDR_DUPL_RH;
            case 44 -> Anomaly.IPV6_EXTHDR_DUPL_FH;
            case 51 -> Anomaly.IPV6_EXTHDR_DUPL_AH;
            default -> Anomaly.IPV6_EXTHDR_DUPL_DH;
        };
    }

    /// @return true where the rest of the packet waits for its other fragments
    private static boolean fragment(Frame f, Packet p, long at, long end) {
        if (Wire.u8(p.data, at + 1) != 0) Frame.flag(p, Anomaly.IPV6_FH_NON_ZERO_RESERVED_FIELD);
        int field = Wire.u16(p.data, at + 2);
        int next = Wire.u8(p.data, at);
        p.ipFragmentOffset = field & 0xfff8;
        p.ipFlags = field & 1;
        p.ipId = Wire.i32(p.data, at + 4);
        p.protocol = next;
        if (p.ipFragmentOffset == 0 && p.ipFlags == 0) {
            Frame.flag(p, Anomaly.IPV6_EXTHDR_USELESS_FH);
            return false;
        }
        if (p.ipFlags != 0 && (end - at - 8 & 7) != 0) {
            Frame.flag(p, Anomaly.IPV6_FRAG_INVALID_LENGTH);
        }
        f.fragments.accept(f, p, at + 8, (int) (end - at - 8), next);
        return true;
    }

    private static void transport(Frame f, Packet p, long at, long end) {
        p.payloadOffset = at;
        p.payloadBytes = (int) (end - at);
        switch (p.protocol) {
            case 4 -> TunnelDecoder.ip(f, p, at, end, 4);
            case 41 -> TunnelDecoder.ip(f, p, at, end, 6);
            case 1 -> Frame.flag(p, Anomaly.IPV6_ICMPV4);
            case 59 -> {
                if (at < end) Frame.flag(p, Anomaly.IPV6_DATA_AFTER_NONE_HEADER);
            }
            case 6, 17, 58, 132, 47, 50, 2 -> TransportDecoder.decode(f, p, at, end);
            default -> Frame.flag(p, Anomaly.IPV6_UNKNOWN_NEXT_HEADER);
        }
    }

    private static void unknown(Packet p, long at, long end) {
        p.payloadOffset = at;
        p.payloadBytes = (int) (end - at);
    }
}
