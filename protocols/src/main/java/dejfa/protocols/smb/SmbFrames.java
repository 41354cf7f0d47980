package dejfa.protocols.smb;

import dejfa.api.Direction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Pending;

/// Tells the rule keyword `frame` which stretches of the stream are messages, headers and data.
final class SmbFrames {
    private static final int SESSION_HEADER_BYTES = 4;
    private static final int MAX_PARTS = 16;

    private SmbFrames() {}

    /// @param held the session header and at least the first bytes of what follows
    /// @param start stream offset of the session header
    /// @param body bytes after it
    static void announce(Direction direction, Pending held, long start, int body, Transactions out) {
        split(direction, "nbss", start, SESSION_HEADER_BYTES, SESSION_HEADER_BYTES + (long) body, out);
        long from = start + SESSION_HEADER_BYTES;
        byte[] head = held.peek(held.length()).skip(SESSION_HEADER_BYTES).rest();
        if (head.length < 4 || head[1] != 'S' || head[2] != 'M' || head[3] != 'B') return;
        switch (head[0] & 0xff) {
            case 0xff -> split(direction, "smb1", from, 32, body, out);
            case 0xfe -> parts(direction, head, from, body, out);
            case 0xfd -> split(direction, "smb3", from, 52, body, out);
            default -> {
                // compressed: neither header nor data can be told
            }
        }
    }

    /// Parts of a compound message, as far as it is here.
    private static void parts(Direction direction, byte[] head, long from, int body, Transactions out) {
        int at = 0;
        for (int i = 0; i < MAX_PARTS && at + 64 <= head.length; i++) {
            long next = new Cursor(head, at, head.length).skip(20).u32LE();
            boolean last = next < 64 || next > body - at;
            split(direction, "smb2", from + at, 64, last ? body - at : next, out);
            if (last) return;
            at += (int) next;
        }
    }

    private static void split(
            Direction direction, String kind, long from, int headerBytes, long allBytes, Transactions out) {
        out.frame(kind + ".pdu", direction, from, allBytes, null);
        if (allBytes < headerBytes) return;
        out.frame(kind + ".hdr", direction, from, headerBytes, null);
        out.frame(kind + ".data", direction, from + headerBytes, allBytes - headerBytes, null);
    }
}
