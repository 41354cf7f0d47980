package dejfa.protocols;

import java.util.Arrays;

/// Parameters of header values, as in Content-Disposition (RFC 6266) and Content-Type (RFC 2045 §5.1).
public final class HeaderParameters {
    static final int MAX_NAME_BYTES = 1024;
    /// pieces of a continued value that are put together
    private static final int MAX_PIECES = 32;

    private HeaderParameters() {}

    /// The `filename` parameter, limited, or null.
    public static byte[] fileName(byte[] header) {
        return fileName(header, "filename");
    }

    /// The same for another parameter (`name`), in its plain or its extended form (RFC 8187).
    public static byte[] fileName(byte[] header, String parameter) {
        if (header == null) return null;
        byte[] name = value(header, parameter + "*");
        if (name != null) {
            int quote = Ascii.indexOf(name, '\'');
            int second = quote < 0 ? -1 : Ascii.indexOf(name, '\'', quote + 1, name.length);
            if (second >= 0) return limited(percentDecoded(name, second + 1));
        }
        name = continued(header, parameter);
        if (name == null) name = value(header, parameter);
        return name == null ? null : limited(name);
    }

    /// A value in pieces, `name*0=…; name*1=…` (RFC 2231 §3): a way to keep a file's name from plain readers. Null:
    // none.
    private static byte[] continued(byte[] header, String parameter) {
        GrowingBytes whole = null;
        for (int piece = 0; piece < MAX_PIECES; piece++) {
            byte[] value = value(header, parameter + "*" + piece);
            if (value == null) {
                byte[] extended = value(header, parameter + "*" + piece + "*");
                if (extended == null) break;
                int quote = piece == 0 ? Ascii.indexOf(extended, '\'') : -1;
                int second = quote < 0 ? -1 : Ascii.indexOf(extended, '\'', quote + 1, extended.length);
                value = percentDecoded(extended, second + 1);
            }
            if (whole == null) whole = new GrowingBytes(MAX_NAME_BYTES);
            whole.append(value);
        }
        return whole == null ? null : whole.copy();
    }

    private static byte[] limited(byte[] name) {
        return name.length == 0 ? null : Arrays.copyOf(name, Math.min(name.length, MAX_NAME_BYTES));
    }

    /// The value of a parameter, without its quotes; or null.
    public static byte[] value(byte[] header, String lowerCaseName) {
        int at = 0;
        while (at < header.length) {
            int start = at;
            while (start < header.length && (Ascii.isSpace(header[start]) || header[start] == ';')) start++;
            int end = start;
            while (end < header.length && header[end] != ';' && header[end] != '=') end++;
            byte[] name = Ascii.lower(Ascii.trim(header, start, end));
            if (end == header.length || header[end] == ';') {
                at = end + 1;
                continue;
            }
            int value = end + 1;
            while (value < header.length && Ascii.isSpace(header[value])) value++;
            boolean quoted = value < header.length && header[value] == '"';
            int stop = quoted ? value + 1 : value;
            while (stop < header.length && header[stop] != (quoted ? '"' : ';')) {
                stop += quoted && header[stop] == '\\' ? 2 : 1;
            }
            stop = Math.min(stop, header.length);
            if (Ascii.text(name).equals(lowerCaseName)) {
                return quoted ? unescape(header, value + 1, stop) : Ascii.trim(header, value, stop);
            }
            at = quoted ? stop + 1 : stop;
        }
        return null;
    }

    private static byte[] unescape(byte[] header, int from, int to) {
        byte[] out = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            if (header[i] == '\\' && i + 1 < to && (header[i + 1] == '"' || header[i + 1] == '\\')) i++;
            out[length++] = header[i];
        }
        return Arrays.copyOf(out, length);
    }

    private static byte[] percentDecoded(byte[] text, int from) {
        byte[] out = new byte[text.length - from];
        int length = 0;
        for (int i = from; i < text.length; i++) {
            boolean escape =
                    text[i] == '%' && i + 2 < text.length && Ascii.hex(text[i + 1]) >= 0 && Ascii.hex(text[i + 2]) >= 0;
            out[length++] = escape ? (byte) (Ascii.hex(text[i + 1]) << 4 | Ascii.hex(text[i + 2])) : text[i];
            if (escape) i += 2;
        }
        return Arrays.copyOf(out, length);
    }
}
