package dejfa.node.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.testkit.Project;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Reads the class files: a module's main classes use only the modules that the design's table allows.
class ArrowsTest {
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("codegen", Set.of()),
            Map.entry("api", Set.of()),
            Map.entry("testkit", Set.of("api")),
            Map.entry("ingest", Set.of("api")),
            Map.entry("decode", Set.of("api")),
            Map.entry("protocols", Set.of("api")),
            Map.entry("detect", Set.of("api")),
            Map.entry("intel", Set.of("api")),
            Map.entry("correlate", Set.of("api", "intel")),
            Map.entry("respond", Set.of("api")),
            Map.entry("store", Set.of("api")),
            Map.entry("console", Set.of("api")),
            Map.entry("range", Set.of("api")));
    private static final Pattern OURS = Pattern.compile("\\bL?dejfa/([a-z]+)/");

    @Test
    void every_module_uses_only_what_the_design_allows() throws IOException {
        List<String> wrong = new ArrayList<>();
        int read = 0;
        for (Map.Entry<String, Set<String>> module : ALLOWED.entrySet()) {
            Path classes = Project.root().resolve(module.getKey()).resolve("target/classes");
            if (!Files.isDirectory(classes)) continue;
            try (Stream<Path> all = Files.walk(classes)) {
                for (Path file :
                        all.filter(path -> path.toString().endsWith(".class")).toList()) {
                    read++;
                    for (String used : modulesUsedBy(file)) {
                        if (!used.equals(module.getKey()) && !module.getValue().contains(used)) {
                            wrong.add(classes.relativize(file) + " of " + module.getKey() + " uses " + used);
                        }
                    }
                }
            }
        }
        assertTrue(read > 50, "only " + read + " class files were found: build the modules first");
        assertEquals(List.of(), wrong);
    }

    private static List<String> modulesUsedBy(Path file) throws IOException {
        ClassModel model = ClassFile.of().parse(file);
        List<String> used = new ArrayList<>();
        for (PoolEntry entry : model.constantPool()) {
            String text =
                    switch (entry) {
                        case ClassEntry type -> type.asInternalName();
                        case Utf8Entry utf8
                        when utf8.stringValue().startsWith("(")
                                || utf8.stringValue().startsWith("L") -> utf8.stringValue();
                        default -> "";
                    };
            Matcher matcher = OURS.matcher(text);
            while (matcher.find()) used.add(matcher.group(1));
        }
        return used.stream().distinct().toList();
    }
}
