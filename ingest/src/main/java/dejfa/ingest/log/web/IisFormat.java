package dejfa.ingest.log.web;

import dejfa.api.Slots;
import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import dejfa.ingest.log.BadLine;
import dejfa.ingest.log.Head;
import dejfa.ingest.log.Lines;
import dejfa.ingest.log.LogFormat;
import dejfa.ingest.log.Masks;
import dejfa.ingest.log.Parsed;
import dejfa.ingest.log.Times;
import dejfa.ingest.log.Values;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Access log of IIS (W3C Extended Log File Format): `#Fields` names the columns and may change midway; times are
/// UTC.
///
/// A record's fields are the columns by the names of the Sigma taxonomy for web servers: `cs(User-Agent)` is
/// `cs-user-agent`. A column without a value (`-`) is no field. `cs-uri` is stem and query together.
public final class IisFormat implements LogFormat {
    private static final LogOrigin ORIGIN = new LogOrigin("windows", "iis", "webserver");
    /// IIS has 30 fields of its own, custom ones come on top.
    private static final int MAX_COLUMNS = 256;

    private static final String FIELDS = "#Fields:";

    private final Map<String, Integer> columns = new HashMap<>();
    /// of the columns, in the words of the Sigma taxonomy
    private String[] names = {};

    private String date = "";
    /// of the line last read
    private String[] values = {};

    public static LogFormat recognise(Head head) {
        for (String line : head.lines()) {
            if (line.startsWith(FIELDS) && (line.contains("cs-uri-stem") || line.contains("cs-method"))) {
                return new IisFormat();
            }
        }
        return null;
    }

    @Override
    public boolean read(Lines lines, LogRecord record) throws BadLine {
        if (lines.startsWith('#')) {
            directive(lines.text());
            return false;
        }
        if (names.length == 0) throw new BadLine("it stands before any #Fields line");
        values = lines.text().split(" ", names.length + 1);
        if (values.length != names.length) {
            throw new BadLine("it has not the " + names.length + " columns that #Fields names");
        }
        String day = value("date");
        record.timeNs = Times.parse((day == null ? date : day) + ' ' + value("time"));
        if (record.timeNs < 0) throw new BadLine("it has no date and time");
        record.origin = ORIGIN;
        record.computer = value("s-computername");
        for (int i = 0; i < names.length; i++) {
            if (!values[i].equals("-")) record.add(names[i], plain(names[i], values[i]));
        }
        String stem = value("cs-uri-stem");
        String query = value("cs-uri-query");
        if (stem != null) {
            String uri = query == null ? stem : stem + '?' + query;
            record.add("cs-uri", uri);
            // Most rules look for path and query together under this name, see Request.
            record.add("cs-uri-query", uri);
        }
        return true;
    }

    /// IIS writes a header's spaces as `+`.
    private static String plain(String name, String value) {
        return name.equals("cs-user-agent") || name.equals("cs-cookie") ? value.replace('+', ' ') : value;
    }

    @Override
    public Parsed parsed(LogRecord record) {
        long port = Values.number(value("s-port"));
        return new Parsed(
                Values.address(value("c-ip")),
                -1,
                Values.address(value("s-ip")),
                port >= 0 && port < 65_536 ? (int) port : -1,
                6,
                slots());
    }

    private void directive(String line) throws BadLine {
        if (line.startsWith("#Date:")) {
            String text = line.substring(6).strip();
            date = text.length() >= 10 ? text.substring(0, 10) : "";
        }
        if (!line.startsWith(FIELDS)) return;
        columns.clear();
        names = new String[0];
        String[] told = line.substring(FIELDS.length()).strip().split("\\s+");
        if (told.length > MAX_COLUMNS) throw new BadLine("#Fields names more than " + MAX_COLUMNS + " columns");
        names = new String[told.length];
        for (int i = 0; i < told.length; i++) {
            columns.putIfAbsent(told[i], i);
            names[i] = taxonomy(told[i]);
        }
    }

    private static String taxonomy(String column) {
        if (!column.startsWith("cs(") && !column.startsWith("sc(") || !column.endsWith(")")) return column;
        return column.substring(0, 2)
                + '-'
                + column.substring(3, column.length() - 1).toLowerCase(Locale.ROOT);
    }

    private Slots slots() {
        Slots slots = new Slots(IisFields.SCHEMA);
        Values.text(slots, IisFields.METHOD, value("cs-method"));
        String stem = value("cs-uri-stem");
        if (stem != null) slots.set(IisFields.URI_STEM, Masks.url(stem));
        String query = value("cs-uri-query");
        if (query != null) slots.set(IisFields.URI_QUERY, Masks.query(query));
        Values.text(slots, IisFields.USER, value("cs-username"));
        String agent = value("cs(User-Agent)");
        if (agent != null) slots.set(IisFields.USER_AGENT, agent.replace('+', ' '));
        Values.text(slots, IisFields.HOST, value("cs-host"));
        Values.number(slots, IisFields.STATUS, value("sc-status"));
        Values.number(slots, IisFields.SERVER_PORT, value("s-port"));
        Values.number(slots, IisFields.TIME_TAKEN_MS, value("time-taken"));
        Values.text(slots, IisFields.SITE_NAME, value("s-sitename"));
        String referrer = value("cs(Referer)");
        if (referrer != null) slots.set(IisFields.REFERRER, Masks.url(referrer));
        String forwarded = value("X-Forwarded-For");
        Values.text(slots, IisFields.FORWARDED_FOR, forwarded != null ? forwarded : value("cs(X-Forwarded-For)"));
        Values.number(slots, IisFields.BYTES_TO_CLIENT, value("sc-bytes"));
        Values.number(slots, IisFields.BYTES_TO_SERVER, value("cs-bytes"));
        return slots;
    }

    /// The value of that column; null where there is no such column or IIS wrote `-` for nothing.
    private String value(String column) {
        Integer index = columns.get(column);
        return index == null || values[index].equals("-") ? null : values[index];
    }

    @Override
    public String remark() {
        return null;
    }
}
