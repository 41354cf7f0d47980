package dejfa.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.testkit.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sensor's events are as good as its packets: what Dejfa wrote of a capture, read again, is the same attack.
class SensorTest {
    /// What differs by nature: ids, and how much was read.
    private static final Pattern OF_THE_INPUT =
            Pattern.compile("\"(id|incident|packets|bytes|input)\":\\s*(\"[^\"]*\"|\\d+)|incident [0-9a-f]{12,16}");

    @TempDir
    Path folder;

    @Test
    void the_events_of_a_capture_give_the_capture_s_incident_and_blocks() throws IOException {
        Path capture = Project.root().resolve("examples/egov-espionage.pcap");
        Path eve = folder.resolve("eve.json");
        Path again = folder.resolve("again.json");
        watch(
                capture,
                "--eve",
                eve.toString(),
                "--summary",
                folder.resolve("one").toString());
        watch(eve, "--eve", again.toString(), "--summary", folder.resolve("two").toString());
        assertEquals(alerts(eve), alerts(again), "no alert is lost, and none counts twice");
        for (String part : List.of("title", "severity", "victims", "servers", "techniques", "subject")) {
            assertEquals(parts(folder.resolve("one"), part), parts(folder.resolve("two"), part), part);
        }
    }

    @Test
    void what_rests_on_the_range_is_called_synthetic_also_when_its_events_are_read_again() throws IOException {
        Path eve = folder.resolve("eve.json");
        watch(Project.root().resolve("examples/egov-espionage.pcap"), "--eve", eve.toString());
        Command again = Command.watch(List.of(eve));
        assertTrue(again.out().startsWith("SYNTHETIC (made by the range): "), again.out());
    }

    @Test
    void alerts_of_sigma_rules_read_again_stay_what_they_are() throws IOException {
        Path log = folder.resolve("log.json");
        Files.writeString(log, """
                {"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"WS1.corp.example",\
                "EventRecordID":7,"@timestamp":"2024-05-01T10:01:00.000Z","Image":"C:\\\\evil.exe"}
                """);
        Path rule = folder.resolve("rule.yml");
        Files.writeString(rule, """
                title: Evil program
                id: 6c1f0f2e-95a4-4d3c-9f0c-1b8f0d4cf001
                level: high
                tags: [attack.execution, attack.t1059.001]
                logsource: {category: process_creation, product: windows}
                detection:
                  s: {Image|endswith: evil.exe}
                  condition: s
                """);
        Path eve = folder.resolve("eve.json");
        Path again = folder.resolve("again.json");
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        watch(log, "--sigma", rule.toString(), "--eve", eve.toString(), "--summary", one.toString());
        watch(eve, "--eve", again.toString(), "--summary", two.toString(), "--sigma", rule.toString());
        assertTrue(Files.readString(two).contains("\"alerts\":1,"), Files.readString(two));
        for (String part : List.of("title", "severity", "computers", "techniques", "kind")) {
            assertEquals(parts(one, part), parts(two, part), part);
        }
        String alert = Files.readAllLines(again).stream()
                .filter(line -> line.contains("\"event_type\":\"alert\""))
                .reduce("", String::concat);
        assertTrue(alert.contains("\"level\":\"high\"") && alert.contains("\"computer\":\"WS1.corp.example\""), alert);
    }

    private static void watch(Path input, String... options) {
        Command run = Command.watch(List.of(input), options);
        assertEquals(0, run.code(), run.err());
    }

    private static long alerts(Path eve) throws IOException {
        try (var lines = Files.lines(eve)) {
            long count = lines.filter(line ->
                            line.contains("\"event_type\":\"alert\"") || line.contains("\"event_type\":\"detection\""))
                    .count();
            assertTrue(count > 10, count + " alerts");
            return count;
        }
    }

    private static List<String> parts(Path summary, String name) throws IOException {
        String text = OF_THE_INPUT.matcher(Files.readString(summary)).replaceAll("");
        Matcher matcher = Pattern.compile("\"" + name + "\":\\s*(\\[[^\\]]*\\]|\"[^\"]*\")")
                .matcher(text);
        return matcher.results().map(result -> result.group(1)).sorted().toList();
    }
}
