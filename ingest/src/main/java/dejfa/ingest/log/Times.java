package dejfa.ingest.log;

import java.nio.charset.StandardCharsets;

/// Times as logs write them.
public final class Times {
    private static final long NS = 1_000_000_000L;
    /// 2200: no log is from after it
    private static final long MAX_SECONDS = 7_258_118_400L;
    /// Days before the month, in a year that is no leap year.
    private static final int[] DAYS_BEFORE = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

    private Times() {}

    /// Nanoseconds since 1970 of `yyyy-MM-dd HH:mm:ss` with a `T` or a space, a fraction after a point or a comma
    /// (nine digits count), and `Z`, ` UTC`, `+hh:mm`, `+hhmm` or nothing (UTC); -1 where it is none of these.
    public static long parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return parse(bytes, 0, bytes.length);
    }

    public static long parse(byte[] text, int from, int lengthBytes) {
        if (lengthBytes < 19 || text[from + 4] != '-' || text[from + 7] != '-') return -1;
        if (text[from + 13] != ':' || text[from + 16] != ':') return -1;
        int year = digits(text, from, 4);
        int month = digits(text, from + 5, 2);
        int day = digits(text, from + 8, 2);
        int hour = digits(text, from + 11, 2);
        int minute = digits(text, from + 14, 2);
        int second = digits(text, from + 17, 2);
        if (year < 1970 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31) return -1;
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return -1;
        int at = from + 19;
        int end = from + lengthBytes;
        long fraction = 0;
        if (at < end && (text[at] == '.' || text[at] == ',')) {
            long unit = NS / 10;
            for (at++; at < end && isDigit(text[at]); at++, unit /= 10) fraction += unit * (text[at] - '0');
        }
        long zoneSeconds = zone(text, at, end);
        if (zoneSeconds == Long.MIN_VALUE) return -1;
        long seconds = (days(year, month, day) * 24 + hour) * 3600 + minute * 60 + second - zoneSeconds;
        return seconds < 0 ? -1 : seconds * NS + fraction;
    }

    /// As above, and besides: seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their
    /// size, and JSON's old `/Date(1576371723456)/`.
    public static long parseAny(byte[] text, int from, int lengthBytes) {
        long iso = parse(text, from, lengthBytes);
        if (iso >= 0 || lengthBytes == 0) return iso;
        int at = from;
        int end = from + lengthBytes;
        if (lengthBytes > 7 && (text[at] == '/' || text[at] == '\\')) {
            while (at < end && !isDigit(text[at]) && text[at] != '-') at++;
            int last = at;
            while (last < end && isDigit(text[last])) last++;
            return last - at > 16 ? -1 : epoch(text, at, last, 1_000_000L);
        }
        return epoch(text, at, end, 0);
    }

    /// @param unit nanoseconds of one; 0: by the number's size
    private static long epoch(byte[] text, int from, int end, long unit) {
        int at = from;
        long whole = 0;
        for (; at < end && isDigit(text[at]); at++) {
            if (at - from == 19) return -1;
            whole = whole * 10 + text[at] - '0';
        }
        if (at == from) return -1;
        long each = unit != 0 ? unit : unit(whole);
        if (whole < 0 || each == 0 || whole / (NS / each) > MAX_SECONDS) return -1;
        long ns = whole * each;
        if (at < end && text[at] == '.') {
            long part = each / 10;
            for (at++; at < end && isDigit(text[at]); at++, part /= 10) ns += part * (text[at] - '0');
        }
        return at == end ? ns : -1;
    }

    private static long unit(long whole) {
        if (whole < MAX_SECONDS) return NS;
        if (whole < MAX_SECONDS * 1000) return 1_000_000;
        return whole < MAX_SECONDS * 1_000_000 ? 1000 : 1;
    }

    /// Whether the text tells its zone.
    public static boolean hasZone(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return hasZone(bytes, 0, bytes.length);
    }

    public static boolean hasZone(byte[] text, int from, int lengthBytes) {
        if (lengthBytes < 19) return true;
        byte last = text[from + lengthBytes - 1];
        if (last == 'Z' || last == 'z' || last == 'C' || last == '/') return true;
        for (int i = from + 19; i < from + lengthBytes; i++) if (text[i] == '+' || text[i] == '-') return true;
        return text[from + 4] != '-';
    }

    private static long zone(byte[] text, int from, int end) {
        int at = from;
        while (at < end && text[at] == ' ') at++;
        int left = end - at;
        if (left == 0 || left == 1 && (text[at] == 'Z' || text[at] == 'z')) return 0;
        if (left == 3 && text[at] == 'U' && text[at + 1] == 'T' && text[at + 2] == 'C') return 0;
        if (text[at] != '+' && text[at] != '-') return Long.MIN_VALUE;
        boolean colon = left == 6 && text[at + 3] == ':';
        if (left != 5 && !colon) return Long.MIN_VALUE;
        int hours = digits(text, at + 1, 2);
        int minutes = digits(text, at + (colon ? 4 : 3), 2);
        if (hours < 0 || minutes < 0) return Long.MIN_VALUE;
        return (text[at] == '-' ? -1 : 1) * (hours * 3600L + minutes * 60L);
    }

    /// Days since 1970 (Gregorian); a day that the month does not have counts on into the next.
    private static long days(int year, int month, int day) {
        int before = year - 1;
        long days = before * 365L + before / 4 - before / 100 + before / 400 - 719_162;
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return days + DAYS_BEFORE[month - 1] + (leap && month > 2 ? 1 : 0) + day - 1;
    }

    private static int digits(byte[] text, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            if (!isDigit(text[i])) return -1;
            value = value * 10 + text[i] - '0';
        }
        return value;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
