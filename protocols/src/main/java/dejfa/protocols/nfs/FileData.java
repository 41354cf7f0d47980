package dejfa.protocols.nfs;

import dejfa.protocols.wire.Cursor;
import java.lang.foreign.MemorySegment;

/// Data of a file that begins in the head of a record and may go on after it.
final class FileData {
    final NfsSession.OpenFile file;
    final long xid;
    /// no more of the file will come
    final boolean last;
    private long offset;
    private long left;

    private FileData(NfsSession.OpenFile file, long xid, boolean last, long offset, long left) {
        this.file = file;
        this.xid = xid;
        this.last = last;
        this.offset = offset;
        this.left = left;
    }

    /// Reads length and what is here of the bytes.
    static FileData read(Cursor in, NfsSession session, NfsSession.OpenFile file, long xid, long offset, boolean last) {
        long length = in.u32();
        FileData data = new FileData(file, xid, last, offset, in.ok() ? length : 0);
        int here = (int) Math.min(data.left, in.remaining());
        data.take(session, MemorySegment.ofArray(in.array()), in.position(), here);
        in.skip(here);
        if (data.left == 0) Xdr.pad(in, here);
        return data;
    }

    /// More of it.
    void take(NfsSession session, MemorySegment bytes, long at, int count) {
        int taken = (int) Math.min(count, left);
        session.data(file, offset, bytes, at, taken);
        offset += taken;
        left -= taken;
    }

    void miss(NfsSession session, long count) {
        long missed = Math.min(count, left);
        if (missed > 0) session.missing(file, missed);
        offset += missed;
        left -= missed;
    }

    boolean isWhole() {
        return left == 0;
    }

    /// The record is over.
    void end(NfsSession session) {
        boolean cut = left > 0;
        if (cut) miss(session, left);
        if (last) session.close(file, xid, !cut);
    }
}
