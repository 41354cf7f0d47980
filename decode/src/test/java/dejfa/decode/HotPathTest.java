package dejfa.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.Packet;
import dejfa.api.StreamSink;
import dejfa.decode.flow.FlowSettings;
import dejfa.decode.flow.FlowTable;
import dejfa.decode.packet.ChecksumMode;
import dejfa.decode.packet.DecodeSettings;
import dejfa.decode.packet.PacketDecoder;
import dejfa.decode.tcp.TcpReassembler;
import dejfa.decode.tcp.TcpSettings;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/// Decode, flow look-up and TCP in order allocate nothing once they run.
class HotPathTest {
    private static final int FLOWS = 50;
    private static final int ROUND = FLOWS * 3;

    /// Counts, so that the work can't be left out.
    private static final class Counter implements StreamSink {
        long bytes;

        @Override
        public void bytes(
                Packet cause, Flow flow, Direction side, MemorySegment data, long offset, int length, long at) {
            bytes += length;
        }

        @Override
        public void gap(Packet cause, Flow flow, Direction side, int length, long at) {
            throw new AssertionError("no byte is missing");
        }

        @Override
        public void end(Packet cause, Flow flow, Direction side) {}
    }

    private final Packet[] out = new Packet[PacketDecoder.MAX_PACKETS];
    private final Counter counter = new Counter();
    private final PacketDecoder decoder = new PacketDecoder(DecodeSettings.DEFAULT.withChecksums(ChecksumMode.NONE));
    private final FlowTable flows = new FlowTable(FlowSettings.defaults(1), (flow, now) -> {});
    private TcpReassembler reassembler;
    private long number;

    private void run(MemorySegment data, int length) {
        number++;
        int count = decoder.decode(data, 0, length, length, 1, number, number * 1000, 0, -1, out);
        for (int i = 0; i < count; i++) {
            flows.find(out[i]);
            reassembler.accept(out[i], counter);
        }
    }

    private static byte[] frame(byte[] ip) {
        return Frames.ethernet(0x8100, Frames.join(Frames.hex("00070800"), ip));
    }

    private long allocated(TcpSettings settings, int rounds) {
        reassembler = new TcpReassembler(settings);
        for (int i = 0; i < out.length; i++) out[i] = new Packet();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment[][] frames = new MemorySegment[FLOWS][];
            for (int f = 0; f < FLOWS; f++) {
                int port = 1000 + f;
                byte[] data = new byte[1000];
                byte[][] made = {
                    frame(Frames.tcp(1, 2, port, 80, 1000, 0, 2, 60000, new byte[0])),
                    frame(Frames.tcp(2, 1, 80, port, 5000, 1001, 18, 60000, new byte[0])),
                    frame(Frames.tcp(1, 2, port, 80, 1001, 5001, 24, 60000, data)),
                    frame(Frames.tcp(2, 1, 80, port, 5001, 2001, 24, 60000, data)),
                    frame(Frames.ipv4(1, 2, 17, Frames.udp(port, 53, data)))
                };
                frames[f] = new MemorySegment[made.length];
                for (int i = 0; i < made.length; i++) {
                    frames[f][i] = arena.allocate(made[i].length);
                    frames[f][i].copyFrom(MemorySegment.ofArray(made[i]));
                }
                for (int i = 0; i < 3; i++) run(frames[f][i], made[i].length);
            }
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            for (int i = 0; i < rounds; i++) round(frames, i);
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = rounds; i < rounds * 2; i++) round(frames, i);
            return threads.getCurrentThreadAllocatedBytes() - before;
        }
    }

    /// Each flow goes on by a request, an answer that acknowledges it, an acknowledgment of that, and a
    /// datagram.
    private void round(MemorySegment[][] frames, int round) {
        for (MemorySegment[] flow : frames) {
            long client = 1001 + 1000L * round;
            long server = 5001 + 1000L * round;
            numbers(flow[2], client, server);
            run(flow[2], (int) flow[2].byteSize());
            numbers(flow[3], server, client + 1000);
            run(flow[3], (int) flow[3].byteSize());
            run(flow[4], (int) flow[4].byteSize());
        }
    }

    private static void numbers(MemorySegment frame, long seq, long ack) {
        put32(frame, 18 + 20 + 4, (int) seq);
        put32(frame, 18 + 20 + 8, (int) ack);
    }

    private static void put32(MemorySegment frame, long at, int value) {
        for (int i = 0; i < 4; i++) frame.set(ValueLayout.JAVA_BYTE, at + i, (byte) (value >>> 24 - 8 * i));
    }

    @Test
    void nothing_is_allocated_per_packet_when_bytes_wait_for_their_acknowledgment() {
        int rounds = 2000;
        long bytes = allocated(TcpSettings.DEFAULT.withDepth(0), rounds);
        assertTrue(counter.bytes > 2L * FLOWS * 1000 * (2 * rounds - 2), counter.bytes + " bytes came through");
        assertEquals(0, bytes / ((long) rounds * ROUND), bytes + " bytes for " + rounds * ROUND + " packets");
        assertTrue(bytes < 4096, bytes + " bytes allocated in all");
    }

    @Test
    void nothing_is_allocated_per_packet_inline() {
        int rounds = 2000;
        long bytes = allocated(TcpSettings.DEFAULT.withDepth(0).withInline(true), rounds);
        assertTrue(bytes < 4096, bytes + " bytes allocated in all");
    }
}
