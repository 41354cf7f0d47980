package dejfa.protocols;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes gathered up to a limit; what comes beyond it is counted and dropped.
public final class GrowingBytes {
    private static final byte[] EMPTY = new byte[0];

    private final int limitBytes;
    private byte[] data = EMPTY;
    private int length;
    private long dropped;

    public GrowingBytes(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    public void append(byte b) {
        if (length >= limitBytes) {
            dropped++;
            return;
        }
        reserve(1);
        data[length++] = b;
    }

    public void append(byte[] source) {
        append(MemorySegment.ofArray(source), 0, source.length);
    }

    public void append(GrowingBytes other) {
        append(MemorySegment.ofArray(other.data), 0, other.length);
    }

    public void append(String ascii) {
        append(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void append(MemorySegment source, long offset, int lengthBytes) {
        int taken = Math.min(lengthBytes, limitBytes - length);
        if (taken > 0) {
            reserve(taken);
            MemorySegment.copy(source, ValueLayout.JAVA_BYTE, offset, data, length, taken);
            length += taken;
        }
        dropped += lengthBytes - Math.max(taken, 0);
    }

    private void reserve(int extra) {
        if (length + extra > data.length) {
            int wanted = Math.max(length + extra, Math.max(64, data.length * 2));
            data = Arrays.copyOf(data, Math.min(limitBytes, wanted));
        }
    }

    public int length() {
        return length;
    }

    public byte at(int index) {
        return data[index];
    }

    /// The bytes themselves; valid from 0 to [#length()] until the next change.
    public byte[] data() {
        return data;
    }

    public byte[] copy() {
        return Arrays.copyOf(data, length);
    }

    /// Bytes dropped since the last [#clear()].
    public long dropped() {
        return dropped;
    }

    /// Forgets the last bytes, down to `newLength`.
    public void cut(int newLength) {
        length = Math.min(length, newLength);
    }

    public void clear() {
        length = 0;
        dropped = 0;
    }

    /// Gives the memory back as well.
    public void release() {
        clear();
        data = EMPTY;
    }

    @Override
    public String toString() {
        return new String(data, 0, length, StandardCharsets.ISO_8859_1);
    }
}
