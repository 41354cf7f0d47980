package dejfa.ingest.capture;

import dejfa.api.PacketSource;
import java.nio.file.Path;
import java.util.List;

/// Entry to this package.
public final class Captures {
    private Captures() {}

    /// The frames of all files in time order; frames of the same time come in the order of the files.
    ///
    /// @throws CaptureException when a file is missing, empty or no capture; nothing stays open then
    public static PacketSource open(List<Path> files) throws CaptureException {
        return MergedCaptures.open(files);
    }

    /// Why the file is no capture, in one sentence; null when it is one (also when packed with gzip or zstd).
    public static String refusal(Path file) {
        try (WindowPool pool = new WindowPool()) {
            CaptureFile.open(file, 0, pool).close();
            return null;
        } catch (CaptureException e) {
            return e.getMessage();
        }
    }
}
