package dejfa.protocols.smb;

import dejfa.api.Direction;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Hex;
import java.lang.foreign.MemorySegment;

/// Reads messages of SMB 2 and 3 (MS-SMB2 §2.2); compound ones part by part.
final class SmbTwo {
    private static final int HEADER_BYTES = 64;
    private static final int MAX_PARTS = 64;
    private static final int NEGOTIATE = 0;
    private static final int SESSION_SETUP = 1;
    private static final int TREE_CONNECT = 3;
    private static final int CREATE = 5;
    private static final int CLOSE = 6;
    private static final int READ = 8;
    private static final int WRITE = 9;
    private static final int IOCTL = 11;
    private static final int CANCEL = 12;
    private static final int OPLOCK_BREAK = 18;
    private static final long PENDING = 0x103;
    private static final long BUFFER_OVERFLOW = 0x80000005L;

    /// @param dataStart from the start of the message
    record Stream(SmbSession.OpenFile file, long fileOffset, int dataStart, long dataBytes) {}

    /// @param from offset of the header in the message
    private record Part(
            int from, int to, int command, long status, boolean response, long messageId, long treeId, long sessionId) {
        boolean failed() {
            return status != 0 && status != BUFFER_OVERFLOW;
        }
    }

    private final SmbSession session;

    SmbTwo(SmbSession session) {
        this.session = session;
    }

    private static Part header(byte[] bytes, int from, int to) {
        Cursor in = new Cursor(bytes, from, to).skip(8);
        long status = in.u32LE();
        int command = in.u16LE();
        long flags = in.skip(2).u32LE();
        long messageId = in.skip(4).u64LE();
        boolean async = (flags & 2) != 0;
        long treeId = in.skip(4).u32LE();
        long sessionId = in.u64LE();
        in.skip(16);
        boolean response = (flags & 1) != 0;
        return in.ok()
                ? new Part(from, to, command, status, response, messageId, async ? -1 : treeId, sessionId)
                : null;
    }

    void message(Direction direction, byte[] message, Transactions out) {
        int from = 0;
        for (int i = 0; i < MAX_PARTS; i++) {
            long next = new Cursor(message, from, message.length).skip(20).u32LE();
            boolean last = next < HEADER_BYTES || next > message.length - from;
            int to = last ? message.length : from + (int) next;
            Part part = header(message, from, to);
            if (part == null) {
                out.anomaly("malformed_data");
                return;
            }
            if (part.response) answer(direction, message, part, out);
            else request(direction, message, part, out);
            if (last) return;
            from = to;
        }
        out.anomaly("too_many_parts");
    }

    /// What a read's or write's data belongs to, where it can pass without being held; null where it can't.
    Stream stream(Direction direction, byte[] head) {
        Part part = header(head, 0, head.length);
        boolean single = part != null
                && (head[0] & 0xff) == 0xfe
                && new Cursor(head).skip(20).u32LE() == 0;
        if (!single || part.command != (part.response ? READ : WRITE) || part.response && part.failed()) return null;
        Cursor in = body(head, part);
        if (part.response) {
            SmbSession.Request request = session.waiting(part.messageId);
            if (request == null || !isFile(request.file)) return null;
            session.answered(part.messageId);
            int start = in.skip(2).u8();
            return new Stream(request.file, request.offset, start, in.skip(1).u32LE());
        }
        int start = in.skip(2).u16LE();
        long count = in.u32LE();
        long offset = in.u64LE();
        SmbSession.OpenFile file = session.file(handle(in));
        return isFile(file) ? new Stream(file, offset, start, count) : null;
    }

    private static boolean isFile(SmbSession.OpenFile file) {
        return file != null && (file.tree == null || !file.tree.pipe());
    }

    private static Cursor body(byte[] message, Part part) {
        return new Cursor(message, part.from + HEADER_BYTES, part.to);
    }

    private static String handle(Cursor in) {
        return Hex.plain(in.bytes(16));
    }

    /// Bytes at an offset that counts from the header.
    private static byte[] at(byte[] message, Part part, long offset, long count) {
        if (offset > part.to - part.from || count > part.to - part.from - offset) return null;
        return new Cursor(message, part.from + (int) offset, part.to).bytes((int) count);
    }

    private Transaction open(Part part, Transactions out) {
        Transaction transaction = session.command(2, SmbNames.commandOfTwo(part.command), out);
        transaction.set(SmbFields.SESSION_ID, part.sessionId);
        if (part.treeId >= 0) transaction.set(SmbFields.TREE_ID, part.treeId);
        return transaction;
    }

    private void request(Direction direction, byte[] message, Part part, Transactions out) {
        if (part.command == CANCEL) return;
        Cursor in = body(message, part);
        SmbSession.Request request = new SmbSession.Request();
        request.command = part.command;
        request.tree = session.tree(part.treeId);
        switch (part.command) {
            case READ -> {
                long count = in.skip(4).u32LE();
                request.offset = in.u64LE();
                request.file = session.file(handle(in));
                if (!in.ok() || count == 0) out.anomaly("malformed_data");
            }
            case WRITE -> write(direction, message, part, in, request, out);
            default -> request.transaction = open(part, out);
        }
        if (request.transaction != null) details(message, part, in, request);
        session.remember(part.messageId, request);
        if (request.transaction != null) request.transaction.progress(Direction.TO_SERVER, Transaction.COMPLETE);
    }

