package dejfa.ingest.log;

import dejfa.api.Event;
import dejfa.api.EventSource;
import dejfa.api.Ids;
import dejfa.ingest.capture.FileIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One log file as events; lines that can't be understood are counted, and the first of them is told.
final class LogReader implements EventSource {
    private final Path file;
    private final LogSettings settings;
    private final LineFormat format;
    private final Lines lines;
    private final long identity;
    private long overlong;
    private long bad;
    private String firstBad;

    LogReader(Path file, LogSettings settings, LineFormat format) throws IOException {
        this.file = file;
        this.settings = settings;
        this.format = format;
        this.identity = FileIdentity.of(file);
        this.lines = Lines.open(file);
    }

    @Override
    public Event poll() {
        while (lines.next()) {
            if (lines.overlong) overlong++;
            else if (!lines.isBlank()) {
                Event event = event();
                if (event != null) return event;
            }
        }
        return null;
    }

    private Event event() {
        try {
            Parsed parsed = format.parse(lines);
            if (parsed == null) return null;
            return new Event(
                    Ids.of(identity, lines.number, 0),
                    parsed.timeNs(),
                    settings.site(),
                    settings.sensor(),
                    file.toString(),
                    0,
                    parsed.source(),
                    -1,
                    parsed.destination(),
                    parsed.destinationPort(),
                    parsed.protocol(),
                    lines.number,
                    -1,
                    null,
                    parsed.slots(),
                    List.of());
        } catch (BadLine e) {
            if (bad++ == 0) firstBad = "line " + lines.number + ": " + e.getMessage();
            return null;
        }
    }

    @Override
    public List<String> complaints() {
        List<String> all = new ArrayList<>();
        if (bad > 0) {
            all.add(file + ": " + bad + " lines could not be understood and were left out (the first, " + firstBad
                    + "); check what writes this log");
        }
        if (overlong > 0) {
            all.add(file + ": " + overlong + " lines longer than " + Lines.MAX_LINE_BYTES
                    + " bytes were left out; check what writes this log");
        }
        if (lines.failure != null) {
            all.add(file + ": reading failed after line " + lines.number + " (" + lines.failure
                    + "); copy the file again");
        }
        if (format.remark() != null) all.add(file + ": " + format.remark());
        return all;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
