package dejfa.node;

import dejfa.node.route.PacketRun;
import dejfa.node.sigma.SigmaOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dejfa watch`: captures and logs, or an interface, to incidents.
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description =
                "Reads captures and logs (or an interface), recognises attacks, says what it would block and why.",
        footer = {
            "",
            "Exit codes: 0 fine, 1 attacks found (with --fail-on-alert), 2 usage, 3 bad input, 4 environment.",
            "All options: docs/operating/command-line.md"
        })
final class WatchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE|FOLDER", arity = "0..*", description = "captures (pcap, pcapng, gz, zst) and logs")
    List<Path> inputs = new ArrayList<>();

    @Option(names = "--interface", paramLabel = "IF", description = "capture from this interface (repeatable)")
    List<String> interfaces = new ArrayList<>();

    @Option(names = "--bpf", paramLabel = "EXPR", description = "capture only frames that this filter lets pass")
    String bpf = "";

    @Option(names = "--ring", paramLabel = "MiB", description = "frames waiting, for each interface and worker (64)")
    int ringMib = 64;

    @Option(names = "--no-promiscuous", description = "capture only frames that the interface takes anyway")
    boolean modest;

    @Option(
            names = "--shed-after",
            paramLabel = "MiB",
            description = "under overload, flows past this size are only counted (1)")
    int shedAfterMib = 1;

    @Option(
            names = "--rules",
            paramLabel = "F",
            description = "Suricata rules (repeatable) instead of Dejfa's own; 'none' for no rules")
    List<String> rules = new ArrayList<>();

    @Option(
            names = "--indicators",
            paramLabel = "F",
            description = "list of known addresses, names, hashes (repeatable)")
    List<Path> indicators = new ArrayList<>();

    @Option(names = "--home-net", paramLabel = "CIDRs", description = "own networks, by comma (assumed: RFC 1918, ULA)")
    String homeNet;

    @Option(names = "--vars", paramLabel = "F", description = "rule variables and settings as JSON")
    Path vars;

    @Option(names = "--eve", paramLabel = "F", description = "write events as EVE JSON lines")
    Path eve;

    @Option(
            names = "--summary",
            paramLabel = "F.json",
            description = "write the incidents as JSON (docs/summary.schema.json)")
    Path summary;

    @Option(
            names = "--sigma",
            paramLabel = "DIR",
            description = "Sigma rules for the logs: files, or folders with .yml below (repeatable)")
    List<Path> sigma = new ArrayList<>();

    @Mixin
    SigmaOptions sigmaOptions = new SigmaOptions();

    @Option(
            names = "--timeline",
            paramLabel = "F",
            description = "write every alert as one line, by time: F.csv, F.json, or - for the terminal")
    String timeline;

    @Option(names = "--report", paramLabel = "F.html", description = "write one self-contained page")
    Path report;

    @Option(names = "--data", paramLabel = "DIR", description = "keep events and incidents here")
    Path data;

    @Option(names = "--workers", paramLabel = "N", description = "threads that read packets (the output is the same)")
    int workers = PacketRun.workersHere();

    @Option(
            names = "--respond",
            paramLabel = "MODE",
            description = "off or dry-run (default)",
            defaultValue = "dry-run")
    String respond;

    @Option(names = "--site", paramLabel = "NAME", description = "the network watched (hosts are site and address)")
    String site = "local";

    @Option(names = "--protect", paramLabel = "NET|NAME", description = "never block this (repeatable)")
    List<String> protect = new ArrayList<>();

    @Option(names = "--fail-on-alert", description = "exit with 1 when an incident was found")
    boolean failOnAlert;

    @Mixin
    LogOptions logs = new LogOptions();

    @Option(
            names = "--reload-on-change",
            description = "read rules, indicators and behaviours again when a file changes (SIGHUP: at any time)")
    boolean reloadOnChange;

    @Option(names = "--cache", paramLabel = "DIR", description = "keep compiled rules here (usually ~/.cache/dejfa)")
    Path cache;

    @Option(names = "--no-cache", description = "compile the rules anew, keep nothing")
    boolean noCache;

    /// A run by the command itself listens to signals; one of many in a process doesn't.
    boolean hearsSignals;

    @Option(names = "--quiet", description = "no progress, no story")
    boolean quiet;

    @Override
    public Integer call() throws IOException {
        if (inputs.isEmpty() && interfaces.isEmpty() && logs.syslog.isEmpty()
                || !inputs.isEmpty() && !interfaces.isEmpty() && !logs.follow) {
            System.err.println(
                    "dejfa: name files to read, or interfaces with --interface (not both, but with --follow).");
            return ExitCode.USAGE;
        }
        String logFault = logs.fault();
        if (logFault != null) {
            System.err.println("dejfa: " + logFault + ".");
            return ExitCode.USAGE;
        }
        if (sigmaOptions.settings() == null) return ExitCode.BAD_INPUT;
        for (Path rules : sigma) {
            if (Files.exists(rules)) continue;
            System.err.println("dejfa: " + rules + " is not there; check --sigma.");
            return ExitCode.BAD_INPUT;
        }
        if (timeline != null && !timeline.matches("-|.*\\.(?i:csv|jsonl?)")) {
            System.err.println("dejfa: --timeline must end in .csv or .json, or be - for the terminal.");
            return ExitCode.USAGE;
        }
        if (workers < 1 || workers > PacketRun.MAX_WORKERS) {
            System.err.println("dejfa: --workers must be 1 to 64.");
            return ExitCode.USAGE;
        }
        if (ringMib < 2 || ringMib > 1024 || shedAfterMib < 1) {
            System.err.println("dejfa: --ring must be 2 to 1024, --shed-after at least 1.");
            return ExitCode.USAGE;
        }
        if (!bpf.isEmpty() && interfaces.isEmpty()) {
            System.err.println("dejfa: --bpf filters what an interface delivers; cut files with tcpdump -r.");
            return ExitCode.USAGE;
        }
        if (!List.of("off", "dry-run").contains(respond)) {
            System.err.println("dejfa: --respond knows 'off' and 'dry-run'; blocks can't be armed in this version.");
            return ExitCode.USAGE;
        }
        List<String> faults = new ArrayList<>();
        if (homeNet != null) {
            OwnNetworks.wrongParts(homeNet).forEach(part -> faults.add("--home-net: '" + part + "' is no network"));
        }
        for (Path output : Arrays.asList(eve, summary, report)) if (output != null) isNoInput(output, faults);
        if (!faults.isEmpty()) {
            faults.forEach(fault -> System.err.println("dejfa: " + fault + "."));
            return ExitCode.USAGE;
        }
        for (Path output : Arrays.asList(eve, summary, report)) if (output != null) isWritable(output);
        hearsSignals = true;
        return new Watch(this).run();
    }

    private void isNoInput(Path output, List<String> faults) throws IOException {
        for (Path input : inputs) {
            if (Files.exists(output) && Files.exists(input) && Files.isSameFile(output, input))
                faults.add(output + " is an input and would be written over; name another file");
        }
    }

    /// Found out before the work, not after it.
    private static void isWritable(Path output) throws IOException {
        Path folder = output.toAbsolutePath().getParent();
        String why = Files.isDirectory(output)
                ? "it is a folder; name a file in it"
                : folder == null || !Files.isDirectory(folder)
                        ? "there is no folder " + folder + "; make it first"
                        : Files.exists(output) && !Files.isWritable(output) || !Files.isWritable(folder)
                                ? "the right to write there is missing; name another file"
                                : null;
        if (why != null) throw new Failures.EnvironmentException("cannot write " + output + ": " + why + ".", null);
    }
}
