package dejfa.node.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.AnomalyFields;
import dejfa.api.FileinfoFields;
import dejfa.api.FlowFields;
import dejfa.api.Schema;
import dejfa.detect.behaviour.Behaviours;
import dejfa.detect.behaviour.HomeNetworks;
import dejfa.detect.suricata.RuleLoader;
import dejfa.detect.suricata.RuleSet;
import dejfa.detect.suricata.RuleSettings;
import dejfa.ingest.log.LogContent;
import dejfa.ingest.log.mapped.LogContents;
import dejfa.ingest.log.web.AccessFields;
import dejfa.ingest.log.web.IisFields;
import dejfa.ingest.log.windows.WindowsFields;
import dejfa.intel.ActorProfiles;
import dejfa.protocols.ProtocolRecogniser;
import dejfa.respond.Playbooks;
import dejfa.testkit.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All content that is shipped loads without a problem, and a slip of the pen in it is told with file, key and
/// remedy.
class ContentTest {
    private static final Path CONTENT = Project.root().resolve("content");

    @TempDir
    Path folder;

    @Test
    void every_behaviour_loads() throws IOException {
        Behaviours.Loaded loaded = behaviours(CONTENT);
        assertEquals(List.of(), loaded.problems());
        assertEquals(folders(CONTENT.resolve("behaviours")), loaded.detectors().size());
    }

    @Test
    void every_actor_loads() throws IOException {
        ActorProfiles profiles = ActorProfiles.load(CONTENT.resolve("actors"));
        assertEquals(List.of(), profiles.problems());
        assertEquals(folders(CONTENT.resolve("actors")), profiles.all().size());
    }

    @Test
    void every_playbook_loads() throws IOException {
        Playbooks playbooks = Playbooks.load(CONTENT.resolve("playbooks"));
        assertEquals(List.of(), playbooks.problems());
        assertEquals(folders(CONTENT.resolve("playbooks")), playbooks.size());
    }

    @Test
    void every_mapping_of_a_log_loads() throws IOException {
        LogContent logs = LogContents.load(CONTENT.resolve("logs"), schemas());
        assertEquals(List.of(), logs.problems());
    }

    @Test
    void a_wrong_key_of_any_mapping_of_a_log_is_told_with_file_key_and_the_nearest_known_one() throws IOException {
        List<Path> files = copy("logs", "log.yaml", "about:", "abuot:");
        Files.copy(CONTENT.resolve("logs/zeek/events.yaml"), folder.resolve("logs/zeek/events.yaml"));
        Path events = folder.resolve("logs/zeek/events.yaml");
        Files.writeString(events, Files.readString(events).replace("handshake: handshake(", "handshake: handshakes("));
        List<String> problems =
                LogContents.load(folder.resolve("logs"), schemas()).problems();
        for (Path file : files) {
            String told = "unknown key 'abuot'; did you mean 'about'?";
            assertTrue(
                    problems.stream().anyMatch(one -> one.contains(file.toString()) && one.contains(told)),
                    () -> file + " is not told of: " + problems);
        }
        assertTrue(
                problems.stream().anyMatch(one -> one.contains("events.yaml:") && one.contains("handshakes")),
                problems::toString);
    }

    @Test
    void every_own_rule_can_run() {
        Path file = CONTENT.resolve("suricata/dejfa.rules");
        RuleSet rules = RuleLoader.load(List.of(file), RuleSettings.around("[10.0.0.0/8]"), schemas());
        assertEquals(List.of(), rules.rejected());
        assertTrue(!rules.rules().isEmpty());
    }

    @Test
    void a_wrong_key_of_any_behaviour_is_told_with_file_key_and_the_nearest_known_one() throws IOException {
        List<Path> files = copy("behaviours", "behaviour.yaml", "alert:", "alret:");
        List<Behaviours.Problem> problems = behaviours(folder).problems();
        for (Path file : files) {
            String name = file.getParent().getFileName() + "/behaviour.yaml";
            assertTrue(
                    problems.stream()
                            .anyMatch(one -> one.file().endsWith(name)
                                    && one.key().equals("alret")
                                    && one.remedy().contains("'alert'")),
                    () -> name + " is not told of: " + problems);
        }
    }

    @Test
    void a_wrong_key_of_any_actor_is_told_with_file_key_and_the_nearest_known_one() throws IOException {
        List<Path> files = copy("actors", "actor.yaml", "description:", "descripton:");
        Files.copy(CONTENT.resolve("actors/prevalence.yaml"), folder.resolve("actors/prevalence.yaml"));
        List<String> problems = ActorProfiles.load(folder.resolve("actors")).problems();
        for (Path file : files) {
            String told = "'descripton'; did you mean 'description'?";
            assertTrue(
                    problems.stream().anyMatch(one -> one.contains(file.toString()) && one.contains(told)),
                    () -> file + " is not told of: " + problems);
        }
    }

    @Test
    void a_wrong_key_of_any_playbook_is_told_with_file_key_and_the_known_ones() throws IOException {
        List<Path> files = copy("playbooks", "playbook.yaml", "  severity:", "  severty:");
        List<String> problems = Playbooks.load(folder.resolve("playbooks")).problems();
        for (Path file : files) {
            assertTrue(
                    problems.stream()
                            .anyMatch(one -> one.contains(file.toString())
                                    && one.contains("'severty'")
                                    && one.contains("severity")),
                    () -> file + " is not told of: " + problems);
        }
    }

    /// The files of a kind, each with its first `from` replaced.
    private List<Path> copy(String kind, String name, String from, String to) throws IOException {
        List<Path> copies = new ArrayList<>();
        try (Stream<Path> all = Files.list(CONTENT.resolve(kind))) {
            for (Path one : all.filter(Files::isDirectory).sorted().toList()) {
                String text = Files.readString(one.resolve(name));
                assertTrue(text.contains(from), one + " has no " + from);
                Path copy = folder.resolve(kind).resolve(one.getFileName()).resolve(name);
                Files.createDirectories(copy.getParent());
                int at = text.startsWith(from) ? 0 : text.indexOf("\n" + from) + 1;
                Files.writeString(copy, text.substring(0, at) + to + text.substring(at + from.length()));
                copies.add(copy);
            }
        }
        return copies;
    }

    private static Behaviours.Loaded behaviours(Path content) {
        return Behaviours.load(content, schemas(), HomeNetworks.PRIVATE);
    }

    private static List<Schema> schemas() {
        List<Schema> all = new ArrayList<>(new ProtocolRecogniser().schemas());
        all.addAll(List.of(
                FlowFields.SCHEMA,
                FileinfoFields.SCHEMA,
                AnomalyFields.SCHEMA,
                IisFields.SCHEMA,
                AccessFields.SCHEMA,
                WindowsFields.SCHEMA));
        return all;
    }

    private static long folders(Path kind) throws IOException {
        try (Stream<Path> all = Files.list(kind)) {
            return all.filter(Files::isDirectory).count();
        }
    }
}
