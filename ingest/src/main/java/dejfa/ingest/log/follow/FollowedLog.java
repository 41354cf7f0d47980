package dejfa.ingest.log.follow;

import dejfa.api.Event;
import dejfa.api.Ids;
import dejfa.api.log.FieldNames;
import dejfa.api.log.LogRecord;
import dejfa.api.log.RecordSource;
import dejfa.ingest.log.Lines;
import dejfa.ingest.log.LogFormat;
import dejfa.ingest.log.LogReader;
import dejfa.ingest.log.LogSettings;
import dejfa.ingest.log.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A log file that is read as it grows. Its kind is told by its first lines, as soon as it has any.
public final class FollowedLog implements RecordSource {
    private final Path file;
    private final LogSettings settings;
    private final FieldNames names;
    private final GrowingFile bytes;
    private LogReader reader;
    private boolean refused;

    public FollowedLog(Path file, LogSettings settings, FieldNames names) throws IOException {
        this.file = file;
        this.settings = settings;
        this.names = names;
        this.bytes = new GrowingFile(file);
    }

    @Override
    public boolean next() throws IOException {
        if (reader == null && !refused) recognise();
        return reader != null && reader.next();
    }

    /// The lines that told its kind are read again by the reader: a log is recognised from the file, and followed
    /// from its start.
    private void recognise() throws IOException {
        if (Files.size(file) == 0) return;
        LogFormat format = Logs.recognise(file, settings.content());
        if (format == null) refused = true;
        // Its ids come from its name: a log that grows has no content yet to tell it by.
        else
            reader = new LogReader(
                            file.toString(),
                            Ids.of(file.toString()),
                            settings,
                            format,
                            new Lines(bytes, format.unit()),
                            names)
                    .followed();
    }

    @Override
    public boolean grows() {
        return !refused;
    }

    @Override
    public void stop() {
        bytes.end();
        if (reader != null) reader.ended();
    }

    @Override
    public LogRecord record() {
        return reader.record();
    }

    @Override
    public Event event() {
        return reader.event();
    }

    @Override
    public boolean isSynthetic() {
        return reader != null && reader.isSynthetic();
    }

    @Override
    public List<String> complaints() {
        List<String> all = new ArrayList<>(reader == null ? List.of() : reader.complaints());
        if (refused) all.add(file + " is of no known format and is not followed");
        if (bytes.cuts() > 0) {
            all.add(file + " was cut short " + bytes.cuts()
                    + " times while it was followed: what was written last before may be lost");
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        if (reader != null) reader.close();
        else bytes.close();
    }
}
