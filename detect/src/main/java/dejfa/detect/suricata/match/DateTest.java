package dejfa.detect.suricata.match;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.LongPredicate;

/// Comparisons of dates as `tls_cert_notbefore` writes them: `>2015`, `<2025-06`, `2015-01-01<>2016`.
public final class DateTest {
    private static final String EARLIEST = "0001-01-01T00:00:00";

    private DateTest() {}

    /// @return a test on seconds since 1970
    /// @throws IllegalArgumentException when it is no date
    public static LongPredicate parse(String text) {
        String t = text.strip();
        int between = t.indexOf("<>");
        if (between > 0) {
            long low = seconds(t.substring(0, between));
            long high = seconds(t.substring(between + 2));
            return value -> value > low && value < high;
        }
        if (t.startsWith(">")) {
            long bound = seconds(t.substring(1));
            return value -> value > bound;
        }
        if (t.startsWith("<")) {
            long bound = seconds(t.substring(1));
            return value -> value < bound;
        }
        long wanted = seconds(t);
        return value -> value == wanted;
    }

    private static long seconds(String text) {
        String t = text.strip();
        if (t.length() < 4 || t.length() > EARLIEST.length()) throw new IllegalArgumentException("no date: " + text);
        try {
            return LocalDateTime.parse(t + EARLIEST.substring(t.length())).toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no date: " + text, e);
        }
    }
}
