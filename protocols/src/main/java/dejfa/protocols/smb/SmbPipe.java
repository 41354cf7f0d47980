package dejfa.protocols.smb;

import dejfa.api.Direction;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.dcerpc.CallFields;
import dejfa.protocols.dcerpc.Calls;
import dejfa.protocols.dcerpc.PduHeader;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Pending;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;

/// DCE/RPC over one open pipe (MS-RPCE §2.1.1.2). PDUs may be spread over several writes or reads.
final class SmbPipe {
    private static final int MAX_PDU_BYTES = 65_535;
    private static final CallFields FIELDS = new CallFields(
            SmbFields.RPC_REQUEST,
            SmbFields.RPC_OPNUM,
            SmbFields.RPC_REQUEST_FRAGMENTS,
            SmbFields.RPC_REQUEST_STUB_BYTES,
            SmbFields.RPC_INTERFACES,
            SmbFields.RPC_RESPONSE,
            SmbFields.RPC_RESPONSE_FRAGMENTS,
            SmbFields.RPC_RESPONSE_STUB_BYTES,
            SmbFields.RPC_CALL_ID,
            SmbFields.RPC_IFACE,
            SmbFields.RPC_STUB_REQUEST,
            SmbFields.RPC_STUB_RESPONSE,
            SmbFields.BIG_ENDIAN,
            "UNREPLIED",
            false);

    private final Pending[] pending = {new Pending(MAX_PDU_BYTES), new Pending(MAX_PDU_BYTES)};
    private final Calls calls = new Calls(FIELDS, this::open);
    /// opens the transaction of the command that brings the bytes
    private Function<Transactions, Transaction> opener;

    private Transaction open(Transactions out) {
        return opener.apply(out);
    }

    /// Do bytes begin with the header of a PDU?
    static boolean speaks(byte[] data) {
        return PduHeader.read(new Cursor(data)) != null;
    }

    /// Bytes written to the pipe or read from it; what is no RPC is passed over.
    ///
    /// @param command opens a transaction where one begins
    /// @return the last transaction that the bytes belong to, or null
    Transaction accept(
            Direction direction, byte[] data, Function<Transactions, Transaction> command, Transactions out) {
        opener = command;
        Pending held = pending[direction.ordinal()];
        Transaction last = null;
        int at = 0;
        while (at < data.length) {
            at += held.append(MemorySegment.ofArray(data), at, data.length - at);
            while (held.length() >= PduHeader.BYTES) {
                PduHeader header = PduHeader.read(held.peek(PduHeader.BYTES));
                if (header == null) {
                    held.clear();
                    return last;
                }
                if (held.length() < header.fragmentBytes()) break;
                Transaction transaction = calls.accept(direction, held.take(header.fragmentBytes()), out);
                if (transaction != null) last = transaction;
            }
        }
        return last;
    }

    void end() {
        calls.end();
    }
}
