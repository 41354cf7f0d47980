package dejfa.node.route;

import dejfa.api.Flow;
import dejfa.protocols.ProtocolRecogniser;
import java.util.HashMap;
import java.util.Map;

/// Flows and transactions by protocol, for `stats.app_layer`. One per worker.
final class ProtocolCounts {
    private static final int TCP = 6;
    private static final int UDP = 17;

    private final ProtocolRecogniser recogniser;
    private final Map<String, long[]> flows = new HashMap<>();
    private final Map<String, long[]> transactions = new HashMap<>();

    ProtocolCounts(ProtocolRecogniser recogniser) {
        this.recogniser = recogniser;
    }

    void flow(Flow flow) {
        if (flow.appProtocol != null) count(flows, flow);
    }

    void transaction(Flow flow) {
        if (flow.appProtocol != null) count(transactions, flow);
    }

    private static void count(Map<String, long[]> counts, Flow flow) {
        // One slot for each transport, so that counting makes no name.
        long[] both = counts.get(flow.appProtocol);
        if (both == null) counts.put(flow.appProtocol, both = new long[2]);
        both[flow.protocol == TCP ? 0 : 1]++;
    }

    /// As Suricata names them: what is spoken over both transports has its name behind it (`dns_udp`).
    void into(Map<String, Long> counters) {
        add(flows, "app_layer.flow.", counters);
        add(transactions, "app_layer.tx.", counters);
    }

    private void add(Map<String, long[]> counts, String prefix, Map<String, Long> counters) {
        counts.forEach((protocol, both) -> {
            boolean named = protocol.equals(ProtocolRecogniser.FAILED)
                    || recogniser.speaks(protocol, TCP) && recogniser.speaks(protocol, UDP);
            if (both[0] > 0) counters.merge(prefix + protocol + (named ? "_tcp" : ""), both[0], Long::sum);
            if (both[1] > 0) counters.merge(prefix + protocol + (named ? "_udp" : ""), both[1], Long::sum);
        });
    }
}
