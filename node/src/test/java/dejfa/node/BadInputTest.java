package dejfa.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.testkit.Project;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Bad input and a bad environment end in one plain sentence and the right exit code, never in a stack trace, and
/// leave nothing half-written.
class BadInputTest {
    @TempDir
    static Path shared;

    private static Path example;

    @TempDir
    Path scratch;

    @BeforeAll
    static void a_small_whole_capture() throws IOException {
        example = shared.resolve("example.pcap");
        PcapCut.first(Project.root().resolve("examples/egov-espionage.pcap"), example, 200);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(scratch.resolve(name), bytes);
    }

    /// A capture of `bytes` bytes of the big example, cut within a record or not, as it comes.
    private static byte[] start(int bytes) throws IOException {
        byte[] all = Files.readAllBytes(Project.root().resolve("examples/egov-espionage.pcap"));
        return java.util.Arrays.copyOf(all, bytes);
    }

    private static void plain(Command ran) {
        assertFalse(ran.err().contains("Exception"), ran.err());
        assertFalse(ran.err().contains("\tat "), ran.err());
        for (String line : ran.err().lines().toList()) {
            assertTrue(line.startsWith("dejfa: ") || line.isBlank(), "no sentence of ours: " + line);
        }
    }

    private void refused(int code, String because, Command ran) {
        plain(ran);
        assertEquals(code, ran.code(), ran.err());
        List<String> lines = ran.err().lines().filter(line -> !line.isBlank()).toList();
        assertEquals(1, lines.size(), ran.err());
        assertTrue(ran.err().contains(because), ran.err());
    }

    private Command watch(Path input, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--quiet");
        return Command.watch(List.of(input), all.toArray(String[]::new));
    }

    @Test
    void an_empty_file_is_refused() throws IOException {
        refused(ExitCode.BAD_INPUT, "empty.pcap", watch(write("empty.pcap", new byte[0])));
    }

    @Test
    void random_bytes_are_refused() throws IOException {
        byte[] bytes = new byte[100_000];
        new Random(5).nextBytes(bytes);
        refused(ExitCode.BAD_INPUT, "random.pcap", watch(write("random.pcap", bytes)));
    }

    @Test
    void a_missing_file_is_refused() {
        refused(ExitCode.BAD_INPUT, "nowhere.pcap", watch(scratch.resolve("nowhere.pcap")));
    }

    @Test
    void a_folder_without_captures_is_refused() throws IOException {
        Path folder = Files.createDirectories(scratch.resolve("nothing"));
        Files.writeString(folder.resolve("notes.txt"), "no capture, no log\n");
        Command ran = watch(folder);
        plain(ran);
        assertEquals(ExitCode.BAD_INPUT, ran.code(), ran.err());
    }

    @Test
    void a_capture_cut_in_its_file_header_is_refused() throws IOException {
        refused(ExitCode.BAD_INPUT, "head.pcap", watch(write("head.pcap", start(20))));
    }

    @Test
    void a_capture_cut_within_a_packet_is_read_to_the_cut_and_says_so() throws IOException {
        Path summary = scratch.resolve("cut.json");
        Command ran = watch(write("cut.pcap", start(100_001)), "--summary", summary.toString());
        plain(ran);
        assertEquals(ExitCode.FINE, ran.code(), ran.err());
        assertTrue(ran.err().contains("cut.pcap"), "nobody told that the file is cut: " + ran.err());
        assertTrue(JsonMapper.shared()
                        .readTree(Files.readAllBytes(summary))
                        .get("packets")
                        .asInt()
                > 10);
    }

    @Test
    void an_unknown_link_type_is_one_sentence() throws IOException {
        byte[] bytes = start(5_000);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(20, 147);
        Command ran = watch(write("odd.pcap", bytes));
        plain(ran);
        assertEquals(ExitCode.BAD_INPUT, ran.code(), ran.err());
        assertTrue(ran.err().contains("link type 147"), ran.err());
    }

