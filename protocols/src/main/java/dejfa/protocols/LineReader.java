package dejfa.protocols;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Cuts a stream into lines that end with LF; what a line has beyond the limit is dropped and told.
public final class LineReader {
    private final GrowingBytes line;
    private boolean complete;

    public LineReader(int limitBytes) {
        line = new GrowingBytes(limitBytes);
    }

    /// @return index of the first byte not taken; a line is there when [#isComplete()]
    public int feed(MemorySegment bytes, long offset, int from, int to) {
        if (complete) {
            line.clear();
            complete = false;
        }
        int end = from;
        while (end < to && bytes.get(ValueLayout.JAVA_BYTE, offset + end) != '\n') end++;
        line.append(bytes, offset + from, end - from);
        if (end == to) return to;
        complete = true;
        return end + 1;
    }

    public boolean isComplete() {
        return complete;
    }

    /// Bytes of a line whose end has not come.
    public boolean isEmpty() {
        return complete || line.length() == 0;
    }

    /// The line is longer than the limit (a CR before the line end does not count).
    public boolean isTruncated() {
        return line.dropped() > 1 || line.dropped() == 1 && line.at(line.length() - 1) != '\r';
    }

    /// The line without its end.
    public byte[] line() {
        byte[] all = line.copy();
        int end = all.length;
        while (end > 0 && all[end - 1] == '\r') end--;
        return end == all.length ? all : java.util.Arrays.copyOf(all, end);
    }

    public void clear() {
        line.release();
        complete = false;
    }
}
