package dejfa.node.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.node.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SigmaCommandTest {
    @TempDir
    Path folder;

    @BeforeEach
    void two_rules_and_a_broken_one() throws IOException {
        Files.writeString(folder.resolve("good.yml"), """
                title: Good
                id: g-1
                logsource: {product: windows, category: process_creation}
                detection:
                  s: {CommandLine|contains: 'rare words'}
                  f: {User|expand: '%Administrators%'}
                  condition: s and not f
                """);
        Files.writeString(folder.resolve("bad.yml"), """
                title: Bad
                id: b-1
                logsource: {product: acme, service: anvil}
                detection:
                  s: {CommandLine|contain: x}
                  condition: s
                """);
    }

    @Test
    void a_link_to_the_folder_itself_costs_no_rule() throws IOException {
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        JsonNode json = JsonMapper.shared()
                .readTree(Command.run("sigma", "check", folder.toString(), "--json")
                        .out());
        assertEquals(2, json.get("total").asInt());
        assertEquals(1, json.get("problems").size());
    }

    @Test
    void check_says_as_json_what_loads_and_what_does_not() {
        Command answer = Command.run("sigma", "check", folder.toString(), "--json");
        assertEquals(3, answer.code());
        JsonNode json = JsonMapper.shared().readTree(answer.out());
        assertEquals(List.of("total", "loaded", "problems"), List.copyOf(json.propertyNames()));
        assertEquals(2, json.get("total").asInt());
        assertEquals(1, json.get("loaded").asInt());
        JsonNode problem = json.get("problems").get(0);
        assertEquals("b-1", problem.get("id").asString());
        assertEquals(folder.resolve("bad.yml").toString(), problem.get("file").asString());
        assertTrue(problem.get("reason").asString().contains("did you mean 'contains'"));
    }

    @Test
    void check_says_what_waits_for_values_until_they_are_given() throws IOException {
        assertTrue(Command.run("sigma", "check", folder.toString()).out().contains("%Administrators%"));
        Path values = Files.writeString(folder.resolve("values.txt"), "Administrators: [root]\n");
        Command answer = Command.run("sigma", "check", folder.toString(), "--placeholders", values.toString());
        assertTrue(!answer.out().contains("%Administrators%"), answer.out());
        assertTrue(answer.out().contains("1 of 2 rules load (50.00 %)"), answer.out());
    }

    @Test
    void watch_says_that_rules_could_not_be_read() throws IOException {
        Path log = Files.writeString(
                folder.resolve("some.json"), "{\"@timestamp\":\"2026-03-02T08:00:00Z\",\"f\":\"x\"}\n");
        Path rules = Files.createDirectory(folder.resolve("rules"));
        Files.createSymbolicLink(rules.resolve("gone.yml"), Path.of("nowhere"));
        String out = Command.run("watch", log.toString(), "--sigma", rules.toString())
                .out()
                .replaceAll("\\s+", " ");
        assertTrue(out.contains("1 files or folders of --sigma can't be read (dejfa sigma check says why)"), out);
    }

    @Test
    void explain_takes_an_id_or_a_file() throws IOException {
        String byId = Command.run("sigma", "explain", "g-1", "--sigma", folder.toString())
                .out();
        String byFile = Command.run(
                        "sigma", "explain", folder.resolve("good.yml").toString())
                .out();
        assertEquals(byId, byFile);
        assertTrue(byId.contains("waits for"), byId);
        Path values = Files.writeString(folder.resolve("values.txt"), "Administrators: [root]\n");
        String whole = Command.run(
                        "sigma", "explain", "g-1", "--sigma", folder.toString(), "--placeholders", values.toString())
                .out();
        assertTrue(whole.contains("'rare words'"), whole);
        assertEquals(2, Command.run("sigma", "explain", "g-1").code());
        assertEquals(
                3,
                Command.run("sigma", "explain", "b-1", "--sigma", folder.toString())
                        .code());
    }
}
