package dejfa.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.range.Background;
import dejfa.range.Ranges;
import dejfa.range.Scenario;
import dejfa.testkit.Project;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The same input gives the same bytes, whatever the number of threads, however small the tables.
class DeterminismTest {
    private static final Map<String, Object> SMALL =
            Map.of("dejfa.max-flows", 2, "dejfa.max-datagrams", 1, "dejfa.max-stream-bytes", 4096);
    private static final Pattern EVICTED = Pattern.compile("\"evicted\":(\\d+)");
    private static final PrintStream ERR = System.err;

    @TempDir
    Path scratch;

    @BeforeAll
    static void complaints_of_the_cases_rules_are_not_shown() {
        System.setProperty("dejfa.home", Project.root().toString());
        System.setErr(new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8));
    }

    @AfterAll
    static void complaints_are_shown_again() {
        System.setErr(ERR);
    }

    private byte[] eve(Path capture, String rules, Path vars, int workers) throws IOException {
        WatchCommand watch = new WatchCommand();
        watch.inputs = List.of(capture);
        if (rules != null) watch.rules = List.of(rules);
        watch.homeNet = OutsideCases.HOME_NET;
        watch.vars = vars;
        watch.eve = scratch.resolve("eve.json");
        watch.respond = "dry-run";
        watch.quiet = true;
        watch.workers = workers;
        new Watch(watch).run();
        return Files.readAllBytes(watch.eve);
    }

    private void compare(
            String name, Path capture, String rules, Path vars, List<String> wrong, byte[] one, int... more)
            throws IOException {
        for (int workers : more) {
            byte[] many = eve(capture, rules, vars, workers);
            if (Arrays.equals(one, many)) continue;
            int at = Arrays.mismatch(one, many);
            wrong.add(name + ": " + workers + " workers differ at byte " + at + ": " + around(one, at) + " / "
                    + around(many, at));
        }
    }

    private static String around(byte[] bytes, int at) {
        int from = Math.max(0, at - 80);
        int to = Math.min(bytes.length, at + 40);
        return from >= to ? "(end)" : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static long evicted(byte[] eve) {
        return EVICTED.matcher(new String(eve, StandardCharsets.ISO_8859_1))
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .sum();
    }

    @Test
    void scenarios_give_the_same_bytes_with_any_number_of_workers() throws IOException {
        Path small = scratch.resolve("small.json");
        Files.write(small, JsonMapper.shared().writeValueAsBytes(Map.of("settings", SMALL)));
        List<String> wrong = new ArrayList<>();
        long evicted = 0;
        for (Scenario scenario : Ranges.list()) {
            Path folder = scratch.resolve(scenario.name());
            Ranges.make(scenario.name(), folder, 3, 0.5, Background.LOW, progress -> {});
            Path capture = folder.resolve(scenario.name() + ".pcap");
            compare(scenario.name(), capture, null, null, wrong, eve(capture, null, null, 1), 2, 3);
            byte[] crowded = eve(capture, null, small, 1);
            evicted += evicted(crowded);
            compare(scenario.name() + ", small tables", capture, null, small, wrong, crowded, 3);
        }
        assertEquals(List.of(), wrong);
        assertTrue(evicted > 1000, "the tables were not small enough: only " + evicted + " flows were evicted");
    }

    @Test
    void outside_cases_give_the_same_bytes_with_any_workers_and_the_same_alerts_without_native_libraries()
            throws IOException, InterruptedException {
        List<OutsideCases.Case> cases = OutsideCases.all();
        if (cases.isEmpty()) return;
        List<String> wrong = new ArrayList<>();
        Map<String, List<String>> alerts = new LinkedHashMap<>();
        long evicted = 0;
        for (OutsideCases.Case one : cases) {
            Path vars = one.vars(scratch, Map.of());
            String rules = one.rules().toString();
            byte[] alone = eve(one.capture(), rules, vars, 1);
            alerts.put(one.name(), alerts(alone));
            compare(one.name(), one.capture(), rules, vars, wrong, alone, 2, 3);
            Path small = one.vars(Files.createDirectories(scratch.resolve("small")), SMALL);
            byte[] crowded = eve(one.capture(), rules, small, 1);
            evicted += evicted(crowded);
            compare(one.name() + ", small tables", one.capture(), rules, small, wrong, crowded, 3);
        }
        assertEquals(List.of(), wrong);
        assertTrue(evicted > 100, "the tables were not small enough: only " + evicted + " flows were evicted");
        long all = alerts.values().stream().mapToLong(List::size).sum();
        assertTrue(all > 1000, "only " + all + " alerts: the rules did not run");
        assertEquals(List.of(), differencesWithoutNative(cases, alerts));
        System.out.println(cases.size() + " outside cases: the same bytes with 1, 2, 3 workers, small tables ("
                + evicted + " evictions); the same " + all + " alerts without native libraries");
    }

    private List<String> differencesWithoutNative(List<OutsideCases.Case> cases, Map<String, List<String>> alerts)
            throws IOException, InterruptedException {
        Path jobs = scratch.resolve("jobs");
        Path out = Files.createDirectories(scratch.resolve("out"));
        List<String> lines = new ArrayList<>();
        for (OutsideCases.Case one : cases) {
            lines.add(JsonMapper.shared()
                    .writeValueAsString(Map.of(
                            "name", one.name(),
                            "pcap", one.capture().toString(),
                            "rules", one.rules().toString(),
                            "home_net", OutsideCases.HOME_NET,
                            "vars_json",
                                    scratch.resolve(one.name() + ".vars.json").toString(),
                            "out", out.resolve(one.name()).toString())));
        }
        Files.write(jobs, lines);
        Path said = scratch.resolve("said");
        Process process = Command.start(
                List.of("-Ddejfa.native=off"), List.of("verify", scratch.toString(), "--jobs", jobs.toString()), said);
        try {
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the run without native libraries did not end");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(ExitCode.FINE, process.exitValue(), () -> read(said));
        List<String> wrong = new ArrayList<>();
        for (OutsideCases.Case one : cases) {
            List<String> pure = alerts(Files.readAllBytes(out.resolve(one.name())));
            if (!pure.equals(alerts.get(one.name())))
                wrong.add(one.name() + ": " + pure.size() + " alerts without native libraries, "
                        + alerts.get(one.name()).size() + " with");
        }
        return wrong;
    }

    private static List<String> alerts(byte[] eve) {
        return new String(eve, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("\"event_type\":\"alert\""))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
