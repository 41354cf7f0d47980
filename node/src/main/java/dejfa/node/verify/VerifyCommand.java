package dejfa.node.verify;

import dejfa.node.terminal.CountProgress;
import dejfa.node.Dejfa;
import dejfa.node.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dejfa verify DIR`: folders of cases, each with its rules, run and judged in one process; with `--jobs` many
/// captures, each with its own EVE file, judged elsewhere.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Runs folders of cases (a capture, its rules, what must come of them) and shows what differs.",
        footer = {
            "",
            "A case is a folder with in.* and expected.jsonl or checks.yaml, or one of the suricata-verify suite.",
            "Exit codes: 0 all pass, 1 a case fails, 2 usage, 3 bad input (no case, or a job failed), 4 environment."
        })
public final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "the folder with the cases, or one case")
    Path folder;

    @Option(
            names = "--jobs",
            paramLabel = "F",
            description = "only write events: JSON lines with name, pcap, rules, home_net, vars_json, out")
    Path jobs;

    @Option(names = "--only", paramLabel = "GLOB", description = "only cases whose name matches (repeatable)")
    List<String> only = new ArrayList<>();

    @Option(
            names = "--events",
            paramLabel = "TYPES",
            split = ",",
            description = "judge only checks on these event types, by comma (all)")
    List<String> events = List.of("all");

    @Option(names = "--json", description = "the verdicts as one JSON object")
    boolean json;

    @Option(names = "--quiet", description = "no line for passing cases")
    boolean quiet;

    @Option(names = "--keep", paramLabel = "DIR", description = "keep each case's events in DIR")
    Path keep;

    @Option(names = "--update", description = "write each expected.jsonl anew instead of comparing it")
    boolean update;

    @Option(names = "--workers", paramLabel = "N", description = "cases run at the same time (one a processor)")
    int workers = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws IOException {
        if (workers < 1 || workers > 64) {
            System.err.println(Dejfa.NAME + ": --workers must be 1 to 64.");
            return ExitCode.USAGE;
        }
        if (jobs != null) return BatchJobs.run(jobs, workers) == 0 ? ExitCode.FINE : ExitCode.BAD_INPUT;
        if (!Files.isDirectory(folder)) {
            System.err.println(Dejfa.NAME + ": there is no folder " + folder + "; name one that holds cases.");
            return ExitCode.BAD_INPUT;
        }
        List<Path> folders = CaseReader.folders(folder).stream()
                .filter(one -> chosen(CaseReader.name(folder, one)))
                .toList();
        if (folders.isEmpty()) {
            System.err.println(Dejfa.NAME + ": no case in " + folder + (only.isEmpty() ? "" : " matches --only")
                    + "; a case has test.yaml, or in.* with expected.jsonl or checks.yaml.");
            return ExitCode.BAD_INPUT;
        }
        Path work = keep == null ? Files.createTempDirectory(Dejfa.NAME + "-verify") : Files.createDirectories(keep);
        try {
            return verify(folders, work);
        } finally {
            if (keep == null) delete(work);
        }
    }

    private int verify(List<Path> folders, Path work) {
        CaseRun run = new CaseRun(work, update);
        VerifyReport report = new VerifyReport(System.out, json, quiet);
        List<Callable<Case.Verdict>> cases = new ArrayList<>();
        for (Path one : folders) cases.add(() -> run.run(CaseReader.read(folder, one, events)));
        int[] done = {0};
        try (CountProgress progress = new CountProgress("cases")) {
            InOrder.run(workers, cases, verdict -> {
                if (json || quiet) progress.at(++done[0], cases.size());
                progress.clear();
                report.add(verdict);
            });
        }
        report.finish();
        return report.count(Case.Verdict.Kind.FAIL) == 0 ? ExitCode.FINE : ExitCode.ALERTS;
    }

    private boolean chosen(String name) {
        return only.isEmpty()
                || only.stream().anyMatch(glob -> pattern(glob).matcher(name).matches());
    }

    /// `*` and `?` match any characters, slashes too.
    private static Pattern pattern(String glob) {
        StringBuilder out = new StringBuilder();
        for (char c : glob.toCharArray()) {
            out.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(out.toString());
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder + " (" + e.getMessage() + ")", e);
        }
    }
}
