package dejfa.node.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.node.Command;
import dejfa.node.ExitCode;
import dejfa.testkit.Project;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class RulesCommandTest {
    private static final String GOOD = "alert tcp any any -> any 80 (msg:\"a\"; content:\"abcdefgh\"; sid:1; rev:3;)\n";
    private static final String SNORT_3 = """
            alert tcp $EXTERNAL_NET any -> $HOME_NET 80 ( msg:"x"; content:"abc",nocase,fast_pattern; service:http; sid:1; )
            alert http ( msg:"y"; http_uri; content:"abc",depth 4; sid:2; )
            alert tcp any any -> any any ( msg:"z"; content:"abc"; sid:3; )
            """;

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path packed(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return file;
    }

    private static Map<?, ?> json(Command ran) {
        return JsonMapper.shared().readValue(ran.out(), Map.class);
    }

    @Test
    void json_has_exactly_total_loaded_and_problems_with_file_line_sid_and_reason() throws IOException {
        Path rules = packed(
                "mixed.rules.gz",
                "# comment\n" + GOOD + "alert tcp any any -> any any (msg:\"b\"; nosuch:1; sid:7;)\n");
        Command ran = Command.run("rules", "check", rules.toString(), "--json");
        assertEquals(ExitCode.BAD_INPUT, ran.code());
        Map<?, ?> told = json(ran);
        assertEquals(Set.of("total", "loaded", "problems"), told.keySet());
        assertEquals(2, told.get("total"));
        assertEquals(1, told.get("loaded"));
        assertEquals(
                List.of(Map.of(
                        "file", rules.toString(), "line", 3, "sid", 7, "reason", "the keyword nosuch is not known")),
                told.get("problems"));
    }

    @Test
    void rules_that_all_load_end_with_0() throws IOException {
        Command ran = Command.run("rules", "check", file("good.rules", GOOD).toString());
        assertEquals(ExitCode.FINE, ran.code(), ran.out());
        assertTrue(ran.out().startsWith("1 of 1 rules load (100.00 %)"), ran.out());
    }

    @Test
    void folders_and_globs_are_filled_in() throws IOException {
        file("one.rules", GOOD);
        packed("two.rules.gz", GOOD.replace("sid:1", "sid:2"));
        file("note.txt", "no rules");
        assertEquals(
                2,
                json(Command.run("rules", "check", folder.toString(), "--json")).get("loaded"));
        assertEquals(
                1,
                json(Command.run("rules", "check", folder + "/*.gz", "--json")).get("loaded"));
        Command none = Command.run("rules", "check", folder + "/*.nothing");
        assertEquals(ExitCode.BAD_INPUT, none.code());
        assertTrue(none.err().contains("there is no file"), none.err());
        assertEquals(ExitCode.USAGE, Command.run("rules", "check").code());
    }

    @Test
    void a_file_in_snort_3_s_syntax_is_one_sentence() throws IOException {
        Command ran =
                Command.run("rules", "check", file("snort3.rules", SNORT_3).toString());
        assertEquals(ExitCode.BAD_INPUT, ran.code());
        assertEquals(
                1,
                ran.out().lines().filter(line -> line.contains("snort3.rules")).count(),
                ran.out());
        assertTrue(ran.out().contains("Snort 3's syntax") && ran.out().contains("(3 rules)"), ran.out());
    }

    @Test
    void the_outside_sets_are_told_apart_by_their_syntax() {
        Path sets = Project.shared("rules").orElse(null);
        if (sets == null) return;
        Command snort = Command.run("rules", "check", sets + "/snort3-community.rules.gz", "--json");
        assertEquals(4017, json(snort).get("total"));
        assertEquals(1, ((List<?>) json(snort).get("problems")).size());
        Command older = Command.run("rules", "check", sets + "/nmaps.rules.gz", "--json");
        assertEquals(10, json(older).get("loaded"));
    }

    @Test
    void slow_rules_are_counted_by_reason_and_listed_when_asked() throws IOException {
        Path rules = file("slow.rules", """
            alert tcp any any -> any any (msg:"pcre"; pcre:"/a.*b/"; sid:1;)
            alert tcp any any -> any 80 (msg:"one"; content:"a"; sid:2;)
            alert tcp any any -> any 80 (msg:"two"; content:"ab"; sid:3;)
            alert tcp any any -> any 80 (msg:"size"; dsize:>3; isdataat:20; sid:4;)
            alert tcp any any -> any 80 (msg:"fine"; content:"abcdefgh"; pcre:"/a.*b/"; sid:5;)
            alert tcp any any -> any 80 (msg:"zeros"; content:"|00 00 00 00|"; sid:6;)
            """);
        Command ran = Command.run("rules", "check", rules.toString());
        assertEquals(ExitCode.FINE, ran.code(), "slow rules load: " + ran.out());
        for (String reason : List.of(
                "pcre without literal",
                "literal of 1 byte",
                "literal of 2 bytes",
                "no literal",
                "any/any without port",
                "literal of one repeated byte")) {
            assertTrue(ran.out().contains(reason), reason + ": " + ran.out());
        }
        assertFalse(ran.out().contains("(sid 5)"), ran.out());
        Map<?, ?> told = json(Command.run("rules", "check", rules.toString(), "--json", "--slow"));
        List<?> slow = (List<?>) told.get("slow");
        assertEquals(
                List.of(1, 1, 2, 3, 4, 6),
                slow.stream().map(one -> ((Map<?, ?>) one).get("sid")).sorted().toList());
    }

    @Test
    void explain_names_prefilter_steps_bits_and_threshold() throws IOException {
        Path rules = file("some.rules", """
            alert http any any -> any any (msg:"set"; http.uri; content:"/login"; flowbits:set,seen; noalert; sid:1;)
            alert http any any -> any any (msg:"ask"; flow:established,to_server; flowbits:isset,seen; http.method; \
            content:"POST"; http.uri; content:"/admin.php"; fast_pattern; pcre:"/id=\\d+/R"; \
            threshold:type limit, track by_src, count 1, seconds 60; classtype:web-application-attack; sid:2; rev:4;)
            """);
        Command ran = Command.run("rules", "explain", "2", "--rules", rules.toString());
        assertEquals(ExitCode.FINE, ran.code(), ran.err());
        String told = ran.out();
        assertTrue(told.startsWith("1:2:4 ask\n"), told);
        assertTrue(told.contains("\"/admin.php\" (10 bytes) in http.uri"), told);
        assertTrue(told.contains("2 rules have their literal there"), told);
        assertTrue(
                told.lines().anyMatch(line -> line.matches(" +looks at +transactions of .*http.*, to server; .*")),
                told);
        assertTrue(told.indexOf("flow:established") < told.indexOf("http.method ("), told);
        assertTrue(told.contains("pcre /id=\\d+/"), told);
        assertTrue(told.contains("flowbits isset seen: changed by 1:1"), told);
        assertTrue(told.contains("limit: at most 1 for a source in 60 s"), told);
        assertTrue(Command.run("rules", "explain", "1:1", "--rules", rules.toString())
                .out()
                .contains("read by 1:2"));
    }

    @Test
    void explain_says_when_there_is_no_such_rule() throws IOException {
        Path rules = file("good.rules", GOOD);
        Command ran = Command.run("rules", "explain", "99", "--rules", rules.toString());
        assertEquals(ExitCode.BAD_INPUT, ran.code());
        assertTrue(ran.err().contains("no rule 99 is loaded (1 are)"), ran.err());
        assertEquals(ExitCode.USAGE, Command.run("rules", "explain", "abc").code());
        assertEquals(ExitCode.USAGE, Command.run("rules").code());
    }

    @Test
    void every_rule_of_dejfa_s_own_set_can_be_explained() throws IOException {
        for (String line : Files.readAllLines(Project.root().resolve("content/suricata/dejfa.rules"))) {
            if (!line.contains("sid:")) continue;
            String sid = line.replaceFirst(".*sid:(\\d+);.*", "$1");
            Command ran = Command.run("rules", "explain", sid);
            assertEquals(ExitCode.FINE, ran.code(), sid + ran.err());
            assertTrue(ran.out().contains("prefilter"), ran.out());
        }
    }
}
