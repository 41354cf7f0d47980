package dejfa.ingest.log;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// A log's bytes as they were before somebody packed them (gzip, RFC 1952; zstd, RFC 8878). Unpacked as they are read:
/// however far they unpack, a few buffers of them are in memory.
public final class Unpacked {
    private static final int BUFFER_BYTES = 64 * 1024;
    /// Only a look at the first bytes needs it: longer reads pass it by.
    private static final int HEAD_BYTES = 8 * 1024;
    private static final int GZIP = 0x8b1f;
    private static final int ZSTD = 0xfd2fb528;

    private Unpacked() {}

    public static InputStream open(Path file) throws IOException {
        BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), HEAD_BYTES);
        try {
            return of(raw);
        } catch (LinkageError e) {
            raw.close();
            throw new IOException("zstd does not work on this machine (" + e.getMessage() + ")", e);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    static InputStream of(BufferedInputStream raw) throws IOException {
        int magic = magic(raw);
        if ((magic & 0xffff) == GZIP) return new GZIPInputStream(raw, BUFFER_BYTES);
        return magic == ZSTD ? new ZstdInputStream(raw) : raw;
    }

    private static int magic(BufferedInputStream raw) throws IOException {
        raw.mark(4);
        byte[] first = raw.readNBytes(4);
        raw.reset();
        int magic = 0;
        for (int i = 0; i < first.length; i++) magic |= (first[i] & 0xff) << 8 * i;
        return magic;
    }
}
