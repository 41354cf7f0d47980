package dejfa.node.rules;

import dejfa.detect.suricata.Loaded.Rejected;
import dejfa.detect.suricata.RuleLines;
import dejfa.detect.suricata.RuleSet;
import dejfa.detect.suricata.explain.Slow;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.node.terminal.CountProgress;
import dejfa.node.Dejfa;
import dejfa.node.ExitCode;
import dejfa.node.RuleSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dejfa rules check F…`.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Loads rules; says of each what is wrong or slow, and why.",
        footer = {
            "",
            "Exit codes: 0 every rule loads, 2 usage, 3 a rule or file doesn't, 4 environment. Slow rules load."
        })
final class RulesCheck implements Callable<Integer> {
    @Parameters(paramLabel = "F", arity = "1..*", description = "rule files (also gzip), folders, globs")
    List<String> names = new ArrayList<>();

    @Mixin
    RuleOptions options;

    @Option(names = "--slow", description = "list every slow rule, not only their number by reason")
    boolean slow;

    @Option(
            names = "--json",
            description = "{total, loaded, problems: [{file, line, sid, reason}]}; with --slow also slow: […]")
    boolean json;

    @Override
    public Integer call() throws IOException {
        List<String> missing = new ArrayList<>();
        List<Path> files = RuleFiles.find(names, missing);
        missing.forEach(sentence -> System.err.println(Dejfa.NAME + ": " + sentence + "."));
        if (!missing.isEmpty()) return ExitCode.BAD_INPUT;
        try (CountProgress progress = new CountProgress("rules");
                RuleSet rules = load(files, progress)) {
            progress.clear();
            CheckReport report = report(files, rules);
            System.out.print(json ? report.json(slow) : report.text(slow));
            System.out.flush();
            return report.problems().isEmpty() ? ExitCode.FINE : ExitCode.BAD_INPUT;
        }
    }

    private RuleSet load(List<Path> files, CountProgress progress) throws IOException {
        long[] total = {0};
        for (Path file : files) total[0] += lines(file).size();
        return RuleSource.load(
                files.stream().map(Path::toString).toList(),
                options.vars,
                options.homeNet,
                read -> progress.at(read, total[0]));
    }

    /// Empty where the file can't be read; loading says so.
    private static List<RuleLines.Rule> lines(Path file) {
        try {
            return RuleLines.read(file);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static CheckReport report(List<Path> files, RuleSet rules) {
        Map<String, Long> sids = new HashMap<>();
        int total = 0;
        for (Path file : files) {
            for (RuleLines.Rule rule : lines(file)) {
                total++;
                sids.put(file + ":" + rule.line(), rule.sid());
            }
        }
        List<CheckReport.Problem> problems = new ArrayList<>();
        for (Rejected bad : rules.rejected()) {
            Long sid = sids.get(bad.file() + ":" + bad.line());
            problems.add(new CheckReport.Problem(
                    bad.file().toString(), bad.line(), sid == null ? -1 : sid, bad.reason(), bad.remedy()));
        }
        List<CheckReport.SlowRule> slow = new ArrayList<>();
        for (CompiledRule rule : rules.rules()) {
            for (Slow one : Slow.of(rule)) slow.add(new CheckReport.SlowRule(rule.info(), one));
        }
        return new CheckReport(total, rules.rules().size(), problems, slow);
    }
}
