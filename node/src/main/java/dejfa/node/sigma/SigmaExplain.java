package dejfa.node.sigma;

import dejfa.detect.sigma.SigmaExplainer;
import dejfa.detect.sigma.SigmaExplainer.Section;
import dejfa.detect.sigma.SigmaRule;
import dejfa.detect.sigma.SigmaRules;
import dejfa.detect.sigma.SigmaSettings;
import dejfa.node.Dejfa;
import dejfa.node.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dejfa sigma explain ID|FILE`.
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Says how a Sigma rule is executed: the records it looks at, the texts it needs, its tests.",
        footer = {"", "Exit codes: 0 told, 2 usage, 3 no such rule or it doesn't load, 4 environment."})
final class SigmaExplain implements Callable<Integer> {
    private static final int HEAD_WIDTH = 17;

    @Parameters(paramLabel = "ID|FILE", description = "a rule's id or name (with --sigma), or a rule file")
    String wanted;

    @Option(names = "--sigma", paramLabel = "DIR", description = "where the rules are (repeatable)")
    List<Path> folders = new ArrayList<>();

    @Mixin
    SigmaOptions options;

    @Override
    public Integer call() {
        boolean file = Files.exists(Path.of(wanted));
        if (!file && folders.isEmpty()) {
            System.err.println(
                    Dejfa.NAME + ": there is no file " + wanted + "; for a rule's id say where: --sigma DIR.");
            return ExitCode.USAGE;
        }
        SigmaSettings settings = options.settings();
        if (settings == null) return ExitCode.BAD_INPUT;
        List<Path> names = new ArrayList<>(folders);
        if (file) names.add(Path.of(wanted));
        try (SigmaRules rules = SigmaRules.load(names, settings)) {
            return explain(rules, file);
        }
    }

    private int explain(SigmaRules rules, boolean file) {
        SigmaExplainer explainer = new SigmaExplainer(rules);
        int found = 0;
        for (SigmaRule rule : rules.rules()) {
            boolean meant = file
                    ? isSame(rule.info().file())
                    : wanted.equals(rule.info().id())
                            || wanted.equals(rule.info().name());
            if (!meant) continue;
            found++;
            System.out.print(text(rule, explainer.explain(rule)));
        }
        System.out.flush();
        if (found > 0) return ExitCode.FINE;
        rules.problems().stream()
                .filter(problem -> wanted.equals(problem.id()) || file && isSame(problem.file()))
                .forEach(problem -> System.err.println(Dejfa.NAME + ": " + problem + "."));
        System.err.println(Dejfa.NAME + ": no rule " + wanted + " is loaded ("
                + rules.rules().size() + " are).");
        return ExitCode.BAD_INPUT;
    }

    private boolean isSame(String file) {
        return Path.of(file)
                .toAbsolutePath()
                .normalize()
                .equals(Path.of(wanted).toAbsolutePath().normalize());
    }

    private static String text(SigmaRule rule, List<Section> sections) {
        StringBuilder out = new StringBuilder(rule.info().title());
        if (!rule.info().id().isEmpty())
            out.append(" (").append(rule.info().id()).append(')');
        out.append('\n');
        for (Section section : sections) {
            String head = section.head();
            for (String line : section.lines()) {
                out.append("  ")
                        .append(head)
                        .append(" ".repeat(HEAD_WIDTH - head.length()))
                        .append(line)
                        .append('\n');
                head = "";
            }
        }
        return out.append('\n').toString();
    }
}
