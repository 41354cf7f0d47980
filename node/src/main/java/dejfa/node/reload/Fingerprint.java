package dejfa.node.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Whether files have changed, without reading them: names, sizes, times and file numbers. Looking is asked of any file
/// system, also of those on the network, whose changes no kernel tells.
final class Fingerprint {
    /// Entries of one folder that are looked at, and how deep.
    private static final int MAX_ENTRIES = 10_000;

    private static final int MAX_DEPTH = 6;

    private Fingerprint() {}

    /// @param paths files, and folders with all that is in them
    /// @return state by file
    static Map<String, String> of(List<Path> paths) {
        TreeMap<String, String> all = new TreeMap<>();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                all.put(path.toString(), state(path));
                continue;
            }
            try (Stream<Path> inside = Files.walk(path, MAX_DEPTH)) {
                inside.filter(Files::isRegularFile)
                        .limit(MAX_ENTRIES)
                        .forEach(file -> all.put(file.toString(), state(file)));
            } catch (IOException | java.io.UncheckedIOException e) {
                all.put(path.toString(), e.toString());
            }
        }
        return all;
    }

    private static String state(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.size() + "/" + attributes.lastModifiedTime() + "/" + attributes.fileKey();
        } catch (IOException absent) {
            return "absent";
        }
    }
}
