package dejfa.respond;

import dejfa.api.Alert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads the playbooks of a folder. Unknown keys and bad values are all reported, each with file and remedy.
public final class Playbooks {
    private static final Set<String> KEYS = Set.of("about", "when", "block", "confirm");
    private static final Set<String> WHEN_KEYS = Set.of("severity", "confidence", "phases");
    private static final Set<String> BLOCK_KEYS = Set.of("kinds", "hours");
    private static final Set<String> SEVERITIES = Set.of("low", "medium", "high", "critical");
    private static final Set<String> KINDS = Set.of("address", "domain", "flow");

    private final List<Playbook> all = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private Playbooks() {}

    public static Playbooks load(Path folder) throws IOException {
        Playbooks read = new Playbooks();
        if (!Files.isDirectory(folder)) return read;
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.filter(Files::isDirectory).sorted().toList()) {
                read.one(entry.resolve("playbook.yaml"), entry.getFileName().toString());
            }
        }
        return read;
    }

    List<Playbook> all() {
        return all;
    }

    public int size() {
        return all.size();
    }

    /// One sentence each; such a playbook is not used.
    public List<String> problems() {
        return problems;
    }

    private void one(Path file, String name) throws IOException {
        int before = problems.size();
        Object root;
        try {
            root = new Load(LoadSettings.builder().setLabel(file.toString()).build())
                    .loadFromString(Files.readString(file));
        } catch (YamlEngineException e) {
            problems.add(file + ": not valid YAML ("
                    + e.getMessage().lines().findFirst().orElse("") + ")");
            return;
        }
        Map<?, ?> map = map(root, file, "the file", KEYS);
        Map<?, ?> when = map(map.get("when"), file, "when", WHEN_KEYS);
        Map<?, ?> block = map(map.get("block"), file, "block", BLOCK_KEYS);
        Set<String> severities = words(when.get("severity"), SEVERITIES, file, "severity");
        Set<String> phases = words(when.get("phases"), phaseNames(), file, "phases");
        Set<String> kinds = words(block.get("kinds"), KINDS, file, "kinds");
        double confidence = number(when.get("confidence"), 0, 1, file, "confidence");
        double hours = number(block.get("hours"), 1, 720, file, "hours");
        boolean confirm = !Boolean.FALSE.equals(map.get("confirm"));
        if (problems.size() == before) {
            all.add(new Playbook(
                    name, severities, confidence, phases, List.copyOf(new TreeSet<>(kinds)), (long) hours, confirm));
        }
    }

    private static Set<String> phaseNames() {
        Set<String> names = new HashSet<>();
        for (Alert.Phase phase : Alert.Phase.values()) names.add(wordOf(phase));
        return names;
    }

    static String wordOf(Alert.Phase phase) {
        return phase.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private Map<?, ?> map(Object value, Path file, String where, Set<String> known) {
        if (!(value instanceof Map<?, ?> map)) {
            problems.add(file + ": " + where + " must be a map with the keys " + new TreeSet<>(known));
            return Map.of();
        }
        for (Object key : map.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                problems.add(file + ": unknown key '" + key + "' in " + where + "; known are " + new TreeSet<>(known));
            }
        }
        return map;
    }

    private Set<String> words(Object value, Set<String> known, Path file, String where) {
        Set<String> words = new TreeSet<>();
        if (value instanceof List<?> list) list.forEach(word -> words.add(String.valueOf(word)));
        if (words.isEmpty() || !known.containsAll(words)) {
            problems.add(file + ": " + where + " must be a list of some of " + new TreeSet<>(known));
        }
        return words;
    }

    private double number(Object value, double least, double most, Path file, String where) {
        if (value instanceof Number number && number.doubleValue() >= least && number.doubleValue() <= most) {
            return number.doubleValue();
        }
        problems.add(file + ": " + where + " must be a number from " + least + " to " + most);
        return least;
    }
}
