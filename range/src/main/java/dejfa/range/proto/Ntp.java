package dejfa.range.proto;

import dejfa.range.wire.Dice;
import dejfa.range.wire.Octets;

/// NTP version 3 and 4, client and server mode (RFC 5905 §7.3).
public final class Ntp {
    /// seconds from 1900 to 1970
    private static final long EPOCH = 2_208_988_800L;

    private Ntp() {}

    public static byte[] question(long timeNs) {
        return new Octets()
                .u8(0x23)
                .u8(0)
                .u8(6)
                .u8(0xe9)
                .zeros(36)
                .u64(stamp(timeNs))
                .toBytes();
    }

    public static byte[] answer(long askedNs, long timeNs, byte[] reference, Dice dice) {
        Octets out = new Octets()
                .u8(0x24)
                .u8(2)
                .u8(6)
                .u8(0xe8)
                .u32(0x100 + dice.below(0x800))
                .u32(0x400);
        out.raw(reference).u64(stamp(timeNs - 600_000_000_000L)).u64(stamp(askedNs));
        return out.u64(stamp(timeNs)).u64(stamp(timeNs + 20_000)).toBytes();
    }

    private static long stamp(long timeNs) {
        long seconds = timeNs / 1_000_000_000L + EPOCH;
        long fraction = (timeNs % 1_000_000_000L << 32) / 1_000_000_000L;
        return seconds << 32 | fraction;
    }
}
