package dejfa.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where the project and the outside cases lie.
public final class Project {
    private Project() {}

    /// The folder with the root pom.
    public static Path root() {
        String given = System.getProperty("dejfa.root");
        if (given != null) return Path.of(given);
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("LICENSE"))) folder = folder.getParent();
        return folder;
    }

    /// `../shared/<name>`, or empty after a loud line where this machine does not have it.
    public static Optional<Path> shared(String name) {
        Path path = root().resolveSibling("shared").resolve(name);
        if (Files.exists(path)) return Optional.of(path);
        System.err.println("SKIPPED: " + path + " is not on this machine; the tests on outside data did not run");
        return Optional.empty();
    }

    /// Every folder `…/cases/<name>` of the modules' main sources and of the content, sorted.
    public static List<Path> caseFolders() {
        Path root = root();
        try (Stream<Path> all = Files.walk(root)) {
            return all.map(root::relativize)
                    .filter(path -> path.getNameCount() > 2
                            && path.getName(path.getNameCount() - 2).toString().equals("cases"))
                    .filter(path -> !("/" + path).contains("/target/") && !path.startsWith(".git"))
                    .map(root::resolve)
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
