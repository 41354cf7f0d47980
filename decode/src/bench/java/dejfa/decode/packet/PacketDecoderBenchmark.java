package dejfa.decode.packet;

import dejfa.api.Packet;
import dejfa.decode.Frames;
import java.lang.foreign.Arena;
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

/// One Ethernet frame of TCP over IPv4, with and without its checksums.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class PacketDecoderBenchmark {
    @Param({"10", "1400"})
    int payloadBytes;

    @Param({"NONE", "ALL"})
    ChecksumMode checksums;

    private final Packet[] out = new Packet[PacketDecoder.MAX_PACKETS];
    private PacketDecoder decoder;
    private MemorySegment frame;
    private long number;

    @Setup
    public void setUp() {
        for (int i = 0; i < out.length; i++) out[i] = new Packet();
        decoder = new PacketDecoder(DecodeSettings.DEFAULT.withChecksums(checksums));
        byte[] segment = Frames.tcp(1, 2, 40_000, 80, 1, 1, 16, 1000, new byte[payloadBytes]);
        byte[] bytes = Frames.ethernet(0x0800, segment);
        frame = Arena.ofAuto().allocate(bytes.length);
        frame.copyFrom(MemorySegment.ofArray(bytes));
    }

    @Benchmark
    public int decode() {
        int length = (int) frame.byteSize();
        number++;
        return decoder.decode(frame, 0, length, length, 1, number, number, 0, -1, out);
    }
}
