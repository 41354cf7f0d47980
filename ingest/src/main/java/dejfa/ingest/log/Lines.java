package dejfa.ingest.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The lines of a text, or the objects or elements that are its records, in place in one window of it. One beyond
/// the limit is passed over in constant memory.
public final class Lines implements Closeable {
    /// The longest Windows events (script blocks) are some 100 KiB.
    public static final int MAX_LINE_BYTES = 1 << 20;

    private static final int WINDOW_BYTES = 256 * 1024;
    /// Thousands of short logs may stand open at once: the window grows with the first that doesn't fit.
    private static final int FIRST_BYTES = 8 * 1024;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    /// What a log's records are told apart by.
    public enum Unit {
        LINE,
        JSON_OBJECT,
        XML_EVENT
    }

    private final InputStream in;
    /// null for lines
    private final Cut cut;
    private byte[] window = new byte[FIRST_BYTES];
    /// end of what was read
    private int end;
    /// where the next line begins
    private int ahead;
    /// the current line
    private int from;

    private int lengthBytes;
    private long number;
    private boolean overlong;
    private boolean again;
    private String failure;

    /// @param in UTF-8 or any other superset of ASCII; closed with this
    public Lines(InputStream in) {
        this(in, Unit.LINE);
    }

    public Lines(InputStream in, Unit unit) {
        this.in = in;
        this.cut = switch (unit) {
            case LINE -> null;
            case JSON_OBJECT -> new Cut.Objects();
            case XML_EVENT -> new Cut.Events();
        };
    }

    /// The lines of unpacked bytes in UTF-8 or UTF-16; the elements of a JSON document as one line each.
    public static Lines of(InputStream in, Unit unit) throws IOException {
        InputStream text = Utf8.of(in);
        return new Lines(unit == Unit.LINE ? JsonElements.over(text) : text, unit);
    }

    /// Moves to the next line.
    public boolean next() {
        if (again) {
            again = false;
            number++;
            return true;
        }
        if (cut != null) return piece();
        from = ahead;
        overlong = false;
        int at = ahead;
        while (true) {
            at = lineFeed(at);
            if (at < end) {
                ahead = at + 1;
                break;
            }
            if (end - from > MAX_LINE_BYTES) {
                overlong = true;
                from = ahead = end = 0;
                at = 0;
            }
            int before = from;
            boolean more = fill();
            at -= before - from;
            if (more) continue;
            if (from == end && !overlong) {
                // More may come: a log that is followed is asked again.
                ahead = from;
                return false;
            }
            ahead = end;
            break;
        }
        lengthBytes = overlong || at - from > MAX_LINE_BYTES ? 0 : at - from;
        overlong |= at - from > MAX_LINE_BYTES;
        if (lengthBytes > 0 && window[from + lengthBytes - 1] == '\r') lengthBytes--;
        if (++number == 1) dropByteOrderMark();
        return true;
    }

    /// As `next`, where records aren't lines.
    private boolean piece() {
        overlong = false;
        cut.begin(ahead);
        while (!cut.find(window, end)) {
            if (cut.from >= 0 && cut.at - cut.from > MAX_LINE_BYTES) {
                overlong = true;
                cut.drop();
            }
            int moved = from = cut.keep();
            boolean more = fill();
            cut.moved(moved - from);
            if (more) continue;
            ahead = end;
            if (cut.from < 0) return false;
            // What begins and doesn't end is told: it is no record.
            cut.to = end;
            break;
        }
        from = cut.from;
        overlong |= cut.to - from > MAX_LINE_BYTES;
        lengthBytes = overlong ? 0 : cut.to - from;
        ahead = cut.to;
        number++;
        return true;
    }

    /// What a record of the log is called in a complaint.
    String unit() {
        return cut == null ? "line" : "record";
    }

    /// Gives the current line back: it comes again with the next `next`. One line at a time.
    public void back() {
        if (again || number == 0) throw new IllegalStateException("only the current line can be given back");
        again = true;
        number--;
    }

    /// Where the line that goes through `at` ends; `end` where it ends beyond the window.
    private int lineFeed(int at) {
        byte[] bytes = window;
        int last = end;
        for (; at + 8 <= last; at += 8) {
            long word = (long) WORD.get(bytes, at) ^ '\n' * ONES;
            long found = word - ONES & ~word & HIGHS;
            if (found != 0) return at + (Long.numberOfTrailingZeros(found) >>> 3);
        }
        while (at < last && bytes[at] != '\n') at++;
        return at;
    }

    /// Reads more behind what is there, which moves to the window's start first.
    private boolean fill() {
        if (failure != null) return false;
        boolean full = end == window.length;
        if (from > 0) {
            System.arraycopy(window, from, window, 0, end - from);
            end -= from;
            from = 0;
        }
        if (full && window.length < WINDOW_BYTES) window = Arrays.copyOf(window, WINDOW_BYTES);
        else if (end == window.length) window = Arrays.copyOf(window, window.length * 2);
        try {
            int count = in.read(window, end, window.length - end);
            end += Math.max(0, count);
            return count > 0;
        } catch (IOException e) {
            failure = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return false;
        }
    }

    private void dropByteOrderMark() {
        if (lengthBytes < 3 || window[from] != (byte) 0xEF) return;
        if (window[from + 1] != (byte) 0xBB || window[from + 2] != (byte) 0xBF) return;
        from += 3;
        lengthBytes -= 3;
    }

    /// The window in which the current line lies from `from()` on, `lengthBytes()` long, without its end. Both
    /// change with `next`.
    public byte[] bytes() {
        return window;
    }

    public int from() {
        return from;
    }

    public int lengthBytes() {
        return lengthBytes;
    }

    /// 1-based number of the current line.
    public long number() {
        return number;
    }

    /// The current line was longer than the limit, and is empty now.
    public boolean isOverlong() {
        return overlong;
    }

    /// What went wrong while reading, or null.
    public String failure() {
        return failure;
    }

    public boolean isBlank() {
        for (int i = from; i < from + lengthBytes; i++) if (window[i] > ' ' || window[i] < 0) return false;
        return true;
    }

    public boolean startsWith(char first) {
        return lengthBytes > 0 && window[from] == first;
    }

    public String text() {
        return new String(window, from, lengthBytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
