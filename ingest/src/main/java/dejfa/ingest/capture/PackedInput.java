package dejfa.ingest.capture;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// A file packed with gzip (RFC 1952) or zstd (RFC 8878), unpacked as it is read. However far it unpacks, no more
/// than one chunk of it is in memory; zstd's window is bound to 128 MiB by the library's default.
final class PackedInput implements ByteInput {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final PlainInput file;
    private final InputStream unpacked;
    private final byte[] chunk = new byte[CHUNK_BYTES];

    private PackedInput(PlainInput file, InputStream unpacked) {
        this.file = file;
        this.unpacked = unpacked;
    }

    static PackedInput gzip(Path path, long size) throws IOException {
        PlainInput file = new PlainInput(path, size);
        try {
            return new PackedInput(file, new GZIPInputStream(new FileStream(file), CHUNK_BYTES));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    static PackedInput zstd(Path path, long size) throws IOException {
        PlainInput file = new PlainInput(path, size);
        try {
            return new PackedInput(file, new ZstdInputStream(new FileStream(file)));
        } catch (LinkageError e) {
            // The native library did not load: no room or no right to execute in the temporary folder, or a machine
            // it was not built for.
            file.close();
            throw new CaptureException(
                    path + ": zstd does not work on this machine (" + e.getMessage()
                            + "): unpack it first with zstd -d",
                    e);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = unpacked.read(chunk, 0, Math.min(chunk.length, target.remaining()));
        if (count > 0) target.put(chunk, 0, count);
        return count;
    }

    @Override
    public long fileBytes() {
        return file.fileBytes();
    }

    @Override
    public void close() throws IOException {
        try (file) {
            unpacked.close();
        }
    }

    /// The packed bytes as the unpackers want them.
    private static final class FileStream extends InputStream {
        private final PlainInput file;
        private final byte[] one = new byte[1];

        FileStream(PlainInput file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            return count == 0 ? 0 : file.read(ByteBuffer.wrap(target, offset, count));
        }

        /// GZIPInputStream asks this before it looks for a further member.
        @Override
        public int available() {
            return file.atEnd() ? 0 : 1;
        }
    }
}
