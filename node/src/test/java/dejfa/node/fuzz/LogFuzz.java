package dejfa.node.fuzz;

import dejfa.api.EveJson;
import dejfa.api.log.FieldNames;
import dejfa.api.log.RecordSource;
import dejfa.ingest.log.LogSettings;
import dejfa.ingest.log.Logs;
import dejfa.ingest.log.mapped.LogContents;
import dejfa.protocols.ProtocolRecogniser;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.zip.ZipException;

/// The log readers, by content as the command finds them; those whose mapping is data as well.
public final class LogFuzz {
    private static final Scratch FILE = new Scratch("fuzz.log");
    private static final LogSettings SETTINGS =
            new LogSettings("site", "sensor", LogContents.load(content(), new ProtocolRecogniser().schemas()));

    private LogFuzz() {}

    /// Beside the class files, or in the clone.
    private static Path content() {
        URL packed = LogFuzz.class.getResource("/content/logs/zeek/log.yaml");
        Path clone = Path.of("..", "content", "logs");
        try {
            return packed == null ? clone : Path.of(packed.toURI()).getParent().getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        Path file = FILE.with(data);
        try (RecordSource source = Logs.open(file, SETTINGS, FieldNames.NONE).orElse(null)) {
            if (source == null) return;
            StringBuilder line = new StringBuilder();
            long events = 0;
            while (source.next()) {
                events++;
                line.setLength(0);
                EveJson.line(source.event(), line);
                if (line.indexOf("\n") >= 0) throw new IllegalStateException("an event of two lines");
            }
            if (events > 1_100L * data.length) throw new IllegalStateException(events + " events");
            source.complaints();
        } catch (ZipException | java.io.EOFException damagedPacking) {
            // Thrown when the file is opened; the command leaves the file out and says so.
        }
    }
}
