package dejfa.console.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Actor;
import dejfa.api.Address;
import dejfa.api.Alert;
import dejfa.api.DetectionFields;
import dejfa.api.Event;
import dejfa.api.Host;
import dejfa.api.Incident;
import dejfa.api.Slots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final String HOSTILE = "<script>alert(1)</script>\"'&\u202Egnp.exe\u0007\ud800";

    @TempDir
    Path folder;

    private static Report.Content content() {
        return content(HOSTILE);
    }

    private static Report.Content content(String hostile) {
        Host victim = new Host("site", Address.parse("10.0.0.1"));
        Event event = new Event(
                1,
                1,
                "site",
                hostile,
                hostile,
                1,
                victim.address(),
                1,
                Address.parse("203.0.113.9"),
                443,
                6,
                5,
                -1,
                null,
                new Slots(DetectionFields.SCHEMA).set(DetectionFields.TITLE, hostile),
                List.of());
        Alert alert = new Alert(
                event,
                Alert.Engine.BEHAVIOUR,
                hostile,
                hostile,
                1,
                0.5,
                Alert.Phase.IMPACT,
                List.of(),
                victim,
                null,
                List.of(),
                null,
                true,
                1);
        Incident incident = incident(hostile, victim, alert);
        return new Report.Content(
                hostile,
                Map.of("packets", hostile),
                List.of(hostile),
                true,
                List.of(incident),
                Map.of(),
                hostile.substring(0, Math.min(200, hostile.length())),
                Map.of(hostile, hostile),
                Map.of(5L, hostile.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static Incident incident(String hostile, Host victim, Alert alert) {
        return new Incident(
                hostile,
                hostile,
                "high",
                List.of(hostile),
                0.5,
                1,
                2,
                List.of(victim),
                List.of(hostile),
                List.of(new Incident.Server(hostile, hostile, 1, 2, true, 0.5)),
                List.of("T1"),
                List.of(new Incident.Step(1, 2, Alert.Phase.IMPACT, "k", hostile, List.of("T1"), 2, 0.5)),
                List.of(new Incident.Link("10.0.0.1", hostile, hostile, 1, 2, hostile)),
                List.of(new Actor(hostile, 0.5, List.of(hostile), List.of(hostile))),
                List.of(alert),
                1,
                true);
    }

    @Test
    void nothing_captured_becomes_markup() throws IOException {
        Path file = folder.resolve("report.html");
        Report.write(file, content());
        String page = Files.readString(file);
        assertFalse(page.contains("<script"), "script");
        assertFalse(page.contains("\u202E"), "bidirectional override");
        assertFalse(page.contains("\u0007"), "control character");
        assertTrue(page.contains("&lt;script&gt;"));
        assertTrue(page.contains("SYNTHETIC"));
        assertTrue(page.contains("0000  3c 73 63 72"), "the frame as hex");
        assertFalse(page.matches("(?s).*(src|href)=.*"), "no outside reference");
        try (var left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList(), "nothing else is left behind");
        }
    }

    @Test
    void names_of_64_kilobytes_leave_a_page_that_opens() throws IOException {
        Path file = folder.resolve("report.html");
        Report.write(file, content("\u2066" + "n".repeat(65_536)));
        String page = Files.readString(file);
        assertTrue(page.length() < 400_000, page.length() + " characters");
        assertFalse(page.contains("\u2066"), "bidirectional isolate");
        assertFalse(page.contains("n".repeat(4_001)), "uncut");
    }
}
