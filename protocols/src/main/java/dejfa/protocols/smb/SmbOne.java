package dejfa.protocols.smb;

import dejfa.api.Direction;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Cursor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Reads messages of SMB 1 (MS-CIFS §2.2, MS-SMB §2.2); of a chain of AndX commands each.
final class SmbOne {
    private static final int HEADER_BYTES = 32;
    private static final int MAX_CHAIN = 8;
    private static final int MAX_DIALECTS = 64;
    private static final int CLOSE = 0x04;
    private static final int TRANS = 0x25;
    private static final int TRANS2 = 0x32;
    private static final int TRANSACT_PIPE = 0x26;
    private static final int READ = 0x2e;
    private static final int WRITE = 0x2f;
    static final int NEGOTIATE = 0x72;
    /// keeps the keys of requests apart from SMB 2's message ids
    static final long KEY_BASE = 1L << 62;
    private static final int SESSION_SETUP = 0x73;
    private static final int TREE_CONNECT = 0x75;
    private static final int CREATE = 0xa2;

    /// What the fixed header says.
    private record Header(
            int command, long status, boolean response, boolean unicode, int treeId, long key, int userId) {}

    /// One command's parameters and bytes.
    private record Block(Header header, int command, Cursor words, int wordCount, Cursor data, byte[] message) {}

    private final SmbSession session;
    private final List<String> offered = new ArrayList<>();

    SmbOne(SmbSession session) {
        this.session = session;
    }

    void message(Direction direction, byte[] message, Transactions out) {
        Cursor in = new Cursor(message).skip(4);
        int command = in.u8();
        long status = in.u32LE();
        int flags = in.u8();
        int flags2 = in.u16LE();
        in.skip(12);
        int tree = in.u16LE();
        int process = in.u16LE();
        int user = in.u16LE();
        int multiplex = in.u16LE();
        if (!in.ok()) {
            out.anomaly("malformed_data");
            return;
        }
        boolean response = (flags & 0x80) != 0;
        if (response == (direction == Direction.TO_SERVER)) {
            out.anomaly(response ? "response_to_server" : "request_to_client");
        }
        long key = KEY_BASE | (long) process << 16 | multiplex;
        Header header = new Header(command, status, response, (flags2 & 0x8000) != 0, tree, key, user);
        int at = HEADER_BYTES;
        int kind = command;
        for (int i = 0; i < MAX_CHAIN; i++) {
            Block block = block(header, kind, message, at);
            if (block == null) {
                out.anomaly("malformed_data");
                return;
            }
            if (header.response) answer(direction, block, i, out);
            else request(direction, block, i, out);
            int next = block.wordCount >= 2 && chains(kind) ? message[at + 1] & 0xff : 0xff;
            int offset = new Cursor(message, at + 3, message.length).u16LE();
            if (next == 0xff || offset <= at) return;
            kind = next;
            at = offset;
        }
    }

    private static boolean chains(int command) {
        return switch (command) {
            case 0x24, 0x2d, READ, WRITE, SESSION_SETUP, 0x74, TREE_CONNECT, CREATE -> true;
            default -> false;
        };
    }

    private static Block block(Header header, int command, byte[] message, int at) {
        Cursor in = new Cursor(message, at, message.length);
        int wordCount = in.u8();
        Cursor words = in.slice(2 * wordCount);
        int byteCount = in.u16LE();
        if (!in.ok()) return null;
        // large reads and writes tell more bytes than 16 bits hold: take what is there
        Cursor data = new Cursor(message, in.position(), Math.min(message.length, in.position() + byteCount));
        return new Block(header, command, words, wordCount, data, message);
    }

    /// Each command of a chain has its own request under the message's key.
    private static long keyOf(Header header, int link) {
        return header.key | (long) link << 40;
    }

    private static String handle(int fileId) {
        return "1:" + fileId;
    }

    private Transaction open(Block block, Transactions out) {
        Transaction transaction = session.command(1, SmbNames.commandOfOne(block.command), out);
        transaction.set(SmbFields.SESSION_ID, block.header.userId).set(SmbFields.TREE_ID, block.header.treeId);
        return transaction;
    }

