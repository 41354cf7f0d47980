package dejfa.node.route;

import dejfa.api.PacketBatch;
import dejfa.decode.packet.ChecksumDecision;
import dejfa.decode.packet.PacketDecoder;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// A batch of frames on its way: filled by the reader, worked on by every worker (each its own partitions), drained by
/// the ordered stage, then used again.
final class Batch {
    final PacketBatch frames = new PacketBatch();
    final byte[] partitions = new byte[PacketBatch.CAPACITY];
    final Emissions[] emissions;
    final Semaphore done = new Semaphore(0);
    /// the last one: every flow ends
    boolean last;

    /// the reader's clock before its first frame: drives the timers
    long startNs;

    /// the content that this batch and all after it are judged by; null: as the one before
    Pipeline.Swap swap;

    /// how full the memory of waiting frames was (live): [Shedding]
    int filledPercent;

    /// bytes of the input read when it was filled
    long readBytes;

    Batch(int workers) {
        emissions = new Emissions[workers];
        for (int i = 0; i < workers; i++) emissions[i] = new Emissions();
    }

    /// Says of each frame whose it is; the decision on checksums sees them in their order.
    void partition(ChecksumDecision checksums) {
        for (int i = 0; i < frames.count; i++) {
            partitions[i] = (byte) PacketDecoder.partitionOf(
                    frames.data[i], frames.offsets[i], frames.frameBytes[i], frames.linkTypes[i]);
            checksums.observe(
                    frames.data[i], frames.offsets[i], frames.frameBytes[i], frames.linkTypes[i], frames.timesNs[i]);
        }
    }

    /// Gives all emissions in order and forgets them.
    void drain(Consumer<Object> sink) {
        int[] at = new int[emissions.length];
        while (true) {
            int best = -1;
            for (int i = 0; i < emissions.length; i++) {
                if (at[i] < emissions[i].size() && (best < 0 || emissions[i].before(at[i], emissions[best], at[best])))
                    best = i;
            }
            if (best < 0) break;
            sink.accept(emissions[best].item(at[best]++));
        }
        for (Emissions list : emissions) list.clear();
    }
}
