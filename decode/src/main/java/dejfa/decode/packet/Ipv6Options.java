package dejfa.decode.packet;

import dejfa.api.HotPath;
import dejfa.api.Packet;
import dejfa.decode.Anomaly;

/// What the extension headers hold (RFC 8200 §4.2–4.6, RFC 5095, RFC 4302). The caller has checked their
/// length.
@HotPath
final class Ipv6Options {
    private Ipv6Options() {}

    /// ESP (50) is not among them: what follows it is encrypted.
    static boolean isExtension(int protocol) {
        return switch (protocol) {
            case 0, 43, 44, 51, 60, 135, 139, 140 -> true;
            default -> false;
        };
    }

    static void judge(Packet p, int type, long at, int bytes) {
        switch (type) {
            case 0 -> options(p, at, bytes, Anomaly.IPV6_HOPOPTS_UNKNOWN_OPT, Anomaly.IPV6_HOPOPTS_ONLY_PADDING);
            case 60 -> options(p, at, bytes, Anomaly.IPV6_DSTOPTS_UNKNOWN_OPT, Anomaly.IPV6_DSTOPTS_ONLY_PADDING);
            case 43 -> {
                if (Wire.u8(p.data, at + 2) == 0) Frame.flag(p, Anomaly.IPV6_RH_TYPE_0);
            }
            case 51 -> {
                if (Wire.u16(p.data, at + 2) != 0) Frame.flag(p, Anomaly.IPV6_EXTHDR_AH_RES_NOT_NULL);
            }
            default -> {
                // Mobility, HIP and Shim6 are passed over.
            }
        }
    }

    private static void options(Packet p, long start, int bytes, Anomaly unknown, Anomaly onlyPadding) {
        long at = start + 2;
        long end = start + bytes;
        boolean padding = true;
        while (at < end) {
            int type = Wire.u8(p.data, at);
            if (type == 0) {
                at++;
                continue;
            }
            if (end - at < 2 || Wire.u8(p.data, at + 1) > end - at - 2) {
                Frame.flag(p, Anomaly.IPV6_EXTHDR_INVALID_OPTLEN);
                return;
            }
            int length = Wire.u8(p.data, at + 1);
            if (type == 1) {
                if (length == 0) Frame.flag(p, Anomaly.IPV6_ZERO_LEN_PADN);
            } else {
                padding = false;
                int right = rightLength(type);
                if (right >= 0 && right != length) {
                    Frame.flag(p, Anomaly.IPV6_EXTHDR_INVALID_OPTLEN);
                    return;
                }
                if (right == -1) Frame.flag(p, unknown);
            }
            at += 2 + length;
        }
        if (padding) Frame.flag(p, onlyPadding);
    }

    /// Length in bytes of an option known, -2 where it varies, -1 where the option is not known.
    private static int rightLength(int type) {
        return switch (type) {
            // router alert (RFC 2711), jumbo (RFC 2675), home address (RFC 6275)
            case 5 -> 2;
            case 0xc2 -> 4;
            case 0xc9 -> 16;
            default -> -1;
        };
    }
}
