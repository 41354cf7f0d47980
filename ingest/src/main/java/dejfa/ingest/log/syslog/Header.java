package dejfa.ingest.log.syslog;

import dejfa.ingest.log.Times;
import dejfa.ingest.log.text.Cursor;
import dejfa.ingest.log.text.Months;
import java.nio.charset.StandardCharsets;

/// The head of one syslog message: priority, time, host, program. After it the cursor stands at the message.
final class Header {
    /// Words that a device may put before the time: its address, a sequence number.
    private static final int WORDS_BEFORE = 3;

    private static final int MAX_TAG_BYTES = 64;

    private final Years years;

    /// -1 where the message has none (RFC 5424 §6.2.1)
    int priority;
    /// nanoseconds since 1970; -1 where the message tells no time
    long timeNs;
    /// the time came without a zone
    boolean local;
    /// null where the message names none; so are the next three
    String host;

    String program;
    String pid;
    String messageId;
    /// offsets of the structured data, equal where there is none
    int dataFrom;

    int dataTo;

    Header(Years years) {
        this.years = years;
    }

    private void clear() {
        priority = -1;
        timeNs = -1;
        local = false;
        host = program = pid = messageId = null;
        dataFrom = dataTo = 0;
    }

    /// @return false where this is no syslog message
    boolean read(Cursor cursor) {
        clear();
        passCount(cursor);
        if (cursor.here() == '<' && !priority(cursor)) return false;
        if (priority >= 0 && cursor.skip("1 ")) return modern(cursor);
        return legacy(cursor);
    }

    /// `123 <34>1 …`: octet counting (RFC 6587 §3.4.1).
    private static void passCount(Cursor cursor) {
        int start = cursor.at();
        int digits = 0;
        while (digits < 7 && cursor.here() >= '0' && cursor.here() <= '9') {
            cursor.at(cursor.at() + 1);
            digits++;
        }
        if (digits == 0 || !cursor.startsWith(" <")) cursor.at(start);
        else cursor.skip(' ');
    }

    private boolean priority(Cursor cursor) {
        int start = cursor.at();
        cursor.skip('<');
        boolean closed = cursor.until('>');
        long value = cursor.number();
        if (!closed || value < 0 || value > 191) {
            cursor.at(start);
            return false;
        }
        priority = (int) value;
        return true;
    }

    /// RFC 5424 §6: `TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA [MSG]`.
    private boolean modern(Cursor cursor) {
        cursor.until(' ');
        timeNs = cursor.tokenIs("-") ? -1 : Times.parse(cursor.text());
        host = field(cursor);
        program = field(cursor);
        pid = field(cursor);
        messageId = field(cursor);
        if (cursor.here() == '[') {
            dataFrom = cursor.at();
            structured(cursor);
            dataTo = cursor.at();
        } else if (!cursor.skip('-')) return false;
        cursor.skip(' ');
        // The byte order mark says that the message is UTF-8 (RFC 5424 §6.4).
        cursor.skip("\u00EF\u00BB\u00BF");
        return true;
    }

    private static String field(Cursor cursor) {
        cursor.until(' ');
        return cursor.tokenIs("-") || cursor.lengthBytes() == 0 ? null : cursor.text();
    }

    /// To the end of the last element; `]` within a value is escaped or within quotes.
    private static void structured(Cursor cursor) {
        boolean quoted = false;
        while (!cursor.atEnd()) {
            byte c = cursor.here();
            cursor.at(cursor.at() + 1);
            if (c == '\\' && quoted && !cursor.atEnd()) cursor.at(cursor.at() + 1);
            else if (c == '"') quoted = !quoted;
            else if (c == ']' && !quoted && cursor.here() != '[') return;
        }
    }

    /// RFC 3164 §4.1 as it is written: `Oct 11 22:14:15 host tag[pid]: message`, with the year, a fraction or a
    /// zone where a device adds them, or with the time of RFC 3339 as rsyslog writes it.
    private boolean legacy(Cursor cursor) {
        String before = null;
        for (int words = 0; !time(cursor); words++) {
            if (words == WORDS_BEFORE || !cursor.word()) return false;
            String word = cursor.text();
            if (before == null && !word.endsWith(":")) before = word;
        }
        cursor.skipSpaces();
        if (before != null) host = before;
        else if (!isTag(cursor)) {
            cursor.word();
            host = cursor.text();
        }
        tag(cursor);
        return true;
    }

