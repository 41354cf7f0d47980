package dejfa.decode.packet;

import dejfa.api.HotPath;
import dejfa.api.Packet;
import dejfa.decode.Anomaly;
import java.lang.foreign.MemorySegment;

/// Takes frames apart. One per worker: it keeps the fragments of the partitions whose frames it is given, and
/// is not thread-safe.
public final class PacketDecoder {
    /// Partitions of the address space.
    public static final int PARTITIONS = Partitions.COUNT;
    /// Room that `out` should have: a frame with more packets inside loses the innermost, counted.
    public static final int MAX_PACKETS = 16;

    private final Frame frame;
    private final ChecksumDecision decision;
    private final FragmentTable[] fragments = new FragmentTable[PARTITIONS];

    /// Without a shared decision `auto` verifies always.
    public PacketDecoder(DecodeSettings settings) {
        this(settings, new ChecksumDecision(settings.checksums()));
    }

    /// @param decision shared by all workers; the reader shows it each frame before it hands the frame out
    public PacketDecoder(DecodeSettings settings, ChecksumDecision decision) {
        this.frame = new Frame(settings);
        this.decision = decision;
    }

    /// Decodes one frame.
    ///
    /// @param number of the frame, counted from 1
    /// @param ringVlan VLAN tag that the capture ring stripped, or -1
    /// @param out filled from 0: the frame's packet, then those of tunnels, then datagrams that it completed. A
    ///     rebuilt datagram has memory of its own; the others point into `data`
    /// @return number of packets written
    @HotPath
    public int decode(
            MemorySegment data,
            long offset,
            int frameBytes,
            int wireBytes,
            int linkType,
            long number,
            long timeNs,
            int source,
            int ringVlan,
            Packet[] out) {
        Frame f = frame;
        f.data = data;
        f.offset = offset;
        f.frameBytes = frameBytes;
        f.wireBytes = wireBytes;
        f.linkType = linkType;
        f.number = number;
        f.timeNs = timeNs;
        f.source = source;
        f.partition = Partitions.of(data, offset, frameBytes, linkType);
        f.verify = decision.verify(number);
        f.fragments = fragments(f.partition);
        f.start(out);
        Packet first = f.open(null, data, offset, frameBytes);
        if (first == null) return 0;
        if (ringVlan >= 0) EtherTypes.addVlan(first, ringVlan & 0xfff);
        LinkDecoder.decode(f, first, offset, offset + frameBytes);
        return f.count();
    }

    private FragmentTable fragments(int partition) {
        FragmentTable table = fragments[partition];
        if (table == null) fragments[partition] = table = new FragmentTable(frame.settings, partition);
        return table;
    }

    /// 0 to 63; both directions between two addresses have the same. 0 where there is no IP.
    @HotPath
    public static int partitionOf(MemorySegment data, long offset, int frameBytes, int linkType) {
        return Partitions.of(data, offset, frameBytes, linkType);
    }

    /// Can frames of this link type be read at all?
    public static boolean knows(int linkType) {
        return LinkDecoder.knows(linkType);
    }

    /// The rule language's name for an index in `Packet.anomalies`: `ipv4.trunc_pkt`, `pkt_invalid_ack`.
    public static String anomalyName(int index) {
        return Anomaly.at(index).keyword();
    }

    /// Headers of that kind in all frames so far.
    public long met(Layer layer) {
        return frame.met[layer.ordinal()];
    }

    public long datagramsRebuilt() {
        long sum = 0;
        for (FragmentTable table : fragments) sum += table == null ? 0 : table.rebuilt;
        return sum;
    }

    /// Datagrams given up, because fragments stayed away or the table was full.
    public long datagramsDropped() {
        long sum = 0;
        for (FragmentTable table : fragments) sum += table == null ? 0 : table.evicted + table.timedOut;
        return sum;
    }

    /// Packets inside of tunnels for which `out` had no room.
    public long packetsDropped() {
        return frame.packetsDropped;
    }
}
