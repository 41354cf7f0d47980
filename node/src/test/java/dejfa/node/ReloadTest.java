package dejfa.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dejfa.testkit.Project;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Content exchanged in whole runs.
class ReloadTest {
    /// First packet of a batch: the reader makes them of 1,024.
    private static final long PACKET = 2 * 1024 + 1;

    private static final String KEPT = """
            alert udp any any -> any 53 (msg:"kept"; dns.query; content:"a"; threshold:type limit, track by_src, count 5, seconds 600; sid:1;)
            alert tcp any any -> any any (msg:"kept too"; flow:established,to_client; content:"HTTP/1.1"; sid:2;)
            """;
    private static final String OLD = KEPT + """
            alert tcp any any -> any any (msg:"old"; flags:S; sid:3;)
            alert http any any -> any any (msg:"old"; http.method; content:"GET"; sid:4;)
            """;
    private static final String NEW = """
            alert tcp any any -> any any (msg:"new"; flags:SA; sid:5;)
            alert udp any any -> any any (msg:"new"; dns.query; content:"e"; sid:6;)
            """ + KEPT;

    @TempDir
    Path scratch;

    private Path rules;
    private final Path capture = Project.root().resolve("examples/egov-espionage.pcap");

    @BeforeEach
    void name_the_rules() {
        System.setProperty("dejfa.home", Project.root().toString());
        rules = scratch.resolve("test.rules");
    }

    /// What a run said and wrote.
    private record Run(byte[] eve, String said) {
        List<String> alerts() {
            return new String(eve, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains("\"event_type\":\"alert\""))
                    .toList();
        }
    }

