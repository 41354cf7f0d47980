package dejfa.protocols.http;

import dejfa.api.Direction;
import dejfa.api.FileTransfer;
import dejfa.api.Transaction;
import dejfa.protocols.Ascii;
import dejfa.protocols.HeaderParameters;
import dejfa.protocols.http.body.ByteSink;
import dejfa.protocols.mime.MimeHandler;
import dejfa.protocols.mime.MimePart;
import dejfa.protocols.mime.MimeReader;
import java.lang.foreign.MemorySegment;

/// The files of a form (RFC 7578), beside the body as a whole.
public final class Uploads implements ByteSink, MimeHandler {
    static final int MAX_FILES = 256;

    private final Transaction transaction;
    private final MimeReader reader;

    private Uploads(Transaction transaction, byte[] boundary) {
        this.transaction = transaction;
        this.reader = new MimeReader(this, boundary);
    }

    /// @return null where the body is no form with parts
    public static ByteSink of(byte[] contentType, Transaction transaction) {
        if (contentType == null || !Ascii.startsWith(contentType, "multipart/form-data")) return null;
        byte[] boundary = HeaderParameters.value(contentType, "boundary");
        return boundary == null || boundary.length == 0 ? null : new Uploads(transaction, boundary);
    }

    @Override
    public void write(MemorySegment bytes, long offset, int lengthBytes) {
        reader.write(bytes, offset, lengthBytes);
    }

    @Override
    public void end() {
        reader.end(true);
    }

    @Override
    public void header(String lowerCaseName, byte[] value) {}

    @Override
    public Sink part(MimePart part) {
        if (part.name() == null || transaction.files.size() >= MAX_FILES) return null;
        FileTransfer file = transaction.openFile(Direction.TO_SERVER, part.name());
        return new Sink() {
            @Override
            public void write(byte[] bytes, int from, int lengthBytes) {
                file.body.append(bytes, from, lengthBytes);
            }

            @Override
            public void end(boolean complete) {
                if (complete) file.close();
                else file.truncate();
            }
        };
    }

    @Override
    public void anomaly(String name) {
        if (!transaction.anomalies.contains("multipart_generic_error")) transaction.anomaly("multipart_generic_error");
    }
}
