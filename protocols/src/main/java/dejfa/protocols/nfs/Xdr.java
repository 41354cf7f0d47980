package dejfa.protocols.nfs;

import dejfa.protocols.wire.Cursor;

/// Data in the external representation (RFC 4506): all is padded to four bytes.
final class Xdr {
    private Xdr() {}

    static Cursor pad(Cursor in, int bytes) {
        return in.skip(Math.min(-bytes & 3, in.remaining()));
    }

    /// Variable-length bytes, at most `most`; empty where they don't fit.
    static byte[] opaque(Cursor in, int most) {
        long length = in.u32();
        if (length > most) {
            in.skip(Integer.MAX_VALUE);
            return new byte[0];
        }
        byte[] bytes = in.bytes((int) length);
        pad(in, (int) length);
        return bytes;
    }

    static byte[] name(Cursor in) {
        return opaque(in, NfsSession.MAX_NAME_BYTES);
    }

    /// Passes over variable-length bytes.
    static Cursor skipOpaque(Cursor in) {
        long length = in.u32();
        in.skip((int) Math.min(length, Integer.MAX_VALUE));
        return pad(in, (int) Math.min(length, Integer.MAX_VALUE));
    }

    static long u64(Cursor in) {
        long high = in.u32();
        return high << 32 | in.u32();
    }

    /// A bitmap: a count and as many words.
    static Cursor skipBitmap(Cursor in) {
        long words = in.u32();
        return in.skip((int) Math.min(words * 4, Integer.MAX_VALUE));
    }
}
