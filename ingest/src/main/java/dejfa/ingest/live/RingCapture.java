package dejfa.ingest.live;

import dejfa.api.HotPath;
import dejfa.api.Ids;
import dejfa.api.PacketBatch;
import dejfa.api.PacketSource;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Frames out of the ring: block after block, each given back to the kernel as soon as its frames are copied, so that a
/// slow worker holds memory of its batch and never of the ring.
final class RingCapture implements PacketSource {
    private static final int BATCH_BYTES = 2 << 20;
    /// No card delivers more in one frame; what the kernel put together (GRO) is below 64 KiB, big TCP below 512.
    private static final int MAX_FRAME_BYTES = 256 * 1024;

    private static final int WAIT_MS = 100;

    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT;
    private static final VarHandle STATUS = U32.varHandle();
    // struct tpacket_block_desc
    private static final int BLOCK_STATUS = 8;
    private static final int BLOCK_FRAMES = 12;
    private static final int BLOCK_FIRST = 16;
    private static final int KERNEL = 0;
    private static final int USER = 1;
    // struct tpacket3_hdr; the sockaddr_ll follows at 48
    private static final int NEXT = 0;
    private static final int SECONDS = 4;
    private static final int NANOSECONDS = 8;
    private static final int CAPTURED = 12;
    private static final int WIRE = 16;
    private static final int FRAME_STATUS = 20;
    private static final int FRAME_START = 24;
    private static final int VLAN = 32;
    private static final int PACKET_KIND = 48 + 10;
    private static final int VLAN_VALID = 1 << 4;
    private static final int OUTGOING = 4;

    private final RingSocket socket;
    /// looked up by identity, never iterated
    private final IdentityHashMap<PacketBatch, MemorySegment> memories = new IdentityHashMap<>();

    private final MemorySegment ring;
    private final int blocks;
    private final long identity;
    private int block;
    /// frames of the block not yet taken; 0 where the block was not begun
    private int framesLeft;
    private long frameAt;
    private long frames;
    private long clockNs;
    private volatile long readBytes;
    private boolean gone;
    private long oversized;
    private long interruptions;

    RingCapture(RingSocket socket) {
        this.socket = socket;
        this.ring = socket.ring;
        this.blocks = (int) (ring.byteSize() / LiveSettings.BLOCK_BYTES);
        this.identity = Ids.mix(Ids.of(socket.interfaceName), System.currentTimeMillis());
    }

    @Override
    @HotPath
    public int poll(PacketBatch batch) {
        batch.count = 0;
        batch.firstNumber = frames + 1;
        if (gone) return -1;
        if (framesLeft == 0 && !ready() && !await()) {
            batch.clockNs = clockNs;
            return gone ? -1 : 0;
        }
        MemorySegment memory = memoryOf(batch);
        long used = 0;
        while (framesLeft > 0 || ready()) {
            if (framesLeft == 0) begin();
            while (framesLeft > 0) {
                int captured = ring.get(U32, frameAt + CAPTURED);
                if (batch.count == PacketBatch.CAPACITY || used + captured > BATCH_BYTES) return finish(batch, used);
                if (isWanted(captured)) {
                    take(batch, memory, used, captured);
                    used += captured;
                }
                frameAt += Integer.toUnsignedLong(ring.get(U32, frameAt + NEXT));
                if (--framesLeft == 0) release();
            }
        }
        return finish(batch, used);
    }

    @HotPath
    private int finish(PacketBatch batch, long bytes) {
        frames += batch.count;
        readBytes += bytes;
        batch.clockNs = clockNs;
        return batch.count;
    }

    /// Each frame on the loopback passes twice, out and in; one of them is enough.
    @HotPath
    private boolean isWanted(int captured) {
        if (captured < 0 || captured > MAX_FRAME_BYTES) {
            oversized++;
            return false;
        }
        return !socket.loopback || ring.get(ValueLayout.JAVA_BYTE, frameAt + PACKET_KIND) != OUTGOING;
    }

    @HotPath
    private void take(PacketBatch batch, MemorySegment memory, long used, int captured) {
        int i = batch.count++;
        long start = frameAt + Short.toUnsignedInt(ring.get(ValueLayout.JAVA_SHORT, frameAt + FRAME_START));
        MemorySegment.copy(ring, start, memory, used, captured);
        long timeNs = Integer.toUnsignedLong(ring.get(U32, frameAt + SECONDS)) * 1_000_000_000L
                + ring.get(U32, frameAt + NANOSECONDS);
        batch.data[i] = memory;
        batch.offsets[i] = used;
        batch.frameBytes[i] = captured;
        batch.wireBytes[i] = Math.max(captured, ring.get(U32, frameAt + WIRE));
        batch.timesNs[i] = timeNs;
        batch.linkTypes[i] = socket.linkType;
        batch.sources[i] = 0;
        boolean tagged = (ring.get(U32, frameAt + FRAME_STATUS) & VLAN_VALID) != 0;
        batch.vlans[i] = tagged ? ring.get(U32, frameAt + VLAN) & 0xffff : -1;
        clockNs = Math.max(clockNs, timeNs);
    }

    @HotPath
    private long blockStart() {
        return (long) block * LiveSettings.BLOCK_BYTES;
    }

    /// Whether the kernel has handed the current block over.
    @HotPath
    private boolean ready() {
        return ((int) STATUS.getAcquire(ring, blockStart() + BLOCK_STATUS) & USER) != 0;
    }

    @HotPath
    private void begin() {
        framesLeft = ring.get(U32, blockStart() + BLOCK_FRAMES);
        frameAt = blockStart() + ring.get(U32, blockStart() + BLOCK_FIRST);
        if (framesLeft == 0) release();
    }

    @HotPath
    private void release() {
        STATUS.setRelease(ring, blockStart() + BLOCK_STATUS, KERNEL);
        block = (block + 1) % blocks;
    }

    /// Waits for a block; without one the clock goes on, or the timers of quiet flows would stand still.
    private boolean await() {
        if (!socket.await(WAIT_MS)) interrupted();
        if (ready()) return true;
        // What is still on its way through the ring is not older than this.
        long notBefore = System.currentTimeMillis() - WAIT_MS - RingSocket.BLOCK_TIMEOUT_MS;
        clockNs = Math.max(clockNs, notBefore * 1_000_000L);
        return false;
    }

    private void interrupted() {
        socket.error();
        interruptions++;
        if (socket.interfaceIndex() == 0) gone = true;
    }

    private MemorySegment memoryOf(PacketBatch batch) {
        MemorySegment memory = memories.get(batch);
        if (memory == null) memories.put(batch, memory = socket.arena.allocate(BATCH_BYTES, 64));
        return memory;
    }

    @Override
    public long identity() {
        return identity;
    }

    @Override
    public List<String> complaints() {
        List<String> all = new ArrayList<>();
        String name = socket.interfaceName;
        if (gone) all.add("interface " + name + " is gone; start again when it is back");
        else if (interruptions > 0) {
            all.add("interface " + name + " was down " + interruptions + " times; look at its link");
        }
        if (oversized > 0)
            all.add(oversized + " frames longer than 256 KiB were left out; switch off big TCP on " + name);
        return all;
    }

    @Override
    public long dropped() {
        return socket.dropped();
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
        gone = true;
        socket.close();
    }
}
