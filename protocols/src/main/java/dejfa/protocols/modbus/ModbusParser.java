package dejfa.protocols.modbus;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Pending;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;

/// Cuts the stream into messages by their length and joins each response to the oldest request of its identifier.
final class ModbusParser implements FlowParser {
    /// transaction, protocol, length, unit (guide §3.1.3)
    static final int HEADER_BYTES = 7;
    /// unit and at most 253 bytes of function and data
    static final int MAX_LENGTH_BYTES = 254;
    /// what stands before the bytes that the length counts
    private static final int LENGTH_END = 6;

    /// Messages longer than this are passed over.
    private static final int MAX_HELD_BYTES = 2048;

    /// What is held of one direction.
    private static final class Side {
        final Pending pending = new Pending(MAX_HELD_BYTES);
        /// bytes of a message that is too long to be held
        int skip;
        /// bytes are missing: a header must be found again
        boolean lost;
    }

    private record Asked(Transaction transaction, Message message) {}

    private final Side[] sides = {new Side(), new Side()};
    private final Map<Integer, Asked> asked = new LinkedHashMap<>();
    private final int flood;
    private long number;

    /// @param flood unanswered requests from which on a flow floods
    ModbusParser(int flood) {
        this.flood = flood;
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        Side side = sides[direction.ordinal()];
        int taken = 0;
        while (taken < lengthBytes) {
            if (side.skip > 0) {
                int skipped = Math.min(side.skip, lengthBytes - taken);
                side.skip -= skipped;
                taken += skipped;
                continue;
            }
            taken += side.pending.append(bytes, offset + taken, lengthBytes - taken);
            while (message(direction, side, out)) {
                // one message a turn
            }
        }
    }

    /// @return whether a message was taken
    private boolean message(Direction direction, Side side, Transactions out) {
        Pending held = side.pending;
        if (held.length() < LENGTH_END) return false;
        int lengthBytes = held.u16(4);
        if (side.lost) {
            // after a gap only what looks like a header is believed
            if (held.u16(2) != 0 || lengthBytes < 2 || lengthBytes > MAX_LENGTH_BYTES) {
                held.drop(held.length());
                return false;
            }
            side.lost = false;
        }
        int whole = LENGTH_END + lengthBytes;
        if (lengthBytes < 2 || whole > MAX_HELD_BYTES) {
            tooLong(direction, side, whole, out);
            return true;
        }
        if (held.length() < whole) return false;
        Message message = new Message(held.take(whole), direction == Direction.TO_SERVER);
        if (direction == Direction.TO_SERVER) request(message, out);
        else response(message, out);
        return true;
    }

    private void tooLong(Direction direction, Side side, int whole, Transactions out) {
        Transaction bad = out.open(ModbusFields.SCHEMA).set(ModbusFields.ID, ++number);
        bad.only = direction;
        if (side.pending.u16(2) != 0) bad.anomaly("invalid_protocol_id");
        bad.anomaly("invalid_length");
        bad.complete();
        int held = side.pending.length();
        side.pending.drop(whole);
        side.skip = Math.max(0, whole - held);
    }

    private void request(Message message, Transactions out) {
        Transaction transaction = out.open(ModbusFields.SCHEMA)
                .set(ModbusFields.ID, ++number)
                .set(ModbusFields.REQUEST, message.slots)
                .progress(Direction.TO_SERVER, Transaction.COMPLETE);
        for (String anomaly : message.anomalies()) transaction.anomaly(anomaly);
        if (asked.size() >= flood) {
            transaction.anomaly("flooded");
            asked.values().iterator().next().transaction.complete();
            asked.remove(asked.keySet().iterator().next());
        }
        Asked before = asked.put(message.transactionId, new Asked(transaction, message));
        // the identifier was used again: the older request will not be answered
        if (before != null) before.transaction.complete();
    }

    private void response(Message message, Transactions out) {
        Asked asking = asked.remove(message.transactionId);
        Transaction transaction;
        if (asking == null || asking.transaction.isComplete()) {
            transaction = out.open(ModbusFields.SCHEMA).set(ModbusFields.ID, ++number);
            transaction.only = Direction.TO_CLIENT;
            transaction.anomaly("unsolicited_response");
        } else {
            transaction = asking.transaction;
            if (!message.answers(asking.message)) transaction.anomaly("value_mismatch");
        }
        transaction.set(ModbusFields.RESPONSE, message.slots);
        for (String anomaly : message.anomalies()) transaction.anomaly(anomaly);
        transaction.complete();
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        Side side = sides[direction.ordinal()];
        side.pending.drop(side.pending.length());
        if (side.skip >= lengthBytes) side.skip -= lengthBytes;
        else {
            side.skip = 0;
            side.lost = true;
        }
    }

    @Override
    public void end(Direction direction, Transactions out) {
        sides[direction.ordinal()].pending.clear();
        if (direction == Direction.TO_CLIENT) {
            for (Asked open : asked.values()) open.transaction.complete();
            asked.clear();
        }
    }
}
