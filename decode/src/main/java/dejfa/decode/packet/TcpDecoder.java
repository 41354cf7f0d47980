package dejfa.decode.packet;

import dejfa.api.HotPath;
import dejfa.api.Packet;
import dejfa.decode.Anomaly;

/// RFC 9293 §3.1 and §3.2; window scale and timestamps by RFC 7323, SACK by RFC 2018.
@HotPath
final class TcpDecoder {
    private TcpDecoder() {}

    static void decode(Frame f, Packet p, long offset, long end) {
        if (end - offset < 20) {
            Frame.flag(p, Anomaly.TCP_PKT_TOO_SMALL);
            return;
        }
        int headerBytes = (Wire.u8(p.data, offset + 12) >>> 4) * 4;
        if (headerBytes < 20 || headerBytes > end - offset) {
            Frame.flag(p, Anomaly.TCP_HLEN_TOO_SMALL);
            return;
        }
        p.sourcePort = Wire.u16(p.data, offset);
        p.destinationPort = Wire.u16(p.data, offset + 2);
        p.tcpSequence = Wire.u32(p.data, offset + 4);
        p.tcpAcknowledgment = Wire.u32(p.data, offset + 8);
        p.tcpFlags = Wire.u8(p.data, offset + 13);
        p.tcpWindow = Wire.u16(p.data, offset + 14);
        p.tcpUrgent = Wire.u16(p.data, offset + 18);
        TransportDecoder.carried(p, offset, headerBytes, end);
        if (headerBytes > 20) options(p, offset + 20, offset + headerBytes);
        if (f.verify) {
            p.transportChecksumBad = Checksum.transportBad(p, TransportDecoder.TCP, (int) (end - offset));
        }
    }

    private static void options(Packet p, long start, long end) {
        long at = start;
        int seen = 0;
        while (at < end) {
            int kind = Wire.u8(p.data, at);
            if (kind == 0) return;
            if (kind == 1) {
                at++;
                continue;
            }
            if (end - at < 2) return;
            int length = Wire.u8(p.data, at + 1);
            if (length < 2 || length > end - at) {
                Frame.flag(p, Anomaly.TCP_OPT_INVALID_LEN);
                return;
            }
            if (kind <= 8) {
                if ((seen & 1 << kind) != 0) Frame.flag(p, Anomaly.TCP_OPT_DUPLICATE);
                else if (!option(p, kind, at, length)) Frame.flag(p, Anomaly.TCP_OPT_INVALID_LEN);
                else seen |= 1 << kind;
            }
            at += length;
        }
    }

    /// @return false where the option has not the length that its kind asks for
    private static boolean option(Packet p, int kind, long at, int length) {
        switch (kind) {
            case 2 -> {
                if (length != 4) return false;
                p.tcpMss = Wire.u16(p.data, at + 2);
            }
            case 3 -> {
                if (length != 3) return false;
                p.tcpWindowScale = Math.min(Wire.u8(p.data, at + 2), 14);
            }
            case 4 -> {
                if (length != 2) return false;
                p.tcpSackPermitted = true;
            }
            case 5 -> {
                return length >= 10 && (length - 2 & 7) == 0 && length <= 34;
            }
            case 8 -> {
                if (length != 10) return false;
                p.tcpTimestamp = Wire.u32(p.data, at + 2);
                p.tcpTimestampEcho = Wire.u32(p.data, at + 6);
            }
            default -> {
                return true;
            }
        }
        return true;
    }
}
