package dejfa.node.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.PacketBatch;
import dejfa.api.PacketSource;
import dejfa.detect.pattern.PatternCompiler;
import dejfa.detect.suricata.RuleLoader;
import dejfa.detect.suricata.RuleSet;
import dejfa.detect.suricata.RuleSettings;
import dejfa.ingest.capture.Captures;
import dejfa.protocols.ProtocolRecogniser;
import dejfa.testkit.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Real captures with their rules, reloaded between any two packets.
class ReloadedRouteTest {
    private static final int MAX_FRAMES = 400;

    @Test
    void reloads_of_the_same_rules_between_any_packets_change_no_event_of_the_outside_cases() throws IOException {
        Path root = Project.shared("cases/suricata-verify").orElse(null);
        if (root == null) return;
        Random random = new Random(5);
        List<String> wrong = new ArrayList<>();
        long alerts = 0;
        int cases = 0;
        for (Path folder : folders(root)) {
            Path file = folder.resolve("test.rules");
            List<byte[]> frames = frames(folder);
            if (!Files.exists(file) || frames.isEmpty()) continue;
            cases++;
            int size = 1 + random.nextInt(4);
            RuleSet first = load(file, null);
            RouteDriver.Result still = RouteDriver.run(first, frames, size, batch -> null);
            first.close();
            RouteDriver.Result moved = reloaded(file, frames, size, random);
            alerts += still.alerts();
            if (!still.equals(moved)) wrong.add(folder.getFileName() + ": " + still + " became " + moved);
        }
        assertEquals(List.of(), wrong);
        assertTrue(alerts > 300, "only " + alerts + " alerts in " + cases + " cases: the rules did not run");
    }

    private static RouteDriver.Result reloaded(Path file, List<byte[]> frames, int size, Random random) {
        RuleSet[] present = {load(file, null)};
        RouteDriver.Result result = RouteDriver.run(present[0], frames, size, batch -> {
            if (random.nextInt(3) > 0) return null;
            RuleSet next = load(file, present[0]);
            next.succeed(present[0]);
            present[0] = next;
            return next;
        });
        present[0].close();
        return result;
    }

    private static RuleSet load(Path file, RuleSet before) {
        return RuleLoader.load(
                List.of(file),
                RuleSettings.around("[192.168.0.0/16,10.0.0.0/8,172.16.0.0/12]"),
                new ProtocolRecogniser().schemas(),
                new RuleLoader.How(PatternCompiler.WITHOUT_STORE, before, read -> {}));
    }

    private static List<Path> folders(Path root) throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    /// The first frames of its capture; none where that is large or no Ethernet.
    private static List<byte[]> frames(Path folder) {
        List<byte[]> frames = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            Path capture = all.filter(file -> file.toString().endsWith(".pcap"))
                    .sorted()
                    .findFirst()
                    .orElse(null);
            if (capture == null || Files.size(capture) > 1 << 20) return List.of();
            PacketBatch batch = new PacketBatch();
            try (PacketSource source = Captures.open(List.of(capture))) {
                while (frames.size() < MAX_FRAMES && source.poll(batch) > 0) {
                    for (int i = 0; i < batch.count && frames.size() < MAX_FRAMES; i++) {
                        if (batch.linkTypes[i] != 1) return List.of();
                        frames.add(batch.data[i]
                                .asSlice(batch.offsets[i], batch.frameBytes[i])
                                .toArray(ValueLayout.JAVA_BYTE));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return frames;
    }
}
