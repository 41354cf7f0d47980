package dejfa.node.bench;

import dejfa.node.terminal.CountProgress;
import dejfa.node.ExitCode;
import dejfa.node.Failures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `dejfa bench growth`: how cost grows with packets, rules and flows; each point a JVM of its own.
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how cost grows: CPU time per packet by rules (over a capture) and by flows at once (made), CPU time by",
            "packets, memory per idle flow. Writes growth.json and growth.svg."
        })
final class GrowthCommand implements Callable<Integer> {
    private static final int FEW_FLOWS = 10_000;
    private static final int SOME_RULES = 1_000;
    private static final long MIB = 1 << 20;
    /// what a point may need besides its flows
    private static final long BASE_MIB = 1024;

    private static final long FLOW_BYTES = 1600;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "growth.json and growth.svg go here")
    Path out;

    @Option(names = "--capture", paramLabel = "F", description = "for rules (else a scenario of the range)")
    Path capture;

    @Option(names = "--rules", paramLabel = "F", description = "rules are picked from this file, evenly (also gzip)")
    Path rules;

    @Option(
            names = "--rule-counts",
            paramLabel = "N,…",
            split = ",",
            defaultValue = "100,1000,10000,40000",
            description = "how many (${DEFAULT-VALUE})")
    List<Integer> ruleCounts;

    @Option(
            names = "--flow-counts",
            paramLabel = "N,…",
            split = ",",
            defaultValue = "1000,10000,100000,1000000",
            description = "flows at once (${DEFAULT-VALUE}); ten million need 8 GB")
    List<Integer> flowCounts;

    @Option(
            names = "--packet-counts",
            paramLabel = "N,…",
            split = ",",
            defaultValue = "1000000,2000000,4000000,8000000",
            description = "packets on 10,000 flows (${DEFAULT-VALUE})")
    List<Integer> packetCounts;

    @Option(
            names = "--heap",
            paramLabel = "MiB",
            defaultValue = "8192",
            description = "most heap of a point; what does not fit is left out and named")
    int heapMib;

    private final List<Map<String, Object>> points = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private CountProgress progress;
    private int total;
    private Path scratch;

    @Override
    public Integer call() throws IOException {
        String wrong = wrongOption();
        if (wrong != null) {
            System.err.println("dejfa: " + wrong);
            return ExitCode.USAGE;
        }
        Files.createDirectories(out);
        scratch = Files.createTempDirectory("dejfa-bench");
        try (CountProgress told = new CountProgress("points")) {
            progress = told;
            measure();
        } finally {
            PacketsCommand.delete(scratch);
        }
        System.out.printf(Locale.ROOT, "%d points in %s%n", points.size(), out.resolve("growth.json"));
        missing.forEach(one -> System.out.println("missing: " + one));
        return ExitCode.FINE;
    }

    /// After each point: a run that is ended before its time leaves what it has.
    private void write() throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("machine", Figures.machine());
        root.put("points", points);
        root.put("missing", missing);
        Files.writeString(
                out.resolve("growth.json"),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
        Files.writeString(out.resolve("growth.svg"), GrowthCharts.svg(points));
    }

    private String wrongOption() {
        for (int flows : flowCounts) {
            if (flows < 1 || flows > FlowSource.MOST_FLOWS) return "--flow-counts must be 1 to 16,000,000 each.";
        }
        for (int count : ruleCounts) if (count < 1) return "--rule-counts must be 1 or more each.";
        for (int count : packetCounts) if (count < 2) return "--packet-counts must be 2 or more each.";
        if (heapMib < 512) return "--heap must be 512 or more.";
        return null;
    }

    private void measure() throws IOException {
        List<String> lines = rules == null ? List.of() : ruleLines(rules);
        total = flowCounts.size() * (lines.isEmpty() ? 1 : 2)
                + packetCounts.size()
                + (lines.isEmpty() ? 0 : ruleCounts.size() + 1);
        for (int flows : flowCounts) flows("flows", flows, turns(flows), null, 0);
        for (int packets : packetCounts) flows("packets", FEW_FLOWS, packets, null, 0);
        if (lines.isEmpty()) return;
        Path some = pick(lines, SOME_RULES);
        int picked = Math.min(SOME_RULES, lines.size());
        for (int flows : flowCounts) flows("flows", flows, turns(flows), some, picked);
        Path input = capture == null ? PacketsCommand.scenario(scratch) : capture;
        rules(input, null, 0);
        for (int count : ruleCounts) rules(input, pick(lines, count), Math.min(count, lines.size()));
    }

    /// Each flow more than once, as far as that ends in time.
    private static long turns(int flows) {
        return Math.clamp(4L * flows, 2_000_000, 10_000_000);
    }

    private void flows(String axis, int flows, long packets, Path file, int count) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("--flows", String.valueOf(flows), "--packets", String.valueOf(packets)));
        long mib = Math.min(heapMib, BASE_MIB + flows * FLOW_BYTES / MIB);
        point(axis, arguments, file, count, mib, String.format(Locale.ROOT, "%,d flows", flows));
    }

    private void rules(Path input, Path file, int count) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--capture", input.toString()));
        point("rules", arguments, file, count, 2 * BASE_MIB, String.format(Locale.ROOT, "%,d rules", count));
    }

    private void point(String axis, List<String> arguments, Path file, int count, long mib, String name)
            throws IOException {
        progress.at(points.size() + missing.size(), total);
        List<String> line = new ArrayList<>(List.of("bench", "packets", "--json", "--no-stages", "--workers", "1"));
        line.addAll(arguments);
        if (file != null) line.addAll(List.of("--rules", file.toString()));
        Machine.Said said = Machine.run(List.of("-Xmx" + mib + "m"), line, true);
        if (said.code() != ExitCode.FINE) {
            missing.add(name + " did not run with " + mib + " MiB of heap");
            write();
            return;
        }
        JsonNode json = JsonMapper.shared().readTree(said.out());
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("axis", axis);
        point.put("rules", count);
        point.put("packets", json.get("packets").asLong());
        point.put("cpu_seconds", json.get("cpu_seconds").get("packets").asDouble());
        point.put("loading_cpu_seconds", json.get("cpu_seconds").get("loading").asDouble());
        point.put("peak_memory_bytes", json.get("peak_memory_bytes").asLong());
        for (String key : List.of(
                "flows",
                "opening_ns_per_packet",
                "steady_ns_per_packet",
                "heap_bytes_per_idle_flow",
                "other_bytes_per_idle_flow")) {
            if (json.has(key)) point.put(key, json.get(key).asDouble());
        }
        points.add(point);
        write();
    }

    /// Evenly spread over the file, so that all its kinds are there.
    private Path pick(List<String> lines, int count) throws IOException {
        List<String> picked = new ArrayList<>();
        int some = Math.min(count, lines.size());
        for (int i = 0; i < some; i++) picked.add(lines.get((int) ((long) i * lines.size() / some)));
        return Files.write(scratch.resolve(count + ".rules"), picked);
    }

    private static List<String> ruleLines(Path file) throws IOException {
        boolean packed = file.toString().endsWith(".gz");
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                packed ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file),
                StandardCharsets.UTF_8))) {
            List<String> all = reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            if (all.isEmpty())
                throw new Failures.EnvironmentException(file + " holds no rule; name another with --rules.", null);
            return all;
        }
    }
}
