package dejfa.detect.suricata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.FileHash;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.testkit.Seeds;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleLoaderTest {
    @TempDir
    Path folder;

    private static RuleSet parse(String text) {
        return RuleLoader.parse(text, Path.of("t.rules"), RuleSettings.around("10.0.0.0/8"), List.of(Bench.HTTP));
    }

    @Test
    void every_problem_is_listed_with_file_line_reason_and_remedy() {
        RuleSet rules = parse("""
            # a comment
            alert tcp any any -> any any (msg:"good"; content:"a"; sid:1;)
            alert tcp any any -> any any (msg:"no sid"; content:"a";)
            alert nothing any any -> any any (msg:"protocol"; sid:3;)
            alert tcp $NOBODY any -> any any (msg:"variable"; sid:4;)
            alert tcp any any -> any any (msg:"lua"; lua:evil.lua; sid:5;)
            alert tcp any any -> any any (msg:"keyword"; wibble:1; sid:6;)
            """);
        assertEquals(1, rules.rules().size());
        assertEquals(
                List.of(3, 4, 5, 6, 7),
                rules.rejected().stream().map(Loaded.Rejected::line).toList());
        assertTrue(rules.rejected().get(2).reason().contains("$NOBODY"));
        assertTrue(rules.rejected().get(4).reason().contains("wibble"));
        for (Loaded.Rejected one : rules.rejected()) assertTrue(!one.remedy().isBlank());
    }

    @Test
    void a_rule_may_go_on_over_several_lines() {
        RuleSet rules = parse("alert tcp any any -> any any \\\n (msg:\"x\"; \\\n content:\"a\"; sid:1;)");
        assertEquals(List.of(), rules.rejected());
        assertEquals(1, rules.rules().getFirst().info().line());
    }

    @Test
    void of_two_rules_with_one_sid_the_newer_stays() {
        RuleSet rules = parse("alert ip any any -> any any (msg:\"old\"; sid:1; rev:1;)\n"
                + "alert ip any any -> any any (msg:\"new\"; sid:1; rev:2;)");
        assertEquals("new", rules.rules().getFirst().info().message());
        assertEquals(1, rules.rejected().getFirst().line());
    }

    @Test
    void gzip_is_read_and_a_missing_file_is_an_answer() throws Exception {
        Path file = folder.resolve("a.rules.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("alert ip any any -> any any (msg:\"x\"; sid:1;)".getBytes(StandardCharsets.UTF_8));
        }
        RuleSet rules =
                RuleLoader.load(List.of(file, folder.resolve("none")), RuleSettings.around("any"), List.of(Bench.HTTP));
        assertEquals(1, rules.rules().size());
        assertEquals(0, rules.rejected().getFirst().line());
    }

    @Test
    void class_types_give_category_and_severity() {
        RuleSet rules = parse("alert ip any any -> any any (msg:\"x\"; classtype:trojan-activity; sid:1;)\n"
                + "alert ip any any -> any any (msg:\"y\"; classtype:trojan-activity; priority:7; sid:2;)");
        assertEquals(
                "A Network Trojan was detected", rules.rules().getFirst().info().category());
        assertEquals(1, rules.rules().getFirst().info().severity());
        assertEquals(7, rules.rules().getLast().info().severity());
    }

    @Test
    void many_rules_come_out_as_if_they_had_been_read_one_after_the_other() {
        int count = 5000;
        StringBuilder text = new StringBuilder();
        List<String> bits = new ArrayList<>();
        List<Integer> sids = new ArrayList<>();
        List<Integer> refused = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String more = "";
            if (i % 7 == 0) {
                // A rule that is refused has named its bit all the same.
                more = "flowbits:set,bit" + i % 1000 + ";";
                if (!bits.contains("bit" + i % 1000)) bits.add("bit" + i % 1000);
            }
            if (i % 11 == 0) {
                more += "wibble;";
                refused.add(i);
            } else sids.add(i);
            text.append("alert tcp any any -> any any (msg:\"m")
                    .append(i)
                    .append("\"; content:\"c")
                    .append(i);
            text.append("\"; ").append(more).append(" sid:").append(i).append(";)\n");
        }
        RuleSet rules = parse(text.toString());
        assertEquals(bits, rules.bitNames());
        assertEquals(
                refused, rules.rejected().stream().map(Loaded.Rejected::line).toList());
        // Rules that set bits run first; within a rank the order is that of the file.
        List<Integer> writers = sids.stream().filter(sid -> sid % 7 == 0).toList();
        List<Integer> others = sids.stream().filter(sid -> sid % 7 != 0).toList();
        List<Integer> ran =
                rules.rules().stream().map(rule -> (int) rule.info().sid()).toList();
        assertEquals(writers, ran.subList(0, writers.size()));
        assertEquals(others, ran.subList(writers.size(), ran.size()));
        for (CompiledRule rule : rules.rules()) {
            assertEquals("m" + rule.info().sid(), rule.info().message());
        }
    }

    @Test
    void what_only_alerts_show_is_read_from_the_text_when_it_is_asked_for() {
        RuleSet rules = parse("alert ip any any -> any any (msg:\"a \\\"b\\\" \u00e9\"; reference:url,example.org/a; "
                + "metadata:created_at 2020_01_01, tag x; metadata:tag y; reference:cve,2020-1; sid:1;)");
        CompiledRule.Info info = rules.rules().getFirst().info();
        assertEquals("a \"b\" \u00e9", info.message());
        assertEquals(Map.of("created_at", List.of("2020_01_01"), "tag", List.of("x", "y")), info.metadata());
        assertEquals(List.of("created_at", "tag"), List.copyOf(info.metadata().keySet()));
        assertEquals(2, info.references().size());
        assertTrue(info.references().getFirst().endsWith("example.org/a"));
        assertTrue(info.text().startsWith("alert ip") && info.text().endsWith("sid:1;)"));
    }

    @Test
    void digests_are_wanted_where_a_rule_compares_them_not_where_it_speaks_of_them() throws Exception {
        Files.writeString(folder.resolve("list"), "d41d8cd98f00b204e9800998ecf8427e\n");
        Path file = folder.resolve("a.rules");
        Files.writeString(
                file,
                "alert http any any -> any any (msg:\"filesha256\"; content:\"a\"; sid:1;)\n"
                        + "alert http any any -> any any (filemd5:list; sid:2;)");
        RuleSet rules = RuleLoader.load(List.of(file), RuleSettings.around("any"), List.of(Bench.HTTP));
        assertEquals(List.of(), rules.rejected());
        assertEquals(Set.of(FileHash.MD5), rules.fileHashes());
    }

    @Test
    void random_text_never_throws() {
        String[] words = {
            "alert",
            "tcp",
            "any",
            "->",
            "(",
            ")",
            ";",
            "msg:\"",
            "\"",
            "content:",
            "|",
            "41",
            "sid:1",
            "pcre:\"/",
            "/",
            "$",
            "[",
            "]",
            "!",
            ",",
            "\\",
            "byte_test:",
            "1,=,2,3",
            "within:",
            "flowbits:",
            "http.uri",
            "dsize:",
            "<>",
            "\n",
            " ",
            "threshold:",
            "type limit",
            "track by_src",
            "count",
            "seconds 1",
            "xbits:set",
            "base64_decode:"
        };
        Seeds.run(3000, random -> {
            StringBuilder text = new StringBuilder("alert tcp any any -> any any (");
            for (int i = 0; i < random.nextInt(30); i++) text.append(words[random.nextInt(words.length)]);
            parse(text.toString());
            parse(noise(random));
        });
    }

    private static String noise(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < random.nextInt(80); i++) text.append((char) random.nextInt(256));
        return text.toString();
    }

    @Test
    void hostile_rules_end_in_time() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            parse("alert tcp any any -> any any (msg:\"" + "a".repeat(2_000_000));
            parse("alert tcp " + "[".repeat(1_000_000) + " any -> any any (sid:1;)");
            parse("alert tcp " + "!".repeat(100_000) + "any any -> any any (sid:1;)");
            Bench bench = Bench.tcp("pcre:\"/^(a+)+$/\";", "pcre:\"/(x+x+)+y/\";");
            bench.see("a".repeat(5000) + "!").see("x".repeat(5000));
            assertEquals(List.of(), bench.alerts);
            Bench many = Bench.tcp(
                    "content:\"a\"; content:\"a\"; distance:0; content:\"a\"; distance:0; content:\"b\"; distance:0;");
            assertEquals(List.of(), many.see("b" + "a".repeat(60_000)).alerts);
        });
    }
}
