package dejfa.node.bench;

import dejfa.detect.pattern.PatternCompiler;
import dejfa.detect.sigma.SigmaRules;
import dejfa.detect.sigma.SigmaSettings;
import dejfa.ingest.Input;
import dejfa.ingest.Inputs;
import dejfa.ingest.log.LogContent;
import dejfa.node.ExitCode;
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

/// `dejfa bench sigma`: records read and held against Sigma rules by one thread.
@Command(
        name = "sigma",
        mixinStandardHelpOptions = true,
        description = {
            "Reads logs again and again and holds each record against Sigma rules, in one thread, and says what it cost:",
            "records/s of CPU time, with and without the rules, and with more rules that never match. No events are made."
        })
final class SigmaCommand implements Callable<Integer> {
    @Option(
            names = "--sigma",
            paramLabel = "DIR",
            required = true,
            description = "rules: files or folders (repeatable)")
    List<Path> sigma = new ArrayList<>();

    @Option(names = "--logs", paramLabel = "F", description = "logs: files or folders (else Windows events are made)")
    List<Path> logs = new ArrayList<>();

    @Option(names = "--records", paramLabel = "N", description = "to be read (1 million)", defaultValue = "1000000")
    long records;

    @Option(
            names = "--copies",
            paramLabel = "K",
            description = "so many copies of the rules with other words are added for a further run (9)",
            defaultValue = "9")
    int copies;

    @Option(names = "--json", description = "JSON on standard output, nothing else")
    boolean json;

    @Override
    public Integer call() throws IOException {
        if (records < 1 || copies < 0 || copies > 100) {
            System.err.println("dejfa: --records must be 1 or more, --copies 0 to 100.");
            return ExitCode.USAGE;
        }
        Path scratch = Files.createTempDirectory("dejfa-bench");
        try {
            List<Path> inputs = logs.isEmpty() ? List.of(MadeRecords.write(scratch)) : found();
            if (inputs.isEmpty()) {
                System.err.println("dejfa: no log is there; check --logs.");
                return ExitCode.BAD_INPUT;
            }
            Map<String, Object> figures = measure(inputs);
            if (json) System.out.println(JsonMapper.shared().writeValueAsString(figures));
            else figures.forEach((name, value) -> System.out.println(line(name, value)));
        } finally {
            PacketsCommand.delete(scratch);
        }
        return ExitCode.FINE;
    }

    private List<Path> found() {
        List<Path> all = new ArrayList<>();
        for (Input input : Inputs.classify(logs, LogContent.NONE))
            if (input instanceof Input.Log(var path)) all.add(path);
        return all;
    }

    private Map<String, Object> measure(List<Path> inputs) throws IOException {
        try (ThreadClock clock = new ThreadClock()) {
            return measure(inputs, clock);
        }
    }

    private Map<String, Object> measure(List<Path> inputs, ThreadClock clock) throws IOException {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("logs", logs.isEmpty() ? "Windows events as JSON lines (made, SYNTHETIC)" : logs.toString());
        SigmaSettings settings = SigmaSettings.defaults().with(PatternCompiler.WITHOUT_STORE);
        double without;
        SigmaRun once;
        try (SigmaRules rules = SigmaRules.load(sigma, settings)) {
            figures.put("rules", rules.loaded());
            SigmaRun.over(inputs, rules, records / 4, true);
            without = SigmaRun.over(inputs, rules, records, false).cpuSeconds();
            once = SigmaRun.over(inputs, rules, records, true);
        }
        figures.put("records", once.records());
        figures.put("hits", once.hits());
        figures.put("records_per_cpu_second", Math.round(once.records() / once.cpuSeconds()));
        figures.put("read_only_records_per_cpu_second", Math.round(once.records() / without));
        figures.put("cpu_ns_per_record", Math.round(once.cpuSeconds() * 1e9 / once.records()));
        figures.put("cpu_ns_per_record_of_rules", Math.round((once.cpuSeconds() - without) * 1e9 / once.records()));
        figures.put("allocated_bytes_per_record", Math.round((double) once.allocatedBytes() / once.records()));
        figures.put("peak_memory_bytes", clock.peakBytes());
        if (copies > 0) {
            try (SigmaRules many = SigmaRules.parse("copies", RuleCopies.of(sigma, copies), settings)) {
                SigmaRun.over(inputs, many, records / 4, true);
                SigmaRun more = SigmaRun.over(inputs, many, records, true);
                figures.put("rules_with_copies", many.loaded());
                figures.put("hits_with_copies", more.hits());
                figures.put("peak_memory_bytes_with_copies", clock.peakBytes());
                figures.put("time_with_copies", Math.round(more.cpuSeconds() / once.cpuSeconds() * 100) / 100.0);
            }
        }
        figures.put("machine", Figures.machine());
        return figures;
    }

    private static String line(String name, Object value) {
        String text = value instanceof Number number
                ? number instanceof Double ? number.toString() : String.format(Locale.ROOT, "%,d", number)
                : String.valueOf(value);
        return String.format(Locale.ROOT, "%-34s %s", name.replace('_', ' '), text);
    }
}
