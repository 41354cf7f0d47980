package dejfa.ingest.log;

import dejfa.api.EventSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Entry to this package.
public final class Logs {
    /// So many lines at the start may be blank, broken or of another kind.
    private static final int LINES_TRIED = 20;

    private Logs() {}

    /// The events of a log; empty where its first lines are of no known format.
    public static Optional<EventSource> open(Path file, LogSettings settings) throws IOException {
        LineFormat format = recognise(file);
        return format == null ? Optional.empty() : Optional.of(new LogReader(file, settings, format));
    }

    /// Whether [#open] would find a log.
    public static boolean isLog(Path file) throws IOException {
        return recognise(file) != null;
    }

    private static LineFormat recognise(Path file) throws IOException {
        try (Lines lines = Lines.open(file)) {
            for (int i = 0; i < LINES_TRIED && lines.next(); i++) {
                if (lines.startsWith('#') && IisFormat.isFieldsOf(lines.text())) return new IisFormat();
                if (lines.startsWith('{') && isWindows(lines)) return new WindowsFormat();
            }
            return null;
        }
    }

    private static boolean isWindows(Lines lines) {
        try {
            return WindowsFormat.isEvent(FlatJson.read(lines.line, lines.lineBytes));
        } catch (BadLine e) {
            // Broken lines are counted when the log is read; the next may tell its kind.
            return false;
        }
    }
}
