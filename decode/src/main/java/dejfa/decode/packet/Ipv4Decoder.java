package dejfa.decode.packet;

import dejfa.api.HotPath;
import dejfa.api.Packet;
import dejfa.decode.Anomaly;

/// RFC 791.
@HotPath
final class Ipv4Decoder {
    /// The prefix of IPv4-mapped addresses (RFC 4291 §2.5.5.2), as `Address` keeps them.
    static final long MAPPED = 0x0000_FFFF_0000_0000L;

    private Ipv4Decoder() {}

    static void decode(Frame f, Packet p, long offset, long end) {
        if (f.tooDeep(p)) return;
        f.met(Layer.IPV4);
        long available = end - offset;
        if (available < 20) {
            Frame.flag(p, Anomaly.IPV4_PKT_TOO_SMALL);
            return;
        }
        int first = Wire.u8(p.data, offset);
        if (first >>> 4 != 4) {
            Frame.flag(p, Anomaly.IPV4_WRONG_IP_VERSION);
            return;
        }
        int headerBytes = (first & 15) * 4;
        int totalBytes = Wire.u16(p.data, offset + 2);
        if (headerBytes < 20) {
            Frame.flag(p, Anomaly.IPV4_HLEN_TOO_SMALL);
            return;
        }
        if (totalBytes < headerBytes) {
            Frame.flag(p, Anomaly.IPV4_IPLEN_SMALLER_THAN_HLEN);
            return;
        }
        if (available < totalBytes) {
            Frame.flag(p, Anomaly.IPV4_TRUNC_PKT);
            return;
        }
        header(f, p, offset, headerBytes, totalBytes);
        if (headerBytes > 20) options(p, offset + 20, offset + headerBytes);
        long payload = offset + headerBytes;
        if (p.ipFragmentOffset > 0 || (p.ipFlags & 1) != 0) {
            f.fragments.accept(f, p, payload, totalBytes - headerBytes, p.protocol);
            return;
        }
        transport(f, p, payload, offset + totalBytes);
    }

    private static void header(Frame f, Packet p, long offset, int headerBytes, int totalBytes) {
        p.ipVersion = 4;
        p.ipOffset = offset;
        p.ipHeaderBytes = headerBytes;
        p.ipTotalBytes = totalBytes;
        p.ipTos = Wire.u8(p.data, offset + 1);
        p.ipId = Wire.u16(p.data, offset + 4);
        int fragment = Wire.u16(p.data, offset + 6);
        p.ipFlags = fragment >>> 13 & 1 | (fragment >>> 14 & 1) << 1 | (fragment >>> 15) << 2;
        p.ipFragmentOffset = (fragment & 0x1fff) * 8;
        p.ipTtl = Wire.u8(p.data, offset + 8);
        p.protocol = Wire.u8(p.data, offset + 9);
        p.sourceLow = MAPPED | Wire.u32(p.data, offset + 12);
        p.destinationLow = MAPPED | Wire.u32(p.data, offset + 16);
        p.ipChecksumBad = f.verify && Checksum.headerBad(p.data, offset, headerBytes);
    }

    static void transport(Frame f, Packet p, long payload, long end) {
        p.payloadOffset = payload;
        p.payloadBytes = (int) (end - payload);
        switch (p.protocol) {
            case 4 -> TunnelDecoder.ip(f, p, payload, end, 4);
            case 41 -> TunnelDecoder.ip(f, p, payload, end, 6);
            case 58 -> Frame.flag(p, Anomaly.IPV4_ICMPV6);
            default -> TransportDecoder.decode(f, p, payload, end);
        }
    }

    private static void options(Packet p, long start, long end) {
        if (((end - start) & 7) != 0) Frame.flag(p, Anomaly.IPV4_OPT_PAD_REQUIRED);
        long at = start;
        long seen = 0;
        while (at < end) {
            int type = Wire.u8(p.data, at);
            if (type == 0) return;
            if (type == 1) {
                at++;
                continue;
            }
            if (end - at < 2) {
                Frame.flag(p, Anomaly.IPV4_OPT_EOL_REQUIRED);
                return;
            }
            int length = Wire.u8(p.data, at + 1);
            if (length < 2 || length > end - at) {
                Frame.flag(p, Anomaly.IPV4_OPT_INVALID_LEN);
                return;
            }
            int bit = optionBit(type);
            if (bit < 0) Frame.flag(p, Anomaly.IPV4_OPT_UNKNOWN);
            else if ((seen & 1L << bit) != 0) Frame.flag(p, Anomaly.IPV4_OPT_DUPLICATE);
            else {
                seen |= 1L << bit;
                option(p, type, at, length);
            }
            at += length;
        }
    }

    /// A small number for each option known, or -1.
    private static int optionBit(int type) {
        return switch (type) {
            case 7, 25, 68 -> type & 15;
            case 130, 131, 133, 134, 136, 137, 148 -> 16 + (type & 31);
            default -> -1;
        };
    }

    private static void option(Packet p, int type, long at, int length) {
        switch (type) {
            // Record route and the source routes: the pointer is at least 4 and lies on an address.
            case 7, 131, 137 -> {
                if (length < 3) Frame.flag(p, Anomaly.IPV4_OPT_INVALID_LEN);
                else {
                    int pointer = Wire.u8(p.data, at + 2);
                    if (pointer < 4 || (pointer & 3) != 0 || pointer > length + 1) {
                        Frame.flag(p, Anomaly.IPV4_OPT_MALFORMED);
                    }
                }
            }
            case 68 -> {
                if (length < 4) Frame.flag(p, Anomaly.IPV4_OPT_INVALID_LEN);
                else if (Wire.u8(p.data, at + 2) < 5) Frame.flag(p, Anomaly.IPV4_OPT_MALFORMED);
            }
            case 148, 136 -> {
                if (length != 4) Frame.flag(p, Anomaly.IPV4_OPT_INVALID_LEN);
            }
            case 130 -> {
                if (length != 11) Frame.flag(p, Anomaly.IPV4_OPT_INVALID_LEN);
            }
            default -> {
                // Security options differ by their domain; nothing to judge.
            }
        }
    }
}
