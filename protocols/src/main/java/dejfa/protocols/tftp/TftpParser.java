package dejfa.protocols.tftp;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Chunks;
import dejfa.protocols.wire.Cursor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Each datagram is a message of its own. Blocks of data are not told: there is one per 512 bytes.
final class TftpParser implements FlowParser {
    private static final int DATA = 3;
    private static final int ACK = 4;
    private static final int ERROR = 5;

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        byte[] message = Chunks.copy(bytes, offset, lengthBytes);
        Cursor in = new Cursor(message);
        int code = in.u16();
        if (in.ok() && (code == DATA || code == ACK)) return;
        TftpRequest request = TftpRequest.read(message);
        Transaction transaction = out.open(TftpFields.SCHEMA);
        transaction.only = direction;
        if (request != null) {
            transaction
                    .set(TftpFields.PACKET, request.write() ? "write" : "read")
                    .set(TftpFields.FILE, request.file())
                    .set(TftpFields.MODE, request.mode());
            if (!request.isOfKnownMode()) transaction.anomaly("unknown_mode");
        } else if (code == ERROR && in.remaining() >= 2) {
            transaction.set(TftpFields.PACKET, "error").set(TftpFields.ERROR_CODE, in.u16());
            byte[] text = in.rest();
            int end = 0;
            while (end < text.length && text[end] != 0) end++;
            if (end > 0) transaction.set(TftpFields.ERROR, Arrays.copyOf(text, end));
        } else {
            transaction.onlyAnomalies = true;
            transaction.anomaly("malformed_data");
        }
        transaction.complete();
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
