package dejfa.ingest.log.web;

import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import dejfa.ingest.log.BadLine;
import dejfa.ingest.log.Head;
import dejfa.ingest.log.Lines;
import dejfa.ingest.log.LogFormat;
import dejfa.ingest.log.Parsed;
import dejfa.ingest.log.Times;
import dejfa.ingest.log.text.Cursor;
import dejfa.ingest.log.text.General;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Access log of a proxy in the W3C Extended Log File Format, as Blue Coat (ProxySG) writes it: values with spaces
/// are quoted; times are UTC.
public final class W3cProxyFormat implements LogFormat {
    private static final LogOrigin ORIGIN = new LogOrigin(null, "proxysg", "proxy");
    private static final int MAX_COLUMNS = 256;
    private static final String FIELDS = "#Fields:";
    /// Columns that a proxy has and a web server has not.
    private static final List<String> OWN =
            List.of("cs-uri-scheme", "sc-filter-result", "r-ip", "r-dns", "s-hierarchy", "cs-categories");

    private final Cursor cursor = new Cursor();
    private final List<String> columns = new ArrayList<>();

    public static LogFormat recognise(Head head) {
        for (String line : head.lines()) {
            if (line.startsWith(FIELDS) && OWN.stream().anyMatch(line::contains)) return new W3cProxyFormat();
        }
        return null;
    }

    @Override
    public boolean read(Lines lines, LogRecord record) throws BadLine {
        if (lines.startsWith('#')) {
            directive(lines.text());
            return false;
        }
        if (columns.isEmpty()) throw new BadLine("it stands before any #Fields line");
        cursor.on(lines.bytes(), lines.from(), lines.lengthBytes());
        record.origin = ORIGIN;
        int column = 0;
        for (; column < columns.size() && cursor.quotedOrWord(); column++) {
            if (cursor.lengthBytes() > 0 && !cursor.tokenIs("-")) {
                record.add(
                        columns.get(column), cursor.bytes(), cursor.from(), cursor.lengthBytes(), LogRecord.Kind.TEXT);
            }
        }
        if (column < columns.size() || !cursor.atEnd()) {
            throw new BadLine("it has not the " + columns.size() + " columns that #Fields names");
        }
        record.timeNs = Times.parse(record.value("date") + ' ' + record.value("time"));
        if (record.timeNs < 0) throw new BadLine("it has no date and time");
        url(record);
        return true;
    }

    private void directive(String line) throws BadLine {
        if (!line.startsWith(FIELDS)) return;
        columns.clear();
        String[] told = line.substring(FIELDS.length()).strip().split("\\s+");
        if (told.length > MAX_COLUMNS) throw new BadLine("#Fields names more than " + MAX_COLUMNS + " columns");
        for (String one : told) columns.add(taxonomy(one));
    }

    private static String taxonomy(String column) {
        if (column.equals("cs(User-Agent)")) return "c-useragent";
        boolean header = column.length() > 4 && column.charAt(2) == '(' && column.endsWith(")");
        return header
                ? column.substring(0, 2)
                        + '-'
                        + column.substring(3, column.length() - 1).toLowerCase(Locale.ROOT)
                : column;
    }

    /// The parts of the URL as one.
    private static void url(LogRecord record) {
        String host = record.value("cs-host");
        if (host == null) return;
        String scheme = record.value("cs-uri-scheme");
        String port = record.value("cs-uri-port");
        String path = record.value("cs-uri-path");
        String query = record.value("cs-uri-query");
        StringBuilder url = new StringBuilder(scheme == null ? "http" : scheme)
                .append("://")
                .append(host);
        if (port != null && !port.equals("80") && !port.equals("443"))
            url.append(':').append(port);
        if (path != null) url.append(path);
        if (query != null) url.append(query.startsWith("?") ? "" : "?").append(query);
        byte[] bytes = url.toString().getBytes(StandardCharsets.UTF_8);
        ProxyUrl.read(bytes, 0, bytes.length, record);
    }

    @Override
    public Parsed parsed(LogRecord record) {
        return General.parsed(record, "c-ip", record.value("r-ip") != null ? "r-ip" : "s-supplier-ip");
    }

    @Override
    public String remark() {
        return null;
    }
}
