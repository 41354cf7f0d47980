package dejfa.protocols.http;

import dejfa.api.BodyWindow;
import dejfa.api.FileTransfer;
import dejfa.api.Transaction;
import dejfa.protocols.http.body.ByteSink;
import java.lang.foreign.MemorySegment;

/// Where a decoded body goes: its window, which is also the file's, or the parts of a multipart upload beside it.
public final class BodySink implements ByteSink {
    private final Transaction transaction;
    private final BodyWindow window;
    private final FileTransfer file;
    private final ByteSink parts;

    /// @param file whose window holds the body, or null
    /// @param parts also gets the bytes, or null
    public BodySink(Transaction transaction, BodyWindow window, FileTransfer file, ByteSink parts) {
        this.transaction = transaction;
        this.window = window;
        this.file = file;
        this.parts = parts;
    }

    @Override
    public void write(MemorySegment bytes, long offset, int lengthBytes) {
        window.append(bytes, offset, lengthBytes);
        if (parts != null) parts.write(bytes, offset, lengthBytes);
        transaction.touched();
    }

    @Override
    public void end() {
        window.complete();
        if (file != null) file.close();
        if (parts != null) parts.end();
        transaction.touched();
    }
}
