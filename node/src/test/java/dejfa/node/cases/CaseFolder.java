package dejfa.node.cases;

import dejfa.testkit.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// One case: `in.*` (captures and logs), perhaps `rules.rules`, `vars.json` and `indicators.txt`, and the events that
/// come of them in `expected.jsonl`.
record CaseFolder(Path folder) {
    static List<CaseFolder> all() {
        return Project.caseFolders().stream().map(CaseFolder::new).toList();
    }

    String name() {
        return Project.root().relativize(folder).toString().replaceFirst("^[^/]*/src/main/java/dejfa/", "");
    }

    Path expected() {
        return folder.resolve("expected.jsonl");
    }

    /// Captures and logs, sorted.
    List<Path> inputs() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("in."))
                    .sorted()
                    .toList();
        }
    }

    /// What stands in the folder and belongs to no case.
    List<String> strangers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> !file.startsWith("in.")
                            && !List.of(
                                            "README.md",
                                            "expected.jsonl",
                                            "make.py",
                                            "rules.rules",
                                            "vars.json",
                                            "indicators.txt")
                                    .contains(file))
                    .sorted()
                    .toList();
        }
    }

    List<String> arguments(Path eve, int workers) throws IOException {
        Stream<String> inputs = inputs().stream().map(Path::toString);
        Stream<String> fixed =
                Stream.of("--eve", eve.toString(), "--workers", String.valueOf(workers), "--quiet", "--site", "case");
        Stream<String> rules = Files.exists(folder.resolve("rules.rules"))
                ? Stream.of("--rules", folder.resolve("rules.rules").toString())
                : Stream.of("--rules", "none");
        Stream<String> vars = option("--vars", "vars.json");
        Stream<String> indicators = option("--indicators", "indicators.txt");
        return Stream.of(Stream.of("watch"), inputs, fixed, rules, vars, indicators)
                .flatMap(part -> part)
                .toList();
    }

    private Stream<String> option(String option, String file) {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Stream.of(option, path.toString()) : Stream.of();
    }
}
