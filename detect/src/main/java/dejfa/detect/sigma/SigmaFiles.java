package dejfa.detect.sigma;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
    static final long MAX_BYTES = 24L << 20;

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

    /// What can't be read costs itself, not the folder. A link back to where it came from is passed over: its files are
    /// there already.
    private static void below(Path folder, List<Path> found, List<SigmaProblem> problems) {
        List<Path> here = new ArrayList<>();
        try {
            Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!isRule(file.getFileName().toString())) return FileVisitResult.CONTINUE;
                    if (attributes.isRegularFile()) here.add(file);
                    else if (attributes.isSymbolicLink()) problems.add(unread(file, new NoSuchFileException("")));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    if (!(e instanceof FileSystemLoopException)) problems.add(unread(file, e));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path inside, IOException e) {
                    if (e != null) problems.add(unread(inside, e));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            problems.add(unread(folder, e));
        }
        here.sort(null);
        found.addAll(here);
    }

    private static SigmaProblem unread(Path file, IOException e) {
        return new SigmaProblem(file.toString(), "", "can't be read: " + reason(e));
    }

    /// In words; the exceptions of the file system say no more than the file's name.
    static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "no permission";
            case NoSuchFileException gone -> "it is gone, or a link to nothing";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(e.getMessage());
        };
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
