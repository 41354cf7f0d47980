package dejfa.node.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dejfa.node.Command;
import dejfa.testkit.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// The outside suite: our verdicts against those of its own judge on the same events, and the list of failing cases in
/// docs/rule-support.md. Skips loudly where the suite or Python's YAML is missing.
class SuiteAgreementTest {
    private static final String BEGIN = "<!-- cases: names checked by SuiteAgreementTest, -Dupdate -->\n";
    private static final String END = "<!-- end of cases -->\n";
    private static final long MOST_MINUTES = 10;

    @TempDir
    static Path events;

    private static Path suite;
    private static final Map<String, Map<?, ?>> ALERTS = new TreeMap<>();

    @BeforeAll
    static void run_it_once() throws IOException {
        suite = Project.shared("cases/suricata-verify").orElse(null);
        if (suite != null) ALERTS.putAll(ours("alert"));
    }

    private static Map<String, Map<?, ?>> ours(String types) throws IOException {
        Command ran = Command.run("verify", suite.toString(), "--events", types, "--json", "--keep", events.toString());
        Map<?, ?> told = JsonMapper.shared().readValue(ran.out(), Map.class);
        Map<String, Map<?, ?>> verdicts = new TreeMap<>();
        for (Object one : (List<?>) told.get("cases")) {
            Map<?, ?> verdict = (Map<?, ?>) one;
            verdicts.put(verdict.get("name").toString(), verdict);
        }
        return verdicts;
    }

    private static boolean hasYaml() throws IOException, InterruptedException {
        return Files.isExecutable(Path.of("/usr/bin/python3"))
                && new ProcessBuilder("/usr/bin/python3", "-c", "import yaml")
                                .start()
                                .waitFor()
                        == 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"alert", "all"})
    void every_verdict_is_that_of_the_suite_s_judge(String types) throws IOException, InterruptedException {
        assumeTrue(suite != null, "the suite is not here");
        if (!hasYaml())
            System.err.println("SKIPPED: /usr/bin/python3 with PyYAML is missing; verdicts were not compared");
        assumeTrue(hasYaml());
        Map<String, Map<?, ?>> ours = types.equals("alert") ? ALERTS : ours(types);
        Path report = events.resolve("report-" + types);
        Process judge = new ProcessBuilder(
                        "/usr/bin/python3",
                        Project.root()
                                .resolveSibling("shared/tools/verify_rules.py")
                                .toString(),
                        "--cases",
                        suite.toString(),
                        "--judge",
                        events.toString(),
                        "--events",
                        types,
                        "--report",
                        report.toString())
                .redirectErrorStream(true)
                .redirectOutput(events.resolve("judge.log").toFile())
                .start();
        assertTrue(judge.waitFor(MOST_MINUTES, TimeUnit.MINUTES));
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (String line : Files.readAllLines(report)) {
            Map<?, ?> theirs = JsonMapper.shared().readValue(line, Map.class);
            Map<?, ?> own = ours.get(theirs.get("name").toString());
            compared++;
            if (own == null || !said(own).equals(said(theirs))) wrong.add(own + " against " + theirs);
        }
        assertEquals(List.of(), wrong);
        assertEquals(ours.size(), compared);
    }

    private static String said(Map<?, ?> verdict) {
        return verdict.get("verdict").equals("SKIP")
                ? "SKIP"
                : verdict.get("verdict") + " " + verdict.get("good") + "/" + verdict.get("checks");
    }

    @Test
    void the_failing_cases_are_listed_with_a_reason() throws IOException {
        assumeTrue(suite != null, "the suite is not here");
        Path file = Project.root().resolve("docs/rule-support.md");
        String text = Files.readString(file);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END);
        assertTrue(from >= BEGIN.length() && to >= from, "the marks of the list are missing in " + file);
        Map<String, String> listed = new TreeMap<>();
        for (String row : text.substring(from, to).split("\n")) {
            String[] cells = row.split(" \\| ", 2);
            if (row.startsWith("| `"))
                listed.put(cells[0].substring(3, cells[0].length() - 1), cells[1].replaceFirst(" \\|$", ""));
        }
        Map<String, String> failing = new TreeMap<>();
        ALERTS.forEach((name, verdict) -> {
            if (verdict.get("verdict").equals("FAIL")) failing.put(name, listed.getOrDefault(name, first(verdict)));
        });
        StringBuilder fresh = new StringBuilder("\n" + failing.size() + " of " + ALERTS.size()
                + " cases (411 alerting, 39 silent) fail by their checks on alerts.\n\n| case | reason |\n|---|---|\n");
        failing.forEach((name, why) -> fresh.append("| `" + name + "` | " + why + " |\n"));
        fresh.append('\n');
        if (System.getProperty("update") != null) {
            Files.writeString(file, text.substring(0, from) + fresh + text.substring(to));
            return;
        }
        assertEquals(
                failing.keySet(), listed.keySet(), "docs/rule-support.md: run this test with -Dupdate, then say why");
    }

    /// What the first failing check says, until somebody writes the reason.
    private static String first(Map<?, ?> verdict) {
        Map<?, ?> failure = (Map<?, ?>) ((List<?>) verdict.get("failures")).getFirst();
        String text = failure.get("reason").toString().replace("|", "\\|");
        return text.length() <= 160 ? text : text.substring(0, 159) + "…";
    }
}
