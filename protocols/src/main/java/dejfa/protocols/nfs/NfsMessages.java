package dejfa.protocols.nfs;

import dejfa.api.Direction;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Cursor;

/// Reads the RPC part of calls and replies (RFC 5531 §9) and hands the rest to the version spoken.
final class NfsMessages {
    static final long PROGRAM = 100_003;
    private static final int UNIX = 1;
    private static final int GSS = 6;
    private static final int INTEGRITY = 2;
    private static final int PRIVACY = 3;
    private static final int MAX_AUTH_BYTES = 400;

    /// Who calls.
    private record Credentials(long flavour, byte[] machine, long uid, long gid, int service) {}

    private final NfsSession session;
    private final NfsThree three;
    private final NfsFour four;

    NfsMessages(NfsSession session) {
        this.session = session;
        this.three = new NfsThree(session);
        this.four = new NfsFour(session);
    }

    /// @param whole the record has no more bytes than `in`
    /// @param start where it begins in its stream or datagram, record mark included
    /// @param bytes of all of it, record mark included
    /// @param mark bytes of the record mark
    /// @return a file's data that goes on behind `in`, or null
    FileData message(
            Direction direction, Cursor in, boolean whole, long start, long bytes, int mark, Transactions out) {
        int from = in.position();
        long xid = in.u32();
        long kind = in.u32();
        out.frame("rpc.pdu", direction, start, bytes, null);
        NfsFrames frames = new NfsFrames(direction, start + mark - from, bytes - mark + from, out);
        FileData data = null;
        if (kind == 0) data = call(xid, direction, in, frames, out);
        else if (kind == 1) data = reply(xid, direction, in, frames, out);
        if (whole && !in.ok() || kind > 1) out.anomaly("malformed_data");
        return data;
    }

    private FileData call(long xid, Direction direction, Cursor in, NfsFrames frames, Transactions out) {
        long rpc = in.u32();
        long program = in.u32();
        long version = in.u32();
        long procedure = in.u32();
        frames.header(in.position());
        Credentials who = credentials(in, frames);
        if (!in.ok() || rpc != 2 || program != PROGRAM) return null;
        if (version < 2 || version > 4) {
            out.anomaly("non_existing_version");
            return null;
        }
        NfsSession.Call call = new NfsSession.Call(xid, (int) version, (int) Math.min(procedure, Integer.MAX_VALUE));
        call.service = who.service;
        frames.data(in.position());
        frames.body(version == 4 ? "nfs4.pdu" : "nfs.pdu", in.position());
        if (who.service == INTEGRITY) in.skip(8);
        boolean readable = who.service != PRIVACY;
        FileData data = version == 4
                ? four.call(call, direction, in, readable, frames, out)
                : three.call(call, direction, in, readable, out);
        Transaction transaction = call.file != null ? call.file.transaction : call.transaction;
        if (transaction != null && transaction.slots.get(NfsFields.AUTH_TYPE) == null) show(who, transaction);
        session.remember(call);
        return data;
    }

    private static void show(Credentials who, Transaction transaction) {
        transaction.set(NfsFields.AUTH_TYPE, NfsNames.auth(who.flavour));
        if (who.flavour != UNIX) return;
        transaction
                .set(NfsFields.MACHINE_NAME, who.machine)
                .set(NfsFields.UID, who.uid)
                .set(NfsFields.GID, who.gid);
    }

    private static Credentials credentials(Cursor in, NfsFrames frames) {
        int start = in.position();
        long flavour = in.u32();
        Cursor body = new Cursor(Xdr.opaque(in, MAX_AUTH_BYTES));
        frames.credentials(start, in.position());
        in.skip(4);
        Xdr.skipOpaque(in);
        byte[] machine = new byte[0];
        long uid = 0;
        long gid = 0;
        int service = 0;
        if (flavour == UNIX) {
            machine = Xdr.opaque(body.skip(4), 255);
            uid = body.u32();
            gid = body.u32();
        } else if (flavour == GSS) {
            long control = body.skip(4).u32();
            service = (int) body.skip(4).u32();
            // context handling carries tokens, not arguments
            if (control != 0) service = PRIVACY;
        }
        return new Credentials(flavour, machine, uid, gid, service);
    }

    private FileData reply(long xid, Direction direction, Cursor in, NfsFrames frames, Transactions out) {
        NfsSession.Call call = session.answered(xid);
        frames.header(in.position());
        frames.data(in.position());
        boolean denied = in.u32() != 0;
        long accepted = 1;
        if (!denied) {
            in.skip(4);
            Xdr.skipOpaque(in);
            accepted = in.u32();
        }
        if (call == null || !in.ok()) return null;
        if (call.transaction != null) call.transaction.set(NfsFields.RPC_STATUS, denied ? "DENIED" : "ACCEPTED");
        FileData data = null;
        if (!denied && accepted == 0 && call.service != PRIVACY) {
            if (call.service == INTEGRITY) in.skip(8);
            frames.body(call.version == 4 ? "nfs4.pdu" : "nfs.pdu", in.position());
            data = call.version == 4
                    ? four.reply(call, direction, in, frames, out)
                    : three.reply(call, direction, in, frames, out);
        }
        if (call.transaction != null) call.transaction.complete();
        if (call.closes && call.file != null) session.close(call.file, xid, true);
        return data;
    }
}
