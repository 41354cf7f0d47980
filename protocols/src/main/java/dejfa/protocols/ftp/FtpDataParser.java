package dejfa.protocols.ftp;

import dejfa.api.Direction;
import dejfa.api.FileTransfer;
import dejfa.api.FlowParser;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import java.lang.foreign.MemorySegment;

/// One file on a data connection.
final class FtpDataParser implements FlowParser {
    private final Slots context;
    private Transaction transaction;
    private FileTransfer file;

    /// @param context an `ftp_data` record, or null
    FtpDataParser(Slots context) {
        this.context = context;
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        open(direction, out);
        if (direction != file.direction) return;
        file.body.append(bytes, offset, lengthBytes);
        transaction.touched();
    }

    private void open(Direction direction, Transactions out) {
        if (transaction != null) return;
        transaction = out.open(FtpDataFields.SCHEMA);
        byte[] name = null;
        if (context != null) {
            name = context.bytes(FtpDataFields.FILENAME);
            transaction.set(FtpDataFields.COMMAND, context.get(FtpDataFields.COMMAND));
            transaction.set(FtpDataFields.FILENAME, name);
        }
        file = transaction.openFile(direction, name);
        transaction.progress(direction, 1);
        transaction.progress(direction.reverse(), Transaction.COMPLETE);
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        open(direction, out);
        if (direction == file.direction) file.gaps = true;
    }

    @Override
    public void end(Direction direction, Transactions out) {
        if (transaction == null || direction != file.direction) return;
        file.close();
        transaction.complete();
    }
}
