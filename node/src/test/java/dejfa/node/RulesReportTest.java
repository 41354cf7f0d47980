package dejfa.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Schema;
import dejfa.detect.suricata.RuleLoader;
import dejfa.detect.suricata.RuleSet;
import dejfa.protocols.ProtocolRecogniser;
import dejfa.testkit.Project;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What became of every rule of a file: it runs, or it is listed with file, line and reason.
class RulesReportTest {
    @TempDir
    Path scratch;

    private Path capture() throws IOException {
        Path capture = scratch.resolve("example.pcap");
        PcapCut.first(Project.root().resolve("examples/egov-espionage.pcap"), capture, 50);
        return capture;
    }

    @Test
    void each_broken_rule_is_listed_with_file_line_and_reason() throws IOException {
        Path rules = scratch.resolve("mixed.rules");
        Files.writeString(rules, """
            # a comment
            alert tcp any any -> any any (msg:"fine"; sid:1; rev:1;)
            alert tcp any any -> any any (msg:"no such keyword"; frobnicate:1; sid:2;)

            alert tcp any any -> any any (msg:"bad pcre"; pcre:"/(/"; sid:3;)
            alert nosuchproto any any -> any any (msg:"x"; sid:4;)
            alert tcp any any -> any any (msg:"lua runs code"; lua:evil.lua; sid:5;)
            alert tcp 300.1.1.1 any -> any any (msg:"bad address"; sid:6;)
            alert tcp any 70000 -> any any (msg:"bad port"; sid:7;)
            alert tcp any any -> any any (msg:"no end"; sid:8;
            alert tcp any any -> any any (msg:"fine too"; content:"x"; sid:9; rev:2;)
            """);
        Command ran = Command.watch(List.of(capture()), "--rules", rules.toString());
        assertEquals(ExitCode.FINE, ran.code(), ran.err());
        List<Integer> expected = List.of(3, 5, 6, 7, 8, 9, 10);
        List<Integer> listed = lines(ran.err(), "mixed.rules");
        assertEquals(expected, listed, ran.err());
        ran.err().lines().filter(line -> line.contains("mixed.rules:")).forEach(line -> {
            String reason = line.substring(line.indexOf("mixed.rules:")).replaceFirst("mixed.rules:\\d+", "");
            assertTrue(reason.replaceAll("[^a-z]", "").length() > 8, "no reason: " + line);
        });
        assertTrue(ran.out().contains("7 rules can't run here"), ran.out());
    }

    @Test
    void every_rule_of_the_outside_set_is_loaded_or_listed() throws IOException {
        Path packed = Project.shared("rules/load.rules.gz").orElse(null);
        if (packed == null) return;
        String text;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Path rules = Files.writeString(scratch.resolve("load.rules"), text);
        TreeSet<Integer> wanted = new TreeSet<>();
        List<String> all = text.lines().toList();
        for (int i = 0; i < all.size(); i++) {
            String line = all.get(i).strip();
            boolean goesOn = i > 0 && all.get(i - 1).stripTrailing().endsWith("\\");
            if (!line.isEmpty() && !line.startsWith("#") && !goesOn) wanted.add(i + 1);
        }
        Content content = new Content();
        VarsFile none = VarsFile.none();
        List<Schema> schemas = new ProtocolRecogniser().schemas();
        OwnNetworks own = OwnNetworks.of(null, none);
        List<String> files = List.of(rules.toString());
        try (RuleSet loaded = content.rules(files, none, own, schemas, null, RuleLoader.How.PLAIN)) {
            List<Integer> listed = lines(String.join("\n", content.problems()), "load.rules");
            List<Integer> odd = new ArrayList<>(listed);
            odd.removeAll(wanted);
            assertEquals(List.of(), odd, "lines are listed that hold no rule");
            int running = loaded.rules().size();
            System.out.printf(
                    Locale.ROOT,
                    "load.rules.gz: %,d of %,d rules loaded, %,d listed with their reason%n",
                    running,
                    wanted.size(),
                    listed.size());
            assertEquals(wanted.size(), running + listed.size());
        }
    }

    private static List<Integer> lines(String said, String file) {
        Pattern place = Pattern.compile(Pattern.quote(file) + ":(\\d+)");
        return place.matcher(said)
                .results()
                .map(match -> Integer.parseInt(match.group(1)))
                .distinct()
                .toList();
    }
}
