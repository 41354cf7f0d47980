package dejfa.node.route;

import dejfa.api.EveJson;
import dejfa.api.Event;
import dejfa.api.Ids;
import dejfa.api.PacketBatch;
import dejfa.decode.flow.FlowSettings;
import dejfa.decode.packet.ChecksumDecision;
import dejfa.decode.packet.ChecksumMode;
import dejfa.decode.packet.DecodeSettings;
import dejfa.decode.packet.PacketDecoder;
import dejfa.decode.tcp.TcpSettings;
import dejfa.detect.suricata.Candidate;
import dejfa.detect.suricata.RuleSet;
import dejfa.protocols.ProtocolRecogniser;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/// Frames through one [PacketRoute] to its end in the calling thread; every event is written as a line.
public final class RouteDriver {
    /// The frames' clock: so many nanoseconds from one to the next.
    private static final long STEP_NS = 250_000_000L;

    private static final long START_NS = 1_700_000_000_000_000_000L;
    /// small, so that evictions happen
    private static final int MAX_FLOWS = 16;

    private final RecordedParsers parsers = new RecordedParsers();
    private final ProtocolRecogniser recogniser = parsers.recogniser();
    private final StringBuilder line = new StringBuilder();
    private long events;
    private long alerts;
    private long digest;

    private RouteDriver() {}

    /// What came of a run.
    ///
    /// @param digest of all lines in their order
    public record Result(long events, long alerts, long digest) {}

    /// @throws IllegalStateException where a parser threw
    public static Result run(RuleSet rules, List<byte[]> frames, boolean midstream) {
        return new RouteDriver().all(rules, frames, midstream, PacketBatch.CAPACITY, batch -> null);
    }

    /// In batches of `size`.
    ///
    /// @param successor the rules from a batch on, by its number from 0; null: as before
    static Result run(RuleSet rules, List<byte[]> frames, int size, IntFunction<RuleSet> successor) {
        return new RouteDriver().all(rules, frames, true, size, successor);
    }

    private Result all(
            RuleSet rules, List<byte[]> frames, boolean midstream, int size, IntFunction<RuleSet> successor) {
        RouteSettings settings = new RouteSettings(
                "site",
                "sensor",
                List.of("fuzz"),
                DecodeSettings.DEFAULT.withChecksums(ChecksumMode.NONE),
                FlowSettings.defaults(1).withMaxFlows(MAX_FLOWS),
                TcpSettings.DEFAULT.withMidstream(midstream),
                true,
                Set.of());
        PacketRoute route = new PacketRoute(settings, recogniser, rules, new ChecksumDecision(ChecksumMode.NONE));
        Batch batch = new Batch(1);
        long clock = 0;
        for (int at = 0; at < frames.size(); at += size) {
            List<byte[]> some = frames.subList(at, Math.min(frames.size(), at + size));
            RuleSet next = successor.apply(at / size);
            batch.swap = next == null ? null : new Pipeline.Swap(next, packet -> {});
            try (Arena arena = Arena.ofConfined()) {
                fill(batch, some, at, arena);
                batch.startNs = clock;
                clock = batch.frames.clockNs;
                route.accept(batch, 0, 1);
                batch.drain(this::emitted);
            }
        }
        batch.swap = null;
        batch.last = true;
        batch.frames.count = 0;
        batch.frames.firstNumber = Long.MAX_VALUE / 4;
        batch.startNs = clock;
        route.accept(batch, 0, 1);
        batch.drain(this::emitted);
        route.close();
        if (recogniser.parserFailures() > 0) throw new IllegalStateException("a parser threw", parsers.first);
        return new Result(events, alerts, digest);
    }

    private static void fill(Batch batch, List<byte[]> some, int first, Arena arena) {
        PacketBatch frames = batch.frames;
        frames.firstNumber = first + 1L;
        frames.count = some.size();
        for (int i = 0; i < some.size(); i++) {
            byte[] frame = some.get(i);
            MemorySegment memory = arena.allocate(Math.max(1, frame.length));
            MemorySegment.copy(frame, 0, memory, ValueLayout.JAVA_BYTE, 0, frame.length);
            frames.data[i] = memory;
            frames.offsets[i] = 0;
            frames.frameBytes[i] = frames.wireBytes[i] = frame.length;
            frames.timesNs[i] = START_NS + (first + i) * STEP_NS;
            frames.linkTypes[i] = 1;
            frames.sources[i] = 0;
            frames.vlans[i] = -1;
            frames.clockNs = frames.timesNs[i];
            batch.partitions[i] = (byte) PacketDecoder.partitionOf(memory, 0, frame.length, 1);
        }
    }

    private void emitted(Object item) {
        line.setLength(0);
        switch (item) {
            case Candidate candidate -> {
                alerts++;
                EveJson.line(candidate.event(), line);
            }
            case Event event -> {
                events++;
                EveJson.line(event, line);
            }
            default -> throw new IllegalStateException("unknown emission: " + item);
        }
        digest = Ids.mix(digest, line.toString().hashCode());
        if (line.indexOf("\n") >= 0) throw new IllegalStateException("an event of two lines");
    }
}
