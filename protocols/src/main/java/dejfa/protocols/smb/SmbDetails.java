package dejfa.protocols.smb;

import dejfa.api.Transaction;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Hex;

/// What commands of SMB 2 and their answers tell besides data (MS-SMB2 §2.2).
final class SmbDetails {
    private static final int DELETE_ON_CLOSE = 0x1000;
    private static final int DIRECTORY_FILE = 1;
    private static final int FILE_INFO = 1;
    private static final int RENAME = 10;
    private static final int DISPOSITION = 13;
    private static final int MAX_DIALECTS = 64;

    private final SmbSession session;

    SmbDetails(SmbSession session) {
        this.session = session;
    }

    static void place(Transaction transaction, SmbSession.OpenFile file) {
        transaction.set(SmbFields.FILENAME, file.name);
        if (file.tree == null) return;
        transaction.set(file.tree.pipe() ? SmbFields.NAMED_PIPE : SmbFields.SHARE, file.tree.share());
    }

    /// Does a SET_INFO rename or delete?
    boolean changes(byte[] message, SmbTwo.Part part) {
        Cursor in = new Cursor(message, part.from() + 64, part.to()).skip(2);
        int kind = in.u8();
        int level = in.u8();
        return kind == FILE_INFO && (level == RENAME || level == DISPOSITION);
    }

    void request(byte[] message, SmbTwo.Part part, Cursor in, SmbSession.Request request) {
        Transaction transaction = request.transaction;
        if (request.file != null) place(transaction, request.file);
        switch (part.command()) {
            case SmbTwo.NEGOTIATE -> dialects(in, transaction);
            case SmbTwo.SESSION_SETUP -> SmbText.logOn(in, transaction);
            case SmbTwo.TREE_CONNECT -> {
                int offset = in.skip(4).u16LE();
                byte[] path = SmbTwo.at(message, part, offset, in.u16LE());
                if (path == null) transaction.anomaly("malformed_data");
                else SmbShare.asked(request, SmbText.utf16(path));
            }
            case SmbTwo.CREATE -> create(message, part, in, request);
            case SmbTwo.CLOSE -> {
                String handle = SmbTwo.handle(in.skip(8));
                SmbSession.OpenFile file = session.file(handle);
                if (file != null) {
                    place(transaction, file);
                    session.close(handle);
                }
            }
            case SmbTwo.SET_INFO -> change(message, part, in, transaction);
            default -> {
                // the command and its status are all that is shown
            }
        }
        if (!in.ok() && part.command() != SmbTwo.OPLOCK_BREAK) transaction.anomaly("malformed_data");
    }

    private static void dialects(Cursor in, Transaction transaction) {
        int count = in.skip(2).u16LE();
        byte[] guid = in.skip(8).bytes(16);
        if (guid.length == 16) transaction.set(SmbFields.CLIENT_GUID, SmbNames.guid(guid));
        in.skip(8);
        for (int i = 0; i < Math.min(count, MAX_DIALECTS) && in.ok(); i++) {
            int dialect = in.u16LE();
            if (in.ok()) transaction.add(SmbFields.CLIENT_DIALECTS, SmbNames.dialect(dialect));
        }
        if (count == 0 || !in.ok()) transaction.anomaly("negotiate_malformed_dialects");
    }

    private void create(byte[] message, SmbTwo.Part part, Cursor in, SmbSession.Request request) {
        long disposition = in.skip(36).u32LE();
        long options = in.u32LE();
        int offset = in.u16LE();
        byte[] name = SmbTwo.at(message, part, offset, in.u16LE());
        request.name = name == null ? "" : SmbText.utf16(name);
        boolean directory = (options & DIRECTORY_FILE) != 0 && !request.name.isEmpty();
        request.transaction
                .set(
                        directory ? SmbFields.DIRECTORY : SmbFields.FILENAME,
                        request.name.isEmpty() ? "<share_root>" : request.name)
                .set(SmbFields.DISPOSITION, SmbNames.disposition(disposition))
                .set(SmbFields.ACCESS, (options & DELETE_ON_CLOSE) != 0 ? "delete on close" : "normal");
        if (request.tree != null) {
            request.transaction.set(request.tree.pipe() ? SmbFields.NAMED_PIPE : SmbFields.SHARE, request.tree.share());
        }
    }

