package dejfa.decode.packet;

import dejfa.api.HotPath;
import dejfa.api.Packet;
import dejfa.decode.Anomaly;

/// What IP carries: TCP, UDP, ICMP, ICMPv6, SCTP, IGMP, ESP, GRE. A header that is not valid leaves
/// `Packet.transportOffset` at -1, and so the packet without a flow.
@HotPath
final class TransportDecoder {
    static final int TCP = 6;
    static final int UDP = 17;
    static final int ICMPV6 = 58;
    static final int SCTP = 132;

    private TransportDecoder() {}

    static void decode(Frame f, Packet p, long offset, long end) {
        met(f, p.protocol);
        switch (p.protocol) {
            case TCP -> TcpDecoder.decode(f, p, offset, end);
            case UDP -> udp(f, p, offset, end);
            case 1 -> icmp(f, p, offset, end);
            case ICMPV6 -> icmpV6(f, p, offset, end);
            case SCTP -> sctp(f, p, offset, end);
            case 47 -> TunnelDecoder.gre(f, p, offset, end);
            case 50 -> {
                if (end - offset < 8) Frame.flag(p, Anomaly.ESP_PKT_TOO_SMALL);
                else carried(p, offset, 8, end);
            }
            case 2 -> {
                if (end - offset < 8) Frame.flag(p, Anomaly.IGMP_PKT_TOO_SMALL);
                else {
                    // The whole message is header.
                    carried(p, offset, (int) (end - offset), end);
                    if (f.verify) p.transportChecksumBad = Checksum.headerBad(p.data, offset, p.transportHeaderBytes);
                }
            }
            default -> {
                // Not known: the IP payload is the payload.
            }
        }
    }

    private static void met(Frame f, int protocol) {
        switch (protocol) {
            case TCP -> f.met(Layer.TCP);
            case UDP -> f.met(Layer.UDP);
            case 1 -> f.met(Layer.ICMPV4);
            case ICMPV6 -> f.met(Layer.ICMPV6);
            case SCTP -> f.met(Layer.SCTP);
            case 47 -> f.met(Layer.GRE);
            case 50 -> f.met(Layer.ESP);
            case 2 -> f.met(Layer.IGMP);
            default -> {
                // not counted apart
            }
        }
    }

    static void carried(Packet p, long offset, int headerBytes, long end) {
        p.transportOffset = offset;
        p.transportHeaderBytes = headerBytes;
        p.payloadOffset = offset + headerBytes;
        p.payloadBytes = (int) (end - offset - headerBytes);
    }

    private static void udp(Frame f, Packet p, long offset, long end) {
        if (end - offset < 8) {
            Frame.flag(p, Anomaly.UDP_PKT_TOO_SMALL);
            return;
        }
        int length = Wire.u16(p.data, offset + 4);
        if (length < 8) {
            Frame.flag(p, Anomaly.UDP_LEN_INVALID);
            return;
        }
        if (length > end - offset) {
            Frame.flag(p, Anomaly.UDP_PKT_TOO_SMALL);
            return;
        }
        p.sourcePort = Wire.u16(p.data, offset);
        p.destinationPort = Wire.u16(p.data, offset + 2);
        carried(p, offset, 8, offset + length);
        int checksum = Wire.u16(p.data, offset + 6);
        if (f.verify && (checksum != 0 || p.ipVersion == 6)) {
            p.transportChecksumBad = Checksum.transportBad(p, UDP, length);
        }
        TunnelDecoder.overUdp(f, p);
    }

    private static void icmp(Frame f, Packet p, long offset, long end) {
        if (end - offset < 8) {
            Frame.flag(p, Anomaly.ICMPV4_PKT_TOO_SMALL);
            return;
        }
        icmpHead(p, offset, end);
        if (f.verify) p.transportChecksumBad = Checksum.headerBad(p.data, offset, (int) (end - offset));
        int lastCode = lastCode(p.icmpType);
        if (lastCode < 0) Frame.flag(p, Anomaly.ICMPV4_UNKNOWN_TYPE);
        else if (p.icmpCode > lastCode) Frame.flag(p, Anomaly.ICMPV4_UNKNOWN_CODE);
        if (isError(p.icmpType) && p.payloadBytes > 0) {
            if (p.payloadBytes < 20) Frame.flag(p, Anomaly.ICMPV4_IPV4_TRUNC_PKT);
            else if (Wire.u8(p.data, p.payloadOffset) >>> 4 != 4) Frame.flag(p, Anomaly.ICMPV4_IPV4_UNKNOWN_VER);
        }
    }

