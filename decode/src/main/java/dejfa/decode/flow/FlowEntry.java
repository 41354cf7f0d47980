package dejfa.decode.flow;

import dejfa.api.Flow;

/// A flow's place in its partition: in a hash chain, and in the list of its idle class.
final class FlowEntry {
    final Flow flow;
    final long hash;
    /// ports, or ICMP's type and the type of its answer
    int clientKey;

    int serverKey;
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

    /// Client and server change places, with all that was counted.
    void reverse() {
        int key = clientKey;
        clientKey = serverKey;
        serverKey = key;
        long high = flow.clientHigh;
        long low = flow.clientLow;
        int port = flow.clientPort;
        flow.clientHigh = flow.serverHigh;
        flow.clientLow = flow.serverLow;
        flow.clientPort = flow.serverPort;
        flow.serverHigh = high;
        flow.serverLow = low;
        flow.serverPort = port;
        long packets = flow.packetsToServer;
        long bytes = flow.bytesToServer;
        int flags = flow.tcpFlagsToServer;
        flow.packetsToServer = flow.packetsToClient;
        flow.bytesToServer = flow.bytesToClient;
        flow.tcpFlagsToServer = flow.tcpFlagsToClient;
        flow.packetsToClient = packets;
        flow.bytesToClient = bytes;
        flow.tcpFlagsToClient = flags;
    }
}
