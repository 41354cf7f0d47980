package dejfa.ingest.capture;

import dejfa.api.Ids;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A hash of a file's size and of its first and last MiB: the same content is the same input, whatever its name.
public final class FileIdentity {
    private static final int MIB = 1 << 20;

    private FileIdentity() {}

    public static long of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            long hash = hash(channel, 0, Ids.mix(0, size));
            return size > MIB ? hash(channel, Math.max(MIB, size - MIB), hash) : hash;
        }
    }

    private static long hash(FileChannel channel, long from, long seed) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MIB).order(ByteOrder.LITTLE_ENDIAN);
        int count = 0;
        while (count >= 0 && bytes.hasRemaining()) count = channel.read(bytes, from + bytes.position());
        // Up to seven zero bytes fill the last word; the size is in the hash already.
        int words = bytes.position() + 7 >> 3;
        long hash = seed;
        for (int i = 0; i < words; i++) hash = Ids.mix(hash, bytes.clear().getLong(i * 8));
        return hash;
    }
}
