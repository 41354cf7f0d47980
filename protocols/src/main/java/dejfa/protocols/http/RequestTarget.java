package dejfa.protocols.http;

import dejfa.protocols.Ascii;
import dejfa.protocols.GrowingBytes;
import java.util.Arrays;

/// A request target taken apart, with path and query as a server would read them.
///
/// Path: percent and `%u` escapes decoded once, backslashes as slashes, repeated slashes as one, dot segments
/// removed (RFC 3986 §5.2.4); case kept. Query: escapes decoded once, `+` kept. A broken escape stays as it is.
final class RequestTarget {
    /// as in an absolute URI or of CONNECT; null where there is none
    final byte[] authority;
    final byte[] path;
    private final byte[] query;
    private final byte[] fragment;
    final boolean doublyEncoded;

    RequestTarget(byte[] raw, boolean connect) {
        int start = 0;
        byte[] host = null;
        if (connect) {
            host = raw;
            start = raw.length;
        } else {
            int slashes = schemeEnd(raw);
            if (slashes > 0) {
                int end = slashes;
                while (end < raw.length && raw[end] != '/' && raw[end] != '?' && raw[end] != '#') end++;
                host = Arrays.copyOfRange(raw, slashes, end);
                start = end;
            }
        }
        authority = host;
        int hash = Ascii.indexOf(raw, '#', start, raw.length);
        int end = hash < 0 ? raw.length : hash;
        int mark = Ascii.indexOf(raw, '?', start, end);
        int pathEnd = mark < 0 ? end : mark;
        byte[] decoded = decode(raw, start, pathEnd, true);
        doublyEncoded = hasEscape(decoded);
        path = withoutDotSegments(decoded);
        query = mark < 0 ? null : decode(raw, mark + 1, end, false);
        fragment = hash < 0 ? null : Arrays.copyOfRange(raw, hash + 1, raw.length);
    }

    /// @return index after `scheme://`, or 0
    private static int schemeEnd(byte[] raw) {
        int at = 0;
        while (at < raw.length && (Character.isLetterOrDigit(raw[at]) || raw[at] == '+' || raw[at] == '-')) at++;
        return at > 0 && Ascii.startsWith(raw, at, raw.length, "://") ? at + 3 : 0;
    }

    /// Path, query and fragment, normalised: what rules see as `http.uri`.
    byte[] normalised() {
        GrowingBytes all = new GrowingBytes(HeadScanner.MAX_LINE_BYTES + 2);
        all.append(path);
        if (query != null) {
            all.append((byte) '?');
            all.append(query);
        }
        if (fragment != null) {
            all.append((byte) '#');
            all.append(fragment);
        }
        return all.copy();
    }

    /// Escapes of a query or one of its names, decoded.
    static byte[] decoded(byte[] raw) {
        return decode(raw, 0, raw.length, false);
    }

    private static byte[] decode(byte[] raw, int from, int to, boolean isPath) {
        byte[] out = new byte[to - from];
        int length = 0;
        int at = from;
        while (at < to) {
            int b = raw[at] & 255;
            int used = 1;
            if (b == '%') {
                int wide = at + 5 < to && (raw[at + 1] | 32) == 'u' ? number(raw, at + 2, 4) : -1;
                int narrow = wide < 0 && at + 2 < to ? number(raw, at + 1, 2) : -1;
                if (wide >= 0) {
                    b = bestFit(wide);
                    used = 6;
                } else if (narrow >= 0) {
                    b = narrow;
                    used = 3;
                }
            }
            at += used;
            if (isPath && b == '\\') b = '/';
            if (isPath && b == '/' && length > 0 && out[length - 1] == '/') continue;
            out[length++] = (byte) b;
        }
        return Arrays.copyOf(out, length);
    }

    private static int number(byte[] raw, int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Ascii.hex(raw[i]);
            if (digit < 0) return -1;
            value = value << 4 | digit;
        }
        return value;
    }

    /// One byte for a UTF-16 unit, as IIS maps it: Latin 1 as it is, full-width forms to their narrow ones.
    private static int bestFit(int unit) {
        if (unit < 256) return unit;
        if (unit >= 0xff01 && unit <= 0xff5e) return unit - 0xff01 + 0x21;
        return unit == 0x2215 || unit == 0x2044 ? '/' : '?';
    }

    private static boolean hasEscape(byte[] decoded) {
        for (int i = 0; i + 2 < decoded.length; i++) {
            if (decoded[i] == '%' && number(decoded, i + 1, 2) >= 0) return true;
        }
        return false;
    }

    private static byte[] withoutDotSegments(byte[] path) {
        byte[] out = new byte[path.length];
        int length = 0;
        int at = 0;
        while (at < path.length) {
            int end = at + 1;
            while (end < path.length && path[end] != '/') end++;
            int name = path[at] == '/' ? at + 1 : at;
            boolean last = end == path.length;
            if (end - name == 2 && path[name] == '.' && path[name + 1] == '.') {
                while (length > 0 && out[--length] != '/') {}
                if (last && path[at] == '/') out[length++] = '/';
            } else if (end - name == 1 && path[name] == '.') {
                if (last && path[at] == '/') out[length++] = '/';
            } else {
                System.arraycopy(path, at, out, length, end - at);
                length += end - at;
            }
            at = end;
        }
        return Arrays.copyOf(out, length);
    }
}
