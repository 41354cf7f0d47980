package dejfa.protocols.wire;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Bytes of one direction that have come but are not yet a whole message. Bounded; consuming is cheap, and each
/// byte is
/// moved a constant number of times, whatever the cut.
public final class Pending {
    private final int limitBytes;
    private byte[] data = new byte[0];
    private int start;
    private int end;

    /// @param limitBytes never held more than this
    public Pending(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    /// Takes as many of the bytes as fit.
    ///
    /// @return number taken; less than `lengthBytes` when the bound is reached
    public int append(MemorySegment source, long offset, int lengthBytes) {
        int taken = Math.min(lengthBytes, limitBytes - length());
        if (end + taken > data.length) makeRoom(taken);
        MemorySegment.copy(source, ValueLayout.JAVA_BYTE, offset, data, end, taken);
        end += taken;
        return taken;
    }

    private void makeRoom(int extra) {
        int held = length();
        int wanted = held + extra;
        if (wanted <= data.length && start >= held) {
            System.arraycopy(data, start, data, 0, held);
        } else {
            byte[] larger = new byte[Math.min(limitBytes, Math.max(wanted, Math.max(256, held * 2)))];
            System.arraycopy(data, start, larger, 0, held);
            data = larger;
        }
        start = 0;
        end = held;
    }

    public int length() {
        return end - start;
    }

    public boolean isFull() {
        return length() >= limitBytes;
    }

    /// Byte `index` from the front, unsigned; the caller has checked [#length()].
    public int at(int index) {
        return data[start + index] & 0xff;
    }

    public int u16(int index) {
        return at(index) << 8 | at(index + 1);
    }

    public int u24(int index) {
        return at(index) << 16 | u16(index + 1);
    }

    public long u32LE(int index) {
        return at(index) | at(index + 1) << 8 | at(index + 2) << 16 | (long) at(index + 3) << 24;
    }

    /// A cursor over the first `count` bytes; valid until the next change.
    public Cursor peek(int count) {
        return new Cursor(data, start, start + Math.min(count, length()));
    }

    /// A copy of the first `count` bytes, which are then gone from here.
    public byte[] take(int count) {
        byte[] taken = Arrays.copyOfRange(data, start, start + Math.min(count, length()));
        drop(count);
        return taken;
    }

    public void drop(int count) {
        start = Math.min(end, start + count);
        if (start == end) start = end = 0;
    }

    /// Forgets everything and gives the memory back.
    public void clear() {
        start = end = 0;
        data = new byte[0];
    }
}
