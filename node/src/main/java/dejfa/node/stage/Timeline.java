package dejfa.node.stage;

import dejfa.api.Alert;
import dejfa.api.EveJson;
import dejfa.api.Event;
import dejfa.api.SigmaFields;
import dejfa.api.Slots;
import dejfa.correlate.Plain;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// Every alert as one line of a time line: CSV (RFC 4180) or JSON lines in a file, columns on a terminal.
public final class Timeline implements AutoCloseable {
    private static final List<String> COLUMNS = List.of(
            "time",
            "severity",
            "engine",
            "title",
            "rule",
            "host",
            "peer",
            "channel",
            "event_id",
            "record_id",
            "techniques",
            "details",
            "source");
    private static final String[] SEVERITIES = {"high", "medium", "low", "information"};
    private static final int MAX_CELL_CHARS = 4096;
    private static final int TERMINAL_COLUMNS = 160;

    private enum Form {
        CSV,
        JSON,
        COLUMNS
    }

    private final Writer out;
    private final Form form;

    private Timeline(Writer out, Form form) throws IOException {
        this.out = out;
        this.form = form;
        if (form == Form.CSV) out.write(String.join(",", COLUMNS) + "\r\n");
    }

    /// @param name a file that ends in `.csv`, `.json` or `.jsonl`; `-` is the terminal
    /// @throws IllegalArgumentException for other names; the message is a sentence for the operator
    public static Timeline open(String name) throws IOException {
        if (name.equals("-")) return of(System.out);
        String end = name.toLowerCase(Locale.ROOT);
        boolean json = end.endsWith(".json") || end.endsWith(".jsonl");
        if (!json && !end.endsWith(".csv")) {
            throw new IllegalArgumentException("--timeline must end in .csv or .json, or be - for the terminal");
        }
        return new Timeline(Files.newBufferedWriter(Path.of(name)), json ? Form.JSON : Form.CSV);
    }

    private static Timeline of(PrintStream terminal) throws IOException {
        return new Timeline(
                new BufferedWriter(new java.io.OutputStreamWriter(terminal, StandardCharsets.UTF_8)), Form.COLUMNS);
    }

    public void add(Alert alert) {
        Map<String, String> cells = cells(alert);
        try {
            switch (form) {
                case CSV ->
                    out.write(COLUMNS.stream()
                                    .map(column -> csv(cells.getOrDefault(column, "")))
                                    .collect(Collectors.joining(","))
                            + "\r\n");
                case JSON -> out.write(JsonMapper.shared().writeValueAsString(cells) + "\n");
                case COLUMNS -> out.write(line(cells));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the time line can't be written (" + e.getMessage() + ")", e);
        }
    }

    private static Map<String, String> cells(Alert alert) {
        Event event = alert.event();
        Map<String, String> cells = new LinkedHashMap<>();
        put(cells, "time", EveJson.time(event.timeNs()));
        put(cells, "severity", SEVERITIES[Math.min(alert.severity(), SEVERITIES.length) - 1]);
        put(cells, "engine", alert.engine().name().toLowerCase(Locale.ROOT));
        put(cells, "title", alert.title());
        put(cells, "rule", alert.rule());
        put(cells, "peer", alert.peer() == null ? null : alert.peer().toString());
        put(cells, "techniques", String.join(" ", alert.techniques()));
        put(cells, "details", event.slots().text("text"));
        put(cells, "source", event.input());
        String host = alert.victim() == null ? null : alert.victim().toString();
        for (Slots more : event.related()) {
            if (!more.schema().equals(SigmaFields.SCHEMA)) continue;
            put(cells, "severity", more.text(SigmaFields.LEVEL));
            put(cells, "channel", more.text(SigmaFields.CHANNEL));
            put(cells, "event_id", more.text(SigmaFields.EVENT_ID));
            put(cells, "record_id", more.text(SigmaFields.RECORD_ID));
            put(cells, "details", details(more));
            if (more.text(SigmaFields.COMPUTER) != null) host = more.text(SigmaFields.COMPUTER);
        }
        put(cells, "host", host);
        return cells;
    }

    private static String details(Slots sigma) {
        List<String> all = new ArrayList<>();
        sigma.map(SigmaFields.MATCHED).forEach((field, value) -> all.add(field + "=" + value));
        sigma.map(SigmaFields.GROUP).forEach((field, value) -> all.add(field + "=" + value));
        return String.join("; ", all);
    }

    private static void put(Map<String, String> cells, String column, String text) {
        if (text != null && !text.isEmpty()) cells.put(column, Plain.text(text, MAX_CELL_CHARS));
    }

    /// Attackers choose texts: one that a spreadsheet would take for a formula is quoted (OWASP, CSV injection).
    private static String csv(String text) {
        boolean formula = !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }

    private static String line(Map<String, String> cells) {
        String line = String.format(
                Locale.ROOT,
                "%s %-13s %-20s %s  %s",
                cells.get("time").substring(0, 19).replace('T', ' '),
                cells.get("severity"),
                Plain.text(cells.getOrDefault("host", "-"), 20),
                cells.get("title"),
                cells.getOrDefault("details", ""));
        return Plain.text(line.strip(), TERMINAL_COLUMNS) + "\n";
    }

    @Override
    public void close() throws IOException {
        out.flush();
        if (form != Form.COLUMNS) out.close();
    }
}
