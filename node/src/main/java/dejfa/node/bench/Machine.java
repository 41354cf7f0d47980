package dejfa.node.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The machine, and further JVMs on it: what must not share the measured process runs in one of its own.
final class Machine {
    private Machine() {}

    /// As the kernel calls it.
    static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            // not Linux
            return System.getProperty("os.arch");
        }
    }

    /// What a command said, and how it ended.
    record Said(int code, String out) {}

    /// This very command in a JVM of its own, with the flags of this one.
    ///
    /// @param flags count more than those of this JVM
    /// @param quiet its complaints are dropped; else they go where ours go
    static Said run(List<String> flags, List<String> arguments, boolean quiet) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        String home = System.getProperty("dejfa.home");
        if (home != null) line.add("-Ddejfa.home=" + home);
        line.addAll(flags);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), "dejfa.node.Dejfa"));
        line.addAll(arguments);
        Process process = new ProcessBuilder(line)
                .redirectError(quiet ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.INHERIT)
                .start();
        // An interrupted bench leaves nothing running.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        try (InputStream said = process.getInputStream()) {
            String out = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), out);
        } catch (InterruptedException e) {
            process.destroy();
            throw new IOException("interrupted", e);
        }
    }
}
