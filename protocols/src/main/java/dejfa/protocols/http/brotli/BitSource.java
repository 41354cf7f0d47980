package dejfa.protocols.http.brotli;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Compressed bytes as bits, least significant first (RFC 7932 §1.5.1). What was read since [#mark()] can be read
// again.
final class BitSource {
    /// No element of a stream that is decoded in one go (the prefix codes of a meta-block) is longer.
    static final int MAX_ELEMENT_BYTES = 256 * 1024;
    /// Bytes at the start that stay readable, so that what is no brotli at all can be passed on.
    static final int KEPT_BYTES = 4096;

    private byte[] data = new byte[0];
    private int length;
    private long bit;
    private long markedBit;
    private long dropped;

    void append(MemorySegment bytes, long offset, int count) {
        int used = (int) (markedBit >>> 3);
        if (dropped > 0 || used > KEPT_BYTES) {
            System.arraycopy(data, used, data, 0, length - used);
            length -= used;
            dropped += used;
            bit -= 8L * used;
            markedBit -= 8L * used;
        }
        if (length + count > data.length) data = Arrays.copyOf(data, Math.max(length + count, data.length * 2));
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset, data, length, count);
        length += count;
    }

    void mark() {
        markedBit = bit;
    }

    void back() {
        bit = markedBit;
    }

    /// Bytes that were not used for good.
    int unusedBytes() {
        return length - (int) (markedBit >>> 3);
    }

    /// Bytes of the stream before the mark.
    long markedBytes() {
        return dropped + (markedBit >>> 3);
    }

    /// All bytes so far, while [#markedBytes()] is at most [#KEPT_BYTES].
    byte[] everything() {
        return Arrays.copyOf(data, length);
    }

    int bit() throws Stop {
        int at = (int) (bit >>> 3);
        if (at >= length) throw Stop.STARVED;
        if (bit - markedBit >= 8L * MAX_ELEMENT_BYTES) throw Stop.MALFORMED;
        return data[at] >> (int) (bit++ & 7) & 1;
    }

    int bits(int count) throws Stop {
        int value = 0;
        for (int i = 0; i < count; i++) value |= bit() << i;
        return value;
    }

    /// Skips to the next whole byte; the bits between must be zero.
    void align() throws Stop {
        while ((bit & 7) != 0) if (bit() != 0) throw Stop.MALFORMED;
    }

    /// The next whole byte, after [#align()].
    byte alignedByte() throws Stop {
        int at = (int) (bit >>> 3);
        if (at >= length) throw Stop.STARVED;
        bit += 8;
        return data[at];
    }
}
