package dejfa.node.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// One file, written anew for each input, for what only reads files; in memory where the machine has such a folder.
final class Scratch {
    private final Path file;

    Scratch(String name) {
        try {
            Path memory = Path.of("/dev/shm");
            Path folder = Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "dejfa-fuzz")
                    : Files.createTempDirectory("dejfa-fuzz");
            file = folder.resolve(name);
            file.toFile().deleteOnExit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path with(byte[] data) {
        try {
            return Files.write(file, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
