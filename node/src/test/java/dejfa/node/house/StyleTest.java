package dejfa.node.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dejfa.testkit.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// What STYLE says and a machine can check.
class StyleTest {
    private static final int MAX_METHOD_LINES = 60;
    private static final int MAX_FILE_LINES = 500;
    private static final int MAX_PACKAGE_FILES = 20;

    private static List<Path> sources(String kind) throws IOException {
        try (Stream<Path> all = Files.walk(Project.root())) {
            return all.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> path.toString().contains(kind))
                    .filter(path -> !path.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_file_has_at_most_500_lines() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources("/src/")) {
            long lines = Files.readString(file).lines().count();
            if (lines > MAX_FILE_LINES) wrong.add(Project.root().relativize(file) + ": " + lines);
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void a_method_fits_one_screen_of_60_lines() throws IOException {
        List<String> wrong = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("--release", "25"),
                    null,
                    files.getJavaFileObjectsFromPaths(sources("/src/")));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                LineMap lines = unit.getLineMap();
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitMethod(MethodTree method, Void none) {
                        long first = positions.getStartPosition(unit, method);
                        long last = positions.getEndPosition(unit, method);
                        long count =
                                first < 0 || last < 0 ? 0 : lines.getLineNumber(last) - lines.getLineNumber(first) + 1;
                        if (count > MAX_METHOD_LINES) {
                            wrong.add(Project.root()
                                            .relativize(
                                                    Path.of(unit.getSourceFile().toUri())) + " " + method.getName()
                                    + ": " + count);
                        }
                        return super.visitMethod(method, none);
                    }
                }.scan(unit, null);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void a_package_has_at_most_20_files_and_says_what_it_is() throws IOException {
        Map<Path, List<Path>> packages = sources("/src/main/").stream()
                .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.toList()));
        List<String> wrong = new ArrayList<>();
        packages.forEach((folder, files) -> {
            String name = Project.root().relativize(folder).toString();
            // The nouns are one vocabulary and stand in one place (docs/decisions/0001-one-vocabulary.md).
            boolean vocabulary = name.endsWith("dejfa/api");
            if (files.size() > MAX_PACKAGE_FILES + 1 && !vocabulary) wrong.add(name + ": " + files.size() + " files");
            Path info = folder.resolve("package-info.java");
            if (!Files.exists(info)) wrong.add(name + ": no package-info.java");
            else if (!read(info).contains("///")) wrong.add(name + ": package-info.java says nothing");
        });
        assertEquals(List.of(), wrong);
    }

    @Test
    void every_case_folder_has_a_readme_with_source_and_licence() {
        List<String> wrong = new ArrayList<>();
        for (Path folder : Project.caseFolders()) {
            Path readme = folder.resolve("README.md");
            if (!Files.exists(readme)) wrong.add(folder + ": no README.md");
            else if (!read(readme).contains("icence")) wrong.add(readme + ": does not name the licence");
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void nothing_is_left_open_in_the_code() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources("/src/main/")) {
            if (read(file).matches("(?s).*\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b.*")) wrong.add(file.toString());
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void every_content_folder_says_what_it_is() throws IOException {
        Path content = Project.root().resolve("content");
        List<String> wrong = new ArrayList<>();
        // An actor's file describes itself (description and sources are compulsory); one README explains them all.
        assertTrue(Files.exists(content.resolve("actors/README.md")));
        for (String kind : List.of("behaviours", "playbooks")) {
            Path folder = content.resolve(kind);
            assertTrue(Files.isDirectory(folder), folder + " is missing");
            try (Stream<Path> entries = Files.list(folder)) {
                for (Path entry : entries.filter(Files::isDirectory).sorted().toList()) {
                    if (!Files.exists(entry.resolve("README.md"))) wrong.add(entry + ": no README.md");
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
