package dejfa.protocols.smb;

import dejfa.api.Direction;
import dejfa.api.Transaction;

/// What both versions do alike: shares and statuses.
final class SmbShare {
    private static final String[] TYPES = {null, "FILE", "PIPE", "PRINT"};

    private SmbShare() {}

    /// A tree connect asks for a path such as `\\server\IPC$`.
    static void asked(SmbSession.Request request, String path) {
        request.name = path;
        request.transaction.set(SmbFields.SHARE_BUFFER, SmbText.utf8(path));
        if (isPipe(path)) request.transaction.set(SmbFields.NAMED_PIPE_BUFFER, SmbText.utf8(path));
        request.transaction.set(isPipe(path) ? SmbFields.NAMED_PIPE : SmbFields.SHARE, path);
        request.transaction.progress(Direction.TO_SERVER, SmbSession.REQUEST_DONE);
    }

    private static boolean isPipe(String path) {
        return path.regionMatches(true, Math.max(0, path.length() - 5), "\\IPC$", 0, 5);
    }

    /// @param type 1 disk, 2 pipe, 3 printer
    static SmbSession.Tree connected(SmbSession.Request request, int type) {
        if (type >= 1 && type < TYPES.length) request.transaction.set(SmbFields.SHARE_TYPE, TYPES[type]);
        return new SmbSession.Tree(request.name, type == 2);
    }

    static void status(Transaction transaction, long status) {
        String name = SmbNames.status(status);
        transaction.set(SmbFields.STATUS_CODE, "0x" + Long.toHexString(status));
        transaction.set(SmbFields.STATUS, name != null ? name : "0x" + Long.toHexString(status));
    }
}
