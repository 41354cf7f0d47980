package dejfa.node.route;

import dejfa.api.PacketBatch;
import dejfa.api.PacketSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Several interfaces as one source, asked in turn. Their batches promise no order among each other.
public final class Interfaces implements PacketSource {
    private final List<PacketSource> sources;
    private final boolean[] ended;
    private int turn;
    private long next = 1;

    public Interfaces(List<PacketSource> sources) {
        this.sources = List.copyOf(sources);
        this.ended = new boolean[sources.size()];
    }

    @Override
    public int poll(PacketBatch batch) throws IOException {
        int count = -1;
        for (int tries = 0; tries < sources.size() && count <= 0; tries++) {
            int one = turn++ % sources.size();
            if (ended[one]) continue;
            int got = sources.get(one).poll(batch);
            ended[one] = got < 0;
            if (got < 0) continue;
            count = got;
            for (int i = 0; i < got; i++) batch.sources[i] = one;
        }
        batch.firstNumber = next;
        if (count > 0) next += count;
        return count;
    }

    @Override
    public long identity() {
        long identity = 0;
        for (PacketSource source : sources) identity = dejfa.api.Ids.mix(identity, source.identity());
        return identity;
    }

    @Override
    public List<String> complaints() {
        List<String> all = new ArrayList<>();
        for (PacketSource source : sources) all.addAll(source.complaints());
        return all;
    }

    @Override
    public long dropped() {
        return sources.stream().mapToLong(PacketSource::dropped).sum();
    }

    @Override
    public long readBytes() {
        return sources.stream().mapToLong(PacketSource::readBytes).sum();
    }

    @Override
    public long totalBytes() {
        return -1;
    }

    @Override
    public void close() throws IOException {
        for (PacketSource source : sources) source.close();
    }
}
