package dejfa.node.bench;

import com.sun.management.OperatingSystemMXBean;
import dejfa.api.PacketBatch;
import dejfa.api.PacketSource;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Frames made in memory as they are asked for, nothing of them kept: Ethernet and IPv4, without checksums.
abstract class MadeSource implements PacketSource {
    /// What the route must be told of such frames, as `--vars` takes it.
    static final String VARS = """
            {"checksums":"none","settings":{"dejfa.max-flows":"%d","stream.checksum-validation":"no"}}""";

    static final int SYN = 2;
    static final int SYN_ACK = 18;
    static final int ACK = 16;
    static final int PUSH_ACK = 24;
    static final int FIN_ACK = 17;

    private static final long START_NS = 1_767_225_600_000_000_000L;
    private static final int SLOT_BYTES = 512;
    private static final int TCP_HEAD_BYTES = 54;
    private static final int UDP_HEAD_BYTES = 42;
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /// longest payload that fits a frame made here
    static final int MOST_PAYLOAD = SLOT_BYTES - TCP_HEAD_BYTES;

    private final Arena arena = Arena.ofShared();
    private final Map<PacketBatch, MemorySegment> memories = new IdentityHashMap<>();
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long seed;
    private PacketBatch batch;
    private MemorySegment memory;
    private long emitted;
    private volatile long seen;
    private long bytes;

    MadeSource(long seed) {
        this.seed = seed;
    }

    /// Adds frames while [#room] has place for them; none at the end.
    abstract void fill() throws IOException;

    @Override
    public int poll(PacketBatch wanted) throws IOException {
        batch = wanted;
        memory = memories.computeIfAbsent(wanted, one -> arena.allocate((long) PacketBatch.CAPACITY * SLOT_BYTES));
        batch.count = 0;
        batch.firstNumber = emitted + 1;
        fill();
        if (batch.count == 0) return -1;
        emitted += batch.count;
        batch.clockNs = batch.timesNs[batch.count - 1];
        return batch.count;
    }

    boolean room(int frames) {
        return batch.count + frames <= PacketBatch.CAPACITY;
    }

    /// The ordered stage has that many packets behind it.
    void seen(long packets) {
        seen = packets;
    }

    /// Waits until all that was emitted has gone through the route.
    void drained() throws IOException {
        try {
            while (seen < emitted) Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    long emitted() {
        return emitted;
    }

    /// Of the whole process.
    double cpuSeconds() {
        return system.getProcessCpuTime() / 1e9;
    }

    /// Bytes of the heap that are in use, by a full collection.
    static long heapBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /// Memory of the process that is not the heap.
    static long outsideBytes() {
        return ThreadClock.memoryBytes() - Runtime.getRuntime().totalMemory();
    }

    void tcp(long timeNs, Ends ends, boolean toServer, int flags, long sequence, long acknowledged, byte[] payload) {
        long at = frame(timeNs, ends, toServer, 6, TCP_HEAD_BYTES, payload);
        memory.set(U32, at + 38, (int) sequence);
        memory.set(U32, at + 42, (int) acknowledged);
        memory.set(U16, at + 46, (short) (0x5000 | flags));
        memory.set(U16, at + 48, (short) 0xffff);
    }

    void udp(long timeNs, Ends ends, boolean toServer, byte[] payload) {
        long at = frame(timeNs, ends, toServer, 17, UDP_HEAD_BYTES, payload);
        memory.set(U16, at + 38, (short) (8 + payload.length));
    }

    /// The two ends of a flow; reused.
    static final class Ends {
        int client;
        int server;
        int clientPort;
        int serverPort;
    }

    private long frame(long timeNs, Ends ends, boolean toServer, int protocol, int headBytes, byte[] payload) {
        int i = batch.count++;
        long at = (long) i * SLOT_BYTES;
        int length = headBytes + payload.length;
        memory.asSlice(at, headBytes).fill((byte) 0);
        memory.set(U16, at + 12, (short) 0x0800);
        memory.set(ValueLayout.JAVA_BYTE, at + 14, (byte) 0x45);
        memory.set(U16, at + 16, (short) (length - 14));
        memory.set(ValueLayout.JAVA_BYTE, at + 22, (byte) 64);
        memory.set(ValueLayout.JAVA_BYTE, at + 23, (byte) protocol);
        memory.set(U32, at + 26, toServer ? ends.client : ends.server);
        memory.set(U32, at + 30, toServer ? ends.server : ends.client);
        memory.set(U16, at + 34, (short) (toServer ? ends.clientPort : ends.serverPort));
        memory.set(U16, at + 36, (short) (toServer ? ends.serverPort : ends.clientPort));
        MemorySegment.copy(payload, 0, memory, ValueLayout.JAVA_BYTE, at + headBytes, payload.length);
        batch.data[i] = memory;
        batch.offsets[i] = at;
        batch.frameBytes[i] = length;
        batch.wireBytes[i] = length;
        batch.timesNs[i] = START_NS + timeNs;
        batch.linkTypes[i] = 1;
        batch.sources[i] = 0;
        batch.vlans[i] = -1;
        bytes += length;
        return at;
    }

    @Override
    public long identity() {
        return seed;
    }

    @Override
    public List<String> complaints() {
        return List.of();
    }

    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public long readBytes() {
        return bytes;
    }

    @Override
    public void close() {
        arena.close();
    }
}
