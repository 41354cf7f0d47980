package dejfa.decode;

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
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// Packets per second of CPU time of decode, flow look-up and reassembly on one core, by size of payload and
/// with or without checksums: `java -cp … dejfa.decode.DecodeBenchmark`.
public final class DecodeBenchmark implements StreamSink {
    private static final int FLOWS = 1000;
    private static final int ROUNDS = 600;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long bytes;

    private DecodeBenchmark() {}

    public static void main(String[] arguments) {
        for (ChecksumMode mode : new ChecksumMode[] {ChecksumMode.NONE, ChecksumMode.ALL}) {
            for (int payload : new int[] {10, 200, 1400}) {
                new DecodeBenchmark().run(mode, payload);
                System.out.println(mode + ", payload " + payload + ": " + new DecodeBenchmark().run(mode, payload));
            }
        }
    }

    private String run(ChecksumMode mode, int payload) {
        Packet[] out = new Packet[PacketDecoder.MAX_PACKETS];
        for (int i = 0; i < out.length; i++) out[i] = new Packet();
        PacketDecoder decoder = new PacketDecoder(DecodeSettings.DEFAULT.withChecksums(mode));
        FlowTable flows = new FlowTable(FlowSettings.defaults(1), (flow, now) -> {});
        TcpReassembler reassembler = new TcpReassembler(TcpSettings.DEFAULT.withDepth(0));
        long packets = 0;
        long spent = 0;
        for (int round = -1; round < ROUNDS; round++) {
            byte[][] frames = frames(round, payload);
            MemorySegment[] segments = new MemorySegment[frames.length];
            for (int i = 0; i < frames.length; i++) segments[i] = MemorySegment.ofArray(frames[i]);
            long start = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < frames.length; i++) {
                packets++;
                int length = frames[i].length;
                int count = decoder.decode(segments[i], 0, length, length, 101, packets, packets, 0, -1, out);
                for (int p = 0; p < count; p++) {
                    flows.find(out[p]);
                    reassembler.accept(out[p], this);
                }
            }
            spent += THREADS.getCurrentThreadCpuTime() - start;
        }
        return packets * 1000 / (spent / 1000) / 1000.0 + " M packets/s, " + bytes + " bytes delivered";
    }

    /// Round -1 opens the flows; each other round is a request and an answer of each.
    private static byte[][] frames(int round, int payload) {
        byte[][] frames = new byte[FLOWS * 2][];
        byte[] data = new byte[payload];
        long client = 1001 + (long) round * payload;
        long server = 5001 + (long) round * payload;
        for (int i = 0; i < FLOWS; i++) {
            int from = 10 + i % 100;
            int port = 1000 + i;
            if (round < 0) {
                frames[i * 2] = Frames.tcp(from, 2, port, 80, 1000, 0, 2, 60000, new byte[0]);
                frames[i * 2 + 1] = Frames.tcp(2, from, 80, port, 5000, 1001, 18, 60000, new byte[0]);
            } else {
                frames[i * 2] = Frames.tcp(from, 2, port, 80, client, server, 24, 60000, data);
                frames[i * 2 + 1] = Frames.tcp(2, from, 80, port, server, client + payload, 24, 60000, data);
            }
        }
        return frames;
    }

    @Override
    public void bytes(Packet cause, Flow flow, Direction side, MemorySegment data, long offset, int length, long at) {
        bytes += length;
    }

    @Override
    public void gap(Packet cause, Flow flow, Direction side, int length, long at) {
        throw new IllegalStateException("no byte is missing");
    }

    @Override
    public void end(Packet cause, Flow flow, Direction side) {}
}
