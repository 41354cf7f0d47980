package dejfa.protocols.nfs;

import dejfa.api.Direction;
import dejfa.api.FileTransfer;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Hex;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/// What a flow's calls refer to: calls without reply, names of handles, files on their way. Every table is
/// bounded; the eldest goes.
final class NfsSession {
    private static final int MAX_CALLS = 256;
    private static final int MAX_NAMES = 1024;
    private static final int MAX_FILES = 128;
    static final int MAX_NAME_BYTES = 1024;
    private static final byte[] NO_NAME = new byte[0];

    /// What a reply needs of its call.
    static final class Call {
        final long xid;
        final int version;
        int procedure;
        Transaction transaction;
        /// the file that is read or written
        OpenFile file;
        byte[] handle = NO_NAME;
        byte[] name = NO_NAME;
        long offset;
        long count;
        /// ends the file's transfer when it is answered
        boolean closes;
        /// the authenticator wraps arguments and results (RFC 2203 §5.3.3.4): 2 integrity, 3 privacy
        int service;

        Call(long xid, int version, int procedure) {
            this.xid = xid;
            this.version = version;
            this.procedure = procedure;
        }
    }

    /// A file in one direction.
    static final class OpenFile {
        final Transaction transaction;
        final FileTransfer content;
        final Direction direction;
        long expected;
        long chunks;

        OpenFile(Transaction transaction, FileTransfer content, Direction direction) {
            this.transaction = transaction;
            this.content = content;
            this.direction = direction;
        }

        boolean isRead() {
            return direction == Direction.TO_CLIENT;
        }
    }

    private final Map<Long, Call> calls = new LinkedHashMap<>();
    private final Map<String, byte[]> names = new LinkedHashMap<>();
    private final Map<String, OpenFile> files = new LinkedHashMap<>();
    private long opened;

    Transaction open(Call call, Transactions out) {
        Transaction transaction = out.open(NfsFields.SCHEMA);
        String procedure = NfsNames.procedure(call.version, call.procedure);
        return transaction
                .set(NfsFields.ID, ++opened)
                .set(NfsFields.VERSION, call.version)
                .set(NfsFields.PROCEDURE, procedure)
                .set(NfsFields.PROCEDURE_KEY, call.procedure + " " + procedure)
                .set(NfsFields.FILENAME, call.name)
                .set(NfsFields.FILE_TX, Boolean.FALSE)
                .set(NfsFields.TYPE, "response")
                .set(NfsFields.STATUS, "OK")
                .set(NfsFields.RPC_STATUS, "ACCEPTED")
                .set(NfsFields.XID, call.xid);
    }

    static void handle(Transaction transaction, byte[] handle) {
        if (handle.length == 0) return;
        CRC32 sum = new CRC32();
        sum.update(handle);
        transaction.set(NfsFields.HANDLE_HASH, Long.toHexString(sum.getValue()));
    }

    void remember(Call call) {
        if (calls.size() >= MAX_CALLS)
            abandon(calls.remove(calls.keySet().iterator().next()));
        Call before = calls.put(call.xid, call);
        if (before != null) abandon(before);
    }

    private static void abandon(Call call) {
        if (call.transaction != null) call.transaction.complete();
    }

    /// The call that a reply answers, or null.
    Call answered(long xid) {
        return calls.remove(xid);
    }

    void name(byte[] handle, byte[] name) {
        if (handle.length == 0 || name.length == 0) return;
        if (names.size() >= MAX_NAMES) names.remove(names.keySet().iterator().next());
        names.put(Hex.plain(handle), name);
    }

    byte[] name(byte[] handle) {
        return names.getOrDefault(Hex.plain(handle), NO_NAME);
    }

    /// The transfer of the file behind a handle; opened where there is none under way.
    OpenFile file(Call call, byte[] handle, Direction direction, Transactions out) {
        String key = direction + Hex.plain(handle);
        OpenFile file = files.get(key);
        if (file != null && !file.transaction.isComplete()) return file;
        if (file != null) file.content.truncate();
        if (files.size() >= MAX_FILES)
            close(files.remove(files.keySet().iterator().next()), call.xid, true);
        call.name = name(handle);
        Transaction transaction = open(call, out);
        handle(transaction, handle);
        FileTransfer content = transaction.openFile(direction, call.name);
        file = new OpenFile(transaction, content, direction);
        boolean reads = direction == Direction.TO_CLIENT;
        transaction
                .set(NfsFields.FILE_TX, Boolean.TRUE)
                .set(reads ? NfsFields.READ_FIRST : NfsFields.WRITE_FIRST, Boolean.TRUE)
                .set(reads ? NfsFields.READ_LAST : NfsFields.WRITE_LAST, Boolean.FALSE)
                .set(reads ? NfsFields.READ_LAST_XID : NfsFields.WRITE_LAST_XID, 0)
                .set(reads ? NfsFields.READ_CHUNKS : NfsFields.WRITE_CHUNKS, 0);
        files.put(key, file);
        return file;
    }

    /// The transfer under way, or null.
    OpenFile fileUnderWay(byte[] handle, Direction direction) {
        return files.get(direction + Hex.plain(handle));
    }

    /// One more call has brought data.
    void chunk(OpenFile file) {
        file.chunks++;
        file.transaction.set(file.isRead() ? NfsFields.READ_CHUNKS : NfsFields.WRITE_CHUNKS, file.chunks);
    }

    void data(OpenFile file, long offset, MemorySegment bytes, long at, int count) {
        if (count <= 0 || file.content.state != FileTransfer.State.OPEN) return;
        long overlap = file.expected - offset;
        if (overlap < 0) file.content.gaps = true;
        int skip = Math.clamp(overlap, 0, count);
        if (count > skip) file.content.body.append(bytes, at + skip, count - skip);
        file.expected = Math.max(file.expected, offset + count);
        file.transaction.touched();
    }

    void missing(OpenFile file, long count) {
        file.content.gaps = true;
        file.expected += count;
        file.transaction.touched();
    }

    /// The last of it has come.
    void close(OpenFile file, long xid, boolean whole) {
        if (file.content.state != FileTransfer.State.OPEN) return;
        if (whole) file.content.close();
        else file.content.truncate();
        file.transaction
                .set(file.isRead() ? NfsFields.READ_LAST : NfsFields.WRITE_LAST, Boolean.TRUE)
                .set(file.isRead() ? NfsFields.READ_LAST_XID : NfsFields.WRITE_LAST_XID, xid);
        file.transaction.complete();
        files.values().remove(file);
    }

    /// The flow ends: whatever waits will wait in vain.
    void end() {
        for (Call call : calls.values()) abandon(call);
        for (OpenFile file : List.copyOf(files.values())) {
            file.content.truncate();
            file.transaction.complete();
        }
        calls.clear();
        files.clear();
    }
}
