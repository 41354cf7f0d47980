package dejfa.node.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.node.Dejfa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `watch --sigma` promises of a hit, in EVE and as a line of the time line.
class SigmaWatchTest {
    @TempDir
    Path folder;

    private Path eve;
    private Path timeline;

    @BeforeEach
    void watch() throws IOException {
        Files.writeString(folder.resolve("log.json"), """
                {"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"WS1","EventRecordID":7,\
                "@timestamp":"2024-05-01T10:01:00.000Z","Image":"C:\\\\evil.exe","CommandLine":"evil \\"x\\""}
                """);
        Files.writeString(folder.resolve("rule.yml"), """
                title: =HYPERLINK("http://example.com")
                id: 6c1f0f2e-95a4-4d3c-9f0c-1b8f0d4cf001
                author: Somebody
                level: high
                tags: [attack.execution, attack.t1059.001]
                logsource: {category: process_creation, product: windows}
                detection:
                  s: {Image|endswith: evil.exe}
                  condition: s
                """);
        eve = folder.resolve("eve.json");
        timeline = folder.resolve("t.csv");
        List<String> words = List.of("watch", folder.resolve("log.json").toString(), "--sigma");
        String[] all = java.util.stream.Stream.concat(
                        words.stream(),
                        List.of(folder.resolve("rule.yml"), "--eve", eve, "--timeline", timeline, "--quiet").stream()
                                .map(Object::toString))
                .toArray(String[]::new);
        assertEquals(0, Dejfa.run(all));
    }

    @Test
    void an_alert_carries_the_rule_its_author_and_the_record_s_place() throws IOException {
        List<String> alerts = Files.readAllLines(eve).stream()
                .filter(line -> line.contains("\"event_type\":\"alert\""))
                .toList();
        assertEquals(1, alerts.size());
        for (String part : List.of(
                "\"timestamp\":\"2024-05-01T10:01:00.000000+0000\"",
                "\"id\":\"6c1f0f2e-95a4-4d3c-9f0c-1b8f0d4cf001\"",
                "\"level\":\"high\"",
                "\"author\":\"Somebody\"",
                "\"channel\":\"Microsoft-Windows-Sysmon/Operational\",\"event_id\":1,\"record_id\":7,\"computer\":\"WS1\"",
                "\"source\":\"" + folder.resolve("log.json") + "\"",
                "\"techniques\":[\"T1059.001\"]")) {
            assertTrue(alerts.getFirst().contains(part), () -> part + " in " + alerts.getFirst());
        }
    }

    @Test
    void a_time_line_has_a_line_for_it_that_no_spreadsheet_takes_for_a_formula() throws IOException {
        List<String> lines = Files.readAllLines(timeline);
        assertEquals(2, lines.size());
        assertTrue(
                lines.get(1).contains("\"high\",\"sigma\",\"'=HYPERLINK(\"\"http://example.com\"\")\""), lines.get(1));
        assertTrue(lines.get(1).contains("\"WS1\""), lines.get(1));
    }
}
