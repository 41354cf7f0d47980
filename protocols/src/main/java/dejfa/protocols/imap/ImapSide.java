package dejfa.protocols.imap;

import dejfa.protocols.GrowingBytes;
import dejfa.protocols.LineReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// One direction: lines, and the literals between them.
final class ImapSide {
    /// RFC 7162 §4 asks servers to take command lines of 8192 bytes; longer lines are cut.
    static final int MAX_LINE_BYTES = 8192;
    /// What is kept of a literal that is no mail, in front of the line behind it.
    static final int MAX_LITERAL_BYTES = 4096;

    /// enough for an item of FETCH and the announcement of its literal
    private static final int TAIL_BYTES = 96;

    private final LineReader lines = new LineReader(MAX_LINE_BYTES);
    private final GrowingBytes literal = new GrowingBytes(MAX_LITERAL_BYTES);
    private final byte[] tail = new byte[TAIL_BYTES];
    private int tailBytes;
    /// where the line at hand, or the literal kept for it, begins in the stream; -1 between lines
    private long lineStart = -1;
    /// bytes of a literal that have yet to come
    private long left;

    private boolean untouched;
    private ImapMail mail;
    /// after a gap: the next line has lost its beginning
    private boolean torn;

    boolean inLiteral() {
        return left > 0;
    }

    /// @return index of the first byte not taken
    int literal(MemorySegment bytes, long offset, int from, int to) {
        int taken = (int) Math.min(left, to - from);
        untouched = false;
        if (mail != null) mail.write(bytes, offset + from, taken);
        else literal.append(bytes, offset + from, taken);
        left -= taken;
        if (left == 0) endMail(true);
        return from + taken;
    }

    /// @param position of the chunk in the stream
    int line(MemorySegment bytes, long offset, int from, int to, long position) {
        if (lineStart < 0) lineStart = position + from;
        int next = lines.feed(bytes, offset, from, to);
        for (int i = Math.max(from, next - TAIL_BYTES); i < next; i++) {
            if (tailBytes == TAIL_BYTES) System.arraycopy(tail, 1, tail, 0, --tailBytes);
            tail[tailBytes++] = bytes.get(ValueLayout.JAVA_BYTE, offset + i);
        }
        return next;
    }

    boolean lineIsComplete() {
        return lines.isComplete();
    }

    /// The line just completed is only the rest of one; forgets it.
    boolean dropTorn() {
        boolean was = torn;
        torn = false;
        if (was) takeStart();
        return was;
    }

    boolean lineIsCut() {
        return lines.isTruncated();
    }

    byte[] line() {
        return lines.line();
    }

    /// The last bytes of the line, whatever was cut from it.
    byte[] tail() {
        int end = tailBytes;
        while (end > 0 && (tail[end - 1] == '\n' || tail[end - 1] == '\r')) end--;
        return Arrays.copyOf(tail, end);
    }

    /// Where the line began; the next one begins elsewhere.
    long takeStart() {
        long start = lineStart;
        lineStart = -1;
        tailBytes = 0;
        return start;
    }

    /// What was kept of the literal before the line.
    byte[] takeLiteral() {
        byte[] kept = literal.copy();
        literal.clear();
        return kept;
    }

    /// @param of takes its bytes, or null
    /// @param position of its first byte in the stream
    void expect(long lengthBytes, ImapMail of, long position) {
        left = lengthBytes;
        untouched = true;
        mail = of;
        if (of == null) lineStart = position;
        if (left == 0) endMail(true);
    }

    /// The literal was announced and refused before it came.
    boolean refuse() {
        if (left == 0 || !untouched) return false;
        left = 0;
        lineStart = -1;
        endMail(false);
        return true;
    }

    /// @return the bytes are gone from a literal alone: the lines go on as before
    boolean gap(int lengthBytes) {
        lines.clear();
        tailBytes = 0;
        long inside = Math.min(left, lengthBytes);
        if (mail != null) mail.gap(inside);
        boolean torn = inside < lengthBytes;
        left -= inside;
        if (inside > 0 && left == 0) endMail(false);
        if (torn) {
            this.torn = true;
            lineStart = -1;
            literal.clear();
        }
        return !torn;
    }

    void end() {
        left = 0;
        endMail(false);
    }

    private void endMail(boolean whole) {
        if (mail != null) mail.end(whole);
        mail = null;
    }
}
