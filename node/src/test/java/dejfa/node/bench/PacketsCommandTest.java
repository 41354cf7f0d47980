package dejfa.node.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.node.Command;
import dejfa.node.ExitCode;
import dejfa.testkit.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PacketsCommandTest {
    /// Threads that end between two looks of the clock take up to that much with them.
    private static final double LOST_SECONDS = 0.2;

    private static final double LOST_SHARE = 0.05;

    @TempDir
    Path scratch;

    private final String example =
            Project.root().resolve("examples/egov-espionage.pcap").toString();

    private static JsonNode json(Command ran) {
        assertEquals(ExitCode.FINE, ran.code(), ran.err());
        return JsonMapper.shared().readTree(ran.out());
    }

    @Test
    void the_stages_add_up_to_the_cpu_time_of_the_packets() {
        JsonNode told = json(Command.run("bench", "packets", "--capture", example, "--json"));
        double packets = told.get("cpu_seconds").get("packets").asDouble();
        double sum = 0;
        for (Map.Entry<String, JsonNode> stage : told.get("stages").properties()) {
            if (!stage.getKey().equals("unattributed")) sum += stage.getValue().asDouble();
        }
        assertTrue(packets > 0);
        assertEquals(packets, sum, LOST_SECONDS + packets * LOST_SHARE);
        assertEquals(
                packets, sum + told.get("stages").get("unattributed").asDouble(), 1e-6, "what is missing is named");
        // A warm machine is through in 0.3 seconds: what takes least may get no sample then.
        for (String busy : List.of("parsers", "behaviours")) {
            assertTrue(told.get("stages").get(busy).asDouble() > 0, busy + " of " + told.get("stages"));
        }
        assertTrue(told.get("stages_method").get("samples").asInt() > 0, told.toString());
    }

    @Test
    void the_run_is_that_of_watch_with_the_same_events() throws IOException {
        Path watched = scratch.resolve("watched.json");
        Path benched = scratch.resolve("benched.json");
        Command.run("watch", example, "--rules", "none", "--respond", "off", "--eve", watched.toString(), "--quiet");
        JsonNode told = json(Command.run(
                "bench", "packets", "--capture", example, "--no-stages", "--eve", benched.toString(), "--json"));
        assertEquals(-1, Files.mismatch(watched, benched));
        long lines;
        try (var all = Files.lines(watched)) {
            lines = all.filter(line -> line.contains("\"event_type\":\"dns\"")).count();
        }
        assertEquals(lines, told.get("events").get("dns").asLong());
    }

    @Test
    void json_has_its_keys_and_without_stages_only_what_was_measured() {
        JsonNode told = json(Command.run("bench", "packets", "--capture", example, "--json", "--no-stages"));
        assertEquals(
                Set.of(
                        "input",
                        "workers",
                        "packets",
                        "bytes",
                        "seconds",
                        "packets_per_second",
                        "bits_per_second",
                        "packets_per_cpu_second",
                        "cpu_seconds",
                        "allocation",
                        "peak_memory_bytes",
                        "events",
                        "counters",
                        "machine"),
                told.propertyNames().stream().collect(java.util.stream.Collectors.toSet()));
        assertEquals(27_593, told.get("packets").asLong());
        assertTrue(told.get("peak_memory_bytes").asLong() > 1 << 20);
        assertTrue(told.get("allocation").get("bytes_per_1000_packets").asDouble() > 0);
        double total = told.get("cpu_seconds").get("total").asDouble();
        double parts = told.get("cpu_seconds").get("start").asDouble()
                + told.get("cpu_seconds").get("loading").asDouble()
                + told.get("cpu_seconds").get("packets").asDouble();
        assertEquals(total, parts, 1e-9);
    }

    @Test
    void the_table_says_how_it_was_made_and_how_fine_it_is() {
        Command ran = Command.run("bench", "packets", "--capture", example);
        assertEquals(ExitCode.FINE, ran.code(), ran.err());
        for (String word :
                List.of("packets/s", "Mbit/s", "reassembly", "collections", "safepoints", "samples, one for")) {
            assertTrue(ran.out().contains(word), word + " in " + ran.out());
        }
    }

    @Test
    void flows_made_in_memory_are_all_opened_and_all_ended() {
        JsonNode told = json(Command.run(
                "bench",
                "packets",
                "--flows",
                "2000",
                "--packets",
                "10000",
                "--workers",
                "2",
                "--json",
                "--no-stages"));
        assertEquals(2000 * 5 + 10_000, told.get("packets").asLong());
        assertEquals(2000, told.get("events").get("flow").asLong());
        assertEquals(0, told.get("counters").get("flow.evicted").asLong());
        assertEquals(2000, told.get("counters").get("tcp.sessions").asLong());
        // How large it is shows only in a process of its own: here the heap is that of all tests.
        assertTrue(told.get("heap_bytes_per_idle_flow").isNumber(), told.toString());
        assertTrue(told.get("steady_ns_per_packet").asDouble() > 0);
    }

    @Test
    void bad_input_is_one_sentence_with_its_remedy() throws IOException {
        refused(
                ExitCode.BAD_INPUT,
                "check the path",
                "--capture",
                scratch.resolve("missing.pcap").toString());
        Path text = Files.writeString(scratch.resolve("text.pcap"), "no capture at all\n");
        refused(ExitCode.BAD_INPUT, "text.pcap", "--capture", text.toString());
        Path empty = scratch.resolve("empty.pcap");
        Files.write(empty, java.util.Arrays.copyOf(Files.readAllBytes(Path.of(example)), 24));
        refused(ExitCode.BAD_INPUT, "no packets", "--capture", empty.toString());
        refused(ExitCode.BAD_INPUT, "missing.rules", "--capture", example, "--rules", "missing.rules");
        refused(ExitCode.USAGE, "--workers", "--workers", "0");
        refused(ExitCode.USAGE, "--flows", "--flows", "10", "--capture", example);
        refused(ExitCode.USAGE, "--flows", "--flows", "100000000");
    }

    private static void refused(int code, String word, String... options) {
        List<String> all = new java.util.ArrayList<>(List.of("bench", "packets"));
        all.addAll(List.of(options));
        Command ran = Command.run(all.toArray(String[]::new));
        assertEquals(code, ran.code(), ran.err());
        assertEquals("", ran.out());
        assertEquals(1, ran.err().strip().lines().count(), ran.err());
        assertTrue(ran.err().contains(word), ran.err());
        assertFalse(ran.err().contains("Exception"), ran.err());
    }
}
