package dejfa.correlate;

import static dejfa.correlate.Made.SCORER;
import static dejfa.correlate.Made.alarm;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Address;
import dejfa.api.Alert;
import dejfa.api.Alert.Phase;
import dejfa.api.Block;
import dejfa.api.Campaign;
import dejfa.api.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoryTest {
    private static List<Incident> incidents(List<Alert> alerts, boolean synthetic) {
        IncidentBuilder builder =
                new IncidentBuilder(SCORER, Settings.defaults().withSynthetic(synthetic));
        builder.observe(Made.windows(0, "web01", Made.WEB));
        builder.observe(Made.windows(0, "dc01", Made.DOMAIN_CONTROLLER));
        alerts.forEach(builder::add);
        return builder.incidents();
    }

    private static Block block(Incident incident) {
        return new Block(
                "b1",
                new Block.Subject.OfAddress(Address.parse("203.0.113.5")),
                Block.State.PROPOSED,
                "C2",
                incident.id(),
                0.9,
                "policy",
                Made.at(0),
                Made.at(60),
                null);
    }

    @Test
    void the_story_fits_a_screen_and_tells_what_whom_by_which_who_and_how_sure() {
        Incident incident = incidents(Made.espionage(), true).getFirst();
        List<String> lines = StoryWriter.lines(incident, List.of(block(incident)));
        String story = String.join("\n", lines);
        System.out.println(story);
        assertTrue(lines.size() <= 38, lines.size() + " lines");
        assertTrue(lines.stream().allMatch(line -> line.length() <= 100), story);
        assertTrue(lines.getFirst().startsWith("SYNTHETIC Incident "), story);
        for (String part : List.of(
                "To whom: 10.20.1.5",
                "web-shell",
                " ×5",
                "203.0.113.5: C2 over TLS",
                "Who: APT27, odds ",
                "for: ",
                "203.0.113.5 proposed until",
                "How sure: nearly certain",
                "critical because")) {
            assertTrue(story.contains(part), part + " is missing in\n" + story);
        }
    }

    @Test
    void what_an_attacker_wrote_can_not_move_the_cursor_or_turn_the_text() {
        List<Alert> alerts = new ArrayList<>();
        alerts.add(alarm(0, "web-shell", Phase.PERSISTENCE)
                .inward("198.51.100.21", Made.WEB)
                .techniques("T1505.003")
                .title("\u001b[2Jcleared\u202Eabc\u0007\r\n" + "x".repeat(5_000))
                .indicators("domain:\u001b]0;evil\u0007.example")
                .make());
        Incident incident = incidents(alerts, false).getFirst();
        for (String line : StoryWriter.lines(incident)) {
            assertTrue(line.length() <= 100, line);
            assertTrue(line.codePoints().noneMatch(c -> c < 0x20 || c == 0x7f || c == 0x202e || c == 0x9b), line);
        }
        String json = SummaryJson.text(1, 2, 3, List.of(incident), any -> List.of());
        assertTrue(json.chars().allMatch(c -> c >= 0x20 && c < 0x7f), json);
        assertTrue(!json.contains("u001b") && !json.contains("u202e"), json);
    }

    @Test
    void the_summary_has_the_keys_of_its_schema_in_order(@TempDir Path folder) throws IOException {
        Incident incident = incidents(Made.espionage(), false).getFirst();
        Path file = folder.resolve("summary.json");
        SummaryJson.write(file, 10, 2_000, 15, List.of(incident), one -> List.of(block(one)));
        String json = Files.readString(file);
        assertTrue(json.startsWith("{\"packets\":10,\"bytes\":2000,\"alerts\":15,\"incidents\":[{\"id\":\""), json);
        int at = 0;
        for (String key : List.of(
                "\"id\":",
                "\"title\":",
                "\"severity\":\"critical\"",
                "\"first\":\"2019-",
                "\"last\":",
                "\"victims\":[\"10.20.1.5\"",
                "\"servers\":[",
                "\"techniques\":[\"T1003.001\"",
                "\"steps\":[{\"time\":",
                "\"kind\":",
                "\"text\":",
                "\"actors\":[{\"name\":\"APT27\",\"probability\":0.",
                "\"for\":[",
                "\"against\":[",
                "\"blocks\":[{\"subject\":\"203.0.113.5\",\"state\":\"proposed\",\"reason\":\"C2\",\"until\":\"2019-")) {
            int found = json.indexOf(key, at);
            assertTrue(found >= 0, key + " is missing after " + at + " in " + json);
            at = found;
        }
        try (var left = Files.list(folder)) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void incidents_make_a_campaign_only_on_shared_infrastructure() {
        List<Alert> alerts = new ArrayList<>();
        // A week and more apart, so they are two incidents.
        for (int i = 0; i < 2; i++) {
            alerts.add(alarm(i * 20_000, "gh0st-framing", Phase.COMMAND_AND_CONTROL)
                    .outward("10.20.3." + (i + 1), "203.0.113." + (i + 1))
                    .tool("gh0st")
                    .is(1, 0.9)
                    .techniques("T1095")
                    .indicators("framing:KOBRA")
                    .make());
        }
        alerts.add(alarm(30_000, "gh0st-framing", Phase.COMMAND_AND_CONTROL)
                .outward("10.20.3.9", "203.0.113.9")
                .tool("gh0st")
                .is(1, 0.9)
                .techniques("T1095")
                .indicators("framing:OTHER")
                .make());
        List<Incident> incidents = incidents(alerts, false);
        assertEquals(3, incidents.size());
        List<Campaign> campaigns = CampaignFinder.find(incidents);
        assertEquals(1, campaigns.size(), campaigns.toString());
        assertEquals(
                List.of(incidents.get(0).id(), incidents.get(1).id()),
                campaigns.getFirst().incidentIds());
        assertTrue(campaigns.getFirst().evidence().toString().contains("framing KOBRA"));
    }
}
