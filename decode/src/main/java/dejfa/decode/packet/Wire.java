package dejfa.decode.packet;

import dejfa.api.HotPath;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Big-endian reads at any alignment. Callers have checked the length.
@HotPath
final class Wire {
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private Wire() {}

    static int u8(MemorySegment data, long offset) {
        return data.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
    }

    static int u16(MemorySegment data, long offset) {
        return Short.toUnsignedInt(data.get(U16, offset));
    }

    static int i32(MemorySegment data, long offset) {
        return data.get(I32, offset);
    }

    static long u32(MemorySegment data, long offset) {
        return Integer.toUnsignedLong(data.get(I32, offset));
    }

    static long i64(MemorySegment data, long offset) {
        return data.get(I64, offset);
    }
}