    private boolean time(Cursor cursor) {
        int start = cursor.at();
        byte first = cursor.here();
        if (first >= '0' && first <= '9') return isoTime(cursor);
        // Cisco: the clock is not set (`*`), or not synchronised (`.`).
        if (!cursor.skip('*')) cursor.skip('.');
        int month = Months.month(cursor.bytes(), cursor.at(), cursor.end());
        if (month > 0) {
            cursor.at(cursor.at() + 3);
            if (dayAndClock(cursor, month)) return true;
        }
        cursor.at(start);
        return false;
    }

    private boolean isoTime(Cursor cursor) {
        int start = cursor.at();
        cursor.word();
        if (cursor.lengthBytes() < 19 || cursor.lengthBytes() > 40) {
            cursor.at(start);
            return false;
        }
        String text = cursor.text();
        timeNs = Times.parse(text.endsWith(":") ? text.substring(0, text.length() - 1) : text);
        local = timeNs >= 0 && !Times.hasZone(text);
        if (timeNs < 0) cursor.at(start);
        return timeNs >= 0;
    }

    private boolean dayAndClock(Cursor cursor, int month) {
        if (!cursor.word()) return false;
        long day = cursor.number();
        if (day < 1 || day > 31 || !cursor.word()) return false;
        long year = cursor.lengthBytes() == 4 ? cursor.number() : -1;
        if (year > 0 && (year < 1970 || year > 2199 || !cursor.word())) return false;
        int second = Months.clock(cursor.bytes(), cursor.from(), cursor.to());
        if (second < 0) return false;
        int at = cursor.from() + 8;
        long fraction = fraction(cursor.bytes(), at, cursor.to());
        long sinceYear = year > 0 ? year : years.of(month, (int) day);
        timeNs = Math.max(-1, Months.ns((int) sinceYear, month, (int) day, second) + fraction);
        local = true;
        if (cursor.bytes()[cursor.to() - 1] != ':') zone(cursor);
        return true;
    }

    private static long fraction(byte[] text, int from, int to) {
        if (from >= to || text[from] != '.') return 0;
        long ns = 0;
        long unit = 100_000_000;
        for (int i = from + 1; i < to && text[i] >= '0' && text[i] <= '9'; i++, unit /= 10) {
            ns += unit * (text[i] - '0');
        }
        return ns;
    }

    /// Cisco puts a zone's name before the colon: `13:40:03.673 UTC: `.
    private void zone(Cursor cursor) {
        int start = cursor.at();
        if (cursor.word() && cursor.lengthBytes() <= 6 && cursor.bytes()[cursor.to() - 1] == ':') {
            String zone = cursor.text();
            boolean letters =
                    zone.length() > 1 && zone.chars().limit(zone.length() - 1L).allMatch(c -> c >= 'A' && c <= 'Z');
            if (letters) {
                if (zone.equals("UTC:") || zone.equals("GMT:") || zone.equals("Z:")) local = false;
                return;
            }
        }
        cursor.at(start);
    }

    /// Whether a tag stands here: a word that ends in a colon, or a device's `%FACILITY-…`.
    private static boolean isTag(Cursor cursor) {
        if (cursor.here() == '%') return true;
        int at = cursor.at();
        while (at < cursor.end() && cursor.bytes()[at] > ' ') at++;
        return at > cursor.at() && cursor.bytes()[at - 1] == ':';
    }

    private void tag(Cursor cursor) {
        int start = cursor.at();
        if (cursor.here() == '%') return;
        byte[] bytes = cursor.bytes();
        int at = start;
        int most = Math.min(cursor.end(), start + MAX_TAG_BYTES);
        while (at < most && bytes[at] > ' ' && bytes[at] != ':' && bytes[at] != '[') at++;
        if (at == start || at == most) return;
        int name = at;
        if (bytes[at] == '[') {
            int close = at;
            while (close < most && bytes[close] != ']') close++;
            if (close == most) return;
            pid = new String(bytes, at + 1, close - at - 1, StandardCharsets.UTF_8);
            at = close + 1;
        }
        if (at < cursor.end() && bytes[at] == ':') at++;
        else if (pid == null) return;
        program = new String(bytes, start, name - start, StandardCharsets.UTF_8);
        cursor.at(at);
        cursor.skip(' ');
    }
}
