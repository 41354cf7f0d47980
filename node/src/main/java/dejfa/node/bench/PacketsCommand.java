package dejfa.node.bench;

import dejfa.node.route.PacketRun;
import dejfa.node.ExitCode;
import dejfa.node.Failures;
import dejfa.node.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// `dejfa bench packets`: one run of the route over a capture, or over flows made in memory.
@Command(
        name = "packets",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the packet route over a capture, as watch does, and says what it cost: packets/s, CPU seconds by stage,",
            "garbage, pauses, peak memory. Events are made and written to nowhere (or --eve)."
        })
final class PacketsCommand implements Callable<Integer> {
    private static final String SCENARIO = "egov-espionage";

    @Option(names = "--capture", paramLabel = "F", description = "the capture (else a scenario of the range is made)")
    Path capture;

    @Option(names = "--rules", paramLabel = "F", description = "as for watch (repeatable); none where not given")
    List<String> rules = new ArrayList<>();

    @Option(names = "--workers", paramLabel = "N", description = "threads that read packets")
    int workers = PacketRun.workersHere();

    @Option(names = "--eve", paramLabel = "F", description = "write the events here", defaultValue = "/dev/null")
    Path eve;

    @Option(names = "--no-stages", description = "no sampling: CPU seconds by phase only, and the exact memory")
    boolean unstaged;

    @Option(names = "--no-cache", description = "compile the rules anew")
    boolean uncached;

    @Option(names = "--flows", paramLabel = "N", description = "instead of a capture: so many TCP flows at once")
    int flows;

    @Option(
            names = "--packets",
            paramLabel = "N",
            description = "with --flows: packets on the open flows (4 million)",
            defaultValue = "4000000")
    long packets;

    @Option(names = "--seed", paramLabel = "N", description = "with --flows: other bytes", defaultValue = "1")
    long seed;

    @Option(names = "--json", description = "JSON on standard output, nothing else")
    boolean json;

    @Override
    public Integer call() throws IOException {
        String wrong = wrongOption();
        if (wrong != null) {
            System.err.println("dejfa: " + wrong);
            return ExitCode.USAGE;
        }
        // A run with fewer rules than asked for would look fast.
        for (String one : rules) {
            if (!one.equals("none") && !Files.exists(Path.of(one))) throw new NoSuchFileException(one);
        }
        Path scratch = Files.createTempDirectory("dejfa-bench");
        try {
            Figures figures = flows > 0 ? overFlows(scratch) : overCapture(scratch);
            if (json) System.out.println(JsonMapper.shared().writeValueAsString(figures.json()));
            else System.out.print(figures.table());
        } finally {
            delete(scratch);
        }
        return ExitCode.FINE;
    }

    private String wrongOption() {
        if (workers < 1 || workers > PacketRun.MAX_WORKERS) return "--workers must be 1 to 64.";
        if (flows < 0 || flows > FlowSource.MOST_FLOWS) return "--flows must be 1 to 16,000,000.";
        if (flows > 0 && capture != null) return "--flows makes its own packets; leave out --capture.";
        if (packets < 0) return "--packets must be 0 or more.";
        return null;
    }

    private Figures overCapture(Path scratch) throws IOException {
        Path input = capture == null ? scenario(scratch) : capture;
        String what = (capture == null ? "scenario " + SCENARIO + " (SYNTHETIC)" : capture.toString())
                + (rules.isEmpty() ? ", no rules" : ", rules " + String.join(", ", rules));
        try (Measured measured = new Measured(null, !unstaged, true)) {
            return measured.run(replay(List.of(input), null), what, workers, !uncached, Map.of());
        }
    }

    private Figures overFlows(Path scratch) throws IOException {
        Path vars = scratch.resolve("vars.json");
        Files.writeString(vars, FlowSource.VARS);
        FlowSource source = new FlowSource(flows, packets, seed);
        String what = String.format(java.util.Locale.ROOT, "%,d TCP flows at once (made, SYNTHETIC)", flows)
                + (rules.isEmpty() ? ", no rules" : ", rules " + String.join(", ", rules));
        Map<String, Object> extra = new LinkedHashMap<>();
        try (Measured measured = new Measured(source, !unstaged, true) {
            @Override
            public void at(long done, long readBytes, long totalBytes) {
                super.at(done, readBytes, totalBytes);
                source.seen(done);
            }
        }) {
            Figures figures = measured.run(replay(List.of(), vars), what, workers, !uncached, extra);
            extra.putAll(source.figures());
            return figures;
        }
    }

    private Replay replay(List<Path> inputs, Path vars) {
        List<String> named = rules.isEmpty() ? List.of("none") : rules;
        return new Replay(inputs, named, null, vars, List.of(), null, "off", eve);
    }

    /// Made by a process of its own: what that takes is no cost of the route.
    static Path scenario(Path scratch) throws IOException {
        Machine.Said said =
                Machine.run(List.of(), List.of("range", "make", SCENARIO, "--out", scratch.toString()), true);
        if (said.code() != ExitCode.FINE)
            throw new Failures.EnvironmentException(
                    "the scenario could not be made; name a capture with --capture.", null);
        return scratch.resolve(SCENARIO + ".pcap");
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }
}
