package dejfa.ingest.log;

import dejfa.api.Slots;
import java.util.HashMap;
import java.util.Map;

/// Access log of IIS (W3C Extended Log File Format): `#Fields` names the columns and may change midway; times are UTC.
final class IisFormat implements LineFormat {
    /// IIS has 30 fields of its own, custom ones come on top.
    private static final int MAX_COLUMNS = 256;

    private static final String FIELDS = "#Fields:";

    private final Map<String, Integer> columns = new HashMap<>();
    private int columnCount;
    private String date = "";

    static boolean isFieldsOf(String line) {
        return line.startsWith(FIELDS) && (line.contains("cs-uri-stem") || line.contains("cs-method"));
    }

    @Override
    public Parsed parse(Lines lines) throws BadLine {
        if (lines.startsWith('#')) {
            directive(lines.text());
            return null;
        }
        if (columnCount == 0) throw new BadLine("it stands before any #Fields line");
        String[] values = lines.text().split(" ", columnCount + 1);
        if (values.length != columnCount) {
            throw new BadLine("it has not the " + columnCount + " columns that #Fields names");
        }
        String day = value(values, "date");
        long timeNs = Times.parse((day == null ? date : day) + ' ' + value(values, "time"));
        if (timeNs < 0) throw new BadLine("it has no date and time");
        long port = Values.number(value(values, "s-port"));
        return new Parsed(
                timeNs,
                Values.address(value(values, "c-ip")),
                Values.address(value(values, "s-ip")),
                port >= 0 && port < 65_536 ? (int) port : -1,
                6,
                slots(values));
    }

    private void directive(String line) throws BadLine {
        if (line.startsWith("#Date:")) {
            String text = line.substring(6).strip();
            date = text.length() >= 10 ? text.substring(0, 10) : "";
        }
        if (!line.startsWith(FIELDS)) return;
        String[] names = line.substring(FIELDS.length()).strip().split("\\s+");
        columns.clear();
        columnCount = 0;
        if (names.length > MAX_COLUMNS) throw new BadLine("#Fields names more than " + MAX_COLUMNS + " columns");
        columnCount = names.length;
        for (int i = 0; i < columnCount; i++) columns.putIfAbsent(names[i], i);
    }

    private Slots slots(String[] values) {
        Slots slots = new Slots(IisFields.SCHEMA);
        Values.text(slots, IisFields.METHOD, value(values, "cs-method"));
        String stem = value(values, "cs-uri-stem");
        if (stem != null) slots.set(IisFields.URI_STEM, Masks.url(stem));
        String query = value(values, "cs-uri-query");
        if (query != null) slots.set(IisFields.URI_QUERY, Masks.query(query));
        Values.text(slots, IisFields.USER, value(values, "cs-username"));
        String agent = value(values, "cs(User-Agent)");
        if (agent != null) slots.set(IisFields.USER_AGENT, agent.replace('+', ' '));
        Values.text(slots, IisFields.HOST, value(values, "cs-host"));
        Values.number(slots, IisFields.STATUS, value(values, "sc-status"));
        Values.number(slots, IisFields.SERVER_PORT, value(values, "s-port"));
        Values.number(slots, IisFields.TIME_TAKEN_MS, value(values, "time-taken"));
        Values.text(slots, IisFields.SITE_NAME, value(values, "s-sitename"));
        String referrer = value(values, "cs(Referer)");
        if (referrer != null) slots.set(IisFields.REFERRER, Masks.url(referrer));
        String forwarded = value(values, "X-Forwarded-For");
        Values.text(
                slots, IisFields.FORWARDED_FOR, forwarded != null ? forwarded : value(values, "cs(X-Forwarded-For)"));
        Values.number(slots, IisFields.BYTES_TO_CLIENT, value(values, "sc-bytes"));
        Values.number(slots, IisFields.BYTES_TO_SERVER, value(values, "cs-bytes"));
        return slots;
    }

    /// The value of that column; null where there is no such column or IIS wrote `-` for nothing.
    private String value(String[] values, String column) {
        Integer index = columns.get(column);
        return index == null || values[index].equals("-") ? null : values[index];
    }

    @Override
    public String remark() {
        return null;
    }
}
