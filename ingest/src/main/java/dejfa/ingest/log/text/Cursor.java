package dejfa.ingest.log.text;

import java.nio.charset.StandardCharsets;

/// A place in the bytes of one line, and the piece of it that was taken last (`from()` to `to()`).
public final class Cursor {
    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private int from;
    private int to;

    public Cursor on(byte[] text, int offset, int lengthBytes) {
        bytes = text;
        at = from = to = offset;
        end = offset + lengthBytes;
        return this;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int at() {
        return at;
    }

    public void at(int place) {
        at = place;
    }

    public int end() {
        return end;
    }

    /// Start of the piece taken last.
    public int from() {
        return from;
    }

    /// End of the piece taken last.
    public int to() {
        return to;
    }

    public int lengthBytes() {
        return to - from;
    }

    public boolean atEnd() {
        return at >= end;
    }

    /// The byte here, 0 at the end.
    public byte here() {
        return at < end ? bytes[at] : 0;
    }

    /// Passes `c` if it stands here.
    public boolean skip(char c) {
        if (at >= end || bytes[at] != c) return false;
        at++;
        return true;
    }

    public void skipSpaces() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) at++;
    }

    public boolean skip(String ascii) {
        if (!startsWith(ascii)) return false;
        at += ascii.length();
        return true;
    }

    public boolean startsWith(String ascii) {
        return matches(bytes, at, end, ascii);
    }

    private static boolean matches(byte[] bytes, int from, int end, String ascii) {
        if (end - from < ascii.length()) return false;
        for (int i = 0; i < ascii.length(); i++) if ((bytes[from + i] & 255) != ascii.charAt(i)) return false;
        return true;
    }

    /// Takes what stands before the next `stop` or the end, and passes the stop.
    ///
    /// @return whether the stop was there
    public boolean until(char stop) {
        from = at;
        while (at < end && bytes[at] != stop) at++;
        to = at;
        if (at >= end) return false;
        at++;
        return true;
    }

    /// Takes the next word: what stands before a space or the end; spaces before and after it are passed.
    ///
    /// @return false at the end
    public boolean word() {
        skipSpaces();
        from = at;
        while (at < end && bytes[at] != ' ' && bytes[at] != '\t') at++;
        to = at;
        skipSpaces();
        return to > from;
    }

    /// Takes what stands between `"` and the next `"` that no backslash escapes; without them a word.
    ///
    /// @return false where nothing is left
    public boolean quotedOrWord() {
        skipSpaces();
        if (!skip('"')) return word();
        from = at;
        while (at < end && bytes[at] != '"') at += bytes[at] == '\\' && at + 1 < end ? 2 : 1;
        at = Math.min(at, end);
        to = at;
        if (at < end) at++;
        return true;
    }

    /// Takes all that is left.
    public void rest() {
        from = at;
        to = at = end;
    }

    public boolean tokenIs(String ascii) {
        return to - from == ascii.length() && matches(bytes, from, to, ascii);
    }

    /// Where `ascii` begins within the rest of the line, -1 where it does not stand there.
    public int find(String ascii) {
        for (int i = at; i + ascii.length() <= end; i++) if (matches(bytes, i, end, ascii)) return i;
        return -1;
    }

    /// The piece taken last, as text.
    public String text() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /// The piece taken last as a number of at most 18 digits; -1 where it is none.
    public long number() {
        return number(bytes, from, to);
    }

    public static long number(byte[] text, int from, int to) {
        if (to <= from || to - from > 18) return -1;
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) return -1;
            value = value * 10 + digit;
        }
        return value;
    }
}
