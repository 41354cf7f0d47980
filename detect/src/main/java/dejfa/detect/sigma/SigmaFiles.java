package dejfa.detect.sigma;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rule files by name: files as they are, folders with all `*.yml` and `*.yaml` below them.
final class SigmaFiles {
    private static final int MAX_DEPTH = 24;
    /// A rule has some 5 kB, a collection of all that are known 10 MB.
    static final long MAX_BYTES = 64L << 20;

    private SigmaFiles() {}

    /// Each file once, sorted, however many names lead to it.
    ///
    /// @param problems takes what can't be found
    static List<Path> find(List<Path> names, List<SigmaProblem> problems) {
        Map<Object, Path> files = new LinkedHashMap<>();
        for (Path name : names) {
            List<Path> found = new ArrayList<>();
            if (Files.isDirectory(name)) below(name, found, problems);
            else if (Files.exists(name)) found.add(name);
            else problems.add(new SigmaProblem(name.toString(), "", "there is no such file or folder"));
            for (Path file : found) files.putIfAbsent(key(file), file);
        }
        return new ArrayList<>(files.values());
    }

    private static void below(Path folder, List<Path> found, List<SigmaProblem> problems) {
        List<Path> all = new ArrayList<>();
        try {
            Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && isRule(file.getFileName().toString())) all.add(file);
                    return FileVisitResult.CONTINUE;
                }

                /// A link to a folder above leads to nothing new; what can't be read costs itself only.
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    if (!(e instanceof FileSystemLoopException)) problems.add(unreadable(file, e));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path inner, IOException e) {
                    if (e != null) problems.add(unreadable(inner, e));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            problems.add(unreadable(folder, e));
        }
        all.sort(null);
        found.addAll(all);
    }

    private static SigmaProblem unreadable(Path path, IOException e) {
        return new SigmaProblem(path.toString(), "", "can't be read: " + e.getMessage());
    }

    private static boolean isRule(String name) {
        return !name.startsWith(".") && (name.endsWith(".yml") || name.endsWith(".yaml"));
    }

    private static Object key(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }
}
