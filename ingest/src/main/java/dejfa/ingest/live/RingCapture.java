package dejfa.ingest.live;

import dejfa.api.HotPath;
import dejfa.api.PacketBatch;
import dejfa.ingest.capture.CaptureException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.Consumer;

/// Frames out of one ring: block after block, each given back to the kernel as soon as its frames are copied, so that a
/// slow worker holds memory of its batch and never of the ring.
final class RingCapture {
    /// No card delivers more in one frame; what the kernel put together (GRO) is below 64 KiB, big TCP below 512.
    private static final int MAX_FRAME_BYTES = 256 * 1024;

    private static final int NETWORK_DOWN = 100;
    private static final long LOOK_AGAIN_MS = 1_000;

    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT;
    private static final VarHandle STATUS = U32.varHandle();
    // struct tpacket_block_desc
    private static final int BLOCK_STATUS = 8;
    private static final int BLOCK_FRAMES = 12;
    private static final int BLOCK_FIRST = 16;
    private static final int KERNEL = 0;
    private static final int USER = 1;
    // struct tpacket3_hdr
    private static final int NEXT = 0;
    private static final int SECONDS = 4;
    private static final int NANOSECONDS = 8;
    private static final int CAPTURED = 12;
    private static final int WIRE = 16;
    private static final int FRAME_STATUS = 20;
    private static final int FRAME_START = 24;
    private static final int VLAN = 32;
    private static final int NETWORK_START = 26;
    private static final int CHECKSUM_OPEN = 1 << 3;
    private static final int VLAN_VALID = 1 << 4;

    private final RingSocket socket;
    private final int position;
    private final Consumer<String> say;
    private final MemorySegment ring;
    private final int blocks;
    private int block;
    /// frames of the block not yet taken; 0 where the block was not begun
    private int framesLeft;
    private long frameAt;
    private boolean gone;
    private boolean down;
    private long lookedMs;
    private int interruptions;
    private long oversized;
    private long leftBehind;

    /// @param position of its interface among the inputs
    /// @param say takes sentences for the operator
    RingCapture(RingSocket socket, int position, Consumer<String> say) {
        this.socket = socket;
        this.position = position;
        this.say = say;
        this.ring = socket.ring;
        this.blocks = (int) (ring.byteSize() / LiveSettings.BLOCK_BYTES);
    }

    void begin() throws CaptureException {
        socket.begin();
    }

    /// Is there a frame to take?
    @HotPath
    boolean hasFrame() {
        while (framesLeft == 0 && isOurs(block)) {
            long start = (long) block * LiveSettings.BLOCK_BYTES;
            framesLeft = ring.get(U32, start + BLOCK_FRAMES);
            frameAt = start + ring.get(U32, start + BLOCK_FIRST);
            if (framesLeft == 0) release();
        }
        return framesLeft > 0;
    }

    /// Captured bytes of the frame in hand.
    @HotPath
    int frameBytes() {
        return ring.get(U32, frameAt + CAPTURED);
    }

    @HotPath
    long frameNs() {
        return Integer.toUnsignedLong(ring.get(U32, frameAt + SECONDS)) * 1_000_000_000L
                + ring.get(U32, frameAt + NANOSECONDS);
    }

    /// A frame that fits no batch is counted and left out.
    @HotPath
    boolean isReadable() {
        int captured = frameBytes();
        if (captured >= 0 && captured <= MAX_FRAME_BYTES) return true;
        oversized++;
        next();
        return false;
    }

