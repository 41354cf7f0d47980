package dejfa.ingest.log;

/// Times as logs write them.
public final class Times {
    private static final long NS = 1_000_000_000L;

    private Times() {}

    /// Nanoseconds since 1970 of `yyyy-MM-dd HH:mm:ss` with a `T` or a space, up to nine digits of a fraction, and
    /// `Z`, `+hh:mm`, `+hhmm` or nothing (UTC); -1 where it is none of these.
    public static long parse(String text) {
        if (text.length() < 19 || text.charAt(4) != '-' || text.charAt(7) != '-') return -1;
        if (text.charAt(13) != ':' || text.charAt(16) != ':') return -1;
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        if (year < 1970 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31) return -1;
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return -1;
        int at = 19;
        long fraction = 0;
        if (at < text.length() && text.charAt(at) == '.') {
            long unit = NS / 10;
            for (at++; at < text.length() && isDigit(text.charAt(at)); at++, unit /= 10) {
                fraction += unit * (text.charAt(at) - '0');
            }
        }
        long zoneSeconds = zone(text, at);
        if (zoneSeconds == Long.MIN_VALUE) return -1;
        long seconds = (days(year, month, day) * 24 + hour) * 3600 + minute * 60 + second - zoneSeconds;
        return seconds < 0 ? -1 : seconds * NS + fraction;
    }

    /// Whether the text tells its zone.
    public static boolean hasZone(String text) {
        return text.endsWith("Z") || text.length() > 19 && (text.indexOf('+', 19) > 0 || text.indexOf('-', 19) > 0);
    }

    private static long zone(String text, int at) {
        String zone = text.substring(at).replace(":", "");
        if (zone.isEmpty() || zone.equals("Z")) return 0;
        int sign = zone.charAt(0) == '-' ? -1 : 1;
        if (zone.length() != 5 || zone.charAt(0) != '+' && zone.charAt(0) != '-') return Long.MIN_VALUE;
        int hours = digits(zone, 1, 3);
        int minutes = digits(zone, 3, 5);
        return hours < 0 || minutes < 0 ? Long.MIN_VALUE : sign * (hours * 3600L + minutes * 60L);
    }

    /// Days since 1970; a day that the month does not have counts on into the next.
    private static long days(int year, int month, int day) {
        return java.time.LocalDate.of(year, month, 1).toEpochDay() + day - 1;
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) return -1;
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
