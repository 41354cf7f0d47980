package dejfa.node;

import dejfa.testkit.Project;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command run within the test's process, with what it said.
public record Command(int code, String out, String err) {
    public static Command run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        System.setProperty("dejfa.home", Project.root().toString());
        try (PrintStream toOut = new PrintStream(said, true, StandardCharsets.UTF_8);
                PrintStream toErr = new PrintStream(complained, true, StandardCharsets.UTF_8)) {
            System.setOut(toOut);
            System.setErr(toErr);
            int code = Dejfa.run(arguments);
            return new Command(
                    code, said.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /// `dejfa watch` over inputs.
    static Command watch(List<Path> inputs, String... options) {
        List<String> all = new ArrayList<>(List.of("watch"));
        inputs.forEach(input -> all.add(input.toString()));
        all.addAll(List.of(options));
        return run(all.toArray(String[]::new));
    }

    /// The same in a process of its own, with flags for its JVM.
    static Process start(List<String> jvmFlags, List<String> arguments, Path output) throws IOException {
        return start(List.of(), jvmFlags, arguments, output);
    }

    /// As root, but with every capability taken away: root's right to read and capture all comes from them.
    static Process startWithoutRights(List<String> arguments, Path output) throws IOException {
        return start(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"), List.of(), arguments, output);
    }

    private static Process start(List<String> before, List<String> jvmFlags, List<String> arguments, Path output)
            throws IOException {
        List<String> line = new ArrayList<>(before);
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Ddejfa.home=" + Project.root()));
        line.addAll(jvmFlags);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), "dejfa.node.Dejfa"));
        line.addAll(arguments);
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
