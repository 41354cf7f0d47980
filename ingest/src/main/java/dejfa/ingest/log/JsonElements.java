package dejfa.ingest.log;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/// A JSON document as JSON lines: the objects of a top-level array (`[{…},{…}]`), of an array that a wrapper holds
/// (CloudTrail's `{"Records":[…]}`, OData's `value`), or objects written over several lines. Each comes as one
/// line; a text of another kind comes as it is. State is a depth and a flag: a document of any size takes a buffer.
final class JsonElements extends InputStream {
    private static final Set<String> WRAPPERS = Set.of("Records", "records", "value", "items");
    private static final int PEEK_BYTES = 64 * 1024;

    private final InputStream in;
    private final byte[] chunk = new byte[32 * 1024];
    private int at;
    private int end;
    /// depth at which the elements begin
    private final int base;

    private final boolean wrapped;
    private final Keys keys = new Keys();
    private boolean within;
    private boolean copying;
    /// an element's line end found no room
    private boolean owed;

    private JsonElements(InputStream in, int base, boolean wrapped) {
        this.in = in;
        this.base = base;
        this.wrapped = wrapped;
    }

    /// Depth, strings and the name read last at depth 1.
    private static final class Keys {
        private int depth;
        private boolean text;
        private boolean escaped;
        private final StringBuilder name = new StringBuilder();

        /// @return whether the byte stands outside of every text
        boolean pass(byte b) {
            if (text) {
                if (escaped) escaped = false;
                else if (b == '\\') escaped = true;
                else if (b == '"') text = false;
                if (text && depth == 1 && name.length() < 16) name.append((char) b);
                return false;
            }
            switch (b) {
                case '"' -> {
                    text = true;
                    if (depth == 1) name.setLength(0);
                }
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {
                    // all else changes nothing
                }
            }
            return true;
        }
    }

    /// @return the stream itself where its start is no such document
    static InputStream over(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, PEEK_BYTES);
        in.mark(PEEK_BYTES);
        byte[] head = in.readNBytes(PEEK_BYTES);
        in.reset();
        int first = 0;
        while (first < head.length && (head[first] <= ' ' && head[first] >= 0 || isMark(head, first))) first++;
        if (first == head.length) return in;
        if (head[first] == '[') return isArray(head, first) ? new JsonElements(in, 1, false) : in;
        return head[first] == '{' ? object(in, head, first) : in;
    }

    /// A byte order mark.
    private static boolean isMark(byte[] head, int at) {
        return at < 3 && (head[at] & 255) == new int[] {0xEF, 0xBB, 0xBF}[at];
    }

    /// Only of objects: `[Wed Oct 11 …]` begins an error log.
    private static boolean isArray(byte[] head, int first) {
        for (int i = first + 1; i < head.length; i++) if (head[i] > ' ' || head[i] < 0) return head[i] == '{';
        return false;
    }

    private static InputStream object(InputStream in, byte[] head, int first) {
        Keys keys = new Keys();
        boolean broken = false;
        boolean wrapper = false;
        int solid = 0;
        for (int i = first; i < head.length; i++) {
            byte b = head[i];
            boolean plain = keys.pass(b);
            if (b == '\n' && keys.depth > 0) {
                broken = true;
                // A broken line of a log of lines: an object begins where none can.
                if (i + 1 < head.length && head[i + 1] == '{' && ",:[".indexOf(solid) < 0) return in;
            }
            if (b > ' ' || b < 0) solid = b;
            if (plain && b == '[' && keys.depth == 2 && WRAPPERS.contains(keys.name.toString())) wrapper = true;
            if (!plain || b != '}' || keys.depth > 0) continue;
            for (i++; i < head.length && head[i] <= ' ' && head[i] >= 0; i++) continue;
            // Something follows the first object: it is no wrapper.
            if (i < head.length) return broken ? new JsonElements(in, 0, false) : in;
        }
        if (wrapper) return new JsonElements(in, 2, true);
        return broken ? new JsonElements(in, 0, false) : in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] to, int offset, int most) throws IOException {
        int count = 0;
        if (owed && most > 0) {
            owed = false;
            to[offset + count++] = '\n';
        }
        while (count < most) {
            if (at == end) {
                if (count > 0) return count;
                end = Math.max(0, in.read(chunk));
                at = 0;
                if (end == 0) return -1;
            }
            count = copy(to, offset, count, most);
        }
        return count;
    }

    private int copy(byte[] to, int offset, int before, int most) {
        int count = before;
        while (count < most && at < end) {
            byte b = chunk[at++];
            int depth = keys.depth;
            boolean plain = keys.pass(b);
            if (plain && wrapped) {
                if (b == '[' && keys.depth == 2) within = WRAPPERS.contains(keys.name.toString());
                if (b == ']' && keys.depth == 1) within = false;
            }
            if (plain && b == '{' && depth == base && (!wrapped || within)) copying = true;
            if (!copying) {
                if (keys.depth < 0) keys.depth = 0;
                continue;
            }
            boolean last = plain && b == '}' && keys.depth <= base;
            if (last) {
                copying = false;
                to[offset + count++] = b;
                if (count < most) to[offset + count++] = '\n';
                else owed = true;
            } else to[offset + count++] = b == '\n' || b == '\r' ? (byte) ' ' : b;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