    /// Copies the frame in hand behind the `used` bytes of that memory.
    @HotPath
    void take(PacketBatch batch, MemorySegment memory, long used) {
        int i = batch.count++;
        int captured = frameBytes();
        long start = frameAt + Short.toUnsignedInt(ring.get(ValueLayout.JAVA_SHORT, frameAt + FRAME_START));
        MemorySegment.copy(ring, start, memory, used, captured);
        batch.data[i] = memory;
        batch.offsets[i] = used;
        batch.frameBytes[i] = captured;
        batch.wireBytes[i] = Math.max(captured, ring.get(U32, frameAt + WIRE));
        batch.timesNs[i] = frameNs();
        batch.linkTypes[i] = socket.linkType;
        batch.sources[i] = position;
        int status = ring.get(U32, frameAt + FRAME_STATUS);
        if ((status & CHECKSUM_OPEN) != 0 && captured == batch.wireBytes[i]) {
            long network = used + (network() - (start - frameAt));
            if (network >= used) Checksums.complete(memory, network, used + captured);
        }
        boolean tagged = (status & VLAN_VALID) != 0;
        batch.vlans[i] = tagged ? ring.get(U32, frameAt + VLAN) & 0xffff : -1;
        next();
    }

    @HotPath
    private int network() {
        return Short.toUnsignedInt(ring.get(ValueLayout.JAVA_SHORT, frameAt + NETWORK_START));
    }

    @HotPath
    private void next() {
        frameAt += Integer.toUnsignedLong(ring.get(U32, frameAt + NEXT));
        if (--framesLeft == 0) release();
    }

    /// Whether the kernel has handed that block over.
    @HotPath
    private boolean isOurs(int number) {
        long at = (long) number * LiveSettings.BLOCK_BYTES + BLOCK_STATUS;
        return ((int) STATUS.getAcquire(ring, at) & USER) != 0;
    }

    @HotPath
    private void release() {
        STATUS.setRelease(ring, (long) block * LiveSettings.BLOCK_BYTES + BLOCK_STATUS, KERNEL);
        block = (block + 1) % blocks;
    }

    /// Is that part of the ring full? The kernel fills it in order, so one block tells.
    @HotPath
    boolean isFilledTo(int percent) {
        return isOurs((block + blocks * percent / 100) % blocks);
    }

    void ask(MemorySegment pollStructures, long at) {
        socket.ask(pollStructures, at);
    }

    /// The socket reports an error: its interface is down, or gone.
    void interrupted() {
        int error = socket.error();
        if (socket.isGone()) {
            gone = true;
            say.accept("interface " + socket.interfaceName + " is gone; start again when it is back");
        } else if (error == NETWORK_DOWN && !down) {
            down = true;
            if (interruptions++ == 0) {
                say.accept("interface " + socket.interfaceName + " is down; capturing goes on by itself once it is up");
            }
        }
    }

    /// Nothing has come: is an interface that was down up again?
    void quiet(long nowMs) {
        if (!down || nowMs - lookedMs < LOOK_AGAIN_MS) return;
        lookedMs = nowMs;
        if (socket.isGone()) interrupted();
        else if (socket.isUp()) {
            down = false;
            if (interruptions == 1) say.accept("interface " + socket.interfaceName + " is up again, capturing");
        }
    }

    boolean isGone() {
        return gone;
    }

    void stop() {
        socket.stop();
    }

    /// Counts what nobody will take any more, so that the sum is right.
    void leave() {
        while (hasFrame()) {
            leftBehind++;
            next();
        }
    }

    long received() {
        return socket.received();
    }

    long dropped() {
        return socket.dropped();
    }

    /// Frames that the kernel delivered and Dejfa did not look at.
    long leftOut() {
        return oversized + leftBehind;
    }

    String interfaceName() {
        return socket.interfaceName;
    }

    void complain(List<String> all) {
        String name = socket.interfaceName;
        if (gone) all.add("interface " + name + " is gone; start again when it is back");
        else if (interruptions > 0) {
            String times = interruptions == 1 ? "once" : interruptions + " times";
            all.add("interface " + name + " was down " + times + "; look at its link");
        }
        if (oversized > 0)
            all.add(oversized + " frames longer than 256 KiB were left out; switch off big TCP on " + name);
        if (leftBehind > 0)
            all.add(leftBehind + " frames of " + name + " were still waiting at the end and were not looked at");
    }

    void close() {
        gone = true;
        socket.close();
    }
}
