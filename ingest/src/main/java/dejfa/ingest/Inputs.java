package dejfa.ingest;

import dejfa.ingest.capture.Captures;
import dejfa.ingest.log.LogContent;
import dejfa.ingest.log.Logs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

    private static void walk(Path folder, LogContent content, List<Input> inputs) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
            for (Path file : files) inputs.add(classify(file, content));
        } catch (IOException | UncheckedIOException e) {
            inputs.add(
                    new Input.Unknown(folder, folder + " can't be walked (" + e.getMessage() + "): check its rights"));
        }
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
