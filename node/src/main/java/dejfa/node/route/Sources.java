package dejfa.node.route;

import dejfa.api.Ids;
import dejfa.api.PacketSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The packets of a run: one source for captures, one for each lane of a live capture, none where only logs are read.
public record Sources(List<PacketSource> all) implements AutoCloseable {
    public Sources {
        all = List.copyOf(all);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public PacketSource first() {
        return all.getFirst();
    }

    /// What makes this input the same input again.
    public long identity() {
        if (all.size() == 1) return first().identity();
        long identity = 0;
        for (PacketSource source : all) identity = Ids.mix(identity, source.identity());
        return identity;
    }

    /// What was wrong, each sentence once.
    public List<String> complaints() {
        return all.stream()
                .flatMap(source -> source.complaints().stream())
                .distinct()
                .toList();
    }

    /// Frames lost, and what else is counted, by names of EVE's `stats`.
    public Map<String, Long> counters() {
        Map<String, Long> counters = new TreeMap<>();
        for (PacketSource source : all) {
            counters.merge("capture.dropped", source.dropped(), Long::sum);
            source.counters().forEach((name, count) -> counters.merge(name, count, Long::sum));
        }
        return counters;
    }

    @Override
    public void close() throws IOException {
        for (PacketSource source : all) source.close();
    }
}
