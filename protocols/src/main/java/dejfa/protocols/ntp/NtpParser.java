package dejfa.protocols.ntp;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Chunks;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Hex;
import java.lang.foreign.MemorySegment;

/// Each datagram is a message of its own.
final class NtpParser implements FlowParser {
    /// without extension fields and digest (RFC 5905 §7.3)
    static final int MESSAGE_BYTES = 48;

    private static final int CONTROL = 6;
    private static final int PRIVATE = 7;

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        Cursor in = new Cursor(Chunks.copy(bytes, offset, Math.min(lengthBytes, MESSAGE_BYTES)));
        int first = in.u8();
        int mode = first & 7;
        boolean clock = mode < CONTROL;
        if (lengthBytes < (clock ? MESSAGE_BYTES : 4)) {
            out.anomaly("malformed_data");
            return;
        }
        Transaction message = out.open(NtpFields.SCHEMA);
        message.only = direction;
        message.set(NtpFields.VERSION, first >> 3 & 7)
                .set(NtpFields.MODE, mode)
                .set(NtpFields.MESSAGE_BYTES, lengthBytes);
        if (clock) {
            message.set(NtpFields.STRATUM, in.u8());
            byte[] reference = in.skip(10).bytes(4);
            message.set(NtpFields.REFERENCE_ID, reference).set(NtpFields.REFERENCE_ID_TEXT, Hex.colons(reference));
        } else if (mode == CONTROL) {
            message.set(NtpFields.OPERATION, in.u8() & 0x1f);
        } else if (mode == PRIVATE) {
            message.set(NtpFields.OPERATION, in.skip(2).u8());
        }
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
