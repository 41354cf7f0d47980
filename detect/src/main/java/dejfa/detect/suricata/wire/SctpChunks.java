package dejfa.detect.suricata.wire;

import dejfa.api.Packet;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/// The chunks of an SCTP packet (RFC 9260 §3.2). A chunk that says it is longer than the packet ends the reading.
public final class SctpChunks {
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int PROTOCOL = 132;
    private static final int HEADER_BYTES = 12;
    private static final int DATA = 0;
    /// type, flags, length, TSN, stream, sequence, payload protocol (§3.3.1)
    private static final int DATA_HEADER_BYTES = 16;

    /// Names of chunk types that rules may write.
    public static final Map<String, Long> NAMES = Map.ofEntries(
            Map.entry("data", 0L),
            Map.entry("init", 1L),
            Map.entry("init_ack", 2L),
            Map.entry("sack", 3L),
            Map.entry("heartbeat", 4L),
            Map.entry("hb_ack", 5L),
            Map.entry("abort", 6L),
            Map.entry("shutdown", 7L),
            Map.entry("shutdown_ack", 8L),
            Map.entry("error", 9L),
            Map.entry("cookie_echo", 10L),
            Map.entry("cookie_ack", 11L),
            Map.entry("ecne", 12L),
            Map.entry("cwr", 13L),
            Map.entry("shutdown_complete", 14L),
            Map.entry("forward_tsn", 192L));

    private SctpChunks() {}

    public static boolean isSctp(Packet p) {
        return p.protocol == PROTOCOL && p.transportOffset >= 0 && p.data != null;
    }

    public static long verificationTag(Packet p) {
        return Integer.toUnsignedLong(p.data.get(I32, p.transportOffset + 4));
    }

    public static long count(Packet p) {
        long count = 0;
        for (long at = first(p); at >= 0; at = next(p, at)) count++;
        return count;
    }

    public static boolean anyType(Packet p, LongPredicate test) {
        for (long at = first(p); at >= 0; at = next(p, at)) {
            if (test.test(p.data.get(ValueLayout.JAVA_BYTE, at) & 0xff)) return true;
        }
        return false;
    }

    /// Header and all chunks.
    public static byte[] whole(Packet p) {
        return copy(p, p.transportOffset, (int) (end(p) - p.transportOffset));
    }

    /// What each DATA chunk carries.
    public static List<byte[]> userData(Packet p) {
        List<byte[]> all = new ArrayList<>(1);
        for (long at = first(p); at >= 0; at = next(p, at)) {
            int length = Short.toUnsignedInt(p.data.get(U16, at + 2));
            if (p.data.get(ValueLayout.JAVA_BYTE, at) != DATA || length <= DATA_HEADER_BYTES) continue;
            all.add(copy(p, at + DATA_HEADER_BYTES, length - DATA_HEADER_BYTES));
        }
        return all;
    }

    private static long end(Packet p) {
        return Math.min(p.ipOffset + p.ipTotalBytes, p.data.byteSize());
    }

    private static long first(Packet p) {
        return valid(p, p.transportOffset + HEADER_BYTES);
    }

    private static long next(Packet p, long at) {
        int length = Short.toUnsignedInt(p.data.get(U16, at + 2));
        // padded to four bytes
        return valid(p, at + (length + 3 & ~3));
    }

    /// The place, where a whole chunk lies there; -1.
    private static long valid(Packet p, long at) {
        long end = end(p);
        if (at + 4 > end) return -1;
        int length = Short.toUnsignedInt(p.data.get(U16, at + 2));
        return length < 4 || at + length > end ? -1 : at;
    }

    private static byte[] copy(Packet p, long from, int length) {
        byte[] bytes = new byte[length];
        MemorySegment.copy(p.data, ValueLayout.JAVA_BYTE, from, bytes, 0, length);
        return bytes;
    }
}
