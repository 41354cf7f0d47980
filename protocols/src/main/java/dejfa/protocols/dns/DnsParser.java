package dejfa.protocols.dns;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Chunks;
import dejfa.protocols.wire.Pending;
import java.lang.foreign.MemorySegment;

/// Cuts a flow into DNS messages; each becomes a transaction of its own.
final class DnsParser implements FlowParser {
    /// the length prefix of TCP has 16 bits
    static final int MAX_MESSAGE_BYTES = 65_535;

    private final boolean datagrams;
    private final Pending[] pending = {new Pending(MAX_MESSAGE_BYTES + 2), new Pending(MAX_MESSAGE_BYTES + 2)};
    /// bytes are missing: the next chunk must prove that it starts with a message
    private final boolean[] lost = new boolean[2];

    DnsParser(boolean datagrams) {
        this.datagrams = datagrams;
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        if (datagrams) {
            byte[] message = Chunks.copy(bytes, offset, lengthBytes);
            out.frame("pdu", direction, 0, lengthBytes, message(direction, message, out));
            return;
        }
        Pending stream = pending[direction.ordinal()];
        if (lost[direction.ordinal()]) {
            byte[] head = Chunks.copy(bytes, offset, Math.min(lengthBytes, 2 + DnsMessage.HEADER_BYTES));
            if (head.length < 2 + DnsMessage.HEADER_BYTES) return;
            int messageBytes = (head[0] & 0xff) << 8 | head[1] & 0xff;
            if (!DnsMessage.headerFits(head, 2, messageBytes)) return;
            lost[direction.ordinal()] = false;
        }
        long from = offset;
        int left = lengthBytes;
        while (left > 0) {
            int taken = stream.append(bytes, from, left);
            from += taken;
            left -= taken;
            messages(direction, stream, out, out.position() + lengthBytes - left);
        }
    }

    /// @param end bytes of this direction up to the end of what is held
    private void messages(Direction direction, Pending stream, Transactions out, long end) {
        while (stream.length() >= 2) {
            int messageBytes = stream.u16(0);
            if (stream.length() < 2 + messageBytes) return;
            stream.drop(2);
            if (messageBytes == 0) continue;
            long start = end - stream.length();
            Transaction transaction = message(direction, stream.take(messageBytes), out);
            out.frame("pdu", direction, start, messageBytes, transaction);
        }
    }

    /// @return null where it is none
    private static Transaction message(Direction direction, byte[] bytes, Transactions out) {
        DnsMessage message = DnsMessage.read(bytes, 0, bytes.length);
        if (message == null) {
            out.anomaly("malformed_data");
            return null;
        }
        boolean response = message.isResponse();
        if (response != (direction == Direction.TO_CLIENT)) {
            out.anomaly(response ? "not_a_request" : "not_a_response");
            return null;
        }
        Transaction transaction = out.open(DnsFields.SCHEMA);
        transaction.only = direction;
        DnsSlots.fill(transaction, message);
        for (String anomaly : message.anomalies()) transaction.anomaly(anomaly);
        transaction.complete();
        return transaction;
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        pending[direction.ordinal()].clear();
        lost[direction.ordinal()] = true;
    }

    @Override
    public void end(Direction direction, Transactions out) {
        Pending stream = pending[direction.ordinal()];
        if (stream.length() > 0) out.anomaly("truncated_message");
        stream.clear();
    }
}
