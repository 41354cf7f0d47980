package dejfa.ingest.log.zeek;

import dejfa.ingest.log.Times;

/// Zeek's times and intervals: seconds with a fraction, or (as JSON, where so set) ISO 8601.
final class ZeekTime {
    private static final long NS = 1_000_000_000L;

    private ZeekTime() {}

    /// Nanoseconds since 1970, or -1.
    static long ns(String text) {
        if (text == null) return -1;
        long ns = span(text);
        return ns >= 0 ? ns : Times.parse(text);
    }

    /// Nanoseconds of `12.345678`, or -1.
    static long span(String text) {
        if (text == null || text.isEmpty()) return -1;
        int at = 0;
        long whole = 0;
        for (; at < text.length() && isDigit(text.charAt(at)); at++) {
            whole = whole * 10 + text.charAt(at) - '0';
            if (whole > 7_258_118_400L) return -1;
        }
        if (at == 0) return -1;
        long ns = whole * NS;
        if (at == text.length()) return ns;
        if (text.charAt(at) != '.') return -1;
        long unit = NS / 10;
        for (at++; at < text.length(); at++, unit /= 10) {
            if (!isDigit(text.charAt(at))) return -1;
            ns += unit * (text.charAt(at) - '0');
        }
        return ns;
    }

    static long end(String start, String duration) {
        long ns = ns(start);
        return ns < 0 ? -1 : ns + Math.max(0, span(duration));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
