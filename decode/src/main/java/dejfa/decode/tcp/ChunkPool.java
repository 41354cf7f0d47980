package dejfa.decode.tcp;

import dejfa.api.HotPath;
import java.lang.foreign.MemorySegment;

/// Memory for bytes that wait, in powers of two. Chunks are used again, so that the steady state allocates
/// nothing; the bytes in use are counted by partition, so that a cap strikes the same packets whoever owns the
/// partition.
@HotPath
final class ChunkPool {
    private static final int SMALLEST = 11;
    private static final int LARGEST = 28;
    private static final int KEPT_PER_SIZE = 64;

    /// Bytes, the segment over them, and which of them are present: a flow that holds nothing has neither.
    static final class Chunk {
        final byte[] bytes;
        final MemorySegment segment;
        Intervals ranges = new Intervals();

        Chunk(int size) {
            bytes = new byte[size];
            segment = MemorySegment.ofArray(bytes);
        }
    }

    private final Chunk[][] free = new Chunk[LARGEST + 1][];
    private final int[] freeCount = new int[LARGEST + 1];
    private final long[] usedBytes = new long[64];
    private final long capBytes;

    ChunkPool(long capBytes) {
        this.capBytes = capBytes;
    }

    /// @return a chunk of at least `bytes`, or null where the partition's cap is reached
    Chunk take(int partition, int bytes) {
        int power = Math.max(SMALLEST, 32 - Integer.numberOfLeadingZeros(bytes - 1));
        if (power > LARGEST || usedBytes[partition] + (1L << power) > capBytes) return null;
        usedBytes[partition] += 1L << power;
        if (freeCount[power] > 0) return free[power][--freeCount[power]];
        return new Chunk(1 << power);
    }

    void give(int partition, Chunk chunk) {
        usedBytes[partition] -= chunk.bytes.length;
        int power = Integer.numberOfTrailingZeros(chunk.bytes.length);
        if (free[power] == null) free[power] = new Chunk[KEPT_PER_SIZE];
        if (freeCount[power] < KEPT_PER_SIZE) free[power][freeCount[power]++] = chunk;
    }

    long usedBytes() {
        long sum = 0;
        for (long used : usedBytes) sum += used;
        return sum;
    }
}
