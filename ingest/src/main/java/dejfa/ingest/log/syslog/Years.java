package dejfa.ingest.log.syslog;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// The year that times of RFC 3164 lack: the latest in which the log's first line is not after the reference (when
/// the file was last written, or now); a step back by more than half a year is a new year.
final class Years {
    private static final long DAY_NS = 86_400_000_000_000L;

    private final long referenceNs;
    private int year;
    private int first;
    private int lastMonth;

    Years(long referenceNs) {
        this.referenceNs = referenceNs;
    }

    int of(int month, int day) {
        if (year == 0) {
            LocalDateTime latest = LocalDateTime.ofInstant(
                    Instant.ofEpochSecond(0, referenceNs).plusNanos(DAY_NS), ZoneOffset.UTC);
            boolean later =
                    month > latest.getMonthValue() || month == latest.getMonthValue() && day > latest.getDayOfMonth();
            year = latest.getYear() - (later ? 1 : 0);
            first = year;
        } else if (month < lastMonth - 6) year++;
        else if (month > lastMonth + 6) {
            // A late line of the year before.
            return year - 1;
        }
        lastMonth = month;
        return year;
    }

    /// The year of the first line; 0 where none was asked for.
    int known() {
        return first;
    }
}
