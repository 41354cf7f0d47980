package dejfa.protocols.dns;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Chunks;
import dejfa.protocols.wire.Pending;
import java.lang.foreign.MemorySegment;

/// Cuts a flow of LLMNR or multicast DNS into messages; each becomes a transaction of the direction it went.
final class LinkLocalParser implements FlowParser {
    private static final int PREFIX_BYTES = 2;

    private final LinkLocalSlots slots;
    private final boolean datagrams;
    private final Pending[] pending = {
        new Pending(DnsParser.MAX_MESSAGE_BYTES + PREFIX_BYTES), new Pending(DnsParser.MAX_MESSAGE_BYTES + PREFIX_BYTES)
    };
    /// bytes are missing, and with them the border of the next message
    private final boolean[] lost = new boolean[2];

    LinkLocalParser(LinkLocalSlots slots, boolean datagrams) {
        this.slots = slots;
        this.datagrams = datagrams;
    }

    static Recognition recognise(int port, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        if (flow.serverPort != port && flow.clientPort != port) return Recognition.NO;
        boolean udp = flow.protocol == 17;
        int prefix = udp ? 0 : PREFIX_BYTES;
        if (lengthBytes < prefix + DnsMessage.HEADER_BYTES) return udp ? Recognition.NO : Recognition.MORE;
        int held = Math.min(lengthBytes, DnsParser.MAX_MESSAGE_BYTES + prefix);
        byte[] start = Chunks.copy(bytes, offset, held);
        int messageBytes = udp ? start.length : (start[0] & 0xff) << 8 | start[1] & 0xff;
        if (!DnsMessage.countsFit(start, prefix, messageBytes)) return Recognition.NO;
        boolean whole = start.length >= prefix + messageBytes;
        boolean readable = !whole || DnsMessage.read(start, prefix, prefix + messageBytes) != null;
        return readable ? Recognition.YES : Recognition.NO;
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        if (datagrams) {
            message(direction, Chunks.copy(bytes, offset, lengthBytes), out);
            return;
        }
        if (lost[direction.ordinal()]) return;
        Pending stream = pending[direction.ordinal()];
        for (int taken = 0; taken < lengthBytes; ) {
            taken += stream.append(bytes, offset + taken, lengthBytes - taken);
            while (stream.length() >= PREFIX_BYTES && stream.length() >= PREFIX_BYTES + stream.u16(0)) {
                int messageBytes = stream.u16(0);
                stream.drop(PREFIX_BYTES);
                if (messageBytes > 0) message(direction, stream.take(messageBytes), out);
            }
        }
    }

    private void message(Direction direction, byte[] bytes, Transactions out) {
        Transaction transaction = out.open(slots.schema);
        transaction.only = direction;
        DnsMessage message = DnsMessage.read(bytes, 0, bytes.length);
        if (message == null) {
            transaction.onlyAnomalies = true;
            transaction.anomaly("malformed_data");
        } else {
            slots.fill(transaction, message);
            for (String anomaly : message.anomalies()) transaction.anomaly(anomaly);
        }
        transaction.complete();
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
