package dejfa.protocols.quic;

import dejfa.protocols.wire.Cursor;

/// The part of a packet's header that is in clear (RFC 9000 §17.2; RFC 8999; Google's public header).
///
/// @param type of a long header
/// @param start of the packet in the datagram
/// @param numberAt where the packet number stands, protected or not
/// @param end one after the packet's last byte
record PacketHeader(Type type, Version version, byte[] destination, byte[] source, int start, int numberAt, int end) {
    /// What kind of packet it is.
    enum Type {
        INITIAL,
        /// carries nothing that can be read
        OTHER,
        NEGOTIATION,
        RETRY,
        /// Google's, hello in clear
        CLEAR
    }

    private static final int LONG = 0x80;
    private static final int MAX_ID_BYTES = 20;

    /// Google's public header: version is there, the connection's identifier is.
    private static final int GOOGLE_VERSION = 1;

    private static final int GOOGLE_RESET = 2;
    private static final int GOOGLE_ID = 8;

    /// @return null where it is no header with a version, or not whole
    static PacketHeader read(Cursor in) {
        int start = in.position();
        int first = in.u8();
        return (first & LONG) != 0 ? readLong(in, start, first) : readGoogle(in, start, first);
    }

    private static PacketHeader readLong(Cursor in, int start, int first) {
        Version version = new Version((int) in.u32());
        int destinationBytes;
        int sourceBytes = 0;
        boolean nibbles = version.isClear();
        if (nibbles) {
            int lengths = in.u8();
            destinationBytes = idBytes(lengths >> 4);
            sourceBytes = idBytes(lengths & 15);
        } else {
            destinationBytes = in.u8();
        }
        byte[] destination = in.bytes(destinationBytes);
        if (!nibbles) sourceBytes = in.u8();
        byte[] source = in.bytes(sourceBytes);
        if (!in.ok() || version.number() != 0 && Math.max(destinationBytes, sourceBytes) > MAX_ID_BYTES) return null;
        if (version.number() == 0) {
            return new PacketHeader(Type.NEGOTIATION, version, destination, source, start, in.position(), in.limit());
        }
        if (nibbles) {
            int numberAt = in.position();
            in.skip((first & 3) + 1);
            return in.ok()
                    ? new PacketHeader(Type.CLEAR, version, destination, source, start, numberAt, in.limit())
                    : null;
        }
        Type type = type(first, version);
        if (type == Type.RETRY) {
            return new PacketHeader(type, version, destination, source, start, in.position(), in.limit());
        }
        if (type == Type.INITIAL) in.skip((int) Math.min(Integer.MAX_VALUE, number(in)));
        long length = number(in);
        if (!in.ok() || length > in.remaining()) return null;
        int numberAt = in.position();
        return new PacketHeader(type, version, destination, source, start, numberAt, numberAt + (int) length);
    }

    /// Lengths of half a byte (draft 17 to 22): 0, or three less than the length.
    private static int idBytes(int nibble) {
        return nibble == 0 ? 0 : nibble + 3;
    }

    /// Two bits; version 2 numbers them otherwise (RFC 9369 §3.2).
    private static Type type(int first, Version version) {
        int bits = first >> 4 & 3;
        if (version.isSecond()) bits = bits + 3 & 3;
        return switch (bits) {
            case 0 -> Type.INITIAL;
            case 3 -> Type.RETRY;
            default -> Type.OTHER;
        };
    }

    private static PacketHeader readGoogle(Cursor in, int start, int first) {
        if ((first & GOOGLE_VERSION) == 0 || (first & GOOGLE_RESET) != 0 || (first & GOOGLE_ID) == 0) return null;
        byte[] id = in.bytes(8);
        Version version = new Version((int) in.u32());
        if (!in.ok() || !version.isClear()) return null;
        int numberAt = in.position();
        int sizes = first >> 4 & 3;
        in.skip(sizes == 0 ? 1 : sizes * 2);
        return in.ok() ? new PacketHeader(Type.CLEAR, version, id, new byte[0], start, numberAt, in.limit()) : null;
    }

    /// A variable-length integer (RFC 9000 §16).
    static long number(Cursor in) {
        int first = in.u8();
        long value = first & 0x3f;
        for (int i = 1; i < 1 << (first >> 6); i++) value = value << 8 | in.u8();
        return value;
    }
}
