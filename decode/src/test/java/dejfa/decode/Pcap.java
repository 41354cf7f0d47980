package dejfa.decode;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads classic pcap files whole; enough for tests (module ingest has the real reader).
public final class Pcap {
    /// What gets each frame.
    public interface Frames {
        void frame(
                MemorySegment data, int offset, int frameBytes, int wireBytes, int linkType, long number, long timeNs);
    }

    private Pcap() {}

    /// @return number of frames; -1 where the file is not classic pcap
    public static long read(Path file, Frames frames) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length < 24) return -1;
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int magic = in.getInt(0);
        if (magic == 0xd4c3b2a1 || magic == 0x4d3cb2a1) in.order(ByteOrder.BIG_ENDIAN);
        magic = in.getInt(0);
        if (magic != 0xa1b2c3d4 && magic != 0xa1b23c4d) return -1;
        int scale = magic == 0xa1b2c3d4 ? 1000 : 1;
        int linkType = in.getInt(20) & 0xffff;
        MemorySegment data = MemorySegment.ofArray(bytes);
        long number = 0;
        int at = 24;
        while (at + 16 <= bytes.length) {
            int length = in.getInt(at + 8);
            if (length < 0 || length > bytes.length - at - 16) break;
            long timeNs = Integer.toUnsignedLong(in.getInt(at)) * 1_000_000_000L + (long) in.getInt(at + 4) * scale;
            frames.frame(data, at + 16, length, in.getInt(at + 12), linkType, ++number, timeNs);
            at += 16 + length;
        }
        return number;
    }
}
