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
import dejfa.decode.tcp.TcpSettings;
import dejfa.testkit.Project;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Captures of others (suricata-verify), which lie outside of the project.
class CapturesTest {
    /// What one capture came to.
    private static final class Seen implements StreamSink {
        long packets;
        long flows;
        long streamBytes;
        long gaps;
        long ends;
        final Map<String, Integer> anomalies = new HashMap<>();
        final Map<Long, Long> next = new HashMap<>();

        private void follow(Flow flow, Direction direction, int length, long streamOffset) {
            long key = flow.id * 2 + direction.ordinal();
            assertEquals(next.getOrDefault(key, 0L), streamOffset, "bytes come once and in order");
            assertTrue(length > 0);
            next.put(key, streamOffset + length);
        }

        @Override
        public void bytes(
                Packet cause, Flow flow, Direction direction, MemorySegment data, long offset, int length, long at) {
            follow(flow, direction, length, at);
            assertTrue(offset >= 0 && offset + length <= data.byteSize());
            streamBytes += length;
        }

        @Override
        public void gap(Packet cause, Flow flow, Direction direction, int length, long at) {
            follow(flow, direction, length, at);
            gaps++;
        }

        @Override
        public void end(Packet cause, Flow flow, Direction direction) {
            ends++;
        }

        int count(String anomaly) {
            return anomalies.getOrDefault(anomaly, 0);
        }
    }

    private static Seen run(Path capture, TcpSettings tcp, ChecksumMode checksums) throws IOException {
        Seen seen = new Seen();
        Route route = new Route(DecodeSettings.DEFAULT.withChecksums(checksums), FlowSettings.defaults(1), tcp, seen);
        Pcap.read(
                capture,
                (data, offset, frameBytes, wireBytes, linkType, number, timeNs) -> seen.packets +=
                        route.frame(data, offset, frameBytes, wireBytes, linkType, number, timeNs, p -> {
                            for (int i = 0; i < p.anomalyCount; i++) {
                                seen.anomalies.merge(Anomaly.at(p.anomalies[i]).keyword(), 1, Integer::sum);
                            }
                        }));
        route.flows.finish(Long.MAX_VALUE / 2);
        assertEquals(0, route.flows.live());
        assertEquals(0, route.reassembler.heldBytes(), "all memory comes back");
        seen.flows = route.ended.size();
        return seen;
    }

    private static Path capture(Path cases, String name) throws IOException {
        try (Stream<Path> files = Files.list(cases.resolve(name))) {
            return files.filter(f -> f.toString().endsWith(".pcap")).findFirst().orElseThrow();
        }
    }

    @Test
    void every_capture_decodes_without_an_exception() throws IOException {
        Path cases = Project.shared("cases/suricata-verify").orElse(null);
        if (cases == null) return;
        List<Path> captures;
        try (Stream<Path> files = Files.walk(cases)) {
            captures =
                    files.filter(f -> f.toString().endsWith(".pcap")).sorted().toList();
        }
        long packets = 0;
        long bytes = 0;
        for (Path capture : captures) {
            for (TcpSettings tcp : List.of(
                    TcpSettings.DEFAULT,
                    TcpSettings.DEFAULT
                            .withMidstream(true)
                            .withAsyncOneside(true)
                            .withInline(true))) {
                try {
                    Seen seen = run(capture, tcp, ChecksumMode.AUTO);
                    packets += seen.packets;
                    bytes += seen.streamBytes;
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(capture + ": " + e, e);
                }
            }
        }
        assertTrue(packets > 20_000 && bytes > 5_000_000, packets + " packets, " + bytes + " bytes");
    }

    private static void expect(String name, String anomaly, int count) throws IOException {
        Path cases = Project.shared("cases/suricata-verify").orElse(null);
        if (cases == null) return;
        Seen seen = run(capture(cases, name), TcpSettings.DEFAULT, ChecksumMode.NONE);
        assertEquals(count, seen.count(anomaly), name + ": " + anomaly + " of " + seen.anomalies);
    }

    @Test
    void decode_events_come_as_often_as_suricata_counts_them() throws IOException {
        expect("ipv6-evasion__ipv6-covert-dstopts", "ipv6.dstopts_unknown_opt", 18);
        expect("ipv6-evasion__ipv6-malformed-fragments-10", "ipv6.exthdr_useless_fh", 1);
        expect("ipv6-evasion__ipv6-malformed-fragments-10", "ipv6.exthdr_dupl_fh", 1);
        expect("ipv6-evasion__ipv6-malformed-fragments-12", "ipv6.exthdr_dupl_fh", 1);
        for (int i : new int[] {22, 23, 24}) {
            expect("ipv6-evasion__ipv6-malformed-fragments-" + i, "ipv6.frag_invalid_length", 1);
        }
        for (int i : new int[] {25, 27, 28}) {
            expect("ipv6-evasion__ipv6-malformed-fragments-" + i, "ipv6.exthdr_useless_fh", 1);
            expect("ipv6-evasion__ipv6-malformed-fragments-" + i, "ipv6.trunc_exthdr", 1);
        }
        for (int i : new int[] {1, 2, 4, 29}) {
            expect("ipv6-evasion__ipv6-malformed-fragments-" + i, "ipv6.frag_overlap", 1);
        }
        expect("udp-5379__udp-len-invalid", "udp.len_invalid", 1);
    }

    @Test
    void stream_events_come_as_often_as_suricata_counts_them() throws IOException {
        expect("7858-stream-events", "pkt_invalid_timestamp", 2);
        expect("tcp-rst-unacked-stream-01-raw", "reassembly_seq_gap", 0);
        expect("tcp-rst-unacked-stream-03-gap", "reassembly_seq_gap", 0);
    }
}
