package dejfa.detect.sigma.value;

import dejfa.api.HotPath;
import dejfa.detect.sigma.rule.Check.Order;
import dejfa.detect.sigma.rule.Check.Part;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.IsoFields;

/// Parts of a point in time as ISO 8601 writes it: `2024-05-31T23:59:01Z`, a blank for the `T`, with or without
/// seconds. The clock is the log's: zones are not looked at.
final class Times {
    private Times() {}

    static ValueTest test(Part part, Order order, double bound) {
        return (bytes, at, length) -> {
            int value = value(part, bytes, at, length);
            return value >= 0 && order.holds(value, bound);
        };
    }

    /// @return -1 where the value is no point in time, or lacks that part
    @HotPath
    static int value(Part part, byte[] bytes, int at, int length) {
        if (length < 10 || bytes[at + 4] != bytes[at + 7] || bytes[at + 4] != '-' && bytes[at + 4] != '/') return -1;
        int year = number(bytes, at, 4);
        int month = number(bytes, at + 5, 2);
        int day = number(bytes, at + 8, 2);
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31) return -1;
        return switch (part) {
            case YEAR -> year;
            case MONTH -> month;
            case DAY -> day;
            case WEEK -> week(year, month, day);
            case HOUR -> clock(bytes, at, length, 11, 13, 23);
            case MINUTE -> clock(bytes, at, length, 14, 16, 59);
        };
    }

    private static int clock(byte[] bytes, int at, int length, int from, int end, int most) {
        if (length < end || bytes[at + 10] != 'T' && bytes[at + 10] != 't' && bytes[at + 10] != ' ') return -1;
        if (from == 14 && bytes[at + 13] != ':') return -1;
        int value = number(bytes, at + from, 2);
        return value <= most ? value : -1;
    }

    /// ISO 8601's week of the year.
    private static int week(int year, int month, int day) {
        try {
            return LocalDate.of(year, month, day).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        } catch (DateTimeException e) {
            return -1;
        }
    }

    private static int number(byte[] bytes, int at, int digits) {
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') return -1;
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }
}
