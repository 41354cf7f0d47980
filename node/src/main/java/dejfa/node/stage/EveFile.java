package dejfa.node.stage;

import dejfa.api.EveJson;
import dejfa.api.Event;
import dejfa.api.JsonBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Events as EVE JSON lines in a file. Whole lines or none: when the disk is full, the line begun is cut off again.
public final class EveFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final JsonBytes pending = new JsonBytes(BUFFER_BYTES + 4096);
    private long wholeBytes;

    public EveFile(Path path) throws IOException {
        this.path = path;
        channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    public void write(Event event) {
        EveJson.line(event, pending);
        pending.raw('\n');
        if (pending.length() >= BUFFER_BYTES) flush();
    }

    public void flush() {
        int length = pending.length();
        ByteBuffer bytes = ByteBuffer.wrap(pending.array(), 0, length);
        pending.clear();
        long start = wholeBytes;
        try {
            while (bytes.hasRemaining()) channel.write(bytes);
            wholeBytes += length;
        } catch (IOException e) {
            cutToWholeLine(bytes.array(), bytes.position(), start);
            throw new UncheckedIOException(
                    "cannot write " + path + " (" + e.getMessage() + "); make room, or name another file with --eve",
                    e);
        }
    }

    private void cutToWholeLine(byte[] lines, int written, long start) {
        int end = written;
        while (end > 0 && lines[end - 1] != '\n') end--;
        try {
            channel.truncate(start + end);
        } catch (IOException e) {
            // The disk that refused the line also refuses to shorten the file; the caller's sentence tells of the disk.
            wholeBytes = start + end;
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
        }
    }
}
