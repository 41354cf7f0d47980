package dejfa.protocols.nfs;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Chunks;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Pending;
import java.lang.foreign.MemorySegment;

/// Cuts the stream into records (RFC 5531 §11), or takes datagrams. Of each record the head is read; data of a
/// file that goes on behind it passes through.
final class NfsParser implements FlowParser {
    /// credentials, two handles and two names fit
    static final int HEAD_BYTES = 4096;

    private static final int MARK_BYTES = 4;

    /// What is held of one direction.
    private static final class Side {
        final Pending pending = new Pending(MARK_BYTES + HEAD_BYTES);
        /// stream offset of the first held byte
        long start;
        /// rest of the record
        long skip;
        FileData data;
        /// a further fragment of a record: it has no head
        boolean inside;
        /// bytes were lost: the next chunk that begins with a record is believed
        boolean seeking;
        boolean lost;
        boolean ended;
    }

    private final boolean datagrams;
    private final Side[] sides = {new Side(), new Side()};
    private final NfsSession session = new NfsSession();
    private final NfsMessages messages = new NfsMessages(session);

    NfsParser(boolean datagrams) {
        this.datagrams = datagrams;
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        if (datagrams) {
            Cursor in = new Cursor(Chunks.copy(bytes, offset, lengthBytes));
            FileData data = messages.message(direction, in, true, 0, lengthBytes, 0, out);
            if (data != null) data.end(session);
            return;
        }
        Side side = sides[direction.ordinal()];
        long at = offset;
        long end = offset + lengthBytes;
        while (at < end && !side.lost) {
            if (side.skip > 0) {
                at += pass(side, bytes, at, (int) Math.min(side.skip, end - at));
                continue;
            }
            if (side.pending.length() == 0) side.start = out.position() + at - offset;
            int wanted = wanted(side.pending);
            at += side.pending.append(bytes, at, (int) Math.min(wanted - side.pending.length(), end - at));
            if (side.pending.length() < wanted) return;
            if (!step(direction, side, out)) return;
        }
    }

    private static int length(Pending held) {
        return (held.at(0) & 0x7f) << 24 | held.u24(1);
    }

    private static int wanted(Pending held) {
        if (held.length() < MARK_BYTES) return MARK_BYTES;
        return MARK_BYTES + Math.min(length(held), HEAD_BYTES);
    }

    /// @return false where the rest of the chunk can't be read
    private boolean step(Direction direction, Side side, Transactions out) {
        Pending held = side.pending;
        int length = length(held);
        boolean last = (held.at(0) & 0x80) != 0;
        if (held.length() == MARK_BYTES && length > 0) {
            if (!side.inside) return true;
            held.clear();
            side.skip = length;
            side.inside = !last;
            return true;
        }
        int head = held.length() - MARK_BYTES;
        byte[] message = new byte[head];
        System.arraycopy(held.peek(held.length()).rest(), MARK_BYTES, message, 0, head);
        held.clear();
        if (side.seeking && !plausible(message)) return false;
        side.seeking = false;
        side.inside = !last;
        side.skip = length - head;
        if (head == 0) return true;
        Cursor in = new Cursor(message);
        boolean whole = last && side.skip == 0;
        side.data = messages.message(direction, in, whole, side.start, MARK_BYTES + (long) length, MARK_BYTES, out);
        if (side.skip == 0) endRecord(side);
        return true;
    }

    private static boolean plausible(byte[] message) {
        Cursor in = new Cursor(message).skip(4);
        return in.u32() <= 1 && in.ok();
    }

    /// A record may go on in a further fragment.
    private void endRecord(Side side) {
        if (side.inside) return;
        if (side.data != null) side.data.end(session);
        side.data = null;
    }

    private int pass(Side side, MemorySegment bytes, long at, int count) {
        if (side.data != null) side.data.take(session, bytes, at, count);
        side.skip -= count;
        if (side.skip == 0) endRecord(side);
        return count;
    }

    /// A gap inside the rest of a record is a hole in the file; any other loses the framing until a record
    /// starts a chunk.
    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        if (datagrams) return;
        Side side = sides[direction.ordinal()];
        long inside = Math.min(side.skip, lengthBytes);
        if (side.data != null) side.data.miss(session, inside);
        side.skip -= inside;
        if (side.skip == 0) endRecord(side);
        if (inside == lengthBytes) return;
        side.pending.clear();
        side.inside = false;
        side.seeking = true;
    }

    @Override
    public void end(Direction direction, Transactions out) {
        sides[direction.ordinal()].ended = true;
        sides[direction.ordinal()].lost = true;
        sides[direction.ordinal()].pending.clear();
        if (sides[0].ended && sides[1].ended) {
            session.end();
            for (Transaction open : out.live()) open.complete();
        }
    }
}
