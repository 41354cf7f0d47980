package dejfa.node.stage;

import dejfa.api.Event;
import dejfa.api.EventSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Several logs as one line of events in time order (stable: by time, then by the logs' order).
public final class LogMerge implements AutoCloseable {
    private final List<EventSource> sources;
    private final List<Event> heads = new ArrayList<>();
    private long records;

    public LogMerge(List<EventSource> sources) throws IOException {
        this.sources = List.copyOf(sources);
        for (EventSource source : sources) heads.add(source.poll());
    }

    /// Gives every event not later than `timeNs`.
    public void until(long timeNs, Consumer<Event> sink) {
        while (true) {
            int first = -1;
            for (int i = 0; i < heads.size(); i++) {
                Event head = heads.get(i);
                if (head != null
                        && (first < 0 || head.timeNs() < heads.get(first).timeNs())) first = i;
            }
            if (first < 0 || heads.get(first).timeNs() > timeNs) return;
            Event event = heads.get(first);
            records++;
            try {
                heads.set(first, sources.get(first).poll());
            } catch (IOException e) {
                throw new UncheckedIOException("reading a log failed (" + e.getMessage() + ")", e);
            }
            sink.accept(event);
        }
    }

    public long records() {
        return records;
    }

    /// What was wrong with the logs, one sentence each.
    public List<String> complaints() {
        List<String> all = new ArrayList<>();
        for (EventSource source : sources) all.addAll(source.complaints());
        return all;
    }

    @Override
    public void close() throws IOException {
        for (EventSource source : sources) source.close();
    }
}
