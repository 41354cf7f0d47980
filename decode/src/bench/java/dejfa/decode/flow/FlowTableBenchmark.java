package dejfa.decode.flow;

import dejfa.api.Flow;
import dejfa.api.Packet;
import dejfa.decode.Frames;
import dejfa.decode.packet.ChecksumMode;
import dejfa.decode.packet.DecodeSettings;
import dejfa.decode.packet.PacketDecoder;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The flow of a packet found among so many, asked for in turn: that of longest ago each time.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class FlowTableBenchmark {
    private static final int CLIENTS = 1 << 16;

    @Param({"1000", "100000", "1000000"})
    int flows;

    private final Packet[] out = new Packet[PacketDecoder.MAX_PACKETS];
    private FlowTable table;
    private Packet packet;
    private int at;

    @Setup
    public void setUp() {
        for (int i = 0; i < out.length; i++) out[i] = new Packet();
        table = new FlowTable(FlowSettings.defaults(1).withMaxFlows(1 << 20), (flow, now) -> {});
        byte[] bytes = Frames.ipv4(1, 2, 17, Frames.udp(40_000, 9, new byte[32]));
        DecodeSettings settings = DecodeSettings.DEFAULT.withChecksums(ChecksumMode.NONE);
        new PacketDecoder(settings)
                .decode(MemorySegment.ofArray(bytes), 0, bytes.length, bytes.length, 101, 1, 1, 0, -1, out);
        packet = out[0];
        for (int i = 0; i < flows; i++) find();
    }

    @Benchmark
    public Flow find() {
        packet.sourceLow = 0x0000_FFFF_0A00_0000L | at % CLIENTS;
        packet.sourcePort = 1024 + at / CLIENTS;
        packet.partition = at & PacketDecoder.PARTITIONS - 1;
        packet.flow = null;
        at = at + 1 == flows ? 0 : at + 1;
        return table.find(packet);
    }
}
