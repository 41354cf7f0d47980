package dejfa.node.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.EveJson;
import dejfa.api.Event;
import dejfa.api.PacketBatch;
import dejfa.api.PacketSource;
import dejfa.decode.flow.FlowSettings;
import dejfa.decode.packet.ChecksumDecision;
import dejfa.decode.packet.ChecksumMode;
import dejfa.decode.packet.DecodeSettings;
import dejfa.decode.packet.PacketDecoder;
import dejfa.decode.tcp.TcpSettings;
import dejfa.detect.suricata.RuleLoader;
import dejfa.detect.suricata.RuleSet;
import dejfa.detect.suricata.RuleSettings;
import dejfa.ingest.capture.Captures;
import dejfa.protocols.ProtocolRecogniser;
import dejfa.testkit.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A capture spread over lanes as the kernel would.
class LanesTest {
    private static final Path CAPTURE = Project.root().resolve("examples/egov-espionage.pcap");

    private final List<String> lines = new ArrayList<>();
    private final Set<Long> ids = new HashSet<>();

    /// lanes that gave up what waited
    private final AtomicInteger left = new AtomicInteger();

    /// The frames of one lane out of so many.
    private record Share(PacketSource all, int lane, int lanes, Runnable leaves) implements PacketSource {
        @Override
        public void leave() {
            leaves.run();
        }

        @Override
        public int poll(PacketBatch batch) throws IOException {
            int count;
            do {
                count = all.poll(batch);
                keep(batch);
            } while (count > 0 && batch.count == 0);
            return count < 0 ? -1 : batch.count;
        }

        private void keep(PacketBatch batch) {
            int kept = 0;
            for (int i = 0; i < batch.count; i++) {
                int partition = PacketDecoder.partitionOf(
                        batch.data[i], batch.offsets[i], batch.frameBytes[i], batch.linkTypes[i]);
                if (partition % lanes != lane) continue;
                batch.data[kept] = batch.data[i];
                batch.offsets[kept] = batch.offsets[i];
                batch.frameBytes[kept] = batch.frameBytes[i];
                batch.wireBytes[kept] = batch.wireBytes[i];
                batch.timesNs[kept] = batch.timesNs[i];
                batch.vlans[kept] = batch.vlans[i];
                kept++;
            }
            batch.count = kept;
        }

        @Override
        public long identity() {
            return lane;
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
            return all.readBytes();
        }

        @Override
        public long totalBytes() {
            return -1;
        }

        @Override
        public void close() throws IOException {
            all.close();
        }
    }

    private Lanes run(int lanes, Pipeline.Swaps swaps, Duration interrupted) throws IOException {
        RuleSet none =
                RuleLoader.load(List.of(), RuleSettings.around("[10.0.0.0/8]"), new ProtocolRecogniser().schemas());
        List<PacketSource> sources = new ArrayList<>();
        List<PacketRoute> routes = new ArrayList<>();
        for (int i = 0; i < lanes; i++) {
            sources.add(new Share(Captures.open(List.of(CAPTURE)), i, lanes, left::incrementAndGet));
            RouteSettings settings = new RouteSettings(
                    "site",
                    "sensor",
                    List.of("file"),
                    DecodeSettings.DEFAULT,
                    FlowSettings.defaults(i),
                    TcpSettings.DEFAULT,
                    true,
                    Set.of());
            routes.add(
                    new PacketRoute(settings, new ProtocolRecogniser(), none, new ChecksumDecision(ChecksumMode.NONE)));
        }
        lines.clear();
        ids.clear();
        long patience = interrupted == null ? 0 : interrupted.toNanos();
        Lanes run = new Lanes(sources, lane -> new ChecksumDecision(ChecksumMode.NONE), routes::get, swaps, patience);
        if (interrupted != null) run.stop();
        run.run(this::emitted, (packets, read, total) -> {});
        for (PacketSource source : sources) source.close();
        routes.forEach(PacketRoute::close);
        return run;
    }

    private static long frames() throws IOException {
        PacketBatch batch = new PacketBatch();
        long frames = 0;
        try (PacketSource source = Captures.open(List.of(CAPTURE))) {
            while (source.poll(batch) > 0) frames += batch.count;
        }
        return frames;
    }

    private void emitted(Object item) {
        Event event = (Event) item;
        assertTrue(ids.add(event.id()), "an id twice");
        StringBuilder line = new StringBuilder();
        EveJson.line(event, line);
        // Numbers and ids tell of the lane.
        lines.add(line.toString().replaceAll("\"(flow_id|pcap_cnt|event_id|id)\":[^,}]*", ""));
    }

    @Test
    void many_lanes_find_what_one_finds() throws IOException {
        Lanes one = run(1, packet -> null, null);
        List<String> all = lines.stream().sorted().toList();
        assertTrue(all.size() > 100);
        Lanes three = run(3, packet -> null, null);
        assertEquals(one.packets(), three.packets());
        assertEquals(one.bytes(), three.bytes());
        assertEquals(all, lines.stream().sorted().toList());
    }

    @Test
    void other_rules_take_over_once_all_lanes_have_changed() throws IOException {
        RuleSet next =
                RuleLoader.load(List.of(), RuleSettings.around("[10.0.0.0/8]"), new ProtocolRecogniser().schemas());
        boolean[] offered = {false};
        List<Long> changes = new ArrayList<>();
        run(
                3,
                packet -> {
                    if (offered[0]) return null;
                    offered[0] = true;
                    return new Pipeline.Swap(next, changes::add);
                },
                null);
        assertEquals(1, changes.size());
    }

    @Test
    void after_an_interrupt_what_waits_is_still_read() throws IOException {
        long whole = frames();
        long read = run(2, packet -> null, Duration.ofDays(1)).packets();
        assertEquals(whole, read);
        assertEquals(0, left.get());
    }

    @Test
    void what_still_waits_when_patience_ends_is_given_up_and_counted() throws IOException {
        long read = run(2, packet -> null, Duration.ZERO).packets();
        assertTrue(read > 0 && read <= 2 * PacketBatch.CAPACITY, "one batch a lane, but were " + read);
        assertEquals(2, left.get());
    }
}
