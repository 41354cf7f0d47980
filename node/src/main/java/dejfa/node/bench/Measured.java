package dejfa.node.bench;

import com.sun.management.ThreadMXBean;
import dejfa.api.Event;
import dejfa.api.PacketSource;
import dejfa.ingest.capture.CaptureException;
import dejfa.node.terminal.CountProgress;
import dejfa.node.Onlooker;
import dejfa.node.Replay;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One measured run of the route. Commands that make their own frames extend it to hear how far it is.
class Measured implements Onlooker, AutoCloseable {
    private static final int MOST_COMPLAINTS = 5;

    private final ThreadMXBean java = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ThreadClock clock = new ThreadClock();
    private final StageProfile profile;
    private final PacketSource source;
    private final CountProgress progress = new CountProgress("packets");
    private final boolean told;
    private final double beginCpu = clock.processSeconds();
    private final long beginAllocated = allocated();
    private final Map<String, Long> events = new TreeMap<>();
    private Map<String, Long> counters = Map.of();
    private Map<Long, ThreadClock.Used> loadedThreads;
    private double loadedCpu;
    private long loadedAllocated;
    private Instant loadedAt;
    private long loadedNs;

    /// @param source null: the replay's own inputs are read
    /// @param staged CPU time is split by stages, which costs some itself
    Measured(PacketSource source, boolean staged, boolean told) {
        this.source = source;
        this.told = told;
        profile = staged ? new StageProfile() : null;
    }

    /// @param input in words, for the reader of the figures
    Figures run(Replay replay, String input, int workers, boolean cached, Map<String, Object> extra)
            throws IOException {
        Replay.Done done = replay.run(workers, this, cached);
        double seconds = (System.nanoTime() - loadedNs) / 1e9;
        double endCpu = clock.processSeconds();
        Map<Long, ThreadClock.Used> threads = clock.threads();
        long endAllocated = allocated();
        long peak = clock.peakBytes();
        progress.clear();
        complain(done.complaints());
        if (counters.getOrDefault("decoder.pkts", 0L) == 0)
            throw new CaptureException("there are no packets in " + input + "; name a capture with --capture.");
        StageProfile.Split split = null;
        if (profile != null) {
            profile.stop();
            split = profile.read(loadedAt);
        }
        double packetsCpu = endCpu - loadedCpu;
        Map<Stage, Double> stages = stages(threads, split);
        double attributed =
                stages.values().stream().mapToDouble(Double::doubleValue).sum();
        return new Figures(
                input,
                workers,
                counters.getOrDefault("decoder.pkts", 0L),
                counters.getOrDefault("decoder.bytes", 0L),
                seconds,
                beginCpu,
                loadedCpu - beginCpu,
                packetsCpu,
                stages,
                packetsCpu - attributed,
                split,
                endAllocated - loadedAllocated,
                loadedAllocated - beginAllocated,
                peak,
                events,
                counters,
                extra);
    }

    private static void complain(List<String> complaints) {
        complaints.stream().limit(MOST_COMPLAINTS).forEach(one -> System.err.println("dejfa: " + one));
        int more = complaints.size() - MOST_COMPLAINTS;
        if (more > 0) System.err.println("dejfa: " + more + " more of this kind; 'dejfa rules check' lists all.");
    }

    /// Each thread's CPU time since the first packet: by its samples where it has some, by its name where it has none.
    private Map<Stage, Double> stages(Map<Long, ThreadClock.Used> threads, StageProfile.Split split) {
        Map<Stage, Double> all = new EnumMap<>(Stage.class);
        threads.forEach((id, used) -> {
            ThreadClock.Used before = loadedThreads.get(id);
            double seconds = used.seconds() - (before == null ? 0 : before.seconds());
            Map<Stage, Integer> samples = split == null ? null : split.samples().get(id);
            if (samples == null) all.merge(Stage.ofThread(used.name()), seconds, Double::sum);
            else {
                int count =
                        samples.values().stream().mapToInt(Integer::intValue).sum();
                samples.forEach((stage, some) -> all.merge(stage, seconds * some / count, Double::sum));
            }
        });
        return all;
    }

    private long allocated() {
        return java.getTotalThreadAllocatedBytes() - java.getThreadAllocatedBytes(clock.threadId());
    }

    @Override
    public PacketSource source() {
        return source;
    }

    @Override
    public void loaded() {
        loadedThreads = new HashMap<>(clock.threads());
        loadedAllocated = allocated();
        loadedAt = Instant.now();
        loadedNs = System.nanoTime();
        loadedCpu = clock.processSeconds();
    }

    @Override
    public void at(long packets, long readBytes, long totalBytes) {
        if (told) progress.at(packets, totalBytes > 0 ? (long) (packets * ((double) totalBytes / readBytes)) : 0);
    }

    @Override
    public void event(Event event) {
        events.merge(event.type(), 1L, Long::sum);
    }

    @Override
    public void finished(Map<String, Long> all) {
        counters = new TreeMap<>(all);
    }

    @Override
    public void close() {
        clock.close();
        if (profile != null) profile.close();
    }
}
