package dejfa.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.Packet;
import dejfa.api.StreamSink;
import dejfa.decode.flow.FlowSettings;
import dejfa.decode.packet.ChecksumMode;
import dejfa.decode.packet.DecodeSettings;
import dejfa.decode.packet.FragmentOverlap;
import dejfa.decode.packet.PacketDecoder;
import dejfa.decode.tcp.TcpOverlap;
import dejfa.decode.tcp.TcpSettings;
import dejfa.decode.tcp.UrgentPolicy;
import dejfa.testkit.Project;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// However the partitions are shared out, each sees the same, evictions and caps included.
class WorkersTest {
    private static final DecodeSettings DECODE =
            new DecodeSettings(ChecksumMode.ALL, FragmentOverlap.FIRST, 1_000_000_000L, 1, 65536, 16, true, true, true);
    private static final TcpSettings TCP =
            new TcpSettings(true, false, false, TcpOverlap.BSD, UrgentPolicy.OUT_OF_BAND, true, 100_000, 4096, 8192);

    /// What happened in each partition, in order.
    private static final class Diary implements StreamSink {
        final List<List<String>> lines = new ArrayList<>();
        long evictions;
        long refusals;

        Diary() {
            for (int i = 0; i < PacketDecoder.PARTITIONS; i++) lines.add(new ArrayList<>());
        }

        @Override
        public void bytes(
                Packet cause, Flow flow, Direction side, MemorySegment data, long offset, int length, long at) {
            int hash = Arrays.hashCode(data.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE));
            lines.get(flow.partition).add(flow.id + " " + side + " " + at + " " + length + " " + hash);
        }

        @Override
        public void gap(Packet cause, Flow flow, Direction side, int length, long at) {
            lines.get(flow.partition).add(flow.id + " " + side + " " + at + " gap " + length);
        }

        @Override
        public void end(Packet cause, Flow flow, Direction side) {
            lines.get(flow.partition).add(flow.id + " " + side + " end");
        }

        void packet(Packet p) {
            String flow = p.flow == null ? "" : p.flow.id + " " + p.direction + " " + p.flow.tcpState;
            int[] anomalies = Arrays.copyOf(p.anomalies, p.anomalyCount);
            lines.get(p.partition)
                    .add(p.number + "/" + p.tunnelDepth + " " + flow + Arrays.toString(anomalies) + p.inStream);
        }
    }

    private static Diary run(Path capture, int workers) throws IOException {
        Diary diary = new Diary();
        Route[] routes = new Route[workers];
        for (int i = 0; i < workers; i++) {
            routes[i] = new Route(DECODE, FlowSettings.defaults(1).withMaxFlows(2), TCP, diary);
        }
        Pcap.read(capture, (data, offset, frameBytes, wireBytes, linkType, number, timeNs) -> {
            int worker = PacketDecoder.partitionOf(data, offset, frameBytes, linkType) % workers;
            routes[worker].frame(data, offset, frameBytes, wireBytes, linkType, number, timeNs, diary::packet);
        });
        for (Route route : routes) {
            route.flows.finish(0);
            for (Flow flow : route.ended) diary.lines.get(flow.partition).add(flow.id + " " + flow.endReason);
            diary.evictions += route.flows.evicted();
            diary.refusals += route.reassembler.memoryDrops();
        }
        return diary;
    }

    @Test
    void one_two_and_three_workers_see_the_same_in_each_partition() throws IOException {
        Path cases = Project.shared("cases/suricata-verify").orElse(null);
        if (cases == null) return;
        List<Path> captures;
        try (Stream<Path> files = Files.walk(cases)) {
            captures =
                    files.filter(f -> f.toString().endsWith(".pcap")).sorted().toList();
        }
        long evictions = 0;
        long refusals = 0;
        for (Path capture : captures) {
            Diary alone = run(capture, 1);
            evictions += alone.evictions;
            refusals += alone.refusals;
            for (int workers = 2; workers <= 3; workers++) {
                Diary shared = run(capture, workers);
                assertEquals(alone.lines, shared.lines, capture + " with " + workers + " workers");
                assertEquals(alone.evictions, shared.evictions);
            }
        }
        assertTrue(evictions > 100 && refusals > 100, evictions + " evictions, " + refusals + " refusals");
    }
}
