package dejfa.api;

import java.lang.foreign.MemorySegment;

/// A batch of frames as they came; frame `i` is `wireBytes[i]` long on the wire and `frameBytes[i]` of it lie at
/// `offsets[i]` of `data[i]`. The memory stays valid until the batch is polled into again.
public final class PacketBatch {
    public static final int CAPACITY = 1024;

    public final MemorySegment[] data = new MemorySegment[CAPACITY];
    public final long[] offsets = new long[CAPACITY];
    public final int[] frameBytes = new int[CAPACITY];
    public final int[] wireBytes = new int[CAPACITY];
    public final long[] timesNs = new long[CAPACITY];
    public final int[] linkTypes = new int[CAPACITY];
    public final int[] sources = new int[CAPACITY];
    /// VLAN tag that the ring's header carried, or -1
    public final int[] vlans = new int[CAPACITY];
    /// number of the first frame, counted from 1
    public long firstNumber;

    public int count;
    /// the reader's clock at the end of the batch: no later frame is older, but for reordering within a file
    public long clockNs;
}
