package dejfa.node.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.node.Command;
import dejfa.node.ExitCode;
import dejfa.testkit.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class VerifyCommandTest {
    private static final Path ECHO = Project.root().resolve("protocols/src/main/java/dejfa/protocols/ssh/cases");
    private static final String RULE =
            "alert ssh any any -> any any (msg:\"client\"; ssh.proto; content:\"2.0\"; sid:1;)\n";

    @TempDir
    Path root;

    private static Path capture() throws IOException {
        try (var all = Files.walk(ECHO)) {
            return all.filter(path -> path.endsWith("in.pcap"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path suite(String name, String checks) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        Files.copy(capture(), folder.resolve("input.pcap"));
        Files.writeString(folder.resolve("test.rules"), RULE);
        Files.writeString(folder.resolve("test.yaml"), checks);
        return folder;
    }

    private Path own(String name) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        Files.copy(capture(), folder.resolve("in.pcap"));
        Files.writeString(folder.resolve("rules.rules"), RULE);
        return folder;
    }

    private static final String FOUND = """
            checks:
            - filter: {min-count: 1, count: 1, match: {event_type: ssh}}
            - shell: {args: "wc -l fast.log", expect: 1}
            """;

    @Test
    void a_failing_check_shows_the_nearest_event_and_the_keys_that_differ() throws IOException {
        suite("bad", "checks:\n- filter: {count: 1, match: {event_type: ssh, ssh.client.proto_version: '9.9'}}\n");
        Command ran = Command.run("verify", root.toString());
        assertEquals(ExitCode.ALERTS, ran.code(), ran.out() + ran.err());
        assertTrue(ran.out().contains("FAIL bad 0/1"), ran.out());
        assertTrue(ran.out().contains("ssh.client.proto_version: wanted \"9.9\", is \"2.0\""), ran.out());
        assertFalse(ran.out().contains("event_type: wanted"), ran.out());
        assertTrue(ran.out().endsWith("0 passed, 1 failed, 0 skipped of 1\n"), ran.out());
    }

    @Test
    void checks_that_are_not_judged_are_said_aloud() throws IOException {
        suite("good", FOUND);
        Command ran = Command.run("verify", root.toString());
        assertEquals(ExitCode.FINE, ran.code(), ran.out() + ran.err());
        assertTrue(ran.out().contains("PASS good 1/1 (not judged: 1 shell)"), ran.out());
        assertTrue(ran.out().contains("checks not judged: 1 shell"), ran.out());
    }

    @Test
    void cases_are_told_in_order_of_their_names_whatever_the_number_of_threads() throws IOException {
        for (String name : new String[] {"c", "a", "b/deep", "d"}) suite(name, FOUND);
        String one = Command.run("verify", root.toString(), "--workers", "1").out();
        String four = Command.run("verify", root.toString(), "--workers", "4").out();
        assertEquals(one, four);
        assertTrue(one.indexOf("PASS a ") < one.indexOf("PASS b/deep "), one);
        assertTrue(one.indexOf("PASS b/deep ") < one.indexOf("PASS c "), one);
    }

    @Test
    void only_picks_cases_by_name() throws IOException {
        for (String name : new String[] {"tls-1", "tls-2", "ssh-1"}) suite(name, FOUND);
        assertTrue(
                Command.run("verify", root.toString(), "--only", "tls-*").out().endsWith("of 2\n"));
        assertEquals(
                ExitCode.BAD_INPUT,
                Command.run("verify", root.toString(), "--only", "x*").code());
    }

    @Test
    void events_judges_only_checks_on_those_types() throws IOException {
        suite("mixed", """
                checks:
                - filter: {count: 99, match: {event_type: ssh}}
                - filter: {count: 0, match: {event_type: alert, alert.signature_id: 2}}
                """);
        assertEquals(
                ExitCode.FINE,
                Command.run("verify", root.toString(), "--events", "alert").code());
        assertEquals(ExitCode.ALERTS, Command.run("verify", root.toString()).code());
        assertTrue(
                Command.run("verify", root.toString(), "--events", "dns").out().contains("SKIP mixed"));
    }

    @Test
    void a_case_for_another_version_is_skipped_with_the_reason() throws IOException {
        suite("old", "requires: {lt-version: 8}\n" + FOUND);
        Command ran = Command.run("verify", root.toString());
        assertTrue(ran.out().contains("SKIP old: for versions older than 8"), ran.out());
        assertEquals(ExitCode.FINE, ran.code());
    }

    @Test
    void arguments_and_settings_of_the_suite_s_layout_are_taken() throws IOException {
        Path folder =
                suite("set", "args:\n- -k none --set stream.midstream=true\n- -S ${TEST_DIR}/other.rules\n" + FOUND);
        Files.writeString(folder.resolve("other.rules"), RULE);
        Files.writeString(
                folder.resolve("suricata.yaml"),
                "%YAML 1.1\n---\nvars: {address-groups: {HOME_NET: '[10.0.0.0/8]'}}\naction-order: [pass, alert]\n"
                        + "outputs:\n- eve-log: {types: [ssh, alert: {payload: yes}]}\n");
        Case read = CaseReader.read(root, folder, java.util.List.of("all"));
        assertEquals("none", read.vars().get("checksums"));
        assertEquals(Map.of("HOME_NET", "[10.0.0.0/8]"), read.vars().get("address-groups"));
        assertEquals(
                Map.of("stream.midstream", "true", "action-order.0", "pass", "action-order.1", "alert"),
                read.vars().get("settings"));
        assertTrue(((Map<?, ?>) read.vars().get("eve-types")).containsKey("ssh"));
        assertTrue(read.rules().getFirst().endsWith("other.rules"));
    }

    @Test
    void an_own_case_is_held_against_its_expected_lines_which_update_writes() throws IOException {
        Path folder = own("mine");
        Files.writeString(folder.resolve("expected.jsonl"), "");
        Command before = Command.run("verify", root.toString());
        assertEquals(ExitCode.ALERTS, before.code());
        assertTrue(before.out().contains("is new"), before.out());
        assertEquals(
                ExitCode.FINE,
                Command.run("verify", root.toString(), "--update").code());
        Command after = Command.run("verify", folder.toString());
        assertEquals(ExitCode.FINE, after.code(), after.out());
        assertTrue(Files.readString(folder.resolve("expected.jsonl")).contains("\"event_type\":\"ssh\""));
    }

    @Test
    void an_own_case_may_have_checks_instead() throws IOException {
        Path folder = own("mine");
        Files.writeString(folder.resolve("checks.yaml"), "checks:\n- filter: {count: 1, match: {event_type: ssh}}\n");
        Map<?, ?> told = JsonMapper.shared()
                .readValue(Command.run("verify", root.toString(), "--json").out(), Map.class);
        assertEquals(1, told.get("passed"), told.toString());
    }

    @Test
    void an_exit_code_is_that_of_rules_that_do_not_load() throws IOException {
        Path folder = suite("broken", "exit-code: 1\n" + FOUND);
        assertEquals(ExitCode.ALERTS, Command.run("verify", root.toString()).code(), "the rules load");
        Files.writeString(folder.resolve("test.rules"), "alert tcp any any -> any any (nosuchkeyword:1; sid:1;)\n");
        assertEquals(ExitCode.FINE, Command.run("verify", root.toString()).code());
    }

    @Test
    void a_folder_without_cases_is_bad_input() {
        assertEquals(ExitCode.BAD_INPUT, Command.run("verify", root.toString()).code());
        assertEquals(
                ExitCode.BAD_INPUT,
                Command.run("verify", root.resolve("no").toString()).code());
    }
}
