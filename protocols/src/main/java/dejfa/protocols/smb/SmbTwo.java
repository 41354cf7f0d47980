package dejfa.protocols.smb;

import dejfa.api.Direction;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Hex;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;

/// Reads messages of SMB 2 and 3 (MS-SMB2 §2.2); compound ones part by part.
final class SmbTwo {
    private static final int HEADER_BYTES = 64;
    private static final int MAX_PARTS = 64;
    static final int NEGOTIATE = 0;
    static final int SESSION_SETUP = 1;
    static final int TREE_CONNECT = 3;
    static final int CREATE = 5;
    static final int CLOSE = 6;
    private static final int READ = 8;
    private static final int WRITE = 9;
    private static final int GET_INFO = 16;
    static final int SET_INFO = 17;
    static final int IOCTL = 11;
    private static final int CANCEL = 12;
    static final int OPLOCK_BREAK = 18;
    private static final long PENDING = 0x103;
    private static final long BUFFER_OVERFLOW = 0x80000005L;

    /// @param dataStart from the start of the message
    record Stream(SmbSession.OpenFile file, long fileOffset, int dataStart, long dataBytes) {}

    /// One command of a message.
    ///
    /// @param from offset of the header in the message
    record Part(
            int from, int to, int command, long status, boolean response, long messageId, long treeId, long sessionId) {
        boolean failed() {
            return status != 0 && status != BUFFER_OVERFLOW;
        }
    }

    private final SmbSession session;
    private final SmbDetails details;

