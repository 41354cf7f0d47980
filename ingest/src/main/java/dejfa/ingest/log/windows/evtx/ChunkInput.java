package dejfa.ingest.log.windows.evtx;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/// The chunks of a log, one after the other. Whatever lies between them (a file header that is missing or wrong, blocks
/// never written, carved rubbish) is passed over; it costs no memory.
final class ChunkInput implements Closeable {
    private static final long FILE_MAGIC = 0x0065_6c69_4666_6c45L; // "ElfFile\0"
    private static final int FILE_HEADER_BYTES = 4096;

    private final InputStream in;
    private final byte[] window = new byte[4 * Chunk.BYTES];
    private int at;
    private int end;
    private boolean ended;
    private boolean started;

    String failure;
    /// bytes between chunks that were neither a header nor zero
    long strangeBytes;
    /// the file's header says that the log was not closed
    boolean dirty;

    boolean headerMissing;

    ChunkInput(InputStream in) {
        this.in = in;
    }

    /// Moves to the next chunk.
    boolean next(Chunk chunk) {
        if (!started) start();
        while (true) {
            have(Chunk.BYTES);
            int place = find();
            if (place < 0) {
                skip(Math.max(0, end - at - 7));
                if (ended || !have(Chunk.BYTES) && end - at < 8) return false;
                continue;
            }
            skip(place - at);
            have(Chunk.BYTES);
            int length = Math.min(Chunk.BYTES, end - at);
            System.arraycopy(window, at, chunk.bytes, 0, length);
            chunk.open(length);
            at += chunk.headerSound ? length : stride(length);
            return true;
        }
    }

    /// How far a chunk goes whose header is not to be believed: up to the next that begins within it, if one does.
    private int stride(int length) {
        for (int i = at + 8; i + 8 <= at + length; i++) if (Chunk.isAt(window, i)) return i - at;
        return length;
    }

    private void start() {
        started = true;
        have(FILE_HEADER_BYTES);
        if (end < 128 || Little.i64(window, 0) != FILE_MAGIC) {
            headerMissing = true;
            return;
        }
        dirty = (Little.i32(window, 120) & 1) != 0;
        at = Math.min(end, 128);
    }

    /// Where the next chunk begins, or -1.
    private int find() {
        for (int i = at; i + 8 <= end; i++) if (window[i] == 'E' && Chunk.isAt(window, i)) return i;
        return -1;
    }

    private void skip(int count) {
        for (int i = at; i < at + count; i++) if (window[i] != 0) strangeBytes++;
        at += count;
    }

    /// Reads on until so many bytes are there.
    private boolean have(int count) {
        if (end - at >= count) return true;
        System.arraycopy(window, at, window, 0, end - at);
        end -= at;
        at = 0;
        try {
            while (!ended && end < window.length) {
                int read = in.read(window, end, window.length - end);
                if (read < 0) ended = true;
                else end += read;
            }
        } catch (IOException e) {
            ended = true;
            failure = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
        return end - at >= count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
