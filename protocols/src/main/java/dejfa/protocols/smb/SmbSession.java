package dejfa.protocols.smb;

import dejfa.api.Direction;
import dejfa.api.FileTransfer;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a flow's commands refer to: requests without answer, trees, open files. Every table is bounded; the
/// eldest goes.
final class SmbSession {
    static final int REQUEST_DONE = 10;
    private static final int MAX_REQUESTS = 128;
    private static final int MAX_TREES = 512;
    private static final int MAX_FILES = 512;
    /// name of a file whose opening was not seen
    static final String UNKNOWN = "<unknown>";

    /// @param share as the client asked for it
    record Tree(String share, boolean pipe) {}

    /// A file or pipe by its handle.
    static final class OpenFile {
        final String name;
        final Tree tree;
        /// by direction; null while nothing passed
        final Transaction[] transfers = new Transaction[2];
        final long[] expected = new long[2];
        /// RPC spoken over it; null for a file, or while nothing passed
        SmbPipe rpc;

        OpenFile(String name, Tree tree) {
            this.name = name;
            this.tree = tree;
        }
    }

    /// What an answer needs of its request.
    static final class Request {
        Transaction transaction;
        /// the RPC that it wrote to a pipe: its answer may come by another command
        Transaction call;
        int command;
        String name;
        Tree tree;
        OpenFile file;
        /// as the client names it
        String handle;
        long offset;
    }

    private final Map<Long, Request> requests = new LinkedHashMap<>();
    private final Map<Long, Tree> trees = new LinkedHashMap<>();
    private final Map<String, OpenFile> files = new LinkedHashMap<>();
    private long commands;
    String dialect;
    final SmbLimits limits;

    SmbSession(SmbLimits limits) {
        this.limits = limits;
    }

    /// Opens the transaction of one command.
    Transaction command(int version, String command, Transactions out) {
        Transaction transaction = out.open(SmbFields.SCHEMA);
        transaction
                .set(SmbFields.ID, ++commands)
                .set(SmbFields.VERSION, version)
                .set(SmbFields.COMMAND, command);
        if (dialect != null) transaction.set(SmbFields.DIALECT, dialect);
        return transaction;
    }

    void remember(long messageId, Request request) {
        if (requests.size() >= MAX_REQUESTS) {
            abandon(requests.remove(requests.keySet().iterator().next()));
        }
        Request replaced = requests.put(messageId, request);
        if (replaced != null) abandon(replaced);
    }

    private static void abandon(Request request) {
        if (request.transaction != null) request.transaction.complete();
    }

    /// SMB 1's negotiation, which a server may answer in SMB 2 (MS-SMB2 §3.3.5.3.1), or null.
    Request negotiation() {
        for (Map.Entry<Long, Request> entry : requests.entrySet()) {
            if (entry.getKey() >= SmbOne.KEY_BASE && entry.getValue().command == SmbOne.NEGOTIATE) {
                return requests.remove(entry.getKey());
            }
        }
        return null;
    }

    /// The request that the answer belongs to, or null.
    Request answered(long messageId) {
        return requests.remove(messageId);
    }

    Request waiting(long messageId) {
        return requests.get(messageId);
    }

    void tree(long id, Tree tree) {
        if (trees.size() >= MAX_TREES) trees.remove(trees.keySet().iterator().next());
        trees.put(id, tree);
    }

    Tree tree(long id) {
        return trees.get(id);
    }

    void file(String handle, OpenFile file) {
        if (files.size() >= MAX_FILES)
            finish(files.remove(files.keySet().iterator().next()));
        OpenFile replaced = files.put(handle, file);
        if (replaced != null) finish(replaced);
    }

    OpenFile file(String handle) {
        return files.get(handle);
    }

    void close(String handle) {
        OpenFile file = files.remove(handle);
        if (file != null) finish(file);
    }

    /// The pipe behind a handle, if the bytes that pass are RPC.
    ///
    /// @param file null where its opening was not seen
    /// @return null where they are a file's, or a pipe's that speaks something else
    SmbPipe pipe(OpenFile file, Tree tree, String handle, byte[] data) {
        OpenFile known = file;
        Tree place = file != null && file.tree != null ? file.tree : tree;
        boolean spoken = file != null && file.rpc != null;
        if (!spoken && (place != null && !place.pipe() || !SmbPipe.speaks(data))) return null;
        if (known == null) file(handle, known = new OpenFile(UNKNOWN, tree));
        if (known.rpc == null) known.rpc = new SmbPipe();
        return known.rpc;
    }

    /// Bytes of a file at an offset, in a direction.
    void data(
            OpenFile file,
            Direction direction,
            long offset,
            MemorySegment bytes,
            long at,
            int count,
            int version,
            Transactions out) {
        if (file == null || count <= 0 || offset < 0 || file.rpc != null) return;
        if (file.tree != null && file.tree.pipe()) return;
        int side = direction.ordinal();
        Transaction transfer = file.transfers[side];
        if (transfer == null || transfer.isComplete()) {
            String verb = direction == Direction.TO_SERVER ? "WRITE" : "READ";
            String command =
                    version == 1 ? SmbNames.commandOfOne(verb.equals("WRITE") ? 0x2f : 0x2e) : "SMB2_COMMAND_" + verb;
            transfer = command(version, command, out);
            transfer.set(SmbFields.FILENAME, file.name);
            if (file.tree != null) transfer.set(SmbFields.SHARE, file.tree.share());
            transfer.openFile(direction, file.name.getBytes(StandardCharsets.UTF_8));
            file.transfers[side] = transfer;
            file.expected[side] = 0;
        }
        FileTransfer content = transfer.files.getFirst();
        long overlap = file.expected[side] - offset;
        if (overlap > 0) transfer.anomaly("file_overlap");
        if (overlap < 0) content.gaps = true;
        int skip = Math.clamp(overlap, 0, count);
        if (count > skip) content.body.append(bytes, at + skip, count - skip);
        file.expected[side] = Math.max(file.expected[side], offset + count);
        transfer.touched();
    }

    void missing(OpenFile file, Direction direction) {
        Transaction transfer = file == null ? null : file.transfers[direction.ordinal()];
        if (transfer != null) transfer.files.getFirst().gaps = true;
    }

    private static void finish(OpenFile file) {
        if (file.rpc != null) file.rpc.end();
        for (Transaction transfer : file.transfers) {
            if (transfer == null) continue;
            for (FileTransfer content : transfer.files) content.close();
            transfer.complete();
        }
    }

    /// The flow ends: whatever waits will wait in vain.
    void end() {
        for (Request request : requests.values()) abandon(request);
        for (OpenFile file : files.values()) {
            for (Transaction transfer : file.transfers) {
                if (transfer != null) for (FileTransfer content : transfer.files) content.truncate();
            }
            finish(file);
        }
        requests.clear();
        files.clear();
        trees.clear();
    }
}
