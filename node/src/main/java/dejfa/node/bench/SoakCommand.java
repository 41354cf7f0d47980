package dejfa.node.bench;

import dejfa.node.route.PacketRun;
import dejfa.api.Event;
import dejfa.api.FlowFields;
import dejfa.node.ExitCode;
import dejfa.node.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// `dejfa bench soak`: hours of traffic in minutes; memory must stay flat, no flow may be lost.
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = {
            "Runs hours of made traffic through the route as fast as it goes. Exit code 1 where memory grows, or where an",
            "event is missing: every flow that was begun must have ended, every exchange must have been told."
        })
final class SoakCommand implements Callable<Integer> {
    /// looks at memory during a run
    static final int POINTS = 24;
    /// the first looks come before all tables are as full as they get
    private static final int SETTLED = POINTS / 4;
    /// that much more heap at the end than once settled is growth
    private static final double GROWTH = 1.10;

    private static final long GROWTH_BYTES = 16L << 20;
    private static final double MIB = 1 << 20;

    @Option(names = "--flows", paramLabel = "N", description = "flows in all (50 million)", defaultValue = "50000000")
    long flows;

    @Option(names = "--hours", paramLabel = "H", description = "of traffic (24)", defaultValue = "24")
    double hours;

    @Option(names = "--workers", paramLabel = "N", description = "threads that read packets")
    int workers = PacketRun.workersHere();

    @Option(names = "--rules", paramLabel = "F", description = "as for watch (repeatable); none where not given")
    List<String> rules = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "another mix of flows")
    long seed;

    @Option(names = "--json", description = "JSON on standard output, nothing else")
    boolean json;

    private boolean first = true;

    @Override
    public Integer call() throws IOException {
        String wrong = workers < 1 || workers > 64
                ? "--workers must be 1 to 64."
                : flows < 1000 || flows > 3_000_000_000L
                        ? "--flows must be 1,000 to 3,000,000,000."
                        : !(hours >= 0.01 && hours <= 1000) ? "--hours must be 0.01 to 1000." : null;
        if (wrong != null) {
            System.err.println("dejfa: " + wrong);
            return ExitCode.USAGE;
        }
        Path scratch = Files.createTempDirectory("dejfa-bench");
        try {
            return run(scratch);
        } finally {
            PacketsCommand.delete(scratch);
        }
    }

    /// What the flow events said; written by the ordered stage.
    private static final class Ended {
        private long flows;
        private long packets;

        void see(Event event) {
            flows++;
            packets += event.slots().number(FlowFields.PACKETS_TO_SERVER, 0)
                    + event.slots().number(FlowFields.PACKETS_TO_CLIENT, 0);
        }
    }

    private int run(Path scratch) throws IOException {
        Path vars = scratch.resolve("vars.json");
        Files.writeString(vars, SoakSource.VARS);
        Ended ended = new Ended();
        SoakSource source = new SoakSource(flows, hours, seed, () -> ended.flows, this::tell);
        List<String> named = rules.isEmpty() ? List.of("none") : rules;
        Replay replay = new Replay(List.of(), named, null, vars, List.of(), null, "off", Path.of("/dev/null"));
        String what = String.format(
                Locale.ROOT, "%,d flows in %.1f hours of traffic (made, SYNTHETIC), %s", flows, hours, named);
        Map<String, Object> extra = new LinkedHashMap<>();
        try (Measured measured = new Measured(source, false, true) {
            @Override
            public void event(Event event) {
                super.event(event);
                if (event.type().equals("flow")) ended.see(event);
            }

            @Override
            public void at(long done, long readBytes, long totalBytes) {
                super.at(done, readBytes, totalBytes);
                source.seen(done);
            }
        }) {
            Figures figures = measured.run(replay, what, workers, true, extra);
            List<String> faults = faults(source, figures, ended.packets);
            extra.put("faults", faults);
            if (json) extra.put("points", source.points());
            System.out.print(json ? JsonMapper.shared().writeValueAsString(figures.json()) + "\n" : figures.table());
            return faults.isEmpty() ? ExitCode.FINE : ExitCode.ALERTS;
        }
    }

    private List<String> faults(SoakSource source, Figures figures, long packetsOfFlows) {
        List<String> faults = new ArrayList<>();
        expect(faults, "flow events", flows, figures.events().getOrDefault("flow", 0L));
        expect(faults, "packets in flow events", source.emitted(), packetsOfFlows);
        expect(faults, "http events", source.httpFlows(), figures.events().getOrDefault("http", 0L));
        expect(faults, "dns events", 2 * source.dnsFlows(), figures.events().getOrDefault("dns", 0L));
        expect(faults, "flows ended for lack of room", 0, figures.counters().getOrDefault("flow.evicted", 0L));
        String growth =
                growth(source.points().stream().map(SoakSource.Point::heapBytes).toList());
        if (!growth.isEmpty()) faults.add(growth);
        return faults;
    }

    /// @param heapBytes at each look
    /// @return empty where the heap stays as large as it was once settled
    static String growth(List<Long> heapBytes) {
        if (heapBytes.size() <= SETTLED) return "";
        long settled = heapBytes.get(SETTLED);
        long last = heapBytes.getLast();
        return last <= settled * GROWTH + GROWTH_BYTES
                ? ""
                : String.format(Locale.ROOT, "the heap grew from %,d to %,d bytes", settled, last);
    }

    private static void expect(List<String> faults, String what, long expected, long found) {
        if (found != expected) faults.add(String.format(Locale.ROOT, "%,d %s, expected %,d", found, what, expected));
    }

    /// One line a look, as it is taken: a long run may be ended before its time.
    private void tell(SoakSource.Point point) {
        if (json) return;
        if (first) {
            System.out.printf("%8s %14s %12s %10s %10s %12s%n", "hours", "packets", "begun", "live", "heap MiB", "MiB");
        }
        first = false;
        System.out.printf(
                Locale.ROOT,
                "%8.2f %,14d %,12d %,10d %10.1f %12.1f%n",
                point.hours(),
                point.packets(),
                point.begun(),
                point.live(),
                point.heapBytes() / MIB,
                point.memoryBytes() / MIB);
    }
}