    /// @param text the rules at the start; null: Dejfa's own
    /// @param reload what the operator does before the reload; null: there is none
    private Run run(String text, Runnable reload, int workers) throws IOException {
        WatchCommand watch = new WatchCommand();
        watch.inputs = List.of(capture);
        if (text != null) watch.rules = List.of(Files.writeString(rules, text).toString());
        watch.eve = scratch.resolve("eve.json");
        watch.respond = "dry-run";
        watch.quiet = true;
        watch.workers = workers;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream to = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setErr(to);
            Watch run = new Watch(watch);
            (reload == null ? run : run.reloadAt(PACKET, reload)).run();
        } finally {
            System.setErr(err);
        }
        return new Run(Files.readAllBytes(watch.eve), said.toString(StandardCharsets.UTF_8));
    }

    private Runnable write(String text) {
        return () -> {
            try {
                Files.writeString(rules, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static long packet(String line) {
        Matcher number = Pattern.compile("\"pcap_cnt\":(\\d+)").matcher(line);
        assertTrue(number.find(), line);
        return Long.parseLong(number.group(1));
    }

    private static List<String> part(List<String> alerts, boolean before, String but) {
        return alerts.stream()
                .filter(line -> packet(line) < PACKET == before && !line.contains(but))
                .toList();
    }

    private static List<Long> packets(List<String> alerts, String with) {
        return alerts.stream()
                .filter(line -> line.contains(with))
                .map(ReloadTest::packet)
                .toList();
    }

    @Test
    void alerts_are_the_old_rules_before_the_packet_and_the_new_ones_from_it_on_with_any_number_of_workers()
            throws IOException {
        // What is counted over both halves is compared with a run of its own: the limit of sid 1.
        String counted = "\"signature_id\":1,";
        List<String> old = run(OLD, null, 1).alerts();
        List<String> fresh = run(NEW, null, 1).alerts();
        List<String> expected = new ArrayList<>(part(old, true, counted));
        expected.addAll(part(fresh, false, counted));
        byte[] one = null;
        for (int workers = 1; workers <= 3; workers++) {
            Run run = run(OLD, write(NEW), workers);
            List<String> alerts = run.alerts();
            List<String> compared = new ArrayList<>(part(alerts, true, counted));
            compared.addAll(part(alerts, false, counted));
            assertEquals(expected, compared, workers + " workers");
            assertEquals(packets(old, counted), packets(alerts, counted));
            assertTrue(
                    run.said().contains("reloaded: 4 rules (2 new, 0 changed, 2 gone)")
                            && run.said().contains("in force from packet 2,049 on"),
                    run.said());
            if (one == null) one = run.eve();
            assertArrayEquals(one, run.eve(), workers + " workers");
        }
        for (int sid : new int[] {2, 3, 4, 5, 6}) {
            assertTrue(
                    expected.stream().anyMatch(line -> line.contains("\"signature_id\":" + sid + ",")), "sid " + sid);
        }
    }

    @Test
    void a_reload_of_the_same_content_changes_no_byte() throws IOException {
        for (String text : new String[] {null, OLD}) {
            byte[] still = run(text, null, 1).eve();
            for (int workers = 1; workers <= 3; workers++) {
                Run run = run(text, () -> {}, workers);
                assertTrue(run.said().contains("(0 new, 0 changed, 0 gone)"), run.said());
                assertArrayEquals(still, run.eve(), workers + " workers");
            }
        }
    }

    @Test
    void a_set_with_errors_changes_nothing_and_each_error_is_told() throws IOException {
        String known = OLD + "alert tcp any any -> any any (msg:\"not known\"; nothing.like.it; sid:7;)\n";
        String broken = "# one line more\n" + known.replace("flags:S;", "flags:A;")
                + "alert tcp any any -> $NOWHERE any (msg:\"a\"; sid:8;)\n"
                + "alert tcp any any -> any any (msg:\"b\"; content:\"x; sid:9;)\n";
        byte[] still = run(known, null, 2).eve();
        Run run = run(known, write(broken), 2);
        assertArrayEquals(still, run.eve());
        assertTrue(run.said().contains("not reloaded, the content before stays in force; 2 problems:"), run.said());
        assertTrue(run.said().contains("test.rules:7: the address group $NOWHERE is not set"), run.said());
        assertTrue(run.said().contains("test.rules:8: "), run.said());
        // What the running rules could not do either is no reason to refuse.
        Run mended = run(known, write("# moved\n" + known), 2);
        assertTrue(mended.said().contains("(0 new, 0 changed, 0 gone)"), mended.said());
        assertArrayEquals(still, mended.eve());
    }

    @Test
    void a_rule_file_that_went_missing_leaves_the_rules_in_force() throws IOException {
        byte[] still = run(OLD, null, 1).eve();
        Run run = run(
                OLD,
                () -> {
                    try {
                        Files.delete(rules);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                1);
        assertTrue(run.said().contains("not reloaded") && run.said().contains("can't be read"), run.said());
        assertArrayEquals(still, run.eve());
    }

    @Test
    void kept_compiled_rules_give_the_bytes_that_fresh_ones_give() throws IOException {
        StringBuilder many = new StringBuilder(OLD);
        for (int i = 0; i < 60; i++) {
            many.append("alert tcp any any -> any any (msg:\"m\"; content:\"")
                    .append((char) ('a' + i % 26))
                    .append((char) ('a' + i / 3))
                    .append("\"; nocase; threshold:type limit, track by_rule, count 3, seconds 9999; sid:")
                    .append(1000 + i)
                    .append(";)\n");
        }
        Files.writeString(rules, many);
        Path folder = scratch.resolve("cache");
        Path eve = scratch.resolve("eve.json");
        List<byte[]> runs = new ArrayList<>();
        for (List<String> options : List.of(List.of("--no-cache"), cache(folder), cache(folder))) {
            List<String> all =
                    new ArrayList<>(List.of("--quiet", "--rules", rules.toString(), "--eve", eve.toString()));
            all.addAll(options);
            Command run = Command.watch(List.of(capture), all.toArray(String[]::new));
            assertEquals(ExitCode.FINE, run.code(), run.err());
            runs.add(Files.readAllBytes(eve));
        }
        assertArrayEquals(runs.get(0), runs.get(1));
        assertArrayEquals(runs.get(0), runs.get(2));
        assertTrue(new String(runs.get(0), StandardCharsets.UTF_8).contains("\"signature_id\":1000,"));
    }

    private static List<String> cache(Path folder) {
        return List.of("--cache", folder.toString());
    }

    @Test
    void a_folder_for_compiled_rules_that_others_may_write_to_is_not_used_and_said_so() throws IOException {
        Path open = Files.createDirectory(scratch.resolve("open"));
        Files.setPosixFilePermissions(open, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
        Command run = Command.watch(List.of(capture), "--quiet", "--cache", open.toString());
        assertEquals(ExitCode.FINE, run.code());
        assertTrue(run.err().contains("others can write to " + open), run.err());
    }

    /// A process of its own, a signal, and every packet judged once: by one of the sets.
    @Test
    void a_running_process_reads_its_rules_again_on_sighup() throws Exception {
        assumeTrue(Files.exists(Path.of("/bin/kill")), "SKIPPED: there is no kill");
        assumeTrue(hearsHangUp(), "SKIPPED: SIGHUP is ignored here (nohup), and so it is in every process begun here");
        int packets = 600_000;
        int every = 60;
        Path large = scratch.resolve("large.pcap");
        Files.write(large, datagrams(packets, every));
        String judge = "alert udp any any -> any 7777 (msg:\"m\"; content:\"mark\"; sid:";
        Files.writeString(rules, judge + "1;)\n");
        Path eve = scratch.resolve("process.json");
        Path said = scratch.resolve("said");
        List<String> line = List.of(
                "watch",
                large.toString(),
                "--quiet",
                "--workers",
                "2",
                "--rules",
                rules.toString(),
                "--eve",
                eve.toString());
        Process process = Command.start(List.of(), line, said);
        try {
            // Events are written: so packets flow, and the signal is heard.
            while (process.isAlive() && (Files.notExists(eve) || Files.size(eve) == 0)) Thread.sleep(5);
            Files.writeString(rules, judge + "2;)\n");
            new ProcessBuilder("/bin/kill", "-HUP", String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), "it did not end");
        } finally {
            process.destroyForcibly();
        }
        String told = Files.readString(said);
        assertEquals(ExitCode.FINE, process.exitValue(), told);
        Matcher from = Pattern.compile("reloaded: 1 rules \\(1 new, 0 changed, 1 gone\\).* from packet ([0-9,]+) on")
                .matcher(told);
        assertTrue(from.find(), told);
        long first = Long.parseLong(from.group(1).replace(",", ""));
        List<String> alerts = new Run(Files.readAllBytes(eve), told).alerts();
        assertEquals(packets / every, alerts.size(), "each marked packet is judged once");
        long expected = every;
        for (String alert : alerts) {
            assertEquals(expected, packet(alert));
            assertTrue(alert.contains("\"signature_id\":" + (expected < first ? 1 : 2) + ","), alert + " / " + first);
            expected += every;
        }
        assertNotEquals(0, first % every);
    }

    /// What this process ignores its children ignore too.
    private static boolean hearsHangUp() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("SigIgn:"))
                return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) == 0;
        }
        return true;
    }

    /// UDP datagrams of one address pair, of which each `every`th goes to port 7777 and is marked.
    private static byte[] datagrams(int count, int every) {
        byte[] payload = "mark".getBytes(StandardCharsets.US_ASCII);
        int frame = 14 + 20 + 8 + payload.length;
        ByteBuffer out = ByteBuffer.allocate(24 + count * (16 + frame)).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65_535)
                .putInt(1);
        for (int i = 1; i <= count; i++) {
            boolean marked = i % every == 0;
            out.order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(1_700_000_000 + i / 100_000)
                    .putInt(i % 100_000 * 10)
                    .putInt(frame)
                    .putInt(frame);
            out.order(ByteOrder.BIG_ENDIAN)
                    .putLong(0x020000000001_0200L)
                    .putInt(2)
                    .putShort((short) 0x0800);
            out.putShort((short) 0x4500)
                    .putShort((short) (frame - 14))
                    .putInt(0)
                    .putShort((short) 0x4011)
                    .putShort((short) 0)
                    .putInt(0x0a000001)
                    .putInt(0x0a000002);
            out.putShort((short) (4000 + i % 7))
                    .putShort((short) (marked ? 7777 : 9))
                    .putShort((short) (8 + payload.length))
                    .putShort((short) 0)
                    .put(payload);
        }
        return out.array();
    }
}
