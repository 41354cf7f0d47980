package dejfa.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.range.Background;
import dejfa.range.Ranges;
import dejfa.range.Scenario;
import dejfa.testkit.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// The mission: every step of every scenario is found, in as few incidents as there were hands; the harmless stays
/// harmless; nobody is named without evidence.
class ScenarioTest {
    private static final long[] SEEDS = {1, 7};

    @TempDir
    static Path scratch;

    private static final Map<String, Made> MADE = new TreeMap<>();

    /// @param folder with the capture and the logs
    private record Made(Path folder, Path capture, TruthFile truth, Found found) {}

    record Play(String scenario, long seed) {
        @Override
        public String toString() {
            return scenario + ", seed " + seed;
        }
    }

    static Stream<Play> plays() {
        List<Play> all = new ArrayList<>();
        for (Scenario scenario : Ranges.list()) for (long seed : SEEDS) all.add(new Play(scenario.name(), seed));
        return all.stream();
    }

    private static Made made(Play play) throws IOException {
        Made made = MADE.get(play.toString());
        if (made != null) return made;
        Path folder = scratch.resolve(play.scenario() + "-" + play.seed());
        Ranges.make(play.scenario(), folder, play.seed(), 0, Background.LOW, progress -> {});
        Path capture = folder.resolve(play.scenario() + ".pcap");
        Found found = watch(folder, List.of(capture, folder.resolve("iis.log"), folder.resolve("windows.jsonl")));
        made = new Made(folder, capture, TruthFile.read(folder.resolve("truth.yaml")), found);
        MADE.put(play.toString(), made);
        return made;
    }

    private static Found watch(Path folder, List<Path> inputs) throws IOException {
        Path summary = folder.resolve("summary.json");
        Path eve = folder.resolve("eve.json");
        Command ran = Command.watch(inputs, "--summary", summary.toString(), "--eve", eve.toString(), "--quiet");
        assertEquals(ExitCode.FINE, ran.code(), ran.err());
        return Found.read(summary, eve);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plays")
    void every_step_that_must_be_found_is_found(Play play) throws IOException {
        Made made = made(play);
        List<String> missed = new ArrayList<>();
        for (TruthFile.Step step : made.truth().steps()) {
            Optional<Instant> sight = step.mustDetect() ? made.found().firstSight(step) : Optional.empty();
            System.out.printf(
                    Locale.ROOT,
                    "%-26s %-10s %-18s %s%n",
                    play,
                    step.id(),
                    step.kind(),
                    sight.map(time -> "after "
                                    + Duration.between(step.start(), time).toSeconds() + " s")
                            .orElse(step.mustDetect() ? "MISSED" : "need not be found"));
            if (step.mustDetect() && sight.isEmpty()) missed.add(step.toString());
        }
        assertEquals(List.of(), missed);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plays")
    void one_hand_makes_one_incident_and_a_quiet_day_none(Play play) throws IOException {
        Made made = made(play);
        int expected =
                switch (play.scenario()) {
                    case "quiet-day" -> 0;
                    // three scans by three hosts that have nothing in common
                    case "port-scan" -> 3;
                    default -> 1;
                };
        List<String> titles = made.found().incidents().stream()
                .map(incident -> incident.get("title").asString())
                .toList();
        assertEquals(expected, titles.size(), () -> String.join("\n", titles));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plays")
    void the_actor_named_first_is_whom_the_truth_allows(Play play) throws IOException {
        Made made = made(play);
        for (JsonNode incident : made.found().incidents()) {
            String first = made.found().actorsOf(incident).getFirst();
            if (made.truth().expectedActor() != null)
                assertEquals(made.truth().expectedActor(), first, incident::toString);
            else assertEquals("unknown actor", first, incident::toString);
            if (made.truth().wrongActor() != null)
                assertNotEquals(made.truth().wrongActor(), first, incident::toString);
        }
    }

    @Test
    void gh0st_alone_names_nobody() throws IOException {
        for (String scenario : List.of("egov-espionage", "egov-falseflag")) {
            Made made = made(new Play(scenario, SEEDS[0]));
            TruthFile.Step gh0st = made.truth().steps().stream()
                    .filter(step -> step.kind().equals("c2-gh0st"))
                    .findFirst()
                    .orElseThrow();
            Path folder = Files.createDirectories(scratch.resolve("gh0st-" + scenario));
            Path alone = folder.resolve("gh0st.pcap");
            PcapCut.between(made.capture(), alone, gh0st.attacker());
            Found found = watch(folder, List.of(alone));
            assertTrue(
                    found.alerts().stream().anyMatch(alert -> Found.rule(alert).equals("gh0st-framing")),
                    "the framing itself must be seen");
            assertFalse(found.incidents().isEmpty(), "a proven channel to outside is an incident");
            for (JsonNode incident : found.incidents()) {
                assertEquals("unknown actor", found.actorsOf(incident).getFirst(), incident::toString);
            }
        }
    }

    @Test
    void the_first_command_of_the_readme_tells_the_whole_story() throws IOException {
        Path examples = Project.root().resolve("examples");
        TruthFile truth = TruthFile.read(examples.resolve("egov-espionage.truth.yaml"));
        Command ran = Command.watch(List.of(examples.resolve("egov-espionage.pcap")));
        assertEquals(ExitCode.FINE, ran.code(), ran.err());
        List<String> missing = new ArrayList<>();
        for (String word : List.of(
                "SYNTHETIC",
                "1 incident",
                "web shell",
                "C2 over TLS",
                "C2 over plain HTTP",
                "C2 over raw TCP",
                "DNS tunnel zone",
                ".rar",
                "Who: APT27, odds",
                "Blocks",
                "add element inet dejfa blocked4",
                "own networks are the private addresses")) {
            if (!ran.out().contains(word)) missing.add(word);
        }
        for (TruthFile.Step step : truth.steps()) {
            for (String server : step.servers()) if (!ran.out().contains(server)) missing.add(server);
        }
        assertEquals(List.of(), missing, ran.out());
    }
}