    private void write(
            Direction direction, byte[] message, Part part, Cursor in, SmbSession.Request request, Transactions out) {
        int start = in.skip(2).u16LE();
        long count = in.u32LE();
        long offset = in.u64LE();
        request.file = session.file(handle(in));
        byte[] data = at(message, part, start, count);
        if (data == null || !in.ok()) out.anomaly("malformed_data");
        else if (isFile(request.file)) {
            session.data(request.file, direction, offset, MemorySegment.ofArray(data), 0, data.length, 2, out);
        } else {
            request.transaction = open(part, out);
            SmbText.bind(new Cursor(data), request.transaction);
        }
    }

    private void details(byte[] message, Part part, Cursor in, SmbSession.Request request) {
        Transaction transaction = request.transaction;
        if (request.file != null) pipe(transaction, request.file);
        switch (part.command) {
            case NEGOTIATE -> dialects(in, transaction);
            case SESSION_SETUP -> SmbText.logOn(in, transaction);
            case TREE_CONNECT -> {
                int offset = in.skip(4).u16LE();
                byte[] path = at(message, part, offset, in.u16LE());
                if (path == null) transaction.anomaly("malformed_data");
                else SmbShare.asked(request, SmbText.utf16(path));
            }
            case CREATE -> create(message, part, in, request);
            case CLOSE -> {
                String handle = handle(in.skip(8));
                SmbSession.OpenFile file = session.file(handle);
                if (file != null) {
                    pipe(transaction, file);
                    session.close(handle);
                }
            }
            case IOCTL -> {
                request.file = session.file(handle(in.skip(8)));
                if (request.file != null) pipe(transaction, request.file);
                long offset = in.u32LE();
                byte[] data = at(message, part, offset, in.u32LE());
                if (data != null) SmbText.bind(new Cursor(data), transaction);
            }
            default -> {
                // the command and its status are all that is shown
            }
        }
        if (!in.ok() && part.command != OPLOCK_BREAK) transaction.anomaly("malformed_data");
    }

    private static void pipe(Transaction transaction, SmbSession.OpenFile file) {
        transaction.set(SmbFields.FILENAME, file.name);
        if (file.tree == null) return;
        transaction.set(file.tree.pipe() ? SmbFields.NAMED_PIPE : SmbFields.SHARE, file.tree.share());
    }

    private static void dialects(Cursor in, Transaction transaction) {
        int count = Math.min(in.skip(2).u16LE(), 64);
        in.skip(32);
        for (int i = 0; i < count && in.ok(); i++) {
            int dialect = in.u16LE();
            if (in.ok()) transaction.add(SmbFields.CLIENT_DIALECTS, SmbNames.dialect(dialect));
        }
    }

    private void create(byte[] message, Part part, Cursor in, SmbSession.Request request) {
        long disposition = in.skip(36).u32LE();
        long options = in.u32LE();
        int offset = in.u16LE();
        byte[] name = at(message, part, offset, in.u16LE());
        request.name = name == null ? "" : SmbText.utf16(name);
        request.transaction
                .set(SmbFields.FILENAME, request.name.isEmpty() ? "<share_root>" : request.name)
                .set(SmbFields.DISPOSITION, SmbNames.disposition(disposition))
                .set(SmbFields.ACCESS, (options & 0x1000) != 0 ? "delete on close" : "normal");
        if (request.tree != null) {
            request.transaction.set(request.tree.pipe() ? SmbFields.NAMED_PIPE : SmbFields.SHARE, request.tree.share());
        }
    }

    private void answer(Direction direction, byte[] message, Part part, Transactions out) {
        // an interim answer: the true one follows
        if (part.status == PENDING) return;
        SmbSession.Request request = session.answered(part.messageId);
        if (request == null && part.command == NEGOTIATE) request = session.negotiation();
        if (request == null) {
            if (part.command != OPLOCK_BREAK && part.command != NEGOTIATE) return;
            request = new SmbSession.Request();
            request.transaction = open(part, out);
        }
        Cursor in = body(message, part);
        if (!part.failed()) answered(direction, message, part, in, request, out);
        Transaction transaction = request.transaction;
        if (transaction == null) return;
        SmbShare.status(transaction, part.status);
        if (session.dialect != null) transaction.set(SmbFields.DIALECT, session.dialect);
        transaction.complete();
    }

    private void answered(
            Direction direction, byte[] message, Part part, Cursor in, SmbSession.Request request, Transactions out) {
        switch (part.command) {
            case NEGOTIATE -> {
                int dialect = in.skip(4).u16LE();
                if (in.ok()) session.dialect = SmbNames.dialect(dialect);
            }
            case TREE_CONNECT -> {
                if (part.status == 0 && request.name != null) {
                    SmbSession.Tree tree =
                            SmbShare.connected(request, in.skip(2).u8());
                    session.tree(part.treeId, tree);
                    request.transaction.set(SmbFields.TREE_ID, part.treeId);
                }
            }
            case CREATE -> {
                String handle = handle(in.skip(64));
                if (in.ok() && request.name != null) {
                    session.file(handle, new SmbSession.OpenFile(request.name, request.tree));
                }
            }
            case READ -> {
                int start = in.skip(2).u8();
                byte[] data = at(message, part, start, in.skip(1).u32LE());
                if (data == null) out.anomaly("malformed_data");
                else {
                    session.data(
                            request.file,
                            direction,
                            request.offset,
                            MemorySegment.ofArray(data),
                            0,
                            data.length,
                            2,
                            out);
                }
            }
            default -> {
                // nothing else is shown of an answer
            }
        }
    }
}
