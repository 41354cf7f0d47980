package dejfa.node.stage;

import dejfa.api.Event;
import dejfa.api.log.RecordSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Several logs as one line of records in time order (stable: by time, then by the logs' order).
public final class LogMerge implements AutoCloseable {
    private RecordSource[] sources;
    /// whether the source of that number stands at a record
    private boolean[] waiting;

    private final RecordSink sink;
    private long records;

    /// @param sink sees each record before its event is made
    public LogMerge(List<RecordSource> sources, RecordSink sink) throws IOException {
        this.sources = sources.toArray(new RecordSource[0]);
        this.waiting = new boolean[this.sources.length];
        this.sink = sink;
        for (int i = 0; i < waiting.length; i++) waiting[i] = this.sources[i].next();
    }

    /// One log more, which was not there at the start.
    public void add(RecordSource source) throws IOException {
        int count = sources.length;
        sources = Arrays.copyOf(sources, count + 1);
        waiting = Arrays.copyOf(waiting, count + 1);
        sources[count] = source;
        waiting[count] = source.next();
    }

    /// Looks whether logs that had no more have grown.
    public void look() throws IOException {
        for (int i = 0; i < sources.length; i++) if (!waiting[i] && sources[i].grows()) waiting[i] = sources[i].next();
    }

    /// No log grows any more; what is left of them comes with the next call of `until`.
    public void stop() throws IOException {
        for (int i = 0; i < sources.length; i++) {
            if (!sources[i].grows()) continue;
            sources[i].stop();
            if (!waiting[i]) waiting[i] = sources[i].next();
        }
    }

    /// Gives every record not later than `timeNs`, each as an event.
    public void until(long timeNs, Consumer<Event> events) {
        while (true) {
            int first = -1;
            for (int i = 0; i < waiting.length; i++) {
                if (waiting[i] && (first < 0 || timeNs(i) < timeNs(first))) first = i;
            }
            if (first < 0 || timeNs(first) > timeNs) return;
            records++;
            sink.accept(sources[first]);
            Event event = sources[first].event();
            try {
                waiting[first] = sources[first].next();
            } catch (IOException e) {
                throw new UncheckedIOException("reading a log failed (" + e.getMessage() + ")", e);
            }
            events.accept(event);
        }
    }

    private long timeNs(int source) {
        return sources[source].timeNs();
    }

    public long records() {
        return records;
    }

    /// Whether one of the logs says that it rests on traffic of the range.
    public boolean isSynthetic() {
        for (RecordSource source : sources) if (source.isSynthetic()) return true;
        return false;
    }

    /// What was wrong with the logs, one sentence each.
    public List<String> complaints() {
        List<String> all = new ArrayList<>();
        for (RecordSource source : sources) all.addAll(source.complaints());
        return all;
    }

    @Override
    public void close() throws IOException {
        for (RecordSource source : sources) source.close();
    }
}
