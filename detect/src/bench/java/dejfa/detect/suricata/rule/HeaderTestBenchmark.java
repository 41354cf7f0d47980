package dejfa.detect.suricata.rule;

import dejfa.api.Packet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Headers of rules against one packet: some fail at the transport, some at the port, some at the address, some hold.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class HeaderTestBenchmark {
    private static final int TESTS = 4;

    private final HeaderTest[] tests = new HeaderTest[TESTS];
    private final Packet packet = new Packet();
    private final Variables variables = new Variables(Map.of(), Map.of());

    @Setup
    public void setUp() {
        String home = "[10.0.0.0/8,172.16.0.0/12,192.168.0.0/16]";
        tests[0] = test(HeaderTest.Transport.UDP, home, "any", "53");
        tests[1] = test(HeaderTest.Transport.TCP, home, "any", "[25,110,143]");
        tests[2] = test(HeaderTest.Transport.TCP, "!" + home, home, "80");
        tests[3] = test(HeaderTest.Transport.TCP, home, "any", "[80,8080]");
        packet.ipVersion = 4;
        packet.protocol = 6;
        packet.sourceLow = 0x0000_FFFF_0A00_0001L;
        packet.destinationLow = 0x0000_FFFF_C000_0201L;
        packet.sourcePort = 40_000;
        packet.destinationPort = 80;
    }

    private HeaderTest test(HeaderTest.Transport transport, String source, String destination, String port) {
        return new HeaderTest(
                transport,
                List.of(),
                variables.addresses(source),
                PortSet.ANY,
                HeaderTest.Arrow.ONE_WAY,
                variables.addresses(destination),
                variables.ports(port));
    }

    @Benchmark
    @OperationsPerInvocation(TESTS)
    public int holds() {
        int held = 0;
        for (HeaderTest test : tests) if (test.holds(packet)) held++;
        return held;
    }
}
