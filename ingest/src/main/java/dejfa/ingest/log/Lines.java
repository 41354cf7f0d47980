package dejfa.ingest.log;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/// The lines of a plain or gzip text file. A line beyond the limit is passed over in constant memory.
final class Lines implements Closeable {
    /// The longest Windows events (script blocks) are some 100 KiB.
    static final int MAX_LINE_BYTES = 1 << 20;

    private final InputStream in;
    private final byte[] chunk = new byte[64 * 1024];
    private int chunkAt;
    private int chunkEnd;

    /// the current line, without its end
    byte[] line = new byte[8 * 1024];

    int lineBytes;
    /// 1-based number of the current line
    long number;
    /// the current line was longer than the limit; `line` is empty
    boolean overlong;
    /// what went wrong while reading, or null
    String failure;

    private Lines(InputStream in) {
        this.in = in;
    }

    static Lines open(Path file) throws IOException {
        BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), 64 * 1024);
        try {
            raw.mark(4);
            boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            return new Lines(gzip ? new GZIPInputStream(raw) : raw);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /// Moves to the next line.
    boolean next() {
        lineBytes = 0;
        overlong = false;
        boolean any = false;
        while (chunkAt < chunkEnd || fill()) {
            any = true;
            int from = chunkAt;
            while (chunkAt < chunkEnd && chunk[chunkAt] != '\n') chunkAt++;
            append(from, chunkAt);
            if (chunkAt < chunkEnd) {
                chunkAt++;
                break;
            }
        }
        if (!any) return false;
        if (overlong) lineBytes = 0;
        if (lineBytes > 0 && line[lineBytes - 1] == '\r') lineBytes--;
        number++;
        if (number == 1) dropByteOrderMark();
        return true;
    }

    private void append(int from, int to) {
        int count = to - from;
        if (overlong || lineBytes + count > MAX_LINE_BYTES) {
            overlong = true;
            return;
        }
        if (lineBytes + count > line.length) {
            line = Arrays.copyOf(line, Math.min(MAX_LINE_BYTES, Math.max(line.length * 2, lineBytes + count)));
        }
        System.arraycopy(chunk, from, line, lineBytes, count);
        lineBytes += count;
    }

    private boolean fill() {
        if (failure != null) return false;
        try {
            chunkAt = 0;
            chunkEnd = Math.max(0, in.read(chunk));
        } catch (IOException e) {
            chunkEnd = 0;
            failure = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
        return chunkEnd > 0;
    }

    private void dropByteOrderMark() {
        if (lineBytes < 3 || line[0] != (byte) 0xEF || line[1] != (byte) 0xBB || line[2] != (byte) 0xBF) return;
        System.arraycopy(line, 3, line, 0, lineBytes - 3);
        lineBytes -= 3;
    }

    boolean isBlank() {
        for (int i = 0; i < lineBytes; i++) if (line[i] > ' ' || line[i] < 0) return false;
        return true;
    }

    boolean startsWith(char first) {
        return lineBytes > 0 && line[0] == first;
    }

    String text() {
        return new String(line, 0, lineBytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
