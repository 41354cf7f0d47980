package dejfa.protocols.wire;

import java.util.Arrays;

/// Reads a message from front to back and never beyond its end: a read that does not fit yields zero or nothing and
/// marks
/// the cursor failed, so that a parser may check once after several reads. Numbers are big-endian unless named LE.
public final class Cursor {
    private static final byte[] NOTHING = new byte[0];

    private final byte[] data;
    private final int limit;
    private int position;
    private boolean failed;

    public Cursor(byte[] data) {
        this(data, 0, data.length);
    }

    /// @param from first byte that may be read
    /// @param to one after the last byte that may be read; both are pressed into the array
    public Cursor(byte[] data, int from, int to) {
        this.data = data;
        this.limit = Math.clamp(to, 0, data.length);
        this.position = Math.clamp(from, 0, limit);
        this.failed = from > limit || from < 0;
    }

    /// Every read so far lay inside.
    public boolean ok() {
        return !failed;
    }

    public int position() {
        return position;
    }

    public int limit() {
        return limit;
    }

    public int remaining() {
        return limit - position;
    }

    /// The array under the cursor; offsets are those of [#position()].
    public byte[] array() {
        return data;
    }

    public Cursor seek(int to) {
        if (to < 0 || to > limit) failed = true;
        else position = to;
        return this;
    }

    private boolean take(int count) {
        if (count < 0 || count > limit - position) {
            failed = true;
            position = limit;
            return false;
        }
        position += count;
        return true;
    }

    public Cursor skip(int count) {
        take(count);
        return this;
    }

    public int u8() {
        return take(1) ? data[position - 1] & 0xff : 0;
    }

    public int u16() {
        return take(2) ? (data[position - 2] & 0xff) << 8 | data[position - 1] & 0xff : 0;
    }

    public int u24() {
        return take(3)
                ? (data[position - 3] & 0xff) << 16 | (data[position - 2] & 0xff) << 8 | data[position - 1] & 0xff
                : 0;
    }

    public long u32() {
        int high = u16();
        return (long) high << 16 | u16();
    }

    public int u16LE() {
        return Short.toUnsignedInt(Short.reverseBytes((short) u16()));
    }

    public long u32LE() {
        return Integer.toUnsignedLong(Integer.reverseBytes((int) u32()));
    }

    public long u64LE() {
        long low = u32LE();
        return u32LE() << 32 | low;
    }

    /// A copy of the next bytes; empty where there are fewer.
    public byte[] bytes(int count) {
        return take(count) ? Arrays.copyOfRange(data, position - count, position) : NOTHING;
    }

    /// A copy of all that is left.
    public byte[] rest() {
        return bytes(remaining());
    }

    /// A cursor over the next bytes; this one goes on behind them. Where there are fewer, both have failed.
    public Cursor slice(int count) {
        int from = position;
        if (take(count)) return new Cursor(data, from, from + count);
        Cursor none = new Cursor(NOTHING);
        none.failed = true;
        return none;
    }
}
