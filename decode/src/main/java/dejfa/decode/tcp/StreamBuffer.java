package dejfa.decode.tcp;

import dejfa.api.HotPath;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The bytes of one direction from the first that was not delivered on: present ones in a chunk, holes between
/// them.
@HotPath
final class StreamBuffer {
    /// results of [#insert], as bits
    static final int STORED = 1;

    static final int OVERLAPS = 2;
    static final int DIFFERS = 4;
    static final int NO_MEMORY = 8;
    static final int LIMIT = 16;

    /// sequence number of the first byte not delivered
    int baseSeq;
    /// bytes of this direction before it, gaps included
    long baseOffset;

    /// null: nothing is present
    private ChunkPool.Chunk chunk;
    /// where in the chunk the byte of `baseSeq` lies
    private int start;

    /// Takes a segment; what lies before the base is passed over.
    ///
    /// @return bits
    int insert(
            int seq,
            MemorySegment source,
            long offset,
            int lengthBytes,
            TcpSettings settings,
            ChunkPool pool,
            int partition) {
        int segmentStart = seq - baseSeq;
        int skip = Math.max(0, -segmentStart);
        if (skip >= lengthBytes) return 0;
        int from = segmentStart + skip;
        int end = segmentStart + lengthBytes;
        int result = 0;
        if (end > settings.maxFlowBytes()) {
            end = settings.maxFlowBytes();
            result = LIMIT;
            if (from >= end) return result;
        }
        if (chunk != null && chunk.ranges.count() >= Intervals.LIMIT) return LIMIT;
        if (!room(end, pool, partition)) return result | NO_MEMORY;
        Intervals ranges = chunk.ranges;
        // The common case: right behind what is there.
        if (from >= ranges.end()) {
            copy(source, offset + skip, from, end - from);
            int index = ranges.count();
            ranges.insert(index, from, end, segmentStart);
            if (!settings.overlap().needsOwner()) ranges.join(index, end);
            return result | STORED;
        }
        return result | merge(source, offset - segmentStart, from, end, segmentStart, settings.overlap());
    }

    /// @param origin where in `source` the byte of `baseSeq` would lie
    private int merge(MemorySegment source, long origin, int from, int end, int segmentStart, TcpOverlap overlap) {
        int result = 0;
        Intervals ranges = chunk.ranges;
        int first = ranges.after(from);
        int index = first;
        int at = from;
        while (at < end) {
            if (index == ranges.count() || ranges.from(index) > at) {
                int until = index == ranges.count() ? end : Math.min(end, ranges.from(index));
                copy(source, origin + at, at, until - at);
                ranges.insert(index, at, until, segmentStart);
                result |= STORED;
                at = until;
                index++;
                continue;
            }
            int until = Math.min(end, ranges.to(index));
            result |= OVERLAPS;
            if (differs(source, origin + at, at, until - at)) result |= DIFFERS;
            if (overlap.newWins(ranges.owner(index), segmentStart)) {
                copy(source, origin + at, at, until - at);
                result |= STORED;
                if (overlap.needsOwner() && ranges.count() < Intervals.LIMIT) {
                    index += ranges.reown(index, at, until, segmentStart);
                }
            }
            at = until;
            if (ranges.to(index) <= at) index++;
        }
        if (!overlap.needsOwner()) ranges.join(first, end);
        return result;
    }

    private void copy(MemorySegment source, long offset, int at, int lengthBytes) {
        MemorySegment.copy(source, offset, chunk.segment, start + at, lengthBytes);
    }

    private boolean differs(MemorySegment source, long offset, int at, int lengthBytes) {
        for (int i = 0; i < lengthBytes; i++) {
            if (source.get(ValueLayout.JAVA_BYTE, offset + i) != chunk.bytes[start + at + i]) return true;
        }
        return false;
    }

    /// Room for the bytes up to `end`: as it is, by moving to the front, or in a larger chunk.
    private boolean room(int end, ChunkPool pool, int partition) {
        if (chunk != null && start + end <= chunk.bytes.length) return true;
        int used = heldEnd();
        if (chunk != null && end <= chunk.bytes.length) {
            System.arraycopy(chunk.bytes, start, chunk.bytes, 0, used);
            start = 0;
            return true;
        }
        ChunkPool.Chunk larger = pool.take(partition, Math.max(end, chunk == null ? 1 : chunk.bytes.length + 1));
        if (larger == null) return false;
        if (chunk != null) {
            System.arraycopy(chunk.bytes, start, larger.bytes, 0, used);
            Intervals empty = larger.ranges;
            larger.ranges = chunk.ranges;
            chunk.ranges = empty;
            pool.give(partition, chunk);
        }
        chunk = larger;
        start = 0;
        return true;
    }

    /// Bytes present right at the base.
    int ready() {
        return !empty() && chunk.ranges.from(0) == 0 ? chunk.ranges.to(0) : 0;
    }

    /// Bytes missing before the first one present; 0 where none is present.
    int hole() {
        return empty() ? 0 : chunk.ranges.from(0);
    }

    boolean empty() {
        return chunk == null || chunk.ranges.count() == 0;
    }

    /// Bytes from the base to behind the last one present.
    int heldEnd() {
        return chunk == null ? 0 : chunk.ranges.end();
    }

    MemorySegment segment() {
        return chunk.segment;
    }

    /// Where in [#segment()] the byte of the base lies.
    int start() {
        return start;
    }

    /// The first `bytes` were delivered or given up.
    void advance(int bytes, ChunkPool pool, int partition) {
        baseSeq += bytes;
        baseOffset += bytes;
        if (chunk == null) return;
        start += bytes;
        chunk.ranges.advance(bytes);
        if (chunk.ranges.count() == 0) release(pool, partition);
    }

    /// The byte at the base is none of the stream's (urgent data): passed over, and not counted.
    void skipOne(ChunkPool pool, int partition) {
        advance(1, pool, partition);
        baseOffset--;
    }

    void release(ChunkPool pool, int partition) {
        start = 0;
        if (chunk == null) return;
        chunk.ranges.clear();
        pool.give(partition, chunk);
        chunk = null;
    }
}