    private void request(Direction direction, Block block, int link, Transactions out) {
        SmbSession.Request request = new SmbSession.Request();
        request.command = block.command;
        request.tree = session.tree(treeKey(block.header.treeId));
        Cursor words = block.words;
        switch (block.command) {
            case READ -> {
                request.handle = handle(words.skip(4).u16LE());
                request.file = session.file(request.handle);
                request.offset = words.u32LE();
                if (block.wordCount >= 12) request.offset |= words.skip(10).u32LE() << 32;
            }
            case WRITE -> write(direction, block, request, out);
            case TRANS -> transact(direction, block, request, out);
            case TRANS2 -> {}
            default -> {
                request.transaction = open(block, out);
                details(block, request);
            }
        }
        session.remember(keyOf(block.header, link), request);
        if (request.transaction != null) request.transaction.progress(Direction.TO_SERVER, Transaction.COMPLETE);
    }

    private static long treeKey(int treeId) {
        return 1L << 40 | treeId;
    }

    private void write(Direction direction, Block block, SmbSession.Request request, Transactions out) {
        Cursor words = block.words;
        int fileId = words.skip(4).u16LE();
        request.handle = handle(fileId);
        request.file = session.file(request.handle);
        long offset = words.u32LE();
        int high = words.skip(8).u16LE();
        int count = high << 16 | words.u16LE();
        int start = words.u16LE();
        if (block.wordCount >= 14) offset |= words.u32LE() << 32;
        byte[] data = new Cursor(block.message, start, block.message.length).bytes(count);
        if (data.length < count || !words.ok()) out.anomaly("malformed_data");
        SmbPipe pipe = session.pipe(request.file, request.tree, request.handle, data);
        if (pipe != null) {
            request.call = pipe.accept(direction, data, opener(block, request.file), out);
            return;
        }
        file(request, data);
        if (request.file != null) {
            session.data(request.file, direction, offset, MemorySegment.ofArray(data), 0, data.length, 1, out);
        }
    }

    /// Files whose opening was not seen have no name.
    private void file(SmbSession.Request request, byte[] data) {
        boolean pipe = request.tree != null && request.tree.pipe();
        if (request.file != null || pipe || data.length == 0) return;
        request.file = new SmbSession.OpenFile(SmbSession.UNKNOWN, request.tree);
        session.file(request.handle, request.file);
    }

    /// A pipe is written and read by one transaction (MS-CIFS §2.2.5.6, TRANS_TRANSACT_NMPIPE).
    private void transact(Direction direction, Block block, SmbSession.Request request, Transactions out) {
        Cursor words = block.words;
        int count = words.skip(22).u16LE();
        int start = words.u16LE();
        int setups = words.u8();
        int function = words.skip(1).u16LE();
        int fileId = words.u16LE();
        if (setups < 2 || function != TRANSACT_PIPE || !words.ok()) return;
        request.handle = handle(fileId);
        request.file = session.file(request.handle);
        byte[] data = new Cursor(block.message, start, block.message.length).bytes(count);
        SmbPipe pipe = session.pipe(request.file, request.tree, request.handle, data);
        if (pipe != null) request.call = pipe.accept(direction, data, opener(block, request.file), out);
    }

    private Function<Transactions, Transaction> opener(Block block, SmbSession.OpenFile file) {
        return out -> {
            Transaction call = open(block, out);
            if (file != null && !file.name.equals(SmbSession.UNKNOWN)) SmbDetails.place(call, file);
            return call;
        };
    }

