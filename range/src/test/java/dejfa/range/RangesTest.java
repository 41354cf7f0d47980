package dejfa.range;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.testkit.Project;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RangesTest {
    private static final List<String> LOGS = List.of("iis.log", "windows.jsonl", "truth.yaml");
    private static final Pattern TIME = Pattern.compile(" {4}(start|end): \"([^\"]+)\"");

    @TempDir
    Path folder;

    static Stream<String> names() {
        return Ranges.list().stream().map(Scenario::name);
    }

    private Path make(String name, String into, long seed, double hours) throws IOException {
        Path out = folder.resolve(into);
        Ranges.make(name, out, seed, hours, Background.LOW, line -> {});
        return out;
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_same_seed_gives_the_same_bytes_and_another_seed_others(String name) throws IOException {
        Path one = make(name, "one", 7, 0.4);
        Path two = make(name, "two", 7, 0.4);
        for (String log : LOGS) assertArrayEquals(read(one, log), read(two, log), log);
        assertArrayEquals(read(one, name + ".pcap"), read(two, name + ".pcap"));
        Path other = make(name, "other", 8, 0.4);
        assertFalse(java.util.Arrays.equals(read(one, name + ".pcap"), read(other, name + ".pcap")));
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_packet_is_whole_and_in_order_and_every_address_private_or_for_documentation(String name)
            throws IOException {
        for (long seed : new long[] {1, 5}) {
            PcapWalk walk = new PcapWalk(make(name, "walk" + seed, seed, 0).resolve(name + ".pcap"));
            assertTrue(walk.frames.size() > 1000);
            assertTrue(walk.halvesWithHoles() <= 2, "bytes are missing in " + walk.halvesWithHoles());
            assertTrue(walk.midstreamHalves() <= 6, "only the push channels stood before");
            for (String address : walk.addresses) assertTrue(allowed(address), address);
        }
    }

    private static boolean allowed(String hex) {
        if (hex.length() == 32) return hex.startsWith("20010db8");
        return hex.startsWith("0a") || hex.startsWith("c00002") || hex.startsWith("c63364") || hex.startsWith("cb0071");
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_steps_of_the_truth_lie_within_the_capture(String name) throws IOException {
        Path out = make(name, "truth", 3, 0);
        PcapWalk walk = new PcapWalk(out.resolve(name + ".pcap"));
        String truth = Files.readString(out.resolve("truth.yaml"));
        assertTrue(truth.contains("synthetic: true"));
        Matcher times = TIME.matcher(truth);
        int found = 0;
        long start = 0;
        for (; times.find(); found++) {
            Instant time = Instant.parse(times.group(2));
            long timeNs = time.getEpochSecond() * 1_000_000_000L + time.getNano();
            assertTrue(
                    timeNs >= walk.firstNs - 1_000_000_000L && timeNs <= walk.lastNs + 5_000_000_000L, times.group());
            if (times.group(1).equals("start")) start = timeNs;
            else assertTrue(start <= timeNs, "ends before it starts: " + times.group());
        }
        assertEquals(name.equals("quiet-day"), found == 0);
    }

    @ParameterizedTest
    @MethodSource("names")
    void each_scenario_names_its_sources_with_their_dates(String name) throws IOException {
        try (InputStream in = Ranges.class.getResourceAsStream(name + "/README.md")) {
            assertNotNull(in, "README.md of " + name);
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(text.contains("a composite of public reporting, not a reconstruction of a certain day"));
            assertTrue(text.contains("SYNTHETIC"));
            String sources = text.substring(text.indexOf("\nSources"));
            assertTrue(Pattern.compile("(19|20)\\d\\d").matcher(sources).find());
        }
    }

    @Test
    void the_access_log_falls_silent_half_way_while_the_server_goes_on_answering() throws IOException {
        Path out = make("egov-espionage", "silent", 11, 0);
        List<String> lines = Files.readAllLines(out.resolve("iis.log"));
        assertTrue(lines.get(3).startsWith("#Fields: date time s-ip cs-method cs-uri-stem"));
        String last = lines.getLast();
        assertTrue(last.compareTo("2019-12-10 06:50") > 0 && last.compareTo("2019-12-10 07:06") < 0, last);
        String server = last.split(" ")[2];
        byte[] answer = "HTTP/1.1 200 OK".getBytes(StandardCharsets.US_ASCII);
        PcapWalk walk = new PcapWalk(out.resolve("egov-espionage.pcap"));
        List<byte[]> late = walk.frames.subList(walk.frames.size() * 3 / 4, walk.frames.size());
        assertTrue(late.stream()
                        .filter(frame -> from(frame, server) && contains(frame, answer))
                        .count()
                > 20);
        assertTrue(Files.readString(out.resolve("windows.jsonl")).contains("/section:httplogging /dontLog:true"));
    }

    private static boolean from(byte[] frame, String address) {
        String[] parts = address.split("\\.");
        for (int i = 0; i < 4; i++) if ((frame[26 + i] & 0xff) != Integer.parseInt(parts[i])) return false;
        return true;
    }

    private static boolean contains(byte[] frame, byte[] wanted) {
        for (int at = 54; at <= 66 && at + wanted.length <= frame.length; at += 12) {
            if (java.util.Arrays.equals(frame, at, at + wanted.length, wanted, 0, wanted.length)) return true;
        }
        return false;
    }

    @Test
    void four_hours_of_the_example_fit_eight_megabytes_whatever_the_seed() throws IOException {
        for (long seed = 1; seed <= 6; seed++) {
            Path out = make("egov-espionage", "size" + seed, seed, 4);
            assertTrue(Files.size(out.resolve("egov-espionage.pcap")) <= 8_000_000, "seed " + seed);
        }
    }

    @Test
    void the_example_in_the_repository_is_what_the_command_beside_it_makes() throws IOException {
        Path examples = Project.root().resolve("examples");
        Path out = make("egov-espionage", "example", 27, 4);
        assertArrayEquals(read(examples, "egov-espionage.pcap"), read(out, "egov-espionage.pcap"));
        for (String log : LOGS) assertArrayEquals(read(examples, "egov-espionage." + log), read(out, log), log);
    }

    @Test
    void a_wrong_name_or_length_is_refused_in_plain_words_and_leaves_nothing_behind() throws IOException {
        Path out = folder.resolve("none");
        Exception name = assertThrows(
                IllegalArgumentException.class, () -> Ranges.make("egov", out, 1, 1, Background.LOW, line -> {}));
        assertTrue(name.getMessage().contains("egov-espionage, egov-falseflag"));
        for (double hours : new double[] {-1, 1000, Double.NaN}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Ranges.make("quiet-day", out, 1, hours, Background.LOW, line -> {}));
        }
        assertFalse(Files.exists(out));
    }

    private static byte[] read(Path folder, String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }
}
