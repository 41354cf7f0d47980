package dejfa.protocols.wire;

import java.lang.foreign.MemorySegment;

/// Cuts one direction of a stream into messages that say their own length. Bounded: of a message longer than the
/// limit only the front is kept, the rest passes by. Where bytes are missing it goes on with the next message as soon
/// as it knows where that begins, else with the next chunk that begins like one.
public final class Messages {
    /// What a [Shape] says of bytes that begin no message.
    public static final long NONE = -1;
    /// What a [Shape] says while it can't tell yet.
    public static final long MORE = 0;

    /// How a protocol frames its messages.
    @FunctionalInterface
    public interface Shape {
        /// @param held the bytes from the message's start on; at least one
        /// @return length of the whole message in bytes, [#MORE] or [#NONE]
        long lengthOf(Pending held);
    }

    /// Who takes the messages.
    public interface Sink {
        /// @param bytes the message, or its front
        /// @param totalBytes what it says of its length
        /// @param start of the message, in bytes of the direction
        void message(byte[] bytes, long totalBytes, long start);

        /// What came is no message; what follows is looked at anew with the next chunk.
        void nonsense(long start);
    }

    private final Pending pending;
    private final int limitBytes;
    private final Shape shape;
    /// bytes of a message that are passed over
    private long skip;
    private boolean lost;
    private boolean over;

    /// @param limitBytes of a message kept at most
    public Messages(int limitBytes, Shape shape) {
        this.limitBytes = limitBytes;
        this.pending = new Pending(limitBytes);
        this.shape = shape;
    }

    /// @param position of the first byte, in bytes of the direction
    public void accept(MemorySegment bytes, long offset, int lengthBytes, long position, Sink sink) {
        if (over) return;
        int at = 0;
        if (lost) {
            // Only a chunk that begins like a message tells where messages begin again.
            pending.append(bytes, offset, Math.min(lengthBytes, limitBytes));
            long length = shape.lengthOf(pending);
            pending.clear();
            if (length == NONE) return;
            lost = false;
        }
        while (at < lengthBytes && !over && !lost) {
            if (skip > 0) {
                int passed = (int) Math.min(skip, lengthBytes - at);
                skip -= passed;
                at += passed;
                continue;
            }
            at += pending.append(bytes, offset + at, lengthBytes - at);
            take(position + at, sink);
        }
    }

    /// @param end position behind the last byte held
    private void take(long end, Sink sink) {
        while (pending.length() > 0 && !over) {
            long start = end - pending.length();
            long total = shape.lengthOf(pending);
            if (total == MORE && !pending.isFull()) return;
            if (total <= 0) {
                pending.clear();
                lost = true;
                sink.nonsense(start);
                return;
            }
            int wanted = (int) Math.min(total, limitBytes);
            if (pending.length() < wanted) return;
            byte[] message = pending.take(wanted);
            skip = total - wanted;
            // More than the limit can't be held: nothing of the next message is there yet.
            if (skip > 0) {
                int passed = (int) Math.min(skip, pending.length());
                pending.drop(passed);
                skip -= passed;
            }
            sink.message(message, total, start);
        }
    }

    /// Bytes never came.
    ///
    /// @param position of the first of them
    public void gap(int lengthBytes, long position, Sink sink) {
        if (over || lost) return;
        if (skip >= lengthBytes) {
            skip -= lengthBytes;
            return;
        }
        long total = pending.length() == 0 || skip > 0 ? MORE : shape.lengthOf(pending);
        long left = total - pending.length();
        if (skip == 0 && total > 0 && left >= lengthBytes) {
            // Only this message is hurt: its front is given, and where the next begins is known.
            long start = position - pending.length();
            byte[] front = pending.take(pending.length());
            skip = left - lengthBytes;
            sink.message(front, total, start);
            return;
        }
        skip = 0;
        pending.clear();
        lost = true;
    }

    /// Bytes held back for a message that is not whole, given up: they belong to what comes after this protocol.
    public int held() {
        return pending.length();
    }

    /// Nothing more is wanted.
    public void close() {
        over = true;
        pending.clear();
    }

    public boolean isClosed() {
        return over;
    }
}