    /// MS-FSCC §2.4.42 (rename), §2.4.11 (disposition).
    private void change(byte[] message, SmbTwo.Part part, Cursor in, Transaction transaction) {
        int level = in.skip(3).u8();
        long count = in.u32LE();
        int offset = in.u16LE();
        byte[] handle = in.skip(6).bytes(16);
        SmbSession.OpenFile file = session.file(Hex.plain(handle));
        byte[] data = SmbTwo.at(message, part, offset, count);
        if (data == null) {
            transaction.anomaly("malformed_data");
            return;
        }
        if (handle.length == 16) transaction.set(SmbFields.FUID, SmbNames.guid(handle));
        if (file != null) place(transaction, file);
        if (level == DISPOSITION) {
            boolean deletes = data.length > 0 && data[0] != 0;
            transaction.set(SmbFields.ACCESS, deletes ? "delete on close" : "normal");
            return;
        }
        Cursor rename = new Cursor(data).skip(16);
        int length = (int) Math.min(rename.u32LE(), rename.remaining());
        transaction.set(SmbFields.RENAME_TO, SmbText.utf16(rename.bytes(length)));
        if (file != null) transaction.set(SmbFields.RENAME_FROM, file.name);
    }

    void answer(byte[] message, SmbTwo.Part part, Cursor in, SmbSession.Request request) {
        switch (part.command()) {
            case SmbTwo.NEGOTIATE -> negotiated(in, request.transaction);
            case SmbTwo.TREE_CONNECT -> {
                if (part.status() == 0 && request.name != null) {
                    SmbSession.Tree tree =
                            SmbShare.connected(request, in.skip(2).u8());
                    session.tree(part.treeId(), tree);
                    request.transaction.set(SmbFields.TREE_ID, part.treeId());
                }
            }
            case SmbTwo.CREATE -> created(in, request);
            default -> {
                // nothing else is shown of an answer
            }
        }
    }

    private void negotiated(Cursor in, Transaction transaction) {
        int dialect = in.skip(4).u16LE();
        byte[] guid = in.skip(2).bytes(16);
        long read = in.skip(8).u32LE();
        long write = in.u32LE();
        if (!in.ok() || transaction == null) return;
        session.dialect = SmbNames.dialect(dialect);
        transaction
                .set(SmbFields.SERVER_GUID, SmbNames.guid(guid))
                .set(SmbFields.MAX_READ_SIZE, read)
                .set(SmbFields.MAX_WRITE_SIZE, write);
        if (session.limits.tooMuchToRead(read)) transaction.anomaly("negotiate_max_read_size_too_large");
        if (session.limits.tooMuchToWrite(write)) transaction.anomaly("negotiate_max_write_size_too_large");
    }

    private void created(Cursor in, SmbSession.Request request) {
        in.skip(8);
        long created = in.u64LE();
        long accessed = in.u64LE();
        long modified = in.u64LE();
        long changed = in.u64LE();
        long size = in.skip(8).u64LE();
        byte[] handle = in.skip(8).bytes(16);
        if (!in.ok() || request.name == null) return;
        session.file(Hex.plain(handle), new SmbSession.OpenFile(request.name, request.tree));
        request.transaction
                .set(SmbFields.CREATED, SmbNames.unixSeconds(created))
                .set(SmbFields.ACCESSED, SmbNames.unixSeconds(accessed))
                .set(SmbFields.MODIFIED, SmbNames.unixSeconds(modified))
                .set(SmbFields.CHANGED, SmbNames.unixSeconds(changed))
                .set(SmbFields.SIZE, size)
                .set(SmbFields.FUID, SmbNames.guid(handle));
    }
}
