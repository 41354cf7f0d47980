package dejfa.protocols.snmp;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Chunks;
import dejfa.protocols.wire.Ber;
import dejfa.protocols.wire.Cursor;
import java.lang.foreign.MemorySegment;

/// Each datagram is a message of its own.
final class SnmpParser implements FlowParser {
    /// what the flow's first message said, or -1
    private long version = -1;

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        Transaction message = out.open(SnmpFields.SCHEMA);
        message.only = direction;
        out.frame("pdu", direction, out.position(), lengthBytes, message);
        Cursor in = new Cursor(Chunks.copy(bytes, offset, lengthBytes));
        Cursor body = Ber.read(in, Ber.SEQUENCE);
        Ber said = body == null ? null : Ber.read(body);
        boolean sound = said != null && said.tag() == Ber.INTEGER;
        if (sound) {
            long number = said.integer();
            // RFC 1157 counts from 0; version 2 of 1993 (2) is no longer spoken
            message.set(SnmpFields.VERSION, number == SnmpMessage.VERSION_3 ? 3 : number + 1);
            if (version < 0) version = number;
            else if (version != number) message.anomaly("version_mismatch");
            sound = SnmpMessage.read(number, body, message);
        }
        if (!sound) message.anomaly("malformed_data");
        message.complete();
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        // datagrams have no gaps
    }

    @Override
    public void end(Direction direction, Transactions out) {
        // nothing is held
    }
}
