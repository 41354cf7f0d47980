package dejfa.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.detect.sigma.rule.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTest {
    private static final String RULE = SigmaFixture.rule("s: {A: x}\ncondition: s\n");

    @Test
    void a_rule_keeps_what_it_says_of_itself() {
        try (SigmaFixture sigma =
                new SigmaFixture(RULE + "author: Ann, Bob\nlevel: high\ntags: [attack.t1059.001, attack.execution]\n"
                        + "falsepositives: [admins]\nstatus: test\n")) {
            var info = sigma.rules.rules().getFirst().info();
            assertEquals("Ann, Bob", info.author());
            assertEquals(Level.HIGH, info.level());
            assertEquals(List.of("T1059.001"), info.techniques());
            assertEquals(List.of("admins"), info.falsePositives());
        }
    }

    @Test
    void a_filter_narrows_the_rules_that_it_names() {
        String filter = "---\ntitle: F\nlogsource: {product: testproduct}\nfilter:\n  rules: [t-1]\n"
                + "  selection: {User|startswith: adm_}\n  condition: not selection\n";
        try (SigmaFixture sigma = new SigmaFixture(RULE + filter)) {
            assertEquals(List.of(), sigma.reasons());
            assertEquals(2, sigma.rules.loaded());
            assertTrue(sigma.fires("A", "x", "User", "bob"));
            assertFalse(sigma.fires("A", "x", "User", "adm_bob"));
        }
        try (SigmaFixture sigma = new SigmaFixture(RULE + filter.replace("[t-1]", "any"))) {
            assertFalse(sigma.fires("A", "x", "User", "adm_bob"));
        }
        try (SigmaFixture sigma = new SigmaFixture(RULE + filter.replace("product: testproduct", "product: other"))) {
            assertTrue(sigma.fires("A", "x", "User", "adm_bob"));
        }
        try (SigmaFixture sigma = new SigmaFixture(RULE + filter.replace("[t-1]", "[t-9]"))) {
            assertEquals(List.of("none of the rules that it filters is loaded"), sigma.reasons());
        }
    }

    @Test
    void a_global_document_goes_before_all_that_follow() {
        String text = "action: global\ntitle: G\nlogsource: {product: testproduct}\ndetection: {condition: s}\n---\n"
                + "id: g-1\ndetection: {s: {A: x}}\n---\nid: g-2\ndetection: {s: {A: y}}\n";
        try (SigmaFixture sigma = new SigmaFixture(text)) {
            assertEquals(List.of(), sigma.reasons());
            assertEquals(2, sigma.rules.rules().size());
            assertTrue(sigma.fires("A", "y"));
        }
    }

    @Test
    void what_is_no_rule_is_listed_or_counted(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/good.yml"), RULE);
        Files.writeString(folder.resolve("twin.yaml"), RULE);
        Files.writeString(folder.resolve("broken.yml"), "title: [\n");
        Files.writeString(folder.resolve("foreign.yml"), "name: x\ndate: 2024-01-01\n");
        Files.writeString(folder.resolve("empty.yml"), "title: E\n");
        Files.write(folder.resolve("latin.yml"), new byte[] {'a', (byte) 0xe4});
        Files.writeString(folder.resolve("twice.yml"), RULE.replace("t-1", "t-2") + "level: low\nlevel: high\n");
        Files.writeString(folder.resolve("notes.txt"), RULE);
        try (SigmaRules rules = SigmaRules.load(List.of(folder, folder.resolve("nowhere")), SigmaSettings.defaults())) {
            assertEquals(6, rules.total());
            assertEquals(1, rules.loaded());
            assertEquals(1, rules.foreign());
            List<String> reasons = rules.problems().stream()
                    .map(problem -> Path.of(problem.file()).getFileName() + ": " + problem.reason())
                    .toList();
            assertTrue(reasons.contains("nowhere: there is no such file or folder"), reasons.toString());
            assertTrue(reasons.contains("empty.yml: has no logsource"), reasons.toString());
            assertTrue(reasons.contains("latin.yml: not UTF-8"), reasons.toString());
            assertTrue(reasons.contains("twice.yml: the key 'level' stands twice in one map"), reasons.toString());
            assertTrue(reasons.stream().anyMatch(one -> one.startsWith("broken.yml: not YAML")), reasons.toString());
            assertTrue(reasons.stream().anyMatch(one -> one.startsWith("twin.yaml: the same id")), reasons.toString());
        }
    }

    @Test
    void links_that_lead_back_or_nowhere_cost_no_other_rule(@TempDir Path folder) throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules"));
        Files.writeString(rules.resolve("good.yml"), RULE);
        Files.createSymbolicLink(rules.resolve("loop"), rules);
        Files.createSymbolicLink(rules.resolve("self"), Path.of("self"));
        Files.createSymbolicLink(rules.resolve("gone.yml"), Path.of("nowhere"));
        try (SigmaRules read = SigmaRules.load(List.of(rules), SigmaSettings.defaults())) {
            assertEquals(1, read.loaded());
            assertTrue(
                    read.problems().stream().noneMatch(problem -> problem.file().contains("loop")));
        }
    }

    @Test
    void a_file_beyond_24_mb_is_listed_and_not_read(@TempDir Path folder) throws IOException {
        try (var file = new java.io.RandomAccessFile(folder.resolve("big.yml").toFile(), "rw")) {
            file.setLength((24L << 20) + 1);
        }
        try (SigmaRules read = SigmaRules.load(List.of(folder), SigmaSettings.defaults())) {
            assertEquals(
                    "longer than 24 MB: cut it into several",
                    read.problems().getFirst().reason());
        }
    }

    @Test
    void hostile_yaml_is_refused_and_not_unfolded() {
        StringBuilder laughs = new StringBuilder("title: a\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1);
            laughs.append("a").append(i).append(": &a").append(i).append(" [");
            laughs.append(String.join(", ", java.util.Collections.nCopies(10, before)))
                    .append("]\n");
        }
        for (String text : List.of(laughs.toString(), "title: &a [*a]\n", "[".repeat(100_000), "? {a: b}\n: c\n")) {
            try (SigmaFixture sigma = new SigmaFixture(text)) {
                assertEquals(0, sigma.rules.rules().size());
                assertEquals(1, sigma.reasons().size());
            }
        }
    }

    @Test
    void explaining_says_where_a_rule_looks_and_what_it_needs() {
        try (SigmaFixture sigma = new SigmaFixture(
                "title: T\nid: t-1\nlogsource: {product: windows, category: process_creation}\ndetection:\n"
                        + "  s: {CommandLine|contains: 'rare words'}\n  f: {User: null}\n  condition: s and not f\n")) {
            String text = new SigmaExplainer(sigma.rules)
                    .explain(sigma.rules.rules().getFirst())
                    .toString();
            assertTrue(text.contains("'rare words'"), text);
            assertTrue(text.contains("channel microsoft-windows-sysmon/operational, event id 1"), text);
            assertTrue(text.contains("User is there SubjectUserName"), text);
            assertTrue(text.contains("not: User is absent or null"), text);
        }
    }
}
