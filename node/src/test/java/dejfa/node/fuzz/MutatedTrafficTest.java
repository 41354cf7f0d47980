package dejfa.node.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.FlowParserFactory;
import dejfa.detect.suricata.RuleLoader;
import dejfa.detect.suricata.RuleSet;
import dejfa.detect.suricata.RuleSettings;
import dejfa.node.route.RouteDriver;
import dejfa.protocols.ProtocolRecogniser;
import dejfa.range.Background;
import dejfa.range.Ranges;
import dejfa.testkit.Project;
import dejfa.testkit.Seeds;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the fuzzer does with Jazzer, here with seeds and without it: the traffic of the range, changed at random,
/// through all parsers and the engine. A parser that throws is a failure (see [RouteDriver]).
class MutatedTrafficTest {
    private static final int FRAMES = 600;

    private static final List<byte[]> TRAFFIC = new ArrayList<>();
    private static RuleSet own;

    @BeforeAll
    static void traffic(@TempDir Path folder) throws IOException {
        for (String name : List.of("egov-espionage", "s7-stop", "dns-tunnel", "ssh-guessing")) {
            Ranges.make(name, folder, 5, 0.2, Background.LOW, line -> {});
            TRAFFIC.addAll(SeedMaker.frames(folder.resolve(name + ".pcap")));
        }
        Path rules = Project.root().resolve("content/suricata/dejfa.rules");
        own = RuleLoader.load(List.of(rules), RuleSettings.around("10.0.0.0/8"), new ProtocolRecogniser().schemas());
    }

    @Test
    void the_traffic_as_it_is_gives_events_and_alerts_and_no_parser_fails() {
        RouteDriver.Result result = RouteDriver.run(own, TRAFFIC, false);
        assertTrue(result.events() > TRAFFIC.size() / 50, result.toString());
        assertTrue(result.alerts() > 0, result.toString());
    }

    @Test
    void changed_traffic_makes_no_parser_fail_and_the_same_change_gives_the_same_events() {
        RuleSet many = EngineFuzz.rules();
        Seeds.run(60, random -> {
            RuleSet rules = random.nextBoolean() ? own : many;
            boolean midstream = random.nextBoolean();
            List<byte[]> changed = changed(random);
            RouteDriver.Result first = RouteDriver.run(rules, changed, midstream);
            if (random.nextInt(8) == 0) assertEquals(first, RouteDriver.run(rules, changed, midstream));
        });
    }

    /// Inputs on which a target once failed, kept beside the seeds, and the seeds themselves.
    @Test
    void every_kept_input_passes_its_target() throws Exception {
        Path folder = Project.root().resolve("node/src/test/resources/dejfa/node/fuzz");
        int count = 0;
        for (Path target : children(folder)) {
            if (!Files.isDirectory(target)) continue;
            Target run = target(target.getFileName().toString());
            for (Path input : children(target)) {
                byte[] bytes = Files.readAllBytes(input);
                assertTimeout(Duration.ofSeconds(10), () -> run.accept(bytes), input::toString);
                count++;
            }
        }
        assertTrue(count > 40, count + " inputs");
    }

    /// What a folder of inputs is for.
    private interface Target {
        void accept(byte[] input) throws ReflectiveOperationException;
    }

    private static Target target(String name) throws ReflectiveOperationException {
        if (name.startsWith(ParserTarget.FOLDER)) {
            FlowParserFactory factory = ParserTarget.factory(name.substring(ParserTarget.FOLDER.length()));
            return input -> ParserTarget.run(factory, input);
        }
        Method run = Class.forName("dejfa.node.fuzz." + name).getMethod("fuzzerTestOneInput", byte[].class);
        return input -> run.invoke(null, (Object) input);
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    /// A stretch of the traffic with bytes flipped, frames cut, repeated, swapped, lost and spliced.
    private static List<byte[]> changed(Random random) {
        int from = random.nextInt(Math.max(1, TRAFFIC.size() - FRAMES));
        List<byte[]> frames = new ArrayList<>(TRAFFIC.subList(from, Math.min(TRAFFIC.size(), from + FRAMES)));
        int rate = 1 + random.nextInt(12);
        for (int i = 0; i < frames.size(); i++) {
            if (random.nextInt(rate) != 0 || frames.get(i).length == 0) continue;
            byte[] frame = frames.get(i).clone();
            switch (random.nextInt(7)) {
                case 0 -> frames.set(i, java.util.Arrays.copyOf(frame, random.nextInt(frame.length)));
                case 1 -> frames.add(i, frame);
                case 2 -> frames.remove(i);
                case 3 -> java.util.Collections.swap(frames, i, random.nextInt(frames.size()));
                case 4 -> {
                    byte[] other = frames.get(random.nextInt(frames.size()));
                    int start = Math.min(54, frame.length);
                    int length = Math.min(frame.length - start, Math.max(0, other.length - 54));
                    if (length > 0) System.arraycopy(other, 54, frame, start, length);
                    frames.set(i, frame);
                }
                default -> {
                    // Behind the link layer and mostly behind the transport header, where the parsers are.
                    int least = Math.min(frame.length - 1, random.nextInt(4) == 0 ? 14 : 54);
                    for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                        frame[least + random.nextInt(frame.length - least)] = (byte) random.nextInt(256);
                    }
                    frames.set(i, frame);
                }
            }
        }
        return frames;
    }
}
