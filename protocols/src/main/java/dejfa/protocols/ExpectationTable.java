package dejfa.protocols;

import dejfa.api.Address;
import dejfa.api.Expectation;
import dejfa.api.Flow;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Flows that were announced in one partition. Both flows have the same pair of addresses, so they share it.
final class ExpectationTable {
    static final int MAX_ENTRIES = 1024;
    /// An announced data connection is opened at once; what does not come within two minutes will not come.
    static final long LIFE_NS = 120_000_000_000L;

    private record Key(Address server, int port) {}

    private record Entry(Expectation expectation, long untilNs) {}

    private final Map<Key, Entry> entries = new LinkedHashMap<>();
    private long dropped;

    void add(Expectation expectation, long nowNs) {
        expire(nowNs);
        Key key = new Key(expectation.server(), expectation.port());
        entries.remove(key);
        if (entries.size() >= MAX_ENTRIES) {
            Iterator<Key> oldest = entries.keySet().iterator();
            oldest.next();
            oldest.remove();
            dropped++;
        }
        entries.put(key, new Entry(expectation, nowNs + LIFE_NS));
    }

    /// The announcement that fits this flow, which is used up by it; or null.
    Expectation take(Flow flow, long nowNs) {
        if (entries.isEmpty()) return null;
        expire(nowNs);
        Expectation found = take(flow.server(), flow.serverPort, flow.client());
        return found != null || !flow.midstream ? found : take(flow.client(), flow.clientPort, flow.server());
    }

    private Expectation take(Address server, int port, Address client) {
        Key key = new Key(server, port);
        Entry entry = entries.get(key);
        if (entry == null) return null;
        Address wanted = entry.expectation().client();
        if (wanted != null && !wanted.equals(client)) return null;
        entries.remove(key);
        return entry.expectation();
    }

    private void expire(long nowNs) {
        Iterator<Entry> all = entries.values().iterator();
        while (all.hasNext()) {
            if (all.next().untilNs() > nowNs) return;
            all.remove();
        }
    }

    int size() {
        return entries.size();
    }

    long dropped() {
        return dropped;
    }
}
