package dejfa.protocols.http.body;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Skips a gzip member's header (RFC 1952 §2.3) in pieces of any size. Reserved flags are ignored, as clients do.
final class GzipHeader {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private int fixed;
    private int flags;
    private int extraLength;
    /// bytes of the extra field's length seen
    private int extraLengthSeen;
    private int crcSeen;

    void restart() {
        fixed = flags = extraLength = extraLengthSeen = crcSeen = 0;
    }

    boolean done() {
        return fixed == 10 && flags == 0;
    }

    /// @return index of the first byte not taken
    int skip(MemorySegment bytes, long offset, int from, int to) {
        int at = from;
        while (at < to && !done()) {
            int b = bytes.get(ValueLayout.JAVA_BYTE, offset + at++) & 255;
            if (fixed < 10) {
                if (fixed++ == 3) flags = b & (HEADER_CRC | EXTRA | NAME | COMMENT);
            } else if ((flags & EXTRA) != 0) {
                if (extraLengthSeen < 2) extraLength |= b << 8 * extraLengthSeen++;
                else extraLength--;
                if (extraLengthSeen == 2 && extraLength == 0) flags &= ~EXTRA;
            } else if ((flags & NAME) != 0) {
                if (b == 0) flags &= ~NAME;
            } else if ((flags & COMMENT) != 0) {
                if (b == 0) flags &= ~COMMENT;
            } else if (++crcSeen == 2) {
                flags &= ~HEADER_CRC;
            }
        }
        return at;
    }
}
