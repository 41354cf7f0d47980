package dejfa.intel;

import dejfa.api.Indicator;
import dejfa.api.Indicator.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Reads one list: one value a line, a hosts file (`0.0.0.0 name`), or CSV with a header (columns in any order) or by
/// position (value, type, source, actor, reliability, valid_until). `#`, `;` and `//` start a comment.
final class IndicatorReader {
    private static final List<String> COLUMNS =
            List.of("value", "type", "source", "actor", "reliability", "valid_until");
    /// What a list is worth that says nothing of itself.
    private static final double PLAIN_RELIABILITY = 0.5;

    private static final int MAX_REFUSALS = 1_000;
    private static final int MAX_LINE = 16_384;

    private final Path file;
    private final Consumer<Indicator> out;
    private final List<String> refused;
    private Map<String, Integer> header;

    IndicatorReader(Path file, Consumer<Indicator> out, List<String> refused) {
        this.file = file;
        this.out = out;
        this.refused = refused;
    }

    void read() {
        // Lists come in any encoding: what is no UTF-8 becomes a replacement character, and the line is refused.
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        try (BufferedReader lines =
                new BufferedReader(new java.io.InputStreamReader(Files.newInputStream(file), decoder))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                try {
                    line(line.length() > MAX_LINE ? "" : line.strip());
                    if (line.length() > MAX_LINE) throw new IllegalArgumentException("longer than " + MAX_LINE);
                } catch (IllegalArgumentException e) {
                    refuse(number, e.getMessage());
                }
            }
        } catch (IOException e) {
            refused.add(file + ": can't be read (" + why(e) + "); check path and rights");
        }
    }

    private void refuse(int line, String reason) {
        if (refused.size() < MAX_REFUSALS) refused.add(file + ":" + line + ": " + reason);
        else if (refused.size() == MAX_REFUSALS) refused.add(file + ": further refusals are not listed");
    }

    private void line(String raw) {
        String line = raw.startsWith("\uFEFF") ? raw.substring(1) : raw;
        if (line.isEmpty() || line.startsWith("#") || line.startsWith(";") || line.startsWith("//")) return;
        if (line.indexOf(',') >= 0 || header != null) {
            List<String> cells = cells(line);
            if (header == null && isHeader(cells)) return;
            csv(cells);
            return;
        }
        int comment = line.indexOf(" #");
        String[] words =
                (comment >= 0 ? line.substring(0, comment) : line).strip().split("\\s+");
        if (words.length > 1 && (words[0].equals("0.0.0.0") || words[0].equals("127.0.0.1") || words[0].equals("::"))) {
            for (int i = 1; i < words.length; i++) {
                if (words[i].indexOf('.') > 0) plain(Spelling.of(Kind.DOMAIN, words[i]));
            }
        } else if (words.length > 1) {
            throw new IllegalArgumentException("more than one value; a list has one a line, CSV has commas");
        } else plain(Spelling.guess(words[0]));
    }

    private void plain(Spelling.Value value) {
        out.accept(
                new Indicator(value.kind(), value.text(), source(), null, PLAIN_RELIABILITY, false, 0, Long.MAX_VALUE));
    }

    private String source() {
        return String.valueOf(file.getFileName());
    }

    private boolean isHeader(List<String> cells) {
        Map<String, Integer> names = new TreeMap<>();
        for (int i = 0; i < cells.size(); i++) names.put(cells.get(i).strip().toLowerCase(Locale.ROOT), i);
        if (!names.containsKey("value")) return false;
        header = names;
        for (String name : names.keySet()) {
            if (!COLUMNS.contains(name)) refused.add(file + ": column '" + name + "' is not known and not read");
        }
        return true;
    }

    private void csv(List<String> cells) {
        String type = cell(cells, "type").toLowerCase(Locale.ROOT);
        String text = cell(cells, "value");
        Spelling.Value value = type.isEmpty() ? Spelling.guess(text) : Spelling.of(kind(type), text);
        String source = cell(cells, "source");
        String actor = cell(cells, "actor");
        out.accept(new Indicator(
                value.kind(),
                value.text(),
                source.isEmpty() ? source() : source,
                actor.isEmpty() ? null : actor,
                reliability(cell(cells, "reliability")),
                false,
                0,
                until(cell(cells, "valid_until"))));
    }

    private static Kind kind(String type) {
        String word = type.replace('-', '_');
        if (word.equals("ipv4") || word.equals("ipv6") || word.equals("ip_dst") || word.equals("ip_src"))
            return Kind.ADDRESS;
        if (word.equals("network") || word.equals("cidr")) return Kind.NETWORK;
        if (word.equals("hostname") || word.equals("fqdn")) return Kind.DOMAIN;
        if (word.equals("uri")) return Kind.URL;
        Kind kind = ActorScorer.kind(word);
        if (kind == null) throw new IllegalArgumentException("unknown type '" + type.replaceAll("\\p{C}", "?") + "'");
        return kind;
    }

    private static double reliability(String text) {
        if (text.isEmpty()) return PLAIN_RELIABILITY;
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && value <= 1) return value;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("reliability must be 0 to 1: '" + text + "'", e);
        }
        throw new IllegalArgumentException("reliability must be 0 to 1: '" + text + "'");
    }

    private static long until(String text) {
        if (text.isEmpty()) return Long.MAX_VALUE;
        try {
            Instant end = text.length() == 10
                    ? LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : Instant.parse(text);
            return Math.multiplyExact(end.getEpochSecond(), 1_000_000_000L);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException("valid_until must be a date such as 2026-12-31: '" + text + "'", e);
        }
    }

    private String cell(List<String> cells, String column) {
        Integer at = header == null ? (Integer) COLUMNS.indexOf(column) : header.get(column);
        return at == null || at >= cells.size() ? "" : cells.get(at).strip();
    }

    /// Cells of a CSV line (RFC 4180; a cell does not go over the line's end).
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else cell.append(c);
        }
        if (quoted) throw new IllegalArgumentException("a quoted cell does not end");
        cells.add(cell.toString());
        return cells;
    }

    private static String why(IOException error) {
        return error instanceof NoSuchFileException ? "it is not there" : error.getMessage();
    }
}
