package dejfa.ingest.log.mapped;

import dejfa.ingest.log.Times;
import dejfa.ingest.log.text.Months;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// How a log spells its times.
enum TimeForm {
    /// `2020-09-14T00:44:23Z` and the like
    ISO,
    /// seconds since 1970, with or without a fraction
    S,
    MS,
    US,
    NS,
    /// `14/Sep/2020:00:44:23 +0000`
    ACCESS,
    /// ISO where it is spelled, else a number whose size tells its unit
    AUTO;

    private static final long NS_PER_SECOND = 1_000_000_000L;

    static TimeForm byName(String name) {
        for (TimeForm form : values()) if (form.name().toLowerCase(Locale.ROOT).equals(name)) return form;
        return null;
    }

    /// Nanoseconds since 1970, or -1.
    long parse(String text) {
        return switch (this) {
            case ISO -> iso(text);
            case S -> number(text, NS_PER_SECOND);
            case MS -> number(text, 1_000_000);
            case US -> number(text, 1_000);
            case NS -> number(text, 1);
            case ACCESS -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                yield Months.access(bytes, 0, bytes.length, 0);
            }
            case AUTO -> {
                long ns = iso(text);
                yield ns >= 0 ? ns : number(text, unit(text));
            }
        };
    }

    /// A space may stand before the zone, and `UTC` for it.
    private static long iso(String text) {
        long ns = Times.parse(text);
        if (ns >= 0 || text.length() < 20 || text.length() > 48) return ns;
        return Times.parse(text.replace(" UTC", "Z").replace(" +", "+").replace(" -", "-"));
    }

    private static long unit(String text) {
        int dot = text.indexOf('.');
        int digits = dot < 0 ? text.length() : dot;
        return digits <= 10 ? NS_PER_SECOND : digits <= 13 ? 1_000_000 : digits <= 16 ? 1_000 : 1;
    }

    /// Decimals are exact: no `double` in between.
    private static long number(String text, long unitNs) {
        int dot = text.indexOf('.');
        int end = dot < 0 ? text.length() : dot;
        if (end == 0 || end > 19) return -1;
        long whole = 0;
        for (int i = 0; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            whole = whole * 10 + digit;
        }
        // Before 2200, and no overflow.
        if (whole < 0 || whole > 7_258_118_400L * (NS_PER_SECOND / unitNs)) return -1;
        long ns = whole * unitNs;
        long part = unitNs;
        for (int i = end + 1; i < text.length() && part > 1; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            part /= 10;
            ns += digit * part;
        }
        return ns;
    }
}
