package dejfa.ingest.log.json;

import dejfa.api.log.LogRecord.Kind;
import dejfa.ingest.log.BadLine;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The tokens of JSON: strings, bare words, what is passed over.
class JsonScanner {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;

    byte[] bytes;
    int at;
    int end;
    /// of the bare word last read
    Kind kind;

    void space() {
        while (at < end && bytes[at] <= ' ' && bytes[at] >= 0) at++;
    }

    int next() throws BadLine {
        while (at < end) {
            byte c = bytes[at];
            if (c > ' ' || c < 0) return c;
            at++;
        }
        throw new BadLine("its JSON is cut");
    }

    /// A number, true, false or null.
    void bare(int first) throws BadLine {
        if (first == 't') word("true", Kind.FLAG);
        else if (first == 'f') word("false", Kind.FLAG);
        else if (first == 'n') word("null", Kind.NULL);
        else {
            kind = Kind.NUMBER;
            int from = at;
            while (at < end && isNumeric(bytes[at])) at++;
            if (at == from) throw new BadLine("its JSON has a value that is none");
        }
    }

    static boolean isNumeric(byte c) {
        return c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
    }

    static long word(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /// Unescapes the string that begins at `at`, a quote, to `to`; `out` has eight bytes more room than is left of
    /// the input.
    ///
    /// @return where the text ends
    int string(byte[] out, int to) throws BadLine {
        byte[] in = bytes;
        int target = to;
        at++;
        while (true) {
            int from = at;
            while (from + 8 <= end) {
                long eight = (long) LONG.get(in, from);
                LONG.set(out, target, eight);
                long quotes = eight ^ QUOTES;
                long slashes = eight ^ BACKSLASHES;
                long found = (quotes - ONES & ~quotes | slashes - ONES & ~slashes) & HIGHS;
                if (found != 0) {
                    int count = Long.numberOfTrailingZeros(found) >>> 3;
                    from += count;
                    target += count;
                    break;
                }
                from += 8;
                target += 8;
            }
            while (from < end && in[from] != '"' && in[from] != '\\') out[target++] = in[from++];
            at = from;
            if (from >= end) throw new BadLine("its JSON is cut");
            at++;
            if (in[from] == '"') return target;
            target = escape(out, target);
        }
    }

    /// The escape whose letter stands at `at`.
    int escape(byte[] out, int target) throws BadLine {
        if (at >= end) throw new BadLine("its JSON is cut");
        byte c = bytes[at++];
        switch (c) {
            case '"', '\\', '/' -> out[target] = c;
            case 'n' -> out[target] = '\n';
            case 't' -> out[target] = '\t';
            case 'r' -> out[target] = '\r';
            case 'b' -> out[target] = '\b';
            case 'f' -> out[target] = '\f';
            case 'u' -> {
                return unicode(out, target);
            }
            default -> throw new BadLine("its JSON has an escape that is none");
        }
        return target + 1;
    }

    int unicode(byte[] out, int target) throws BadLine {
        int point = hex4();
        if (point >= 0xd800 && point < 0xdc00 && at + 6 <= end && bytes[at] == '\\' && bytes[at + 1] == 'u') {
            int back = at;
            at += 2;
            int low = hex4();
            if (low >= 0xdc00 && low < 0xe000) point = 0x10000 + (point - 0xd800 << 10) + low - 0xdc00;
            else at = back;
        }
        return utf8(point >= 0xd800 && point < 0xe000 ? 0xfffd : point, out, target);
    }

    static int utf8(int point, byte[] out, int target) {
        if (point < 0x80) {
            out[target] = (byte) point;
            return target + 1;
        }
        if (point < 0x800) {
            out[target] = (byte) (0xc0 | point >> 6);
            out[target + 1] = (byte) (0x80 | point & 0x3f);
            return target + 2;
        }
        int place = target;
        if (point < 0x10000) out[place++] = (byte) (0xe0 | point >> 12);
        else {
            out[place++] = (byte) (0xf0 | point >> 18);
            out[place++] = (byte) (0x80 | point >> 12 & 0x3f);
        }
        out[place] = (byte) (0x80 | point >> 6 & 0x3f);
        out[place + 1] = (byte) (0x80 | point & 0x3f);
        return place + 2;
    }

    int hex4() throws BadLine {
        if (at + 4 > end) throw new BadLine("its JSON is cut");
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(bytes[at + i], 16);
            if (digit < 0) throw new BadLine("its JSON has an escape that is none");
            value = value << 4 | digit;
        }
        at += 4;
        return value;
    }

    /// From behind the opening quote to behind the closing one.
    void skipString() throws BadLine {
        byte[] in = bytes;
        int from = at;
        while (from < end) {
            if (from + 8 <= end) {
                long eight = (long) LONG.get(in, from);
                long quotes = eight ^ QUOTES;
                long slashes = eight ^ BACKSLASHES;
                long found = (quotes - ONES & ~quotes | slashes - ONES & ~slashes) & HIGHS;
                if (found == 0) {
                    from += 8;
                    continue;
                }
                from += Long.numberOfTrailingZeros(found) >>> 3;
            }
            if (in[from] == '"') {
                at = from + 1;
                return;
            }
            from += in[from] == '\\' ? 2 : 1;
        }
        throw new BadLine("its JSON is cut");
    }

    void skipScalar(int first) throws BadLine {
        if (first != '"') {
            bare(first);
            return;
        }
        at++;
        skipString();
    }

    /// To behind the bracket that closes `depth` open ones; what stands between is not looked at closer.
    void skip(int depth) throws BadLine {
        for (int open = depth; open > 0; ) {
            if (at >= end) throw new BadLine("its JSON is cut");
            switch (bytes[at++]) {
                case '"' -> skipString();
                case '{', '[' -> open++;
                case '}', ']' -> open--;
                default -> {}
            }
        }
    }

    void word(String text, Kind its) throws BadLine {
        for (int i = 0; i < text.length(); i++) {
            if (at + i >= end || bytes[at + i] != text.charAt(i)) {
                throw new BadLine("its JSON has a value that is none");
            }
        }
        at += text.length();
        kind = its;
    }

    /// A name as it is without its escapes; as it stands where they are broken.
    static byte[] unescaped(byte[] key) {
        for (byte c : key) {
            if (c == '\\') {
                JsonScanner reader = new JsonScanner();
                byte[] quoted = new byte[key.length + 2];
                System.arraycopy(key, 0, quoted, 1, key.length);
                quoted[0] = quoted[key.length + 1] = '"';
                reader.bytes = quoted;
                reader.end = quoted.length;
                byte[] out = new byte[key.length + 16];
                try {
                    return Arrays.copyOf(out, reader.string(out, 0));
                } catch (BadLine e) {
                    return key;
                }
            }
        }
        return key;
    }
}