    private static void icmpHead(Packet p, long offset, long end) {
        carried(p, offset, 8, end);
        p.icmpType = Wire.u8(p.data, offset);
        p.icmpCode = Wire.u8(p.data, offset + 1);
        p.icmpId = Wire.u16(p.data, offset + 4);
        p.icmpSequence = Wire.u16(p.data, offset + 6);
    }

    private static boolean isError(int type) {
        return type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
    }

    /// The highest code assigned to an ICMP type (IANA, ICMP parameters), or -1 where the type is not known.
    private static int lastCode(int type) {
        return switch (type) {
            case 3 -> 15;
            case 5 -> 3;
            case 9 -> 16;
            case 11 -> 1;
            case 12 -> 2;
            case 0, 4, 8, 10, 13, 14, 15, 16, 17, 18 -> 0;
            default -> -1;
        };
    }

    private static void icmpV6(Frame f, Packet p, long offset, long end) {
        if (end - offset < 8) {
            Frame.flag(p, Anomaly.ICMPV6_PKT_TOO_SMALL);
            return;
        }
        icmpHead(p, offset, end);
        if (f.verify) p.transportChecksumBad = Checksum.transportBad(p, ICMPV6, (int) (end - offset));
        int type = p.icmpType;
        int lastCode = lastCodeV6(type);
        if (type == 100 || type == 101 || type == 200 || type == 201) {
            Frame.flag(p, Anomaly.ICMPV6_EXPERIMENTATION_TYPE);
        } else if (type > 4 && type < 127 || type > 160 && type < 255) {
            Frame.flag(p, Anomaly.ICMPV6_UNASSIGNED_TYPE);
        } else if (lastCode < 0) {
            Frame.flag(p, Anomaly.ICMPV6_UNKNOWN_TYPE);
        } else if (p.icmpCode > lastCode) {
            Frame.flag(p, Anomaly.ICMPV6_UNKNOWN_CODE);
        }
        // Multicast listener messages never leave the link (RFC 2710 §3).
        if (type >= 130 && type <= 132 && p.ipTtl != 1) Frame.flag(p, Anomaly.ICMPV6_MLD_MESSAGE_WITH_INVALID_HL);
        if (type >= 1 && type <= 4 && p.payloadBytes > 0) {
            if (p.payloadBytes < 40) Frame.flag(p, Anomaly.ICMPV6_IPV6_TRUNC_PKT);
            else if (Wire.u8(p.data, p.payloadOffset) >>> 4 != 6) {
                Frame.flag(p, Anomaly.ICMPV6_IPV6_UNKNOWN_VERSION);
            }
        }
    }

    private static int lastCodeV6(int type) {
        return switch (type) {
            case 1 -> 8;
            case 3 -> 1;
            case 4 -> 10;
            case 138 -> 255;
            case 139, 140 -> 2;
            case 157, 158 -> 15;
            default -> type == 2 || type >= 128 && type <= 160 ? 0 : -1;
        };
    }

    /// The payload is what the first DATA chunk carries, where there is one (RFC 9260 §3.3.1).
    private static void firstData(Packet p, long start, long end) {
        long at = start;
        while (end - at >= 4) {
            int length = Wire.u16(p.data, at + 2);
            if (length < 4 || length > end - at) return;
            if (Wire.u8(p.data, at) == 0 && length > 16) {
                p.payloadOffset = at + 16;
                p.payloadBytes = length - 16;
                return;
            }
            at += length + 3 & ~3L;
        }
    }

    private static void sctp(Frame f, Packet p, long offset, long end) {
        if (end - offset < 12) {
            Frame.flag(p, Anomaly.SCTP_PKT_TOO_SMALL);
            return;
        }
        p.sourcePort = Wire.u16(p.data, offset);
        p.destinationPort = Wire.u16(p.data, offset + 2);
        carried(p, offset, 12, end);
        firstData(p, offset + 12, end);
        if (f.verify) p.transportChecksumBad = Checksum.sctpBad(p.data, offset, (int) (end - offset));
    }
}
