package dejfa.node.logs;

import dejfa.api.Event;
import dejfa.api.log.LogRecord;
import dejfa.api.log.RecordSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// One of many logs: open only from its first record's time to its end, so that a folder of thousands takes neither
/// more files nor more memory than the few whose times overlap.
final class ParkedSource implements RecordSource {
    private final Opener opener;
    /// null while it is not open
    private RecordSource source;

    private boolean begun;
    private boolean ended;
    private long firstNs;
    private List<String> complaints = List.of();
    private boolean synthetic;

    interface Opener {
        RecordSource open() throws IOException;
    }

    ParkedSource(Opener opener) {
        this.opener = opener;
    }

    @Override
    public boolean next() throws IOException {
        if (ended) return false;
        if (begun) {
            wake();
            return source.next() || end();
        }
        begun = true;
        source = open();
        if (!source.next()) return end();
        firstNs = source.record().timeNs;
        source.close();
        source = null;
        return true;
    }

    private RecordSource open() throws IOException {
        try {
            return opener.open();
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.contains("Too many open files")) throw e;
            throw new IOException(message + "; raise `ulimit -n`, or give fewer logs that overlap in time", e);
        }
    }

    private boolean end() throws IOException {
        ended = true;
        complaints = List.copyOf(source.complaints());
        synthetic = source.isSynthetic();
        source.close();
        source = null;
        return false;
    }

    private void wake() throws IOException {
        if (source != null) return;
        source = open();
        if (!source.next()) throw new IOException("a log was changed while it was read");
    }

    @Override
    public long timeNs() {
        return source == null ? firstNs : source.timeNs();
    }

    @Override
    public LogRecord record() {
        try {
            wake();
        } catch (IOException e) {
            throw new UncheckedIOException("reading a log failed (" + e.getMessage() + ")", e);
        }
        return source.record();
    }

    @Override
    public Event event() {
        record();
        return source.event();
    }

    @Override
    public boolean isSynthetic() {
        return source == null ? synthetic : source.isSynthetic();
    }

    @Override
    public List<String> complaints() {
        return source == null ? complaints : source.complaints();
    }

    @Override
    public void close() throws IOException {
        if (source != null) source.close();
    }
}
