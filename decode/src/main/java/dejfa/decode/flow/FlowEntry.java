package dejfa.decode.flow;

import dejfa.api.Flow;

/// A flow's place in its partition: in a hash chain, and in the list of its idle class.
final class FlowEntry {
    final Flow flow;
    final long hash;
    /// ports, or ICMP's type and the type of its answer
    final int clientKey;

    final int serverKey;
    final int vlans;

    FlowEntry chain;
    FlowEntry older;
    FlowEntry newer;
    int idleClass = -1;

    FlowEntry(Flow flow, long hash, int clientKey, int serverKey, int vlans) {
        this.flow = flow;
        this.hash = hash;
        this.clientKey = clientKey;
        this.serverKey = serverKey;
        this.vlans = vlans;
    }
}
