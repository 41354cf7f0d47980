package dejfa.protocols.sip;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import java.lang.foreign.MemorySegment;

/// Both directions of a flow: requests go to the server, responses to the client.
final class SipParser implements FlowParser {
    private final boolean datagrams;
    private final SipReader[] readers = new SipReader[2];

    SipParser(boolean datagrams) {
        this.datagrams = datagrams;
        for (Direction direction : Direction.values()) {
            readers[direction.ordinal()] = new SipReader(direction, datagrams);
        }
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        SipReader reader = readers[direction.ordinal()];
        if (!datagrams) {
            reader.accept(bytes, offset, lengthBytes, out);
            return;
        }
        SipReader whole = new SipReader(direction, true);
        whole.accept(bytes, offset, lengthBytes, out);
        whole.end(out);
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        readers[direction.ordinal()].gap(lengthBytes, out);
    }

    @Override
    public void end(Direction direction, Transactions out) {
        if (!datagrams) readers[direction.ordinal()].end(out);
    }

    /// An anomaly where no message could be read.
    static void complain(Direction direction, String anomaly, Transactions out) {
        Transaction transaction = out.open(SipFields.SCHEMA);
        transaction.only = direction;
        transaction.onlyAnomalies = true;
        transaction.anomaly(anomaly);
        transaction.complete();
    }
}
