package dejfa.node.rules;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Rule files by name: files as they are, folders with all `*.rules` and `*.rules.gz` below them, globs that no shell
/// has filled in.
final class RuleFiles {
    private static final int MAX_DEPTH = 12;

    private RuleFiles() {}

    /// @param missing takes what names no file, one sentence each
    static List<Path> find(List<String> names, List<String> missing) throws IOException {
        Set<Path> all = new LinkedHashSet<>();
        for (String name : names) {
            Path path = Path.of(name);
            List<Path> found;
            if (Files.isDirectory(path)) found = below(path, file -> isRules(file.getFileName()));
            else if (Files.exists(path)) found = List.of(path);
            else if (name.matches(".*[*?\\[{].*")) found = glob(name);
            else found = List.of();
            if (found.isEmpty()) {
                missing.add(
                        Files.isDirectory(path)
                                ? "the folder " + name + " holds no *.rules and no *.rules.gz; name the files"
                                : "there is no file " + name + "; check the path");
            }
            all.addAll(found);
        }
        return new ArrayList<>(all);
    }

    private static boolean isRules(Path name) {
        return name.toString().endsWith(".rules") || name.toString().endsWith(".rules.gz");
    }

    private static List<Path> glob(String name) throws IOException {
        int wild = 0;
        while ("*?[{".indexOf(name.charAt(wild)) < 0) wild++;
        int slash = name.lastIndexOf('/', wild);
        Path root = Path.of(slash < 0 ? "." : slash == 0 ? "/" : name.substring(0, slash));
        if (!Files.isDirectory(root)) return List.of();
        PathMatcher matcher =
                FileSystems.getDefault().getPathMatcher("glob:" + (slash < 0 ? name : name.substring(slash + 1)));
        return below(root, file -> matcher.matches(root.relativize(file)));
    }

    private static List<Path> below(Path root, java.util.function.Predicate<Path> wanted) throws IOException {
        try (Stream<Path> all = Files.walk(root, MAX_DEPTH)) {
            return all.filter(Files::isRegularFile).filter(wanted).sorted().toList();
        }
    }
}
