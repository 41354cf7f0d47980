package dejfa.ingest.log;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Where one piece of a log ends and the next begins, for logs that aren't told apart by their lines. Sees each
/// byte once.
abstract class Cut {
    /// where the piece begins and ends, once `find` said that one is whole
    int from;

    int to;
    /// how far was looked
    int at;

    /// A piece more is looked for, behind the one before.
    void begin(int next) {
        from = -1;
        at = next;
    }

    /// Looks on, up to `end`.
    ///
    /// @return whether a piece is whole: `from` to `to`
    abstract boolean find(byte[] window, int end);

    /// The window's bytes have moved so far towards its start.
    void moved(int by) {
        at -= by;
        if (from >= 0) from -= by;
    }

    /// Where the window may be forgotten before.
    int keep() {
        return from >= 0 ? from : at;
    }

    /// The piece that began is too long, and is passed over to its end.
    void drop() {
        from = at;
    }

    /// JSON objects, one after the other or in an array. One that begins at the start of a line while another is
    /// open tells that the other is broken.
    static final class Objects extends Cut {
        /// What exports call the array that holds all their records, in one object around it.
        private static final Set<String> WRAPPERS =
                Set.of("Events", "events", "Records", "records", "value", "results");

        private static final int MAX_WRAPPER_BYTES = 64;

        private boolean first = true;
        private int depth;
        private boolean quoted;
        private boolean escaped;
        private byte before;

        @Override
        void begin(int next) {
            super.begin(next);
            depth = 0;
            quoted = escaped = false;
            before = 0;
        }

        @Override
        boolean find(byte[] window, int end) {
            for (; at < end; at++) {
                byte c = window[at];
                if (depth == 0) {
                    if (c != '{') continue;
                    from = at;
                    depth = 1;
                } else if (c == '{' && before == '\n') {
                    to = at;
                    return true;
                } else if (escaped) escaped = false;
                else if (quoted) {
                    if (c == '\\') escaped = true;
                    else if (c == '"' || c == '\n') quoted = false;
                } else if (c == '"') quoted = true;
                else if (c == '{') depth++;
                else if (c == '[' && first && depth == 1 && wraps(window)) {
                    depth = 0;
                    from = -1;
                } else if (c == '}' && --depth == 0) {
                    first = false;
                    to = ++at;
                    return true;
                }
                before = c;
            }
            return false;
        }

        /// Whether all there was so far is the name of what holds the records.
        private boolean wraps(byte[] window) {
            if (at - from > MAX_WRAPPER_BYTES) return false;
            String head = new String(window, from, at - from, StandardCharsets.ISO_8859_1).replaceAll("\\s", "");
            return head.startsWith("{\"")
                    && head.endsWith("\":")
                    && WRAPPERS.contains(head.substring(2, head.length() - 2));
        }
    }

    /// XML elements `<Event>`, whatever stands around them. One that begins while another is open tells that the
    /// other is broken.
    static final class Events extends Cut {
        private static final byte[] OPEN = {'<', 'E', 'v', 'e', 'n', 't'};
        private static final byte[] CLOSE = {'<', '/', 'E', 'v', 'e', 'n', 't', '>'};

        @Override
        boolean find(byte[] window, int end) {
            while (at + CLOSE.length <= end) {
                if (window[at] != '<') {
                    at++;
                    continue;
                }
                if (from >= 0 && is(window, CLOSE)) {
                    at += CLOSE.length;
                    to = at;
                    return true;
                }
                if (is(window, OPEN) && opens(window[at + OPEN.length])) {
                    if (from >= 0) {
                        to = at;
                        return true;
                    }
                    from = at;
                }
                at++;
            }
            return false;
        }

        private static boolean opens(byte c) {
            return c == '>' || c <= ' ' && c > 0;
        }

        private boolean is(byte[] window, byte[] text) {
            for (int i = 0; i < text.length; i++) if (window[at + i] != text[i]) return false;
            return true;
        }
    }
}