    @Test
    void a_rule_file_with_broken_rules_lists_them_and_runs_the_rest() throws IOException {
        Path rules = scratch.resolve("broken.rules");
        Files.writeString(
                rules, "this is no rule\nalert tcp any any -> any any (msg:\"x\"; sid:1;)\nalert tcp any (\n");
        Command ran = watch(example, "--rules", rules.toString());
        plain(ran);
        assertEquals(ExitCode.FINE, ran.code(), ran.err());
        assertTrue(ran.err().contains("broken.rules:1"), ran.err());
        assertTrue(ran.err().contains("broken.rules:3"), ran.err());
        assertFalse(ran.err().contains("broken.rules:2"), ran.err());
    }

    @Test
    void a_missing_rule_file_is_told() {
        Command ran = watch(example, "--rules", scratch.resolve("nowhere.rules").toString());
        plain(ran);
        assertTrue(ran.err().contains("nowhere.rules"), ran.err());
    }

    @Test
    void a_missing_or_broken_list_of_indicators_is_told() throws IOException {
        Command missing =
                watch(example, "--indicators", scratch.resolve("nowhere.csv").toString());
        plain(missing);
        assertTrue(missing.err().contains("nowhere.csv"), missing.err());
        byte[] bytes = new byte[5_000];
        new Random(6).nextBytes(bytes);
        plain(watch(example, "--indicators", write("random.csv", bytes).toString()));
    }

