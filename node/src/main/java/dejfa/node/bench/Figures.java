package dejfa.node.bench;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What one run cost.
///
/// @param input what was read, in words
/// @param seconds wall time from the first packet to the end
/// @param startCpu CPU seconds of the process before the command began
/// @param loadingCpu CPU seconds of all threads until the first packet: rules, behaviours, compilation
/// @param packetsCpu CPU seconds of all threads from then on; the stages are shares of it
/// @param unattributed CPU seconds of `packetsCpu` that no thread seen accounts for
/// @param split null where stages were not asked for
/// @param allocatedBytes by all threads of Java from the first packet on
/// @param counters as `stats` names them
/// @param extra what a kind of bench adds, by its key
record Figures(
        String input,
        int workers,
        long packets,
        long bytes,
        double seconds,
        double startCpu,
        double loadingCpu,
        double packetsCpu,
        Map<Stage, Double> stages,
        double unattributed,
        StageProfile.Split split,
        long allocatedBytes,
        long loadingAllocatedBytes,
        long peakBytes,
        Map<String, Long> events,
        Map<String, Long> counters,
        Map<String, Object> extra) {
    private static final double MIB = 1 << 20;

    static final String METHOD =
            "CPU seconds are each thread's own (clock_gettime); Java's threads are split by samples of their stacks "
                    + "(Flight Recorder, jdk.CPUTimeSample), each charged to the topmost method that belongs to a stage";

    double totalCpu() {
        return startCpu + loadingCpu + packetsCpu;
    }

    /// CPU time that one sample stands for, on average.
    double resolutionMs() {
        return split == null || split.count() == 0 ? 0 : split.sampledMs() / split.count();
    }

    Map<String, Object> json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("input", input);
        root.put("workers", workers);
        root.put("packets", packets);
        root.put("bytes", bytes);
        root.put("seconds", seconds);
        root.put("packets_per_second", packets / seconds);
        root.put("bits_per_second", bytes * 8 / seconds);
        root.put("packets_per_cpu_second", packets / packetsCpu);
        Map<String, Object> cpu = new LinkedHashMap<>();
        cpu.put("total", totalCpu());
        cpu.put("start", startCpu);
        cpu.put("loading", loadingCpu);
        cpu.put("packets", packetsCpu);
        root.put("cpu_seconds", cpu);
        if (split != null) stages(root);
        root.put("allocation", allocation());
        if (split != null) root.put("pauses", pauses());
        root.put("peak_memory_bytes", peakBytes);
        root.put("events", events);
        root.put("counters", counters);
        root.putAll(extra);
        root.put("machine", machine());
        return root;
    }

    private void stages(Map<String, Object> root) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) all.put(stage.key(), stages.getOrDefault(stage, 0.0));
        all.put("unattributed", unattributed);
        root.put("stages", all);
        Map<String, Object> how = new LinkedHashMap<>();
        how.put("how", METHOD);
        how.put("samples", split.count());
        how.put("ms_per_sample", resolutionMs());
        root.put("stages_method", how);
    }

    private Map<String, Object> allocation() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("bytes", allocatedBytes);
        all.put("bytes_per_1000_packets", packets == 0 ? 0 : allocatedBytes * 1000.0 / packets);
        all.put("loading_bytes", loadingAllocatedBytes);
        return all;
    }

    private Map<String, Object> pauses() {
        StageProfile.Pauses held = split.pauses();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("collections", held.collections());
        all.put("collection_ms", held.collectionMs());
        all.put("longest_collection_ms", held.longestCollectionMs());
        all.put("safepoints", held.safepoints());
        all.put("safepoint_ms", held.safepointMs());
        all.put("longest_safepoint_ms", held.longestSafepointMs());
        all.put("safepoint_p999_ms", held.safepoint999Ms());
        return all;
    }

    static Map<String, Object> machine() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("processor", Machine.processor());
        all.put("processors", Runtime.getRuntime().availableProcessors());
        all.put("java", Runtime.version().toString());
        all.put(
                "collector",
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .collect(Collectors.joining(", ")));
        all.put("heap_limit_bytes", Runtime.getRuntime().maxMemory());
        all.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        all.put("load_average", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        return all;
    }

    String table() {
        StringBuilder out = new StringBuilder();
        line(out, "%s", input);
        line(out, "%,d packets, %,.1f MB in %.2f s by %d %s", packets, bytes / 1e6, seconds, workers, threads());
        line(out, "%,.0f packets/s, %,.1f Mbit/s", packets / seconds, bytes * 8 / seconds / 1e6);
        line(out, "");
        line(out, "%-14s %10s %8s %11s", "CPU", "seconds", "share", "ns/packet");
        line(out, "%-14s %10.3f", "start", startCpu);
        line(out, "%-14s %10.3f", "loading", loadingCpu);
        line(out, "%-14s %10.3f %8s %11.0f", "packets", packetsCpu, "100.0 %", packetsCpu * 1e9 / packets);
        if (split != null) {
            for (Stage stage : Stage.values()) row(out, stage.key(), stages.getOrDefault(stage, 0.0));
            row(out, "unattributed", unattributed);
        }
        line(out, "%-14s %10.3f", "total", totalCpu());
        line(out, "");
        line(out, "allocated      %,d bytes, %,.0f per 1,000 packets", allocatedBytes, allocatedBytes * 1e3 / packets);
        if (split != null) held(out, split.pauses());
        line(out, "peak memory    %,.1f MiB (RssAnon + RssShmem)", peakBytes / MIB);
        extra.forEach((key, value) -> line(out, "%-14s %s", key, value));
        if (split != null) {
            line(out, "");
            line(out, "%s.", METHOD);
            line(
                    out,
                    "%,d samples, one for %.1f ms: a stage is known to about %.0f ms.",
                    split.count(),
                    resolutionMs(),
                    resolutionMs() * Math.sqrt(split.count()) / 2);
        }
        return out.toString();
    }

    private String threads() {
        return workers == 1 ? "worker" : "workers";
    }

    private void row(StringBuilder out, String name, double used) {
        line(
                out,
                "  %-12s %10.3f %6.1f %% %11.0f",
                name,
                used,
                used * 100 / packetsCpu,
                used * 1e9 / Math.max(1, packets));
    }

    private static void held(StringBuilder out, StageProfile.Pauses held) {
        line(
                out,
                "collections    %,d, %.1f ms in all, longest %.2f ms",
                held.collections(),
                held.collectionMs(),
                held.longestCollectionMs());
        line(
                out,
                "safepoints     %,d, %.1f ms in all, longest %.2f ms, 99.9th percentile %.2f ms",
                held.safepoints(),
                held.safepointMs(),
                held.longestSafepointMs(),
                held.safepoint999Ms());
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
