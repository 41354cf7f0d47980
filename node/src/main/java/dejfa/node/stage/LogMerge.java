package dejfa.node.stage;

import dejfa.api.Event;
import dejfa.api.log.RecordSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/// Several logs as one line of records in time order (stable: by time, then by the logs' order).
public final class LogMerge implements AutoCloseable {
    private final List<Head> logs = new ArrayList<>();
    /// those that stand at a record
    private final PriorityQueue<Head> waiting = new PriorityQueue<>();
    private final RecordSink sink;
    private long records;

    /// A log and the time of the record that it stands at.
    private static final class Head implements Comparable<Head> {
        private final RecordSource source;
        private final int number;
        private long timeNs;
        private boolean waits;

        private Head(RecordSource source, int number) {
            this.source = source;
            this.number = number;
        }

        @Override
        public int compareTo(Head other) {
            return timeNs == other.timeNs ? Integer.compare(number, other.number) : Long.compare(timeNs, other.timeNs);
        }
    }

    /// @param sink sees each record before its event is made
    public LogMerge(List<RecordSource> sources, RecordSink sink) throws IOException {
        this.sink = sink;
        for (RecordSource source : sources) add(source);
    }

    /// One log more, which was not there at the start.
    public void add(RecordSource source) throws IOException {
        Head log = new Head(source, logs.size());
        logs.add(log);
        next(log);
    }

    private void next(Head log) throws IOException {
        log.waits = log.source.next();
        if (!log.waits) return;
        log.timeNs = log.source.timeNs();
        waiting.add(log);
    }

    /// Looks whether logs that had no more have grown.
    public void look() throws IOException {
        for (Head log : logs) if (!log.waits && log.source.grows()) next(log);
    }

    /// No log grows any more; what is left of them comes with the next call of `until`.
    public void stop() throws IOException {
        for (Head log : logs) {
            if (!log.source.grows()) continue;
            log.source.stop();
            if (!log.waits) next(log);
        }
    }

    /// Gives every record not later than `timeNs`, each as an event.
    public void until(long timeNs, Consumer<Event> events) {
        while (!waiting.isEmpty() && waiting.peek().timeNs <= timeNs) {
            Head log = waiting.poll();
            records++;
            Event event;
            try {
                sink.accept(log.source);
                event = log.source.event();
                next(log);
            } catch (IOException e) {
                throw new UncheckedIOException("reading a log failed (" + e.getMessage() + ")", e);
            }
            events.accept(event);
        }
    }

    public long records() {
        return records;
    }

    /// Whether one of the logs says that it rests on traffic of the range.
    public boolean isSynthetic() {
        for (Head log : logs) if (log.source.isSynthetic()) return true;
        return false;
    }

    /// What was wrong with the logs, one sentence each.
    public List<String> complaints() {
        List<String> all = new ArrayList<>();
        for (Head log : logs) all.addAll(log.source.complaints());
        return all;
    }

    @Override
    public void close() throws IOException {
        for (Head log : logs) log.source.close();
    }
}
