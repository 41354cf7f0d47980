package dejfa.ingest.capture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file as it lies on disk. It is read, not mapped: a mapped file that is cut while it is read ends the process as
/// soon as native code touches it (docs/decisions/0011-captures-are-read-not-mapped.md).
final class PlainInput implements ByteInput {
    private final FileChannel channel;
    private final long sizeAtOpen;
    private long position;

    /// @param size bytes to read at most: what a running capture appends later is not part of this input
    PlainInput(Path file, long size) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.sizeAtOpen = size;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (position >= sizeAtOpen) return -1;
        int limit = target.limit();
        if (target.remaining() > sizeAtOpen - position) {
            target.limit(target.position() + (int) (sizeAtOpen - position));
        }
        int count = channel.read(target, position);
        target.limit(limit);
        if (count < 0)
            throw new EOFException("became shorter while it was read (" + position + " of " + sizeAtOpen + " bytes)");
        position += count;
        return count;
    }

    boolean atEnd() {
        return position >= sizeAtOpen;
    }

    @Override
    public long fileBytes() {
        return position;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
