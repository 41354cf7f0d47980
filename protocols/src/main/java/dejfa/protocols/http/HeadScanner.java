package dejfa.protocols.http;

import dejfa.protocols.Ascii;
import dejfa.protocols.GrowingBytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Cuts the head of a message into lines, byte by byte, so that a cut of the stream changes nothing.
///
/// Line ends are LF and CRLF. In responses a lone CR ends a line as well, and LF CR counts as one line end: clients
/// accept them, so malware that wants to be delivered past a sensor sends them.
final class HeadScanner {
    static final int MAX_LINE_BYTES = 32 * 1024;
    static final int MAX_HEAD_BYTES = 64 * 1024;

    /// What [#feed] stopped for.
    enum Stop {
        /// all bytes are taken
        NOTHING,
        /// a line stands in [#line()]
        LINE,
        /// the empty line
        END
    }

    private final boolean loneCrEnds;
    private final GrowingBytes line = new GrowingBytes(MAX_LINE_BYTES);
    private final GrowingBytes raw = new GrowingBytes(MAX_HEAD_BYTES);
    private boolean heldCr;
    private boolean heldBlank;
    private boolean handedOut;
    private boolean tooLong;
    private Stop stop = Stop.NOTHING;

    HeadScanner(boolean loneCrEnds) {
        this.loneCrEnds = loneCrEnds;
    }

    Stop stop() {
        return stop;
    }

    /// The line without its end.
    byte[] line() {
        return line.copy();
    }

    /// Everything since [#restart()], line ends included.
    GrowingBytes raw() {
        return raw;
    }

    /// A line or the head went over its limit; the answer is given once.
    boolean takeTooLong() {
        boolean answer = tooLong;
        tooLong = false;
        return answer;
    }

    /// Forgets the raw bytes (not what is held of the present line end).
    void restart() {
        raw.release();
        line.release();
        handedOut = false;
    }

    /// @return index of the first byte not taken
    int feed(MemorySegment bytes, long offset, int from, int to) {
        if (handedOut) {
            line.clear();
            handedOut = false;
        }
        stop = Stop.NOTHING;
        for (int i = from; i < to; i++) {
            byte b = bytes.get(ValueLayout.JAVA_BYTE, offset + i);
            if (heldBlank) {
                heldBlank = false;
                // A line of white space ends the head, unless a line end comes at once (then it is noise).
                if (b != '\r' && b != '\n') return stopAt(Stop.END, i);
            }
            if (heldCr && b != '\n') {
                heldCr = false;
                if (!loneCrEnds) line.append((byte) '\r');
                else if (line.length() > 0) {
                    if (!isBlank()) return stopAt(Stop.LINE, i);
                    line.clear();
                }
            }
            take(b);
            if (b == '\r') heldCr = true;
            else if (b != '\n') line.append(b);
            else {
                heldCr = false;
                if (line.length() == 0) return stopAt(Stop.END, i + 1);
                if (!isBlank()) return stopAt(Stop.LINE, i + 1);
                heldBlank = true;
                line.clear();
            }
        }
        return to;
    }

    private boolean isBlank() {
        return Ascii.isBlank(line.data(), 0, line.length());
    }

    private void take(byte b) {
        raw.append(b);
        if (raw.dropped() == 1 || line.dropped() == 1) tooLong = true;
    }

    private int stopAt(Stop reason, int next) {
        stop = reason;
        handedOut = true;
        return next;
    }

    /// The stream has ended: what was held of an unfinished line, or null.
    byte[] lastLine() {
        byte[] last = handedOut || isBlank() ? null : line.copy();
        line.release();
        return last;
    }
}
