package dejfa.api;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One flow event as a line of EVE.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class EveJsonBenchmark {
    private final StringBuilder out = new StringBuilder(4096);
    private final Event flow = flow();

    private static Event flow() {
        Slots slots = new Slots(FlowFields.SCHEMA)
                .set(FlowFields.PACKETS_TO_SERVER, 12)
                .set(FlowFields.PACKETS_TO_CLIENT, 14)
                .set(FlowFields.BYTES_TO_SERVER, 1834)
                .set(FlowFields.BYTES_TO_CLIENT, 15_320);
        Address client = new Address(0, 0x0000_FFFF_0A00_0001L);
        Address server = new Address(0, 0x0000_FFFF_C000_0201L);
        return new Event(
                1234567890123L,
                1_767_225_600_123_456_000L,
                "local",
                "dejfa",
                "capture.pcap",
                987654321098765L,
                client,
                49_152,
                server,
                443,
                6,
                4711,
                -1,
                "tls",
                slots,
                List.of());
    }

    @Benchmark
    public int line() {
        out.setLength(0);
        EveJson.line(flow, out);
        return out.length();
    }
}
