package dejfa.node.logs;

import dejfa.api.Event;
import dejfa.api.log.FieldNames;
import dejfa.api.log.LogRecord;
import dejfa.api.log.RecordSource;
import dejfa.ingest.log.LogSettings;
import dejfa.ingest.log.Logs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One of very many logs: until its first record's turn comes only the time of that is known, and no file is open.
final class RestingLog implements RecordSource {
    private final Path file;
    private final LogSettings settings;
    private final FieldNames names;
    private final List<String> complaints = new ArrayList<>();
    /// stands for the first record, of which it has the time
    private final LogRecord first = new LogRecord(FieldNames.NONE);
    /// null before the first look, while it rests, and after its end
    private RecordSource log;

    private boolean resting;
    private boolean over;

    RestingLog(Path file, LogSettings settings, FieldNames names) {
        this.file = file;
        this.settings = settings;
        this.names = names;
    }

    @Override
    public boolean next() throws IOException {
        if (over) return false;
        if (log != null) return goOn();
        open();
        if (!goOn()) return false;
        first.clear();
        first.timeNs = log.record().timeNs;
        first.zoneless = log.record().zoneless;
        log.close();
        log = null;
        resting = true;
        return true;
    }

    private void open() throws IOException {
        log = Logs.open(file, settings, names)
                .orElseThrow(() -> new IOException(file + " has changed while it was read; give it again"));
    }

    private boolean goOn() throws IOException {
        if (log.next()) return true;
        over = true;
        complaints.addAll(log.complaints());
        log.close();
        log = null;
        return false;
    }

    @Override
    public void wake() throws IOException {
        if (!resting) return;
        resting = false;
        open();
        if (!log.next()) throw new IOException(file + " has changed while it was read; give it again");
    }

    @Override
    public LogRecord record() {
        return resting ? first : log.record();
    }

    @Override
    public Event event() {
        return log.event();
    }

    @Override
    public List<String> complaints() {
        return log == null ? complaints : log.complaints();
    }

    @Override
    public void close() throws IOException {
        if (log != null) log.close();
    }
}
