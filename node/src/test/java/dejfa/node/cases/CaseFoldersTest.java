package dejfa.node.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dejfa.node.Dejfa;
import dejfa.node.verify.LineDifference;
import dejfa.testkit.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every case folder of the project through the whole line, with one worker and with three. `-Dupdate` rewrites
/// `expected.jsonl`; its difference is reviewed like code.
class CaseFoldersTest {
    private static final boolean UPDATE = System.getProperty("update") != null;
    /// The only part of a line that depends on where the clone lies.
    private static final Pattern INPUT = Pattern.compile(",\"input\":\"[^\"]*\"");

    private static final AtomicInteger RAN = new AtomicInteger();
    private static String homeBefore;

    @TempDir
    static Path scratch;

    @BeforeAll
    static void content_is_the_project_s() {
        homeBefore = System.getProperty("dejfa.home");
        System.setProperty("dejfa.home", Project.root().toString());
    }

    @AfterAll
    static void every_case_folder_ran() {
        if (homeBefore == null) System.clearProperty("dejfa.home");
        else System.setProperty("dejfa.home", homeBefore);
        if (RAN.get() > 0) assertEquals(Project.caseFolders().size(), RAN.get(), "case folders that ran");
    }

    @TestFactory
    Stream<DynamicTest> a_case_tells_the_events_expected_of_it() {
        return CaseFolder.all().stream()
                .map(one -> DynamicTest.dynamicTest(one.name(), one.folder().toUri(), () -> check(one)));
    }

    private static void check(CaseFolder one) throws IOException {
        RAN.incrementAndGet();
        assertTrue(!one.inputs().isEmpty(), one.name() + " has no in.pcap, in.log or in.jsonl");
        assertEquals(List.of(), one.strangers(), one.name() + " holds what belongs to no case");
        List<String> alone = run(one, 1);
        if (UPDATE) Files.writeString(one.expected(), String.join("\n", alone) + "\n");
        if (!Files.exists(one.expected())) fail(one.name() + " has no expected.jsonl; run with -Dupdate and review it");
        String difference = LineDifference.of(Files.readAllLines(one.expected()), alone);
        assertEquals("", difference, one.name() + " (-Dupdate rewrites what is expected): " + difference);
        String workers = LineDifference.of(alone, run(one, 3));
        assertEquals("", workers, one.name() + " tells something else with three workers: " + workers);
    }

    private static List<String> run(CaseFolder one, int workers) throws IOException {
        Path eve = scratch.resolve("eve-" + workers + ".jsonl");
        int code = Dejfa.run(one.arguments(eve, workers).toArray(String[]::new));
        assertEquals(0, code, one.name() + ": exit code");
        List<String> lines = new ArrayList<>();
        for (String line : Files.readString(eve, StandardCharsets.UTF_8).split("\n")) {
            if (!line.isEmpty()) lines.add(INPUT.matcher(line).replaceFirst(""));
        }
        return lines;
    }

    @Test
    void every_behaviour_has_an_attack_that_it_tells_and_a_look_alike_that_it_does_not() throws IOException {
        assumeFalse(UPDATE, "what is expected is being rewritten");
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> behaviours = Files.list(Project.root().resolve("content/behaviours"))) {
            for (Path behaviour : behaviours.filter(Files::isDirectory).sorted().toList()) {
                String told = "\"rule\":\"" + behaviour.getFileName() + "\"";
                Path attack = behaviour.resolve("cases/attack/expected.jsonl");
                if (!Files.exists(attack)) wrong.add(attack + " is missing");
                else if (!Files.readString(attack).contains(told)) wrong.add(attack + " has no " + told);
                Path alike = behaviour.resolve("cases/look-alike/expected.jsonl");
                if (!Files.exists(alike)) wrong.add(alike + " is missing");
                else if (Files.readString(alike).contains(told)) wrong.add(alike + " has " + told);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void every_protocol_has_a_case() throws IOException {
        List<String> without = new ArrayList<>();
        try (Stream<Path> folders = Files.walk(Project.root().resolve("protocols/src/main/java/dejfa/protocols"), 2)) {
            for (Path fields : folders.filter(path -> path.endsWith("fields.yaml"))
                    .sorted()
                    .toList()) {
                Path protocol = fields.getParent();
                boolean some =
                        CaseFolder.all().stream().anyMatch(one -> one.folder().startsWith(protocol));
                if (!some) without.add(protocol.getFileName().toString());
            }
        }
        assertEquals(List.of(), without);
    }

    @Test
    void a_difference_names_line_and_field() {
        String was = "{\"event_type\":\"dns\",\"dns\":{\"id\":1,\"rrname\":\"a.example\"}}";
        String is = "{\"event_type\":\"dns\",\"dns\":{\"id\":1,\"rrname\":\"b.example\"}}";
        assertEquals("", LineDifference.of(List.of(was), List.of(was)));
        assertTrue(LineDifference.of(List.of(was), List.of(is)).contains("dns.rrname: - a.example + b.example"));
        assertTrue(LineDifference.of(List.of(was), List.of(was, is)).contains("line 2 is new"));
        assertTrue(LineDifference.of(List.of(is, was), List.of(is)).contains("line 2 is gone"));
    }
}