    @Test
    void variables_that_are_no_json_are_refused() throws IOException {
        for (String text : List.of("{\"settings\":", "[1,2]", "null", "\"x\"", "")) {
            Path vars = write("vars.json", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            refused(ExitCode.BAD_INPUT, "vars.json", watch(example, "--vars", vars.toString()));
        }
    }

    @Test
    void an_unknown_setting_is_told_and_harmless() throws IOException {
        Path vars = scratch.resolve("vars.json");
        Files.writeString(vars, "{\"settings\":{\"no.such-thing\":1,\"stream.reassembly.depth\":\"x\"},\"odd\":2}");
        Command ran = watch(example, "--vars", vars.toString());
        plain(ran);
        assertEquals(ExitCode.FINE, ran.code(), ran.err());
        assertTrue(ran.err().contains("no.such-thing"), ran.err());
        assertTrue(ran.err().contains("odd"), ran.err());
    }

    @Test
    void home_networks_that_are_none_are_refused() {
        for (String text : List.of("300.1.2.3/8", "10.0.0.0/99", "banana")) {
            refused(ExitCode.USAGE, text, watch(example, "--home-net", text));
        }
    }

    @Test
    void a_full_disk_is_told_and_what_was_there_stays_whole() throws IOException {
        Command ran = watch(example, "--eve", "/dev/full");
        refused(ExitCode.ENVIRONMENT, "/dev/full", ran);
        for (String option : List.of("--summary", "--report")) {
            Command other = watch(example, option, "/dev/full/x");
            plain(other);
            assertTrue(other.code() == ExitCode.ENVIRONMENT || other.code() == ExitCode.BAD_INPUT, other.err());
        }
    }

    @Test
    void a_folder_is_no_place_for_events() throws IOException {
        for (String option : List.of("--eve", "--summary", "--report")) {
            Path folder = Files.createDirectories(scratch.resolve("folder"));
            Files.writeString(folder.resolve("kept"), "kept");
            Command ran = watch(example, option, folder.toString());
            refused(ExitCode.ENVIRONMENT, "folder", ran);
            assertTrue(Files.exists(folder.resolve("kept")));
        }
    }

    @Test
    void an_output_in_a_folder_that_is_not_there_is_told() {
        for (String option : List.of("--eve", "--summary", "--report")) {
            refused(
                    ExitCode.ENVIRONMENT,
                    "not-there",
                    watch(example, option, scratch.resolve("not-there/x").toString()));
        }
    }

    @Test
    void an_input_is_never_written_over() throws IOException {
        Path capture = write("own.pcap", Files.readAllBytes(example));
        for (String option : List.of("--eve", "--summary", "--report")) {
            refused(ExitCode.USAGE, "own.pcap", watch(capture, option, capture.toString()));
            assertEquals(-1, Files.mismatch(example, capture));
        }
    }

    @Test
    void an_interface_that_is_not_there_is_told() {
        Command ran = Command.run("watch", "--interface", "nosuch0", "--quiet");
        refused(ExitCode.ENVIRONMENT, "nosuch0", ran);
    }

    @Test
    void without_the_right_to_read_or_capture_a_sentence_says_so() throws Exception {
        if (!"root".equals(System.getProperty("user.name"))) return;
        Path locked = write("locked.pcap", Files.readAllBytes(example));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
        for (List<String> arguments : List.of(
                List.of("watch", locked.toString(), "--quiet"), List.of("watch", "--interface", "lo", "--quiet"))) {
            Path said = scratch.resolve("said");
            Process process;
            try {
                process = Command.startWithoutRights(arguments, said);
            } catch (IOException e) {
                System.err.println("SKIPPED: nothing was tried without rights (" + e.getMessage() + ")");
                return;
            }
            try {
                assertTrue(process.waitFor(60, TimeUnit.SECONDS), Files.readString(said));
            } finally {
                process.destroyForcibly();
            }
            Command ran = new Command(process.exitValue(), "", Files.readString(said));
            plain(ran);
            assertEquals(arguments.contains("lo") ? ExitCode.ENVIRONMENT : ExitCode.BAD_INPUT, ran.code(), ran.err());
            assertTrue(ran.err().contains(arguments.contains("lo") ? "lo" : "locked.pcap"), ran.err());
        }
    }

    @Test
    void a_capture_that_shrinks_while_it_is_read_is_read_to_its_new_end() throws Exception {
        Path capture = scratch.resolve("shrinks.pcap");
        for (int round = 0; round < 5; round++) {
            Files.write(capture, start(3_000_000));
            Thread cutter = Thread.ofPlatform().start(() -> {
                try (var channel =
                        java.nio.channels.FileChannel.open(capture, java.nio.file.StandardOpenOption.WRITE)) {
                    Thread.sleep(30);
                    channel.truncate(50_000);
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            Command ran = watch(capture);
            cutter.join();
            plain(ran);
            assertTrue(ran.code() == ExitCode.FINE || ran.code() == ExitCode.BAD_INPUT, ran.err());
        }
    }

    @Test
    void a_file_that_another_run_left_is_replaced_whole_or_not_at_all() throws IOException {
        Path summary = write("summary.json", "before".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        byte[] bytes = new byte[50_000];
        new Random(8).nextBytes(bytes);
        watch(write("random.pcap", bytes), "--summary", summary.toString());
        assertEquals("before", Files.readString(summary));
        watch(example, "--summary", summary.toString());
        assertTrue(Files.readString(summary).startsWith("{"));
        try (Stream<Path> left = Files.list(scratch)) {
            assertEquals(
                    List.of(),
                    left.filter(path -> path.toString().endsWith(".part")).toList());
        }
    }

    @Test
    void every_outside_capture_runs_through_without_a_fault_of_a_parser() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<Path> captures = OutsideCases.captures();
        Path eve = scratch.resolve("eve.json");
        for (Path capture : captures) {
            Command ran = watch(capture, "--eve", eve.toString(), "--rules", "none");
            if (ran.err().contains("Exception") || ran.code() == ExitCode.ENVIRONMENT)
                wrong.add(capture + ": " + ran.code() + " " + ran.err());
            if (ran.code() == ExitCode.FINE && parserFailures(eve) != 0) wrong.add(capture + ": a parser failed");
        }
        assertEquals(List.of(), wrong);
        System.out.println(captures.size() + " outside captures ran through, no parser failed");
    }

    private static long parserFailures(Path eve) throws IOException {
        List<String> lines = Files.readAllLines(eve);
        JsonNode stats = JsonMapper.shared().readTree(lines.getLast()).get("stats");
        return stats.get("app_layer").get("parser_failures").asLong();
    }
}
