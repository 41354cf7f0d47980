package dejfa.protocols.enip;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Frame;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Pending;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// Cuts the bytes into encapsulated messages and joins each reply to its request: same command, same sender's
/// context.
final class EnipParser implements FlowParser {
    static final int HEADER_BYTES = 24;
    private static final int MAX_MESSAGE_BYTES = HEADER_BYTES + 0xffff;
    /// requests without a reply that are kept
    private static final int MAX_OPEN = 64;

    /// What is held of one direction.
    private static final class Side {
        final Pending pending = new Pending(MAX_MESSAGE_BYTES);
        boolean lost;
    }

    private record Asked(Transaction transaction, int command, String context) {}

    private final Side[] sides = {new Side(), new Side()};
    private final Deque<Asked> asked = new ArrayDeque<>();
    private final boolean datagrams;

    EnipParser(boolean datagrams) {
        this.datagrams = datagrams;
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        Side side = sides[direction.ordinal()];
        if (datagrams) side.pending.clear();
        int taken = 0;
        while (taken < lengthBytes) {
            taken += side.pending.append(bytes, offset + taken, lengthBytes - taken);
            // where what is held ends, in the stream
            long end = out.position() + taken;
            while (message(direction, side, end, out)) {
                // one message a turn
            }
        }
    }

    /// @return whether a message was taken
    private boolean message(Direction direction, Side side, long end, Transactions out) {
        Pending held = side.pending;
        if (side.lost && !found(side)) return false;
        if (held.length() < HEADER_BYTES) return false;
        int lengthBytes = held.at(2) | held.at(3) << 8;
        if (held.length() < HEADER_BYTES + lengthBytes) return false;
        long start = end - held.length();
        EnipMessage message = new EnipMessage(held.take(HEADER_BYTES + lengthBytes), direction == Direction.TO_SERVER);
        Transaction transaction = direction == Direction.TO_SERVER ? request(message, out) : response(message, out);
        if (message.malformed) transaction.anomaly("invalid_pdu");
        frames(direction, start, lengthBytes, transaction, out);
        return true;
    }

    private static void frames(
            Direction direction, long start, int dataBytes, Transaction transaction, Transactions out) {
        Frame pdu = out.frame("pdu", direction, start, HEADER_BYTES + dataBytes, transaction);
        out.frame("hdr", direction, pdu.start, HEADER_BYTES, transaction);
        if (dataBytes > 0) out.frame("data", direction, start + HEADER_BYTES, dataBytes, transaction);
    }

    /// After a gap only what looks like a header is believed.
    private static boolean found(Side side) {
        Pending held = side.pending;
        if (held.length() < HEADER_BYTES) return false;
        boolean header = Command.known(held.at(0) | held.at(1) << 8) && held.u32LE(20) == 0 && held.u32LE(8) <= 0x6a;
        if (header) side.lost = false;
        else held.drop(held.length());
        return header;
    }

    private Transaction request(EnipMessage message, Transactions out) {
        Transaction transaction = out.open(EnipFields.SCHEMA)
                .set(EnipFields.REQUEST, message.slots)
                .progress(Direction.TO_SERVER, Transaction.COMPLETE);
        if (!Command.answered(message.command)) {
            transaction.only = Direction.TO_SERVER;
            return transaction.complete();
        }
        if (asked.size() >= MAX_OPEN) {
            asked.removeFirst().transaction.complete();
            transaction.anomaly("too_many_transactions");
        }
        asked.addLast(new Asked(transaction, message.command, message.context));
        return transaction;
    }

    private Transaction response(EnipMessage message, Transactions out) {
        for (Iterator<Asked> all = asked.iterator(); all.hasNext(); ) {
            Asked one = all.next();
            if (one.command != message.command || !one.context.equals(message.context)) continue;
            all.remove();
            if (one.transaction.isComplete()) break;
            return one.transaction.set(EnipFields.RESPONSE, message.slots).complete();
        }
        Transaction alone = out.open(EnipFields.SCHEMA).set(EnipFields.RESPONSE, message.slots);
        alone.only = Direction.TO_CLIENT;
        return alone.complete();
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        Side side = sides[direction.ordinal()];
        side.pending.drop(side.pending.length());
        side.lost = true;
    }

    @Override
    public void end(Direction direction, Transactions out) {
        sides[direction.ordinal()].pending.clear();
        if (direction == Direction.TO_CLIENT) {
            for (Asked open : asked) open.transaction.complete();
            asked.clear();
        }
    }
}
