package dejfa.protocols.quic;

import java.util.Arrays;
import java.util.BitSet;

/// Puts the pieces of one direction's handshake in order (RFC 9000 §7.5). The bytes seen first stay.
final class CryptoStream {
    /// A hello is far smaller, even with post-quantum keys.
    static final int MAX_BYTES = 65_536;

    private byte[] data = new byte[0];
    private final BitSet seen = new BitSet();

    /// @param offset not negative
    /// @return false where the piece lies beyond what is kept
    boolean add(long offset, byte[] piece) {
        if (offset > MAX_BYTES - piece.length) return false;
        int from = (int) offset;
        int end = from + piece.length;
        if (end > data.length) data = Arrays.copyOf(data, Math.min(MAX_BYTES, Math.max(end, data.length * 2)));
        for (int at = seen.nextClearBit(from); at < end; at = seen.nextClearBit(at)) {
            int next = seen.nextSetBit(at);
            int to = next < 0 ? end : Math.min(end, next);
            System.arraycopy(piece, at - from, data, at, to - at);
            seen.set(at, to);
        }
        return true;
    }

    /// The first handshake message with its header of four bytes; null while it is not whole.
    byte[] message() {
        int whole = seen.nextClearBit(0);
        if (whole < 4) return null;
        int length = (data[1] & 0xff) << 16 | (data[2] & 0xff) << 8 | data[3] & 0xff;
        return whole < 4 + length ? null : Arrays.copyOf(data, 4 + length);
    }

    /// The bytes that are there without a hole.
    byte[] start() {
        return Arrays.copyOf(data, seen.nextClearBit(0));
    }

    void clear() {
        data = new byte[0];
        seen.clear();
    }
}
