package dejfa.node.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Finds case folders and reads them. A folder with `test.yaml` is the suite's; one with `in.*` and `expected.jsonl` or
/// `checks.yaml` has Dejfa's own form.
final class CaseReader {
    private static final int MAX_DEPTH = 12;
    private static final String SUITE = "test.yaml";
    private static final String EXPECTED = "expected.jsonl";
    private static final String CHECKS = "checks.yaml";

    private CaseReader() {}

    /// Case folders at or below a folder, by name.
    static List<Path> folders(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root, MAX_DEPTH)) {
            List<Path> found = new ArrayList<>();
            for (Path folder : all.filter(Files::isDirectory).toList()) if (isCase(folder)) found.add(folder);
            found.sort((a, b) -> name(root, a).compareTo(name(root, b)));
            return found;
        }
    }

    private static boolean isCase(Path folder) throws IOException {
        if (Files.isRegularFile(folder.resolve(SUITE))) return true;
        boolean judged = Files.isRegularFile(folder.resolve(EXPECTED)) || Files.isRegularFile(folder.resolve(CHECKS));
        return judged && !inputs(folder).isEmpty();
    }

    private static List<Path> inputs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("in."))
                    .sorted()
                    .toList();
        }
    }

    static String name(Path root, Path folder) {
        Path relative = root.relativize(folder);
        return relative.toString().isEmpty()
                ? folder.toAbsolutePath().normalize().getFileName().toString()
                : relative.toString();
    }

    /// @param types event types whose checks are judged, or `all`
    static Case read(Path root, Path folder, Collection<String> types) {
        String name = name(root, folder);
        try {
            Path description = folder.resolve(SUITE);
            if (!Files.isRegularFile(description)) return own(name, folder, types);
            Object test = Yaml11.read(Files.readString(description, StandardCharsets.UTF_8), SUITE);
            return SuiteCase.read(name, folder, test instanceof Map<?, ?> map ? map : Map.of(), types);
        } catch (IOException | RuntimeException e) {
            return Case.skipped(name, folder, "unreadable case: " + e.getMessage(), Map.of());
        }
    }

    private static Case own(String name, Path folder, Collection<String> types) throws IOException {
        Path rules = folder.resolve("rules.rules");
        Path vars = folder.resolve("vars.json");
        Path indicators = folder.resolve("indicators.txt");
        Path expected = folder.resolve(EXPECTED);
        Path file = folder.resolve(CHECKS);
        Object list = Files.exists(file) ? Yaml11.read(Files.readString(file), CHECKS) : null;
        Checks checks = Checks.of(list instanceof Map<?, ?> map ? map.get("checks") : list, types);
        return new Case(
                name,
                folder,
                null,
                inputs(folder),
                List.of(Files.exists(rules) ? rules.toString() : "none"),
                null,
                Files.exists(vars) ? vars : null,
                Files.exists(indicators) ? List.of(indicators) : List.of(),
                "case",
                checks.judged(),
                Files.exists(expected) ? expected : null,
                0,
                checks.notJudged());
    }
}
