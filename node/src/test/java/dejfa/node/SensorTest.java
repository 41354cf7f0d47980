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
