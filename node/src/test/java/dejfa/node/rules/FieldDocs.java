package dejfa.node.rules;

import dejfa.testkit.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// `doc` and `example` of fields that rules read, by the keyword's name.
final class FieldDocs {
    private final Map<String, String> docs = new HashMap<>();
    private final Map<String, String> examples = new HashMap<>();

    private FieldDocs() {}

    static FieldDocs read() {
        FieldDocs all = new FieldDocs();
        try (Stream<Path> files = Files.walk(Project.root().resolve("protocols/src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.endsWith("fields.yaml")).sorted().toList()) {
                Object root = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
                all.collect(root);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private void collect(Object node) {
        switch (node) {
            case Map<?, ?> map -> {
                if (map.get("buffer") instanceof String names) {
                    for (String name : names.split(",")) field(name.strip(), map);
                }
                map.values().forEach(this::collect);
            }
            case List<?> list -> list.forEach(this::collect);
            case null, default -> {}
        }
    }

    private void field(String name, Map<?, ?> field) {
        if (field.get("doc") != null) docs.putIfAbsent(name, field.get("doc").toString());
        if (field.get("example") != null)
            examples.putIfAbsent(name, field.get("example").toString());
    }

    /// Or null.
    String doc(String keyword) {
        return docs.get(keyword);
    }

    /// Or null.
    String example(String keyword) {
        return examples.get(keyword);
    }
}