    SmbTwo(SmbSession session) {
        this.session = session;
        this.details = new SmbDetails(session);
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
            if (request == null) return null;
            int start = in.skip(2).u8();
            if (request.file == null) request.file = session.file(request.handle);
            if (request.file == null) request.file = unknown(request.handle, request.tree, rest(head, start));
            if (!isFile(request.file) || mayBeRpc(request.file, head, start)) return null;
            session.answered(part.messageId);
            return new Stream(request.file, request.offset, start, in.skip(1).u32LE());
        }
        int start = in.skip(2).u16LE();
        long count = in.u32LE();
        long offset = in.u64LE();
        String handle = handle(in);
        SmbSession.OpenFile file = session.file(handle);
        if (file == null) file = unknown(handle, session.tree(part.treeId), rest(head, start));
        boolean streams = isFile(file) && !mayBeRpc(file, head, start);
        return streams ? new Stream(file, offset, start, count) : null;
    }

    /// Its opening was not seen; null where it looks like a pipe's.
    private SmbSession.OpenFile unknown(String handle, SmbSession.Tree tree, byte[] data) {
        if (tree != null && tree.pipe() || tree == null && SmbPipe.speaks(data)) return null;
        SmbSession.OpenFile file = new SmbSession.OpenFile(SmbSession.UNKNOWN, tree);
        session.file(handle, file);
        return file;
    }

    private static byte[] rest(byte[] head, int start) {
        return new Cursor(head, start, head.length).rest();
    }

    /// Where the tree connect was not seen, data that begins like RPC is held whole.
    private static boolean mayBeRpc(SmbSession.OpenFile file, byte[] head, int start) {
        return file.tree == null && SmbPipe.speaks(rest(head, start));
    }

    private static boolean isFile(SmbSession.OpenFile file) {
        return file != null && file.rpc == null && (file.tree == null || !file.tree.pipe());
    }

    private static Cursor body(byte[] message, Part part) {
        return new Cursor(message, part.from + HEADER_BYTES, part.to);
    }

    static String handle(Cursor in) {
        return Hex.plain(in.bytes(16));
    }

    /// Bytes at an offset that counts from the header.
    static byte[] at(byte[] message, Part part, long offset, long count) {
        if (offset > part.to - part.from || count > part.to - part.from - offset) return null;
        return new Cursor(message, part.from + (int) offset, part.to).bytes((int) count);
    }

    private Function<Transactions, Transaction> opener(Part part, SmbSession.OpenFile file) {
        return out -> {
            Transaction call = open(part, out);
            if (file != null && !file.name.equals(SmbSession.UNKNOWN)) SmbDetails.place(call, file);
            return call;
        };
    }

    private Transaction open(Part part, Transactions out) {
        Transaction transaction = session.command(2, SmbNames.commandOfTwo(part.command), out);
        transaction.set(SmbFields.SESSION_ID, part.sessionId);
        if (part.treeId >= 0) transaction.set(SmbFields.TREE_ID, part.treeId);
        return transaction;
    }

    private void request(Direction direction, byte[] message, Part part, Transactions out) {
        if (part.command == CANCEL) return;
        if (direction == Direction.TO_CLIENT && part.command != OPLOCK_BREAK) out.anomaly("request_to_client");
        Cursor in = body(message, part);
        SmbSession.Request request = new SmbSession.Request();
        request.command = part.command;
        request.tree = session.tree(part.treeId);
        switch (part.command) {
            case READ -> {
                long count = in.skip(4).u32LE();
                request.offset = in.u64LE();
                request.handle = handle(in);
                request.file = session.file(request.handle);
                if (!in.ok() || count == 0) out.anomaly("malformed_data");
                else if (session.limits.tooMuchToRead(count)) out.anomaly("read_request_too_large");
            }
            case WRITE -> write(direction, message, part, in, request, out);
            case IOCTL -> control(direction, message, part, in, request, out);
            case GET_INFO -> {}
            case SET_INFO -> {
                if (details.changes(message, part)) request.transaction = open(part, out);
            }
            default -> request.transaction = open(part, out);
        }
        Transaction transaction = request.transaction;
        if (transaction != null) {
            details.request(message, part, in, request);
            transaction.progress(Direction.TO_SERVER, Transaction.COMPLETE);
        }
        session.remember(part.messageId, request);
    }

    private void write(
            Direction direction, byte[] message, Part part, Cursor in, SmbSession.Request request, Transactions out) {
        int start = in.skip(2).u16LE();
        long count = in.u32LE();
        long offset = in.u64LE();
        request.handle = handle(in);
        request.file = session.file(request.handle);
        byte[] data = at(message, part, start, count);
        if (data == null || !in.ok()) {
            out.anomaly("malformed_data");
            return;
        }
        if (session.limits.tooMuchToWrite(count)) out.anomaly("write_request_too_large");
        SmbPipe pipe = session.pipe(request.file, request.tree, request.handle, data);
        if (pipe != null) {
            request.call = pipe.accept(direction, data, opener(part, request.file), out);
            return;
        }
        if (request.file == null) request.file = unknown(request.handle, request.tree, data);
        if (isFile(request.file)) {
            session.data(request.file, direction, offset, MemorySegment.ofArray(data), 0, data.length, 2, out);
        }
    }

    /// A pipe is written and read by one IOCTL (MS-SMB2 §2.2.31, FSCTL_PIPE_TRANSCEIVE).
    private void control(
            Direction direction, byte[] message, Part part, Cursor in, SmbSession.Request request, Transactions out) {
        long function = in.skip(4).u32LE();
        request.handle = handle(in);
        request.file = session.file(request.handle);
        long offset = in.u32LE();
        byte[] data = at(message, part, offset, in.u32LE());
        boolean talks = function == SmbNames.PIPE_TRANSCEIVE && data != null;
        SmbPipe pipe = talks ? session.pipe(request.file, request.tree, request.handle, data) : null;
        if (pipe != null) {
            request.call = pipe.accept(direction, data, opener(part, request.file), out);
            return;
        }
        request.transaction = open(part, out);
        request.transaction.set(SmbFields.FUNCTION, SmbNames.function(function));
    }

    private void answer(Direction direction, byte[] message, Part part, Transactions out) {
        // an interim answer: the true one follows
        if (part.status == PENDING) return;
        if (direction == Direction.TO_SERVER && part.command != OPLOCK_BREAK) out.anomaly("response_to_server");
        SmbSession.Request request = session.answered(part.messageId);
        if (request == null && part.command == NEGOTIATE) request = session.negotiation();
        if (request == null) {
            if (part.command != OPLOCK_BREAK && part.command != NEGOTIATE) return;
            request = new SmbSession.Request();
            request.transaction = open(part, out);
        }
        Cursor in = body(message, part);
        if (!part.failed()) answered(direction, message, part, in, request, out);
        else if (request.call != null) finish(request.call, part);
        Transaction transaction = request.transaction;
        if (transaction == null) return;
        SmbShare.status(transaction, part.status);
        if (session.dialect != null) transaction.set(SmbFields.DIALECT, session.dialect);
        transaction.complete();
    }

    private void answered(
            Direction direction, byte[] message, Part part, Cursor in, SmbSession.Request request, Transactions out) {
        switch (part.command) {
            case READ -> {
                int start = in.skip(2).u8();
                byte[] data = at(message, part, start, in.skip(1).u32LE());
                if (data == null) out.anomaly("malformed_data");
                else read(direction, data, part, request, out);
            }
            case IOCTL -> {
                long offset = in.skip(4 + 4 + 16 + 8).u32LE();
                byte[] data = at(message, part, offset, in.u32LE());
                SmbPipe pipe = request.call == null || data == null ? null : pipe(request, data);
                if (pipe != null) finish(pipe.accept(direction, data, opener(part, request.file), out), part);
            }
            default -> details.answer(message, part, in, request);
        }
    }

    private SmbPipe pipe(SmbSession.Request request, byte[] data) {
        SmbSession.OpenFile file = request.file != null ? request.file : session.file(request.handle);
        return session.pipe(file, request.tree, request.handle, data);
    }

    private void read(Direction direction, byte[] data, Part part, SmbSession.Request request, Transactions out) {
        SmbPipe pipe = pipe(request, data);
        if (pipe != null) {
            finish(pipe.accept(direction, data, opener(part, request.file), out), part);
            return;
        }
        if (request.file == null) request.file = unknown(request.handle, request.tree, data);
        if (isFile(request.file)) {
            session.data(request.file, direction, request.offset, MemorySegment.ofArray(data), 0, data.length, 2, out);
        }
    }

    /// The answer that brings the end of a call tells its status; so does one that says that none will come.
    private void finish(Transaction call, Part part) {
        if (call == null) return;
        if (part.failed()) call.complete();
        if (!call.isComplete()) return;
        SmbShare.status(call, part.status);
        if (session.dialect != null) call.set(SmbFields.DIALECT, session.dialect);
    }
}
