package dejfa.node.rules;

import dejfa.detect.suricata.RuleSet;
import dejfa.detect.suricata.explain.RuleExplainer;
import dejfa.detect.suricata.explain.RuleExplainer.Explanation;
import dejfa.detect.suricata.explain.Slow;
import dejfa.detect.suricata.explain.Step;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.node.terminal.CountProgress;
import dejfa.node.Dejfa;
import dejfa.node.ExitCode;
import dejfa.node.RuleSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dejfa rules explain SID`.
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Says how a rule is executed: prefilter, steps with their cost, bits, thresholds.",
        footer = {"", "Exit codes: 0 told, 2 usage, 3 no such rule or it doesn't load, 4 environment."})
final class RulesExplain implements Callable<Integer> {
    private static final int WIDTH = 96;

    @Parameters(paramLabel = "SID", description = "the rule's sid, or gid:sid")
    String id;

    @Option(
            names = "--rules",
            paramLabel = "F",
            description = "rule files, folders, globs (repeatable) instead of Dejfa's own")
    List<String> names = new ArrayList<>();

    @Mixin
    RuleOptions options;

    @Override
    public Integer call() throws IOException {
        if (!id.matches("(\\d{1,18}:)?\\d{1,18}")) {
            System.err.println(Dejfa.NAME + ": '" + id + "' is no sid; write a number, or gid:sid.");
            return ExitCode.USAGE;
        }
        List<String> missing = new ArrayList<>();
        List<Path> files = RuleFiles.find(names, missing);
        missing.forEach(sentence -> System.err.println(Dejfa.NAME + ": " + sentence + "."));
        if (!missing.isEmpty()) return ExitCode.BAD_INPUT;
        List<String> paths = files.stream().map(Path::toString).toList();
        try (CountProgress progress = new CountProgress("rules");
                RuleSet rules = RuleSource.load(paths, options.vars, options.homeNet, read -> progress.at(read, 0))) {
            progress.clear();
            return explain(rules);
        }
    }

    private int explain(RuleSet rules) {
        RuleExplainer explainer = new RuleExplainer(rules.rules());
        boolean found = false;
        for (CompiledRule rule : rules.rules()) {
            String own = String.valueOf(rule.info().sid());
            if (!id.equals(own) && !id.equals(rule.info().gid() + ":" + own)) continue;
            found = true;
            System.out.print(text(explainer.explain(rule, rules.extraThresholds(rule))));
        }
        System.out.flush();
        if (found) return ExitCode.FINE;
        System.err.println(Dejfa.NAME + ": no rule " + id + " is loaded ("
                + rules.rules().size() + " are); " + "'rules check' says which don't load, --rules names the files.");
        return ExitCode.BAD_INPUT;
    }

    private static String text(Explanation told) {
        StringBuilder out = new StringBuilder(told.title()).append('\n');
        line(out, "from", told.place());
        line(out, "action", told.action());
        line(out, "looks at", told.inspected());
        lines(out, "prefilter", told.prefilter());
        List<String> steps = new ArrayList<>();
        for (Step step : told.steps()) steps.add(step(step));
        lines(out, "steps", steps);
        lines(out, "bits", told.memory());
        lines(out, "threshold", told.thresholds());
        List<String> slow = new ArrayList<>();
        for (Slow one : told.slow()) slow.add(one.reason() + ": " + one.why());
        lines(out, "slow", slow);
        return out.append('\n').toString();
    }

    /// The cost stands in a column of its own.
    private static String step(Step step) {
        if (step.cost() == null) return step.text();
        int gap = Math.max(2, WIDTH - step.text().length());
        return step.text() + " ".repeat(gap) + step.cost().word();
    }

    private static void line(StringBuilder out, String head, String text) {
        out.append("  ")
                .append(head)
                .append(" ".repeat(11 - head.length()))
                .append(text)
                .append('\n');
    }

    private static void lines(StringBuilder out, String head, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) line(out, i == 0 ? head : "", lines.get(i));
    }
}
