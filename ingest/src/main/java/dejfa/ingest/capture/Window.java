package dejfa.ingest.capture;

import dejfa.api.HotPath;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A part of a capture in native memory that moves forward. Reads are relative to the cursor and only allowed where
/// [#has] said yes.
final class Window implements AutoCloseable {
    /// At least one frame of the largest size with its header.
    static final int CAPACITY_BYTES = 512 * 1024;

    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    final MemorySegment memory;
    private final WindowPool pool;
    private final ByteBuffer view;
    private final ByteInput input;
    private long cursor;
    private long end;
    /// offset of `memory`'s first byte in the unpacked capture
    private long base;
    private boolean ended;
    private String failure;
    /// set by the format's header: numbers are big endian
    boolean bigEndian;

    Window(ByteInput input, WindowPool pool) {
        this.input = input;
        this.pool = pool;
        this.memory = pool.take();
        this.view = memory.asByteBuffer();
    }

    /// Whether that many bytes lie ahead; reads on where needed.
    ///
    /// @param bytes at most [#CAPACITY_BYTES]
    @HotPath
    boolean has(long bytes) {
        return end - cursor >= bytes || fill(bytes);
    }

    private boolean fill(long bytes) {
        long kept = end - cursor;
        MemorySegment.copy(memory, cursor, memory, 0, kept);
        base += cursor;
        cursor = 0;
        end = kept;
        while (!ended && end < bytes) readOnce();
        return end >= bytes;
    }

    private void readOnce() {
        try {
            int count = input.read(view.limit(CAPACITY_BYTES).position((int) end));
            if (count < 0) ended = true;
            else end += count;
        } catch (IOException | RuntimeException e) {
            // Damaged packing, a bad disk, a file cut meanwhile: what came before stays good.
            ended = true;
            failure = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
    }

    /// Moves on by that many bytes, over what is not in memory too.
    ///
    /// @return false where the capture ends before
    boolean skip(long bytes) {
        long left = bytes;
        while (left > end - cursor) {
            left -= end - cursor;
            cursor = end;
            if (!has(1)) return false;
        }
        cursor += left;
        return true;
    }

    /// Moves on within what [#has] promised.
    @HotPath
    void advance(long bytes) {
        cursor += bytes;
    }

    @HotPath
    long cursor() {
        return cursor;
    }

    /// Bytes of the unpacked capture before the cursor.
    long offset() {
        return base + cursor;
    }

    long bytesAhead() {
        return end - cursor;
    }

    @HotPath
    int u8(long at) {
        return memory.get(ValueLayout.JAVA_BYTE, cursor + at) & 0xff;
    }

    @HotPath
    int u16(long at) {
        short value = memory.get(U16, cursor + at);
        return (bigEndian ? Short.reverseBytes(value) : value) & 0xffff;
    }

    @HotPath
    long u32(long at) {
        int value = memory.get(U32, cursor + at);
        return Integer.toUnsignedLong(bigEndian ? Integer.reverseBytes(value) : value);
    }

    long u64(long at) {
        return bigEndian ? u32(at) << 32 | u32(at + 4) : u32(at + 4) << 32 | u32(at);
    }

    /// What went wrong while reading, or null.
    String failure() {
        return failure;
    }

    long fileBytes() {
        return input.fileBytes();
    }

    @Override
    public void close() throws IOException {
        pool.giveBack(memory);
        input.close();
    }
}
