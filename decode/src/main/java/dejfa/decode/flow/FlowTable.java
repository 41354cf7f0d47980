package dejfa.decode.flow;

import dejfa.api.Flow;
import dejfa.api.HotPath;
import dejfa.api.Packet;

/// The flows of a worker's partitions. Not thread-safe; each partition is on its own, so that who owns it makes
/// no difference.
///
/// Partitions go by the outermost addresses: an ICMP error from a router on the way lies in another partition
/// than the flow that it is about, and makes a flow of its own.
public final class FlowTable {
    private static final int PARTITIONS = 64;

    private final FlowSettings settings;
    private final FlowEnd sink;
    private final FlowPartition[] partitions = new FlowPartition[PARTITIONS];

    public FlowTable(FlowSettings settings, FlowEnd sink) {
        this.settings = settings;
        this.sink = sink;
    }

    /// Finds or opens the packet's flow, sets `Packet.flow` and `Packet.direction`, counts. Flows that timed
    /// out before this packet end first.
    ///
    /// @return null where such packets have no flow (fragments, ARP, broken transport headers, tunnels' outer
    ///     packets)
    @HotPath
    public Flow find(Packet packet) {
        return partition(packet.partition).find(packet);
    }

    /// The packet that was just found opened its flow, and its content says that the server sent it: client and server
    /// change places.
    public void reverse(Packet packet) {
        partition(packet.partition).reverse(packet);
    }

    /// Ends the flows of a partition that timed out before the reader's clock.
    public void advance(int partition, long clockNs) {
        if (partitions[partition] != null) partitions[partition].advance(clockNs);
    }

    /// The input has ended: ends all flows of a partition, in order of their first packets.
    public void finish(int partition, long clockNs) {
        if (partitions[partition] != null) partitions[partition].finish(clockNs);
    }

    /// The input has ended: ends all flows, partition by partition.
    public void finish(long clockNs) {
        for (int i = 0; i < PARTITIONS; i++) finish(i, clockNs);
    }

    private FlowPartition partition(int index) {
        FlowPartition partition = partitions[index];
        if (partition == null) partitions[index] = partition = new FlowPartition(settings, sink);
        return partition;
    }

    public long live() {
        long sum = 0;
        for (FlowPartition partition : partitions) sum += partition == null ? 0 : partition.size();
        return sum;
    }

    /// Flows ended because their partition was full.
    public long evicted() {
        long sum = 0;
        for (FlowPartition partition : partitions) sum += partition == null ? 0 : partition.evicted;
        return sum;
    }
}
