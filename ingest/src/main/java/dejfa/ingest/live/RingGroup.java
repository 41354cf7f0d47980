package dejfa.ingest.live;

import dejfa.api.HotPath;
import dejfa.api.Ids;
import dejfa.api.PacketBatch;
import dejfa.api.PacketSource;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One source out of a ring of each interface. What waits in several rings is taken in order of time.
final class RingGroup implements PacketSource {
    private static final int BATCH_BYTES = 2 << 20;
    private static final int WAIT_MS = 100;
    private static final int POLL_BYTES = 8;
    private static final int ERROR_OR_HANGUP = 0x08 | 0x10;

    private final RingCapture[] rings;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment errno = arena.allocate(Libc.ERRNO_LAYOUT_BYTES, 8);
    private final MemorySegment polls;
    /// looked up by identity, never iterated
    private final IdentityHashMap<PacketBatch, MemorySegment> memories = new IdentityHashMap<>();

    private final long identity;
    private long frames;
    private long clockNs;
    private volatile long readBytes;

    RingGroup(List<RingCapture> rings) {
        this.rings = rings.toArray(RingCapture[]::new);
        polls = arena.allocate((long) POLL_BYTES * this.rings.length, 8);
        long mixed = System.currentTimeMillis();
        for (RingCapture ring : rings) mixed = Ids.mix(Ids.of(ring.interfaceName()), mixed);
        identity = mixed;
    }

    @Override
    @HotPath
    public int poll(PacketBatch batch) {
        batch.count = 0;
        batch.firstNumber = frames + 1;
        RingCapture ring = earliest();
        if (ring == null && (isOver() || (ring = await()) == null)) {
            batch.clockNs = clockNs;
            return isOver() ? -1 : 0;
        }
        MemorySegment memory = memoryOf(batch);
        long used = 0;
        while (ring != null && batch.count < PacketBatch.CAPACITY) {
            if (ring.isReadable()) {
                int captured = ring.frameBytes();
                if (used + captured > BATCH_BYTES) break;
                clockNs = Math.max(clockNs, ring.frameNs());
                ring.take(batch, memory, used);
                used += captured;
            }
            ring = earliest();
        }
        frames += batch.count;
        readBytes += used;
        batch.clockNs = clockNs;
        return batch.count;
    }

    /// The ring whose next frame is the oldest, or null where no ring has any.
    @HotPath
    private RingCapture earliest() {
        RingCapture best = null;
        for (RingCapture ring : rings) {
            if (ring.isGone() || !ring.hasFrame()) continue;
            if (rings.length == 1) return ring;
            if (best == null || ring.frameNs() < best.frameNs()) best = ring;
        }
        return best;
    }

    private boolean isOver() {
        for (RingCapture ring : rings) if (!ring.isGone()) return false;
        return true;
    }

    /// Waits for a block; without one the clock goes on, or the timers of quiet flows would stand still.
    private RingCapture await() {
        for (int i = 0; i < rings.length; i++) rings[i].ask(polls, (long) POLL_BYTES * i);
        int ready = Libc.poll(errno, polls, WAIT_MS);
        for (int i = 0; i < rings.length && ready > 0; i++) {
            int events = polls.get(ValueLayout.JAVA_SHORT, (long) POLL_BYTES * i + 6);
            if ((events & ERROR_OR_HANGUP) != 0 && !rings[i].isGone()) rings[i].interrupted();
        }
        RingCapture ring = earliest();
        if (ring != null) return ring;
        long nowMs = System.currentTimeMillis();
        for (RingCapture one : rings) one.quiet(nowMs);
        // What is still on its way through the ring is not older than this.
        clockNs = Math.max(clockNs, (nowMs - WAIT_MS - RingSocket.BLOCK_TIMEOUT_MS) * 1_000_000L);
        return null;
    }

    private MemorySegment memoryOf(PacketBatch batch) {
        MemorySegment memory = memories.get(batch);
        if (memory == null) memories.put(batch, memory = arena.allocate(BATCH_BYTES, 64));
        return memory;
    }

    @Override
    @HotPath
    public boolean isFilledTo(int percent) {
        for (RingCapture ring : rings) if (!ring.isGone() && ring.isFilledTo(percent)) return true;
        return false;
    }

    @Override
    public void stop() {
        for (RingCapture ring : rings) if (!ring.isGone()) ring.stop();
    }

    @Override
    public void leave() {
        for (RingCapture ring : rings) if (!ring.isGone()) ring.leave();
    }

    @Override
    public long identity() {
        return identity;
    }

    @Override
    public List<String> complaints() {
        List<String> all = new ArrayList<>();
        for (RingCapture ring : rings) ring.complain(all);
        return all;
    }

    @Override
    public long dropped() {
        long sum = 0;
        for (RingCapture ring : rings) sum += ring.dropped() + ring.leftOut();
        return sum;
    }

    @Override
    public Map<String, Long> counters() {
        Map<String, Long> counters = new TreeMap<>();
        for (RingCapture ring : rings) {
            counters.merge("capture.kernel_packets", ring.received(), Long::sum);
            counters.merge("capture.kernel_drops", ring.dropped(), Long::sum);
            counters.merge("capture.left_out", ring.leftOut(), Long::sum);
        }
        return counters;
    }

    @Override
    public long readBytes() {
        return readBytes;
    }

    @Override
    public long totalBytes() {
        return -1;
    }

    @Override
    public void close() {
        for (RingCapture ring : rings) ring.close();
        if (arena.scope().isAlive()) arena.close();
    }
}
