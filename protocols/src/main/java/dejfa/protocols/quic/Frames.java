package dejfa.protocols.quic;

import dejfa.protocols.wire.Cursor;

/// Walks the frames of a packet and hands on what carries the handshake.
final class Frames {
    /// Takes handshake bytes.
    interface Handshake {
        void piece(long offset, byte[] bytes);
    }

    private static final int HASH_BYTES = 12;
    private static final int CRYPTO_STREAM = 1;

    private Frames() {}

    /// Frames of an Initial packet (RFC 9000 §12.4 and §19).
    ///
    /// @return false where one can't be there, or is not whole
    static boolean ofInitial(byte[] frames, Handshake out) {
        Cursor in = new Cursor(frames);
        while (in.ok() && in.remaining() > 0) {
            int type = (int) Math.min(0xffff, PacketHeader.number(in));
            switch (type) {
                case 0, 1 -> {
                    // padding, and a ping
                }
                case 2, 3 -> ack(in, type == 3);
                case 6 -> {
                    long offset = PacketHeader.number(in);
                    byte[] piece = in.bytes(size(in));
                    if (in.ok()) out.piece(offset, piece);
                }
                case 0x1c -> {
                    PacketHeader.number(in);
                    PacketHeader.number(in);
                    in.skip(size(in));
                }
                default -> {
                    return false;
                }
            }
        }
        return in.ok();
    }

    private static int size(Cursor in) {
        return (int) Math.min(Integer.MAX_VALUE, PacketHeader.number(in));
    }

    private static void ack(Cursor in, boolean counts) {
        PacketHeader.number(in);
        PacketHeader.number(in);
        long ranges = PacketHeader.number(in);
        PacketHeader.number(in);
        for (long i = 0; i < ranges && in.ok(); i++) {
            PacketHeader.number(in);
            PacketHeader.number(in);
        }
        for (int i = 0; counts && i < 3; i++) PacketHeader.number(in);
    }

    /// Payload of one of Google's packets in clear: a hash, then frames.
    static boolean ofGoogle(Cursor in, Handshake out) {
        in.skip(HASH_BYTES);
        return google(in, out);
    }

    /// Frames of Q050, after decryption.
    static boolean ofGoogle(byte[] frames, Handshake out) {
        return google(new Cursor(frames), out);
    }

    /// Only what may stand before the hello is walked over; at anything else the reading ends.
    private static boolean google(Cursor in, Handshake out) {
        while (in.ok() && in.remaining() > 0) {
            int type = in.u8();
            if ((type & 0x80) != 0) {
                stream(in, type, out);
            } else if ((type & 0x40) != 0) {
                return true;
            } else if (type == 8) {
                long offset = PacketHeader.number(in);
                byte[] piece = in.bytes(size(in));
                if (in.ok()) out.piece(offset, piece);
            } else if (type != 0 && type != 7) {
                return type < 8;
            }
        }
        return in.ok();
    }

    /// `1fdooossB`: end, length is there, bytes of the offset, bytes of the stream's number.
    private static void stream(Cursor in, int type, Handshake out) {
        long id = number(in, (type & 3) + 1);
        int offsetSize = type >> 2 & 7;
        long offset = number(in, offsetSize == 0 ? 0 : offsetSize + 1);
        int length = (type & 0x20) != 0 ? in.u16() : in.remaining();
        byte[] piece = in.bytes(length);
        if (in.ok() && id == CRYPTO_STREAM) out.piece(offset, piece);
    }

    private static long number(Cursor in, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) value = value << 8 | in.u8();
        return value & Long.MAX_VALUE;
    }
}
