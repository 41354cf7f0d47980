package dejfa.ingest.log.text;

import java.time.LocalDate;

/// Times with the month as a word: `10/Oct/2000:13:55:36 -0700` (Apache), `Oct 11 22:14:15` (RFC 3164 §4.1.2).
public final class Months {
    private static final String NAMES = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final long NS = 1_000_000_000L;

    private Months() {}

    /// 1 to 12, or 0 where no month's name stands there.
    public static int month(byte[] text, int at, int end) {
        if (at + 3 > end) return 0;
        for (int month = 0; month < 12; month++) {
            if (text[at] == NAMES.charAt(3 * month)
                    && text[at + 1] == NAMES.charAt(3 * month + 1)
                    && text[at + 2] == NAMES.charAt(3 * month + 2)) return month + 1;
        }
        return 0;
    }

    /// Seconds of `13:55:36`, or -1.
    public static int clock(byte[] text, int at, int end) {
        if (at + 8 > end || text[at + 2] != ':' || text[at + 5] != ':') return -1;
        long hour = Cursor.number(text, at, at + 2);
        long minute = Cursor.number(text, at + 3, at + 5);
        long second = Cursor.number(text, at + 6, at + 8);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return -1;
        return (int) (hour * 3600 + minute * 60 + second);
    }

    /// Nanoseconds since 1970 of `10/Oct/2000:13:55:36 -0700`, or -1.
    ///
    /// @param zoneNs taken off where the text tells no zone
    public static long access(byte[] text, int from, int to, long zoneNs) {
        if (to - from < 20 || text[from + 2] != '/' || text[from + 6] != '/' || text[from + 11] != ':') return -1;
        long day = Cursor.number(text, from, from + 2);
        int month = month(text, from + 3, to);
        long year = Cursor.number(text, from + 7, from + 11);
        int second = clock(text, from + 12, to);
        if (day < 1 || day > 31 || month == 0 || year < 1970 || year > 2199 || second < 0) return -1;
        long zone = zoneNs;
        if (to - from >= 26 && (text[from + 21] == '+' || text[from + 21] == '-')) {
            long hours = Cursor.number(text, from + 22, from + 24);
            long minutes = Cursor.number(text, from + 24, from + 26);
            if (hours < 0 || minutes < 0) return -1;
            zone = (text[from + 21] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60) * NS;
        }
        long ns = ns((int) year, month, (int) day, second) - zone;
        return ns < 0 ? -1 : ns;
    }

    /// Nanoseconds since 1970. A day that the month does not have counts on into the next.
    public static long ns(int year, int month, int day, int second) {
        return ((LocalDate.of(year, month, 1).toEpochDay() + day - 1) * 86_400 + second) * NS;
    }
}
