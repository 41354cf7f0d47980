package dejfa.node.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.node.rules.KeywordTable.Row;
import dejfa.testkit.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// docs/rule-support.md: the table of keywords is made of the code, and every keyword is documented with an example
/// that loads. `-Dupdate` writes the table anew.
class RuleSupportTest {
    private static final String BEGIN = "<!-- keywords: written by RuleSupportTest, -Dupdate -->\n";
    private static final String END = "<!-- end of keywords -->\n";

    @TempDir
    static Path data;

    private static List<Row> rows;
    private static List<String> strangers;

    @BeforeAll
    static void examples_find_the_files_that_they_load() throws IOException {
        Files.writeString(data.resolve("digests.txt"), "d41d8cd98f00b204e9800998ecf8427e\n");
        KeywordTable table = new KeywordTable(data);
        rows = table.rows();
        strangers = table.strangers();
    }

    @Test
    void every_keyword_has_a_line_of_documentation() {
        List<String> without = rows.stream()
                .filter(row -> row.known() && (row.doc() == null || row.doc().isBlank()))
                .map(Row::keyword)
                .toList();
        assertEquals(
                List.of(),
                without,
                "say in one line what it is: `doc` in the fields.yaml, or content/suricata/keywords.yaml");
    }

    @Test
    void every_keyword_has_an_example_that_loads() {
        List<String> wrong = rows.stream()
                .filter(row -> !row.sound())
                .map(row -> row.keyword() + ": " + row.example() + " -> " + row.refusal())
                .toList();
        assertEquals(List.of(), wrong, "give an `example` (and `header`) in content/suricata/keywords.yaml");
    }

    @Test
    void what_is_refused_by_name_never_loads() {
        List<String> wrong = rows.stream()
                .filter(row -> row.section().equals("refused") && row.refusal() == null)
                .map(Row::keyword)
                .toList();
        assertEquals(List.of(), wrong);
    }

    @Test
    void nothing_is_documented_that_neither_the_code_nor_suricata_has() {
        assertEquals(List.of(), strangers, "content/suricata/keywords.yaml");
    }

    @Test
    void an_example_shows_the_keyword_itself() {
        List<String> wrong = rows.stream()
                .filter(row -> row.known() && !row.keyword().equals("sid"))
                .filter(row -> !(" " + row.example()).contains(" " + row.keyword()))
                .map(row -> row.keyword() + ": " + row.example())
                .toList();
        assertEquals(List.of(), wrong);
    }

    @Test
    void the_table_in_the_docs_is_that_of_the_code() throws IOException {
        Path file = Project.root().resolve("docs/rule-support.md");
        String text = Files.readString(file);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END);
        assertTrue(from >= BEGIN.length() && to >= from, "the marks of the table are missing in " + file);
        String fresh = table();
        if (System.getProperty("update") != null) {
            Files.writeString(file, text.substring(0, from) + fresh + text.substring(to));
            return;
        }
        List<String> was = text.substring(from, to).lines().toList();
        List<String> is = fresh.lines().toList();
        List<String> changed = new ArrayList<>(is);
        changed.removeAll(was);
        List<String> gone = new ArrayList<>(was);
        gone.removeAll(is);
        assertEquals(gone, changed, "docs/rule-support.md is stale: run this test with -Dupdate");
        assertEquals(was, is, "the order of docs/rule-support.md is off: run this test with -Dupdate");
    }

    private static String table() {
        Map<String, List<Row>> sections = new TreeMap<>();
        for (Row row : rows)
            sections.computeIfAbsent(row.section(), key -> new ArrayList<>()).add(row);
        long known = rows.stream().filter(row -> runs(row)).count();
        StringBuilder out = new StringBuilder("\n" + known + " of " + rows.size() + " keywords run.\n");
        sections.forEach((section, list) -> {
            out.append("\n### ").append(section).append("\n\n| keyword | kind | runs | what it is | example |\n");
            out.append("|---|---|---|---|---|\n");
            for (Row row : list) {
                out.append("| `").append(row.keyword()).append("` | ");
                out.append(row.kind().equals(section) ? "" : row.kind())
                        .append(" | ")
                        .append(verdict(row))
                        .append(" | ");
                out.append(row.doc() == null ? "" : escaped(row.doc())).append(" | ");
                out.append(runs(row) ? "`" + escaped(row.example()) + "`" : "").append(" |\n");
            }
        });
        return out.append('\n').toString();
    }

    private static boolean runs(Row row) {
        return row.known() && (row.refusal() == null || row.needs() != null);
    }

    private static String verdict(Row row) {
        if (runs(row)) return row.needs() == null ? "yes" : "yes, given " + row.needs();
        return "no: "
                + escaped(row.refusal() == null ? "the keyword " + row.keyword() + " is not known" : row.refusal());
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}
