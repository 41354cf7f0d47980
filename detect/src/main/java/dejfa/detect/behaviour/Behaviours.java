package dejfa.detect.behaviour;

import dejfa.api.Detector;
import dejfa.api.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// Reads `behaviours/<name>/behaviour.yaml` below the content folder. A file with any problem is not run, and every
/// problem of every file is told at once.
public final class Behaviours {
    /// Keys held per behaviour where the file says nothing.
    private static final int KEYS_AT_MOST = 20_000;

    private Behaviours() {}

    /// What is wrong in a file.
    ///
    /// @param key dotted path to the key, or "" for the file
    public record Problem(String file, int line, String key, String reason, String remedy) {
        @Override
        public String toString() {
            return file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + reason + "; " + remedy;
        }
    }

    /// @param detectors in order of their names
    public record Loaded(List<Detector<?>> detectors, List<Problem> problems) {}

    /// A kind of machine: the measures it yields itself, the roles its inputs may have, how it is made.
    private record Kind(Set<String> measures, Set<String> roles, BiFunction<Spec, Integer, Machine<?>> make) {}

    private static final Set<String> OBSERVE = Set.of("observe");
    private static final Map<String, Kind> MACHINES = Map.of(
            "match", new Kind(MatchMachine.MEASURES, OBSERVE, MatchMachine::new),
            "tally", new Kind(TallyMachine.MEASURES, OBSERVE, TallyMachine::new),
            "periodic", new Kind(PeriodicMachine.MEASURES, OBSERVE, PeriodicMachine::new),
            "first-seen", new Kind(FirstSeenMachine.MEASURES, FirstSeenMachine.ROLES, FirstSeenMachine::new),
            "sequence", new Kind(SequenceMachine.MEASURES, OBSERVE, SequenceMachine::new),
            "silence", new Kind(SilenceMachine.MEASURES, SilenceMachine.ROLES, SilenceMachine::new));

    /// @param content the folder that holds `behaviours`
    /// @param schemas all event types that may come
    public static Loaded load(Path content, List<Schema> schemas, HomeNetworks home) {
        List<Problem> problems = new ArrayList<>();
        List<Detector<?>> detectors = new ArrayList<>();
        Path root = content.resolve("behaviours");
        List<Path> folders;
        try (Stream<Path> all = Files.list(root)) {
            folders = all.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            problems.add(new Problem(root.toString(), 0, "", "cannot be read: " + e.getMessage(), "check the folder"));
            return new Loaded(detectors, problems);
        }
        for (Path folder : folders) {
            Path file = folder.resolve("behaviour.yaml");
            try {
                Machine<?> machine = read(
                        folder.getFileName().toString(),
                        file.toString(),
                        Files.readString(file),
                        schemas,
                        home,
                        problems);
                if (machine != null) detectors.add(machine);
            } catch (IOException e) {
                problems.add(new Problem(file.toString(), 0, "", "cannot be read: " + e.getMessage(), "add the file"));
            }
        }
        return new Loaded(detectors, problems);
    }

    /// @return null where the text has any problem; they are added to `problems`
    static Machine<?> read(
            String name, String file, String text, List<Schema> schemas, HomeNetworks home, List<Problem> problems) {
        YamlNode.Problems found = new YamlNode.Problems(file, new ArrayList<>());
        Machine<?> machine = null;
        YamlNode root = YamlNode.root(text, found);
        if (root != null) {
            Map<String, YamlNode> members = Spec.members(root);
            if (found.all().isEmpty()) machine = make(name, members, schemas, home);
        }
        problems.addAll(found.all());
        return found.all().isEmpty() ? machine : null;
    }

    private static Machine<?> make(
            String name, Map<String, YamlNode> members, List<Schema> schemas, HomeNetworks home) {
        String machine = members.get("machine").text();
        Kind kind = MACHINES.get(machine);
        if (kind == null) {
            members.get("machine")
                    .problem("no machine '" + machine + "'", "one of " + new TreeSet<>(MACHINES.keySet()));
            return null;
        }
        Spec spec = Spec.read(name, members, kind.measures(), kind.roles(), schemas, home);
        if (spec.alert() == null) return null;
        if (spec.parameters() == null && !machine.equals("match")) {
            members.get("machine").problem("needs `parameters`", "add them");
            return null;
        }
        int keysAtMost = members.containsKey("keys-at-most")
                ? (int) members.get("keys-at-most").number(1, 1e6)
                : KEYS_AT_MOST;
        return kind.make().apply(spec, keysAtMost);
    }
}
