package dejfa.ingest.log.windows.evtx;

import dejfa.ingest.log.Unpacked;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;

/// The bytes of an event log in the order in which they were written. A log of bounded size is a ring: its header says
/// which chunk is the oldest.
final class EvtxFile {
    private static final int HEADER_BYTES = 4096;
    private static final long FILE_MAGIC = 0x0065_6c69_4666_6c45L; // "ElfFile\0"

    private EvtxFile() {}

    static InputStream inOrder(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            long oldest = oldest(channel);
            if (oldest <= 0) {
                channel.close();
                return Unpacked.open(file);
            }
            byte[] header = read(channel, 0, HEADER_BYTES);
            long from = HEADER_BYTES + oldest * Chunk.BYTES;
            return new SequenceInputStream(Collections.enumeration(List.of(
                    new ByteArrayInputStream(header),
                    new Piece(channel, from, channel.size(), false),
                    new Piece(channel, HEADER_BYTES, from, true))));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// The place of the oldest chunk, where the header tells one, and that chunk bears it out; else 0.
    private static long oldest(FileChannel channel) throws IOException {
        long chunks = (channel.size() - HEADER_BYTES) / Chunk.BYTES;
        if (chunks < 2 || (channel.size() - HEADER_BYTES) % Chunk.BYTES != 0) return 0;
        byte[] head = read(channel, 0, 128);
        if (Little.i64(head, 0) != FILE_MAGIC) return 0;
        long oldest = Little.i64(head, 8);
        if (oldest <= 0 || oldest >= chunks) return 0;
        byte[] first = read(channel, HEADER_BYTES, 32);
        byte[] told = read(channel, HEADER_BYTES + oldest * Chunk.BYTES, 32);
        boolean both = Chunk.isAt(first, 0) && Chunk.isAt(told, 0);
        return both && Little.i64(told, 24) < Little.i64(first, 24) ? oldest : 0;
    }

    private static byte[] read(FileChannel channel, long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {}
        return bytes.array();
    }

    /// A part of a file.
    private static final class Piece extends InputStream {
        private final FileChannel channel;
        private final long to;
        private final boolean last;
        private long at;

        Piece(FileChannel channel, long from, long to, boolean last) {
            this.channel = channel;
            this.at = from;
            this.to = to;
            this.last = last;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            if (at >= to) return -1;
            int read = channel.read(ByteBuffer.wrap(target, offset, (int) Math.min(count, to - at)), at);
            if (read > 0) at += read;
            return read;
        }

        @Override
        public void close() throws IOException {
            if (last) channel.close();
        }
    }
}
