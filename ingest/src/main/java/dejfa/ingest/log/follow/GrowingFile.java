package dejfa.ingest.log.follow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/// The whole lines of a file that grows, as far as it has grown: at the end of those it ends for now, and may be
/// asked again. A file that was moved away (rotated) is read to its end, then the new one of its name from the
/// start; a file that was cut short is read from its start.
final class GrowingFile extends InputStream {
    /// A longer line is handed out in pieces; who reads lines has a limit of its own.
    private static final int MAX_HELD_BYTES = 2 << 20;

    private final Path path;
    private FileChannel channel;
    private Object key;
    /// what was read and not handed out yet
    private byte[] held = new byte[64 * 1024];

    private int heldBytes;
    /// of what is held, what may be handed out: up to the last line's end
    private int whole;

    private boolean ended;
    private long rotations;
    private long cuts;

    GrowingFile(Path path) throws IOException {
        this.path = path;
        open();
    }

    private void open() throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.READ);
        key = keyOf(path);
    }

    private static Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /// No more will be written: what is held of a last line without its end is handed out too.
    void end() {
        ended = true;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] to, int offset, int most) throws IOException {
        if (whole == 0) fill();
        if (whole == 0) return -1;
        int count = Math.min(whole, most);
        System.arraycopy(held, 0, to, offset, count);
        System.arraycopy(held, count, held, 0, heldBytes - count);
        heldBytes -= count;
        whole -= count;
        return count;
    }

    private void fill() throws IOException {
        while (whole == 0) {
            if (channel != null && more()) continue;
            if (channel != null && channel.size() < channel.position()) {
                // Cut short: what follows is new.
                cuts++;
                heldBytes = 0;
                channel.position(0);
                continue;
            }
            if (ended) {
                whole = heldBytes;
                return;
            }
            if (!rotated()) return;
        }
    }

    /// @return whether anything came
    private boolean more() throws IOException {
        if (heldBytes == held.length) {
            if (held.length >= MAX_HELD_BYTES) {
                whole = heldBytes;
                return true;
            }
            held = java.util.Arrays.copyOf(held, held.length * 2);
        }
        int count = channel.read(ByteBuffer.wrap(held, heldBytes, held.length - heldBytes));
        if (count <= 0) return false;
        heldBytes += count;
        for (int i = heldBytes; i > heldBytes - count && whole == 0; i--) if (held[i - 1] == '\n') whole = i;
        return true;
    }

    /// Opens the new file of that name, if there is one; the last line of the old has ended by that.
    private boolean rotated() throws IOException {
        Object now;
        try {
            now = keyOf(path);
        } catch (NoSuchFileException e) {
            // Moved away, and the new one is not there yet.
            return false;
        }
        if (now == null || now.equals(key)) return false;
        rotations++;
        channel.close();
        open();
        if (heldBytes == 0) return true;
        if (heldBytes == held.length) held = java.util.Arrays.copyOf(held, held.length + 1);
        held[heldBytes++] = '\n';
        whole = heldBytes;
        return true;
    }

    long rotations() {
        return rotations;
    }

    long cuts() {
        return cuts;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) channel.close();
    }
}
