package dejfa.ingest;

import dejfa.ingest.capture.Captures;
import dejfa.ingest.log.LogContent;
import dejfa.ingest.log.Logs;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// Sorts the operator's paths into captures, logs and what is neither.
public final class Inputs {
    private Inputs() {}

    /// Every file of the paths, each by its content: files in the order given, folders walked in the order of their
    /// paths (links are not followed).
    ///
    /// @param content log formats that are data
    public static List<Input> classify(List<Path> paths, LogContent content) {
        List<Input> inputs = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) inputs.add(classify(path, content));
            else walk(path, content, inputs);
        }
        return inputs;
    }

    /// What can't be read below the folder costs itself, not the folder.
    private static void walk(Path folder, LogContent content, List<Input> inputs) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() || Files.isRegularFile(file)) files.add(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    inputs.add(closed(file));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path inside, IOException e) {
                    if (e != null) inputs.add(closed(inside));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            inputs.add(closed(folder));
        }
        files.sort(null);
        for (Path file : files) inputs.add(classify(file, content));
    }

    private static Input closed(Path file) {
        return new Input.Unknown(file, file + " can't be read: check its rights");
    }

    /// What one file is.
    public static Input classify(Path file, LogContent content) {
        String refusal = Captures.refusal(file);
        if (refusal == null) return new Input.Capture(file);
        if (!Files.isRegularFile(file)) return new Input.Unknown(file, refusal);
        try {
            return Logs.isLog(file, content)
                    ? new Input.Log(file)
                    : new Input.Unknown(file, refusal + "; it is no known log either");
        } catch (IOException e) {
            return new Input.Unknown(file, refusal);
        }
    }
}