    private void details(Block block, SmbSession.Request request) {
        Transaction transaction = request.transaction;
        Cursor words = block.words;
        Cursor data = block.data;
        boolean unicode = block.header.unicode;
        switch (block.command) {
            case NEGOTIATE -> {
                offered.clear();
                while (data.remaining() > 0 && data.u8() == 2 && offered.size() < MAX_DIALECTS) {
                    offered.add(SmbText.terminated(data, false));
                }
                for (String dialect : offered) transaction.add(SmbFields.CLIENT_DIALECTS, dialect);
            }
            case SESSION_SETUP -> SmbText.logOn(data, transaction);
            case TREE_CONNECT -> {
                data.skip(words.skip(6).u16LE());
                if (unicode && (data.position() & 1) != 0) data.skip(1);
                SmbShare.asked(request, SmbText.terminated(data, unicode));
            }
            case CREATE -> {
                int length = words.skip(5).u16LE();
                long disposition = words.skip(28).u32LE();
                long options = words.u32LE();
                if (unicode && (data.position() & 1) != 0) data.skip(1);
                byte[] name = data.bytes(Math.min(length, data.remaining()));
                Cursor text = new Cursor(name);
                request.name = SmbText.terminated(text, unicode);
                transaction
                        .set(SmbFields.FILENAME, request.name.isEmpty() ? "<share_root>" : request.name)
                        .set(SmbFields.DISPOSITION, SmbNames.disposition(disposition))
                        .set(SmbFields.ACCESS, (options & 0x1000) != 0 ? "delete on close" : "normal");
                place(transaction, request.tree);
            }
            case CLOSE -> {
                String handle = handle(words.u16LE());
                SmbSession.OpenFile file = session.file(handle);
                if (file != null) {
                    transaction.set(SmbFields.FILENAME, file.name);
                    place(transaction, file.tree);
                }
                session.close(handle);
            }
            default -> {
                // the command and its status are all that is shown
            }
        }
        if (!words.ok() || !data.ok()) transaction.anomaly("malformed_data");
    }

    private static void place(Transaction transaction, SmbSession.Tree tree) {
        if (tree != null) transaction.set(tree.pipe() ? SmbFields.NAMED_PIPE : SmbFields.SHARE, tree.share());
    }

    private void answer(Direction direction, Block block, int link, Transactions out) {
        SmbSession.Request request = session.answered(keyOf(block.header, link));
        if (request == null) return;
        boolean failed = block.header.status != 0 && (block.header.status >>> 30 & 3) == 3;
        if (!failed) answered(direction, block, request, out);
        else if (request.call != null) finish(request.call, block.header, true);
        Transaction transaction = request.transaction;
        if (transaction == null) return;
        SmbShare.status(transaction, block.header.status);
        if (session.dialect != null) transaction.set(SmbFields.DIALECT, session.dialect);
        transaction.complete();
    }

    private void answered(Direction direction, Block block, SmbSession.Request request, Transactions out) {
        Cursor words = block.words;
        switch (block.command) {
            case NEGOTIATE -> {
                int index = words.u16LE();
                if (words.ok() && index < offered.size()) session.dialect = offered.get(index);
            }
            case TREE_CONNECT -> {
                if (request.name == null || request.transaction == null) return;
                String service = SmbText.terminated(block.data, false);
                int type = service.equals("IPC") ? 2 : service.startsWith("LPT") ? 3 : 1;
                session.tree(treeKey(block.header.treeId), SmbShare.connected(request, type));
                request.transaction.set(SmbFields.TREE_ID, block.header.treeId);
            }
            case CREATE -> {
                int fileId = words.skip(5).u16LE();
                if (words.ok() && request.name != null) {
                    session.file(handle(fileId), new SmbSession.OpenFile(request.name, request.tree));
                }
            }
            case READ -> {
                int low = words.skip(10).u16LE();
                int start = words.u16LE();
                int count = words.u16LE() << 16 | low;
                byte[] data = new Cursor(block.message, start, block.message.length).bytes(count);
                if (data.length < count) out.anomaly("malformed_data");
                read(direction, data, block, request, out);
            }
            case TRANS -> {
                int count = words.skip(12).u16LE();
                int start = words.u16LE();
                byte[] data = new Cursor(block.message, start, block.message.length).bytes(count);
                if (request.call != null) read(direction, data, block, request, out);
            }
            default -> {
                // nothing else is shown of an answer
            }
        }
    }

    private void read(Direction direction, byte[] data, Block block, SmbSession.Request request, Transactions out) {
        SmbSession.OpenFile known = request.file != null ? request.file : session.file(request.handle);
        SmbPipe pipe = session.pipe(known, request.tree, request.handle, data);
        if (pipe != null) {
            finish(pipe.accept(direction, data, opener(block, known), out), block.header, false);
            return;
        }
        if (block.command == TRANS) return;
        request.file = known;
        file(request, data);
        session.data(request.file, direction, request.offset, MemorySegment.ofArray(data), 0, data.length, 1, out);
    }

    private void finish(Transaction call, Header header, boolean failed) {
        if (call == null) return;
        if (failed) call.complete();
        if (!call.isComplete()) return;
        SmbShare.status(call, header.status);
        if (session.dialect != null) call.set(SmbFields.DIALECT, session.dialect);
    }
}
