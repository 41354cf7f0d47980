package dejfa.detect.suricata.engine;

import dejfa.detect.suricata.match.Window;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The last bytes of one direction of a TCP flow, and which rules wait for more of them.
final class StreamWindow {
    /// Bytes kept; past it the older half goes.
    static final int LIMIT_BYTES = 32 * 1024;
    /// Rules whose literal was seen and that may match with later bytes.
    private static final int MAX_WAITING = 1024;

    private static final byte[] EMPTY = {};

    private byte[] data = EMPTY;
    private int length;
    private long start;
    /// offset in the stream up to which rules have looked
    private long inspected;
    /// rules whose literal is in the window, and that have not matched
    final Places waiting = new Places();
    /// rules that matched, each with the offset up to which: they look again only at what came after
    private final Places matchedUpTo = new Places();
    /// Reloads that bytes still held have seen: number of the new generation, and the offset up to which the rules
    /// before it had looked. A rule looks at nothing that was judged before its time. Null: none.
    private List<long[]> reloads;

    StreamWindow(long start) {
        this.start = start;
        this.inspected = start;
    }

    void append(MemorySegment bytes, long offset, int lengthBytes) {
        long from = offset;
        int left = lengthBytes;
        while (left > 0) {
            int chunk = Math.min(left, LIMIT_BYTES / 2);
            if (length + chunk > LIMIT_BYTES)
                drop(Math.min(length, Math.max(LIMIT_BYTES / 2, length + chunk - LIMIT_BYTES)));
            if (length + chunk > data.length) {
                data = Arrays.copyOf(data, Math.min(LIMIT_BYTES, Math.max(length + chunk, data.length * 2)));
            }
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, from, data, length, chunk);
            length += chunk;
            from += chunk;
            left -= chunk;
        }
    }

    private void drop(int bytes) {
        System.arraycopy(data, bytes, data, 0, length - bytes);
        length -= bytes;
        start += bytes;
    }

    /// Bytes that rules have not seen.
    long pending() {
        return end() - inspected;
    }

    long end() {
        return start + length;
    }

    void inspected() {
        inspected = end();
    }

    /// Index in [#data()] from which a scan must start so that no literal is missed.
    int scanFrom(int longestLiteral) {
        return (int) Math.max(0, inspected - start - longestLiteral + 1);
    }

    byte[] data() {
        return data;
    }

    long start() {
        return start;
    }

    int length() {
        return length;
    }

    void await(int rule) {
        if (waiting.size() < MAX_WAITING) waiting.add(rule, 0);
    }

    void matched(int rule) {
        waiting.remove(rule);
        matchedUpTo.put(rule, end());
    }

    /// Offset from which rules of that generation look.
    private long judgedBefore(int birth) {
        if (reloads == null) return start;
        for (long[] reload : reloads) if (reload[0] <= birth) return Math.max(start, reload[1]);
        return start;
    }

    /// The rules have changed: see [Generation.Memory].
    void carry(int before, int[] places) {
        if (reloads == null) reloads = new ArrayList<>(1);
        // Newest first. What lies before the window is of no use, and one generation needs but its own.
        reloads.removeIf(reload -> reload[1] <= start);
        reloads.addFirst(new long[] {before + 1L, inspected});
        waiting.carry(places);
        matchedUpTo.carry(places);
    }

    /// What `rule` has to look at; null where nothing is new for it.
    ///
    /// @param birth see [Generation#birth(int)]
    /// @param scratch of [#LIMIT_BYTES], where a part is copied to
    Window window(int rule, int birth, Window out, byte[] scratch) {
        int matched = matchedUpTo.isEmpty() ? -1 : matchedUpTo.index(rule);
        long from = Math.max(judgedBefore(birth), matched < 0 ? start : matchedUpTo.value(matched));
        if (from >= end()) return null;
        int skip = (int) (from - start);
        if (skip > 0) System.arraycopy(data, skip, scratch, 0, length - skip);
        out.set(skip == 0 ? data : scratch, length - skip);
        out.start = from;
        out.complete = false;
        return out;
    }
}
