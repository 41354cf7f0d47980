package dejfa.protocols.nfs;

import dejfa.api.Direction;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Cursor;

/// Versions 2 and 3 (RFC 1094 §2.2, RFC 1813 §3.3). Files of version 2 are followed where they are read only,
/// as rules written for Suricata expect.
final class NfsThree {
    private static final int OLD_HANDLE_BYTES = 32;
    private static final int MAX_HANDLE_BYTES = 64;
    private static final int ATTRIBUTES_BYTES = 84;
    private static final int OLD_ATTRIBUTES_BYTES = 68;
    private final NfsSession session;

    NfsThree(NfsSession session) {
        this.session = session;
    }

    private static byte[] handle(NfsSession.Call call, Cursor in) {
        return call.version == 2 ? in.bytes(OLD_HANDLE_BYTES) : Xdr.opaque(in, MAX_HANDLE_BYTES);
    }

    private static String kind(NfsSession.Call call) {
        return NfsNames.procedure(call.version, call.procedure);
    }

    FileData call(NfsSession.Call call, Direction direction, Cursor in, boolean readable, Transactions out) {
        if (!readable) {
            call.transaction = session.open(call, out).progress(Direction.TO_SERVER, Transaction.COMPLETE);
            return null;
        }
        byte[] shown = new byte[0];
        byte[] newName = null;
        switch (kind(call)) {
            case "READ" -> {
                return read(call, in, out);
            }
            case "WRITE" -> {
                if (call.version == 3) return write(call, in, direction, out);
            }
            case "COMMIT" -> {
                call.handle = handle(call, in);
                call.file = session.fileUnderWay(call.handle, Direction.TO_SERVER);
                call.closes = call.file != null;
                if (call.closes) return null;
                shown = call.handle;
                call.name = session.name(call.handle);
            }
            case "GETATTR", "ACCESS", "READDIRPLUS" -> {
                shown = call.handle = handle(call, in);
                call.name = session.name(call.handle);
            }
            case "LOOKUP" -> {
                handle(call, in);
                call.name = Xdr.name(in);
            }
            case "CREATE", "MKDIR", "REMOVE", "RMDIR" -> {
                shown = call.handle = handle(call, in);
                call.name = Xdr.name(in);
            }
            case "RENAME" -> {
                shown = call.handle = handle(call, in);
                call.name = Xdr.name(in);
                handle(call, in);
                newName = Xdr.name(in);
            }
            default -> {
                // the procedure and its status are all that is shown
            }
        }
        call.transaction = session.open(call, out);
        NfsSession.handle(call.transaction, shown);
        if (newName != null) {
            call.transaction.set(NfsFields.RENAME_FROM, call.name).set(NfsFields.RENAME_TO, newName);
        }
        call.transaction.progress(Direction.TO_SERVER, Transaction.COMPLETE);
        return null;
    }

    private FileData read(NfsSession.Call call, Cursor in, Transactions out) {
        call.handle = handle(call, in);
        call.offset = call.version == 2 ? in.u32() : Xdr.u64(in);
        call.count = in.u32();
        call.file = session.file(call, call.handle, Direction.TO_CLIENT, out);
        return null;
    }

    private FileData write(NfsSession.Call call, Cursor in, Direction direction, Transactions out) {
        call.handle = handle(call, in);
        call.offset = Xdr.u64(in);
        in.skip(8);
        NfsSession.OpenFile before = session.fileUnderWay(call.handle, direction);
        call.file = session.file(call, call.handle, direction, out);
        if (call.file == before) session.chunk(call.file);
        return FileData.read(in, session, call.file, call.xid, call.offset, false);
    }

    FileData reply(NfsSession.Call call, Direction direction, Cursor in, NfsFrames frames, Transactions out) {
        if (call.procedure == 0) return null;
        int from = in.position();
        long code = in.u32();
        frames.part("nfs.status", from, in.position());
        Transaction transaction = call.file != null ? call.file.transaction : call.transaction;
        if (transaction == null || !in.ok()) return null;
        transaction.set(NfsFields.STATUS, NfsNames.status(code));
        switch (kind(call)) {
            case "READ" -> {
                return data(call, code, in);
            }
            case "LOOKUP" -> {
                if (code != 0) return null;
                byte[] handle = handle(call, in);
                session.name(handle, call.name);
                NfsSession.handle(transaction, handle);
            }
            case "CREATE" -> {
                // a handle follows where the server likes to tell it
                if (code != 0 || call.version == 3 && in.u32() == 0) return null;
                session.name(handle(call, in), call.name);
            }
            default -> {
                // nothing else is shown
            }
        }
        return null;
    }

    private FileData data(NfsSession.Call call, long code, Cursor in) {
        if (code != 0) {
            if (call.file.expected == 0) session.close(call.file, call.xid, false);
            return null;
        }
        boolean last;
        if (call.version == 2) {
            in.skip(OLD_ATTRIBUTES_BYTES);
            last = new Cursor(in.array(), in.position(), in.limit()).u32() < call.count;
        } else {
            if (in.u32() != 0) in.skip(ATTRIBUTES_BYTES);
            in.skip(4);
            last = in.u32() != 0;
        }
        session.chunk(call.file);
        FileData data = FileData.read(in, session, call.file, call.xid, call.offset, last);
        if (!data.isWhole()) return data;
        data.end(session);
        return null;
    }
}
