package dejfa.node.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// Many TCP flows at once: all are opened first (handshake, a segment, its acknowledgement), then rest while memory is
/// measured, then get packets in turn, so that the flow asked for is always the one asked for longest ago.
final class FlowSource extends MadeSource {
    static final int MOST_FLOWS = 16_000_000;
    static final String VARS = String.format(Locale.ROOT, MadeSource.VARS, 1 << 19);

    private static final int OPENING_PACKETS = 5;
    private static final int OPENING_BYTES = 100;
    private static final int STEADY_BYTES = 400;
    /// so that even the most flows open within the shortest time-out
    private static final long STEP_NS = 500;
    private static final byte[] NOTHING = {};
    private static final int CLIENTS = 1 << 16;
    private static final int CLIENT_NET = 0x0a000000;
    private static final int SERVER_NET = 0x0a800000;

    private final int flows;
    private final long packets;
    private final byte[] opening;
    private final byte[] steady;
    private final Ends ends = new Ends();
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private long timeNs;
    private int opened;
    private long sent;
    private boolean rested;
    private boolean ended;
    private double cpu = -1;
    private long heapBefore;
    private long outsideBefore;

    /// @param packets on the open flows
    FlowSource(int flows, long packets, long seed) {
        super(seed);
        this.flows = flows;
        this.packets = packets / 2 * 2;
        figures.put("flows", flows);
        Random random = new Random(seed);
        opening = letters(random, OPENING_BYTES);
        steady = letters(random, STEADY_BYTES);
    }

    private static byte[] letters(Random random, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) bytes[i] = (byte) ('a' + random.nextInt(26));
        return bytes;
    }

    @Override
    void fill() throws IOException {
        if (cpu < 0) begin();
        if (opened == flows && !rested) rest();
        while (opened < flows && room(OPENING_PACKETS)) open(opened++);
        while (rested && sent < packets && room(2)) exchange();
        if (rested && sent == packets && !ended && room(1) && emitted() == all()) end();
    }

    private long all() {
        return (long) flows * OPENING_PACKETS + packets;
    }

    private void begin() {
        heapBefore = heapBytes();
        outsideBefore = outsideBytes();
        cpu = cpuSeconds();
    }

    /// All flows are open and idle.
    private void rest() throws IOException {
        drained();
        double used = cpuSeconds() - cpu;
        figures.put("opening_ns_per_packet", used * 1e9 / emitted());
        figures.put("heap_bytes_per_idle_flow", (heapBytes() - heapBefore) / flows);
        figures.put("other_bytes_per_idle_flow", (outsideBytes() - outsideBefore) / flows);
        rested = true;
        cpu = cpuSeconds();
    }

    private void end() throws IOException {
        drained();
        ended = true;
        if (packets > 0) figures.put("steady_ns_per_packet", (cpuSeconds() - cpu) * 1e9 / packets);
    }

    /// CPU time by phase, and memory per flow; whole once the run is over.
    Map<String, Object> figures() {
        return figures;
    }

    private void ends(int flow) {
        ends.client = CLIENT_NET + flow % CLIENTS;
        ends.server = SERVER_NET + flow * 31 % 4096;
        ends.clientPort = 1024 + flow / CLIENTS;
        ends.serverPort = 7777;
    }

    private void open(int flow) {
        ends(flow);
        tcp(next(), ends, true, SYN, 1000, 0, NOTHING);
        tcp(next(), ends, false, SYN_ACK, 5000, 1001, NOTHING);
        tcp(next(), ends, true, ACK, 1001, 5001, NOTHING);
        tcp(next(), ends, true, PUSH_ACK, 1001, 5001, opening);
        tcp(next(), ends, false, ACK, 5001, 1001 + OPENING_BYTES, NOTHING);
    }

    private void exchange() {
        long turn = sent / 2;
        ends((int) (turn % flows));
        long sequence = 1001 + OPENING_BYTES + turn / flows * STEADY_BYTES;
        tcp(next(), ends, true, PUSH_ACK, sequence, 5001, steady);
        tcp(next(), ends, false, ACK, 5001, sequence + STEADY_BYTES, NOTHING);
        sent += 2;
    }

    private long next() {
        return timeNs += STEP_NS;
    }

    @Override
    public long totalBytes() {
        return -1;
    }
}
