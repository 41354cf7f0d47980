package dejfa.protocols.nfs;

import dejfa.protocols.wire.Cursor;

/// Arguments and results of the operations of version 4 (RFC 7530 §16, RFC 8881 §18), as far as what follows
/// them is to be found.
final class NfsArguments {
    private static final int BLOCK_DEVICE = 3;
    private static final int CHARACTER_DEVICE = 4;
    private static final int SYMBOLIC_LINK = 5;

    private NfsArguments() {}

    private static void skipAttributes(Cursor in) {
        Xdr.skipBitmap(in);
        Xdr.skipOpaque(in);
    }

    /// CREATE's name.
    static byte[] created(Cursor in) {
        long type = in.u32();
        if (type == SYMBOLIC_LINK) Xdr.skipOpaque(in);
        else if (type == BLOCK_DEVICE || type == CHARACTER_DEVICE) in.skip(8);
        byte[] name = Xdr.name(in);
        skipAttributes(in);
        return name;
    }

    /// OPEN's name, where it opens by name.
    static byte[] opened(Cursor in) {
        in.skip(12 + 8);
        Xdr.skipOpaque(in);
        if (in.u32() == 1) {
            long mode = in.u32();
            if (mode == 2 || mode == 3) in.skip(8);
            if (mode != 2) skipAttributes(in);
        }
        long claim = in.u32();
        return switch ((int) claim) {
            case 0, 3 -> Xdr.name(in);
            case 2 -> Xdr.name(in.skip(16));
            default -> {
                if (claim == 1) in.skip(4);
                else if (claim == 5) in.skip(16);
                yield new byte[0];
            }
        };
    }

    /// Passes over arguments.
    ///
    /// @return false where they are of unknown form
    static boolean skip(int operation, Cursor in) {
        switch (operation) {
            // GETFH, LOOKUPP, PUTPUBFH, PUTROOTFH, READLINK, RESTOREFH, SAVEFH
            case 10, 16, 23, 24, 27, 31, 32 -> {}
            // ACCESS, SECINFO_NO_NAME, RECLAIM_COMPLETE, OPENATTR
            case 3, 52, 58, 19 -> in.skip(4);
            // RENEW, DESTROY_CLIENTID
            case 30, 57 -> in.skip(8);
            // DELEGRETURN, DESTROY_SESSION, FREE_STATEID, SETCLIENTID_CONFIRM
            case 8, 44, 45, 36 -> in.skip(16);
            // OPEN_CONFIRM
            case 20 -> in.skip(20);
            // OPEN_DOWNGRADE
            case 21 -> in.skip(28);
            case NfsFour.GETATTR -> Xdr.skipBitmap(in);
            // LINK, SECINFO
            case 11, 33 -> Xdr.skipOpaque(in);
            // READDIR
            case 26 -> Xdr.skipBitmap(in.skip(24));
            // SETATTR
            case 34 -> skipAttributes(in.skip(16));
            // VERIFY, NVERIFY
            case 37, 17 -> skipAttributes(in);
            // RELEASE_LOCKOWNER
            case 39 -> Xdr.skipOpaque(in.skip(8));
            case NfsFour.SEQUENCE -> in.skip(32);
            default -> {
                return false;
            }
        }
        return in.ok();
    }

    /// Passes over results of a success.
    ///
    /// @return false where they are of unknown form
    static boolean skipResult(int operation, Cursor in) {
        switch (operation) {
            // LOOKUP, LOOKUPP, PUTFH, PUTPUBFH, PUTROOTFH, RENEW, RESTOREFH, SAVEFH, DELEGRETURN, VERIFY, NVERIFY
            case 15, 16, 22, 23, 24, 30, 31, 32, 8, 37, 17 -> {}
            // ACCESS, COMMIT
            case 3, 5 -> in.skip(8);
            // CLOSE, WRITE, OPEN_CONFIRM, OPEN_DOWNGRADE
            case 4, 38, 20, 21 -> in.skip(16);
            // LINK, REMOVE
            case 11, 28 -> in.skip(20);
            case NfsFour.RENAME -> in.skip(40);
            case NfsFour.CREATE -> Xdr.skipBitmap(in.skip(20));
            case NfsFour.GETATTR -> skipAttributes(in);
            case NfsFour.OPEN -> {
                return skipOpened(in);
            }
            // SETATTR
            case 34 -> Xdr.skipBitmap(in);
            case NfsFour.SEQUENCE -> in.skip(36);
            default -> {
                return false;
            }
        }
        return in.ok();
    }

    private static boolean skipOpened(Cursor in) {
        Xdr.skipBitmap(in.skip(16 + 20 + 4));
        long delegation = in.u32();
        switch ((int) delegation) {
            case 0 -> {}
            case 1 -> Xdr.skipOpaque(in.skip(16 + 4 + 12));
            case 2 -> {
                // a size, or blocks and their size: eight bytes either way
                in.skip(20 + 4 + 8);
                Xdr.skipOpaque(in.skip(12));
            }
            // none, and why
            case 3 -> {
                long why = in.u32();
                if (why == 1 || why == 2) in.skip(4);
            }
            default -> {
                return false;
            }
        }
        return in.ok();
    }
}
