package dejfa.protocols.imap;

import dejfa.api.BodyWindow;
import dejfa.api.Direction;
import dejfa.api.FileTransfer;
import dejfa.api.Frame;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Ascii;
import dejfa.protocols.GrowingBytes;
import dejfa.protocols.mime.MimeHandler;
import dejfa.protocols.mime.MimePart;
import dejfa.protocols.mime.MimeReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A literal that is a mail or a part of one: into its transaction goes what it holds.
final class ImapMail implements MimeHandler {
    enum Part {
        WHOLE,
        HEADERS,
        BODY,
        /// a decoded part
        FILE
    }

    static final int MAX_FILES = 64;
    /// of all mails of one transaction
    static final int MAX_HEADERS = 256;

    private static final int MAX_NAME_BYTES = 256;
    private static final int MAX_VALUE_BYTES = 4096;
    private static final int MAX_SHOWN_BYTES = 4096;

    private final Transaction transaction;
    private final Direction direction;
    private final Transactions out;
    /// of the literal in the stream
    private final long start;
    private final long lengthBytes;
    private final MimeReader mime;
    private final FileTransfer file;
    private final GrowingBytes shown = new GrowingBytes(MAX_SHOWN_BYTES);
    private final Part part;
    private boolean inHeaders;
    private long seen;
    private long lineStart;
    private int lineBytes;
    private int headers;
    private Frame headerFrame;
    private boolean holes;

    /// @param lengthBytes announced
    ImapMail(Part part, Direction direction, long start, long lengthBytes, Transaction transaction, Transactions out) {
        this.part = part;
        this.direction = direction;
        this.start = start;
        this.lengthBytes = lengthBytes;
        this.transaction = transaction;
        this.out = out;
        boolean headersCome = part == Part.WHOLE || part == Part.HEADERS;
        inHeaders = headersCome;
        mime = headersCome ? new MimeReader(this) : null;
        file = part == Part.FILE ? open(null) : null;
        transaction.set(ImapFields.MAIL_DIRECTION, direction == Direction.TO_SERVER ? 0 : 1);
        transaction.set(ImapFields.SHOWN_DIRECTION, direction == Direction.TO_SERVER ? "to_server" : "to_client");
        if (headersCome) headerFrame = out.frame("headers", direction, start, Frame.OPEN, transaction);
        else bodyBegins(0);
    }

    private FileTransfer open(byte[] name) {
        return transaction.files.size() < MAX_FILES ? transaction.openFile(direction, name) : null;
    }

    private void bodyBegins(long at) {
        inHeaders = false;
        if (transaction.slots.get(ImapFields.MAIL_BODY) == null) {
            transaction.set(ImapFields.MAIL_BODY, new BodyWindow());
        }
        if (at < lengthBytes) out.frame("body", direction, start + at, lengthBytes - at, transaction);
    }

    void write(MemorySegment bytes, long offset, int count) {
        if (mime != null) mime.write(bytes, offset, count);
        int at = 0;
        while (at < count && inHeaders) headerByte(bytes.get(ValueLayout.JAVA_BYTE, offset + at), ++at);
        seen += count;
        if (at < count) body(bytes, offset + at, count - at);
        transaction.touched();
    }

    /// @param next offset behind it in the present chunk
    private void headerByte(byte b, int next) {
        if (b == '\n') {
            if (lineBytes == 0) {
                headerFrame.close(lineStart);
                headerFrame = null;
                if (part == Part.WHOLE) bodyBegins(seen + next);
                else inHeaders = false;
            }
            lineStart = seen + next;
            lineBytes = 0;
        } else if (b != '\r') {
            boolean another = lineBytes == 0 && b != ' ' && b != '\t';
            if (another && ++headers == MAX_HEADERS + 1) anomaly("too_many_headers");
            lineBytes++;
        }
    }

    private void body(MemorySegment bytes, long offset, int count) {
        if (part == Part.HEADERS) return;
        ((BodyWindow) transaction.slots.get(ImapFields.MAIL_BODY)).append(bytes, offset, count);
        if (shown.length() < MAX_SHOWN_BYTES) shown.append(bytes, offset, count);
        if (file != null) file.body.append(bytes, offset, count);
    }

    /// Bytes of it never came.
    void gap(long count) {
        seen += count;
        holes = true;
        for (FileTransfer one : transaction.files) if (one.state == FileTransfer.State.OPEN) one.gaps = true;
    }

    /// @param whole all its bytes have come
    void end(boolean whole) {
        if (headerFrame != null) headerFrame.close(seen);
        if (mime != null) mime.end(whole && !holes);
        if (file != null) {
            if (whole) file.close();
            else file.truncate();
        }
        if (shown.length() > 0 && transaction.slots.get(ImapFields.SHOWN_BODY) == null) {
            transaction.set(ImapFields.SHOWN_BODY, shown.copy());
        }
        shown.release();
        transaction.touched();
    }

    @Override
    public void header(String lowerCaseName, byte[] value) {
        boolean room = transaction.slots.list(ImapFields.MAIL_HEADERS).size() < MAX_HEADERS;
        if (!room || lowerCaseName.length() > MAX_NAME_BYTES) return;
        byte[] name = Ascii.bytes(lowerCaseName.replace('-', '_'));
        byte[] kept = value.length > MAX_VALUE_BYTES ? java.util.Arrays.copyOf(value, MAX_VALUE_BYTES) : value;
        byte[] both = java.util.Arrays.copyOf(name, name.length + 2 + kept.length);
        both[name.length] = ':';
        both[name.length + 1] = ' ';
        System.arraycopy(kept, 0, both, name.length + 2, kept.length);
        transaction.add(ImapFields.MAIL_HEADERS, both);
        transaction.add(ImapFields.HEADER_NAMES, name);
        transaction.add(ImapFields.HEADER_VALUES, kept);
    }

    @Override
    public Sink part(MimePart one) {
        FileTransfer attachment = part == Part.WHOLE && one.isFile() ? open(one.name()) : null;
        return attachment == null ? null : new Attachment(attachment);
    }

    @Override
    public void anomaly(String name) {
        if (!transaction.anomalies.contains(name)) transaction.anomaly(name);
    }

    private record Attachment(FileTransfer file) implements Sink {
        @Override
        public void write(byte[] bytes, int from, int lengthBytes) {
            file.body.append(bytes, from, lengthBytes);
        }

        @Override
        public void end(boolean complete) {
            if (complete) file.close();
            else file.truncate();
        }
    }
}
