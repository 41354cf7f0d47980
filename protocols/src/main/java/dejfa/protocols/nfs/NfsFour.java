package dejfa.protocols.nfs;

import dejfa.api.Direction;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Cursor;
import java.util.Set;

/// Version 4: compounds of operations (RFC 7530 §16, RFC 8881 §18). Reads on as far as every operation's
/// arguments are known. A compound is shown by the operation that does the work, which is not the one that says
/// on what.
final class NfsFour {
    private static final int MAX_OPERATIONS = 64;
    private static final int MAX_HANDLE_BYTES = 128;
    private static final int COMPOUND = 1;
    static final int CLOSE = 4;
    static final int COMMIT = 5;
    static final int CREATE = 6;
    static final int GETATTR = 9;
    static final int GETFH = 10;
    static final int LOOKUP = 15;
    static final int OPEN = 18;
    static final int PUTFH = 22;
    static final int PUTPUBFH = 23;
    static final int PUTROOTFH = 24;
    static final int READ = 25;
    static final int REMOVE = 28;
    static final int RENAME = 29;
    static final int RESTOREFH = 31;
    static final int SAVEFH = 32;
    static final int WRITE = 38;
    static final int SEQUENCE = 53;
    private static final Set<Integer> PREPARING =
            Set.of(GETATTR, GETFH, PUTFH, PUTPUBFH, PUTROOTFH, RESTOREFH, SAVEFH, SEQUENCE);

    /// What the operations of one compound have said so far.
    private static final class Compound {
        int main = -1;
        int lastSeen;
        byte[] handle = new byte[0];
        byte[] name = new byte[0];
        byte[] newName;
        FileData data;
    }

    private final NfsSession session;

    NfsFour(NfsSession session) {
        this.session = session;
    }

    FileData call(
            NfsSession.Call call,
            Direction direction,
            Cursor in,
            boolean readable,
            NfsFrames frames,
            Transactions out) {
        Compound all = new Compound();
        if (readable && call.procedure == COMPOUND) {
            frames.part("nfs4.hdr", in.position(), in.position() + 12);
            Xdr.skipOpaque(in);
            in.skip(4);
            long count = in.u32();
            frames.body("nfs4.ops", in.position());
            for (int i = 0; i < Math.min(count, MAX_OPERATIONS) && in.ok(); i++) {
                int operation = (int) Math.min(in.u32(), Integer.MAX_VALUE);
                if (!in.ok()) break;
                all.lastSeen = operation;
                if (all.main < 0 && !PREPARING.contains(operation)) all.main = operation;
                if (!operation(call, operation, direction, in, all, out) || all.data != null) break;
            }
            call.procedure = all.main >= 0 ? all.main : all.lastSeen;
        }
        if (call.file == null || call.procedure != READ && call.procedure != WRITE) show(call, all, out);
        return all.data;
    }

    private void show(NfsSession.Call call, Compound all, Transactions out) {
        call.handle = all.handle;
        call.name = all.name.length > 0 ? all.name : session.name(all.handle);
        call.transaction = session.open(call, out);
        NfsSession.handle(call.transaction, all.handle);
        if (all.newName != null) {
            call.transaction.set(NfsFields.RENAME_FROM, all.name).set(NfsFields.RENAME_TO, all.newName);
        }
        call.transaction.progress(Direction.TO_SERVER, Transaction.COMPLETE);
    }

    /// @return false where its arguments can't be passed over
    private boolean operation(
            NfsSession.Call call, int operation, Direction direction, Cursor in, Compound all, Transactions out) {
        switch (operation) {
            case PUTFH -> all.handle = Xdr.opaque(in, MAX_HANDLE_BYTES);
            case LOOKUP, REMOVE -> all.name = Xdr.name(in);
            case RENAME -> {
                all.name = Xdr.name(in);
                all.newName = Xdr.name(in);
            }
            case CREATE -> all.name = NfsArguments.created(in);
            case OPEN -> all.name = NfsArguments.opened(in);
            case READ -> {
                call.offset = Xdr.u64(in.skip(16));
                call.count = in.u32();
                call.handle = all.handle;
                call.file = session.file(showing(call, operation), all.handle, Direction.TO_CLIENT, out);
            }
            case WRITE -> {
                call.offset = Xdr.u64(in.skip(16));
                in.skip(4);
                NfsSession.OpenFile before = session.fileUnderWay(all.handle, direction);
                call.file = session.file(showing(call, operation), all.handle, direction, out);
                if (call.file == before) session.chunk(call.file);
                all.data = FileData.read(in, session, call.file, call.xid, call.offset, false);
                if (all.data.isWhole()) all.data = null;
            }
            case CLOSE, COMMIT -> {
                in.skip(operation == CLOSE ? 20 : 12);
                NfsSession.OpenFile written = session.fileUnderWay(all.handle, Direction.TO_SERVER);
                NfsSession.OpenFile read = session.fileUnderWay(all.handle, Direction.TO_CLIENT);
                if (read != null && operation == CLOSE) session.close(read, call.xid, true);
                if (written != null && call.file == null) {
                    call.file = written;
                    call.closes = true;
                }
            }
            default -> {
                return NfsArguments.skip(operation, in);
            }
        }
        return in.ok();
    }

    /// A file's transaction shows the operation, not the compound.
    private static NfsSession.Call showing(NfsSession.Call call, int operation) {
        call.procedure = operation;
        return call;
    }

    FileData reply(NfsSession.Call call, Direction direction, Cursor in, NfsFrames frames, Transactions out) {
        if (call.procedure == 0) return null;
        int from = in.position();
        long code = in.u32();
        frames.part("nfs4.status", from, in.position());
        frames.part("nfs4.hdr", from, from + 8);
        if (!in.ok()) return null;
        if (call.transaction != null) call.transaction.set(NfsFields.STATUS, NfsNames.status(code));
        else if (call.file != null) call.file.transaction.set(NfsFields.STATUS, NfsNames.status(code));
        Xdr.skipOpaque(in);
        long count = in.u32();
        frames.body("nfs4.ops", in.position());
        for (int i = 0; i < Math.min(count, MAX_OPERATIONS) && in.ok(); i++) {
            int operation = (int) Math.min(in.u32(), Integer.MAX_VALUE);
            long status = in.u32();
            if (!in.ok() || status != 0) return null;
            if (operation == READ) return read(call, in);
            if (operation == GETFH) {
                byte[] handle = Xdr.opaque(in, MAX_HANDLE_BYTES);
                if (!in.ok() || call.transaction == null) return null;
                session.name(handle, call.name);
                if (call.procedure == LOOKUP || call.procedure == OPEN) NfsSession.handle(call.transaction, handle);
            } else if (!NfsArguments.skipResult(operation, in)) return null;
        }
        return null;
    }

    private FileData read(NfsSession.Call call, Cursor in) {
        if (call.file == null || !call.file.isRead()) return null;
        boolean last = in.u32() != 0;
        session.chunk(call.file);
        FileData data = FileData.read(in, session, call.file, call.xid, call.offset, last);
        if (!data.isWhole()) return data;
        data.end(session);
        return null;
    }
}
