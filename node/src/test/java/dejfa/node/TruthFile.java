package dejfa.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// `truth.yaml` of a scenario: what the attacker did, written by the range.
///
/// @param expectedActor whom to name first, or null for nobody
/// @param wrongActor whom to name first is the fault, or null
record TruthFile(String expectedActor, String wrongActor, List<Step> steps) {
    /// @param attacker address, or null
    /// @param victim address, or null
    /// @param servers addresses and names
    record Step(
            String id,
            String kind,
            Instant start,
            Instant end,
            String attacker,
            String victim,
            List<String> servers,
            boolean mustDetect) {}

    static TruthFile read(Path file) throws IOException {
        Map<?, ?> root = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        Map<?, ?> actor = (Map<?, ?>) root.get("actor");
        List<Step> steps = new ArrayList<>();
        for (Object one : (List<?>) root.get("steps")) {
            Map<?, ?> step = (Map<?, ?>) one;
            steps.add(new Step(
                    text(step, "id"),
                    text(step, "kind"),
                    Instant.parse(text(step, "start")),
                    Instant.parse(text(step, "end")),
                    text(step, "attacker"),
                    text(step, "victim"),
                    ((List<?>) step.get("servers"))
                            .stream().map(Object::toString).toList(),
                    Boolean.TRUE.equals(step.get("must_detect"))));
        }
        return new TruthFile(text(actor, "expected"), text(actor, "not_first"), steps);
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? null : value.toString();
    }
}
