package dejfa.node.sigma;

import dejfa.detect.sigma.SigmaRules;
import dejfa.detect.sigma.SigmaSettings;
import dejfa.node.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dejfa sigma check DIR…`.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Loads Sigma rules, correlations and filters; says of each that isn't run, why.",
        footer = {"", "Exit codes: 0 everything loads, 2 usage, 3 something doesn't, 4 environment."})
final class SigmaCheck implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", arity = "1..*", description = "folders (*.yml, *.yaml below them) and files")
    List<Path> names = new ArrayList<>();

    @Mixin
    SigmaOptions options;

    @Option(names = "--json", description = "{total, loaded, problems: [{file, id, reason}]}")
    boolean json;

    @Override
    public Integer call() {
        SigmaSettings settings = options.settings();
        if (settings == null) return ExitCode.BAD_INPUT;
        try (SigmaRules rules = SigmaRules.load(names, settings)) {
            SigmaReport report = new SigmaReport(rules, settings.sources());
            System.out.print(json ? report.json() : report.text());
            System.out.flush();
            return rules.problems().isEmpty() ? ExitCode.FINE : ExitCode.BAD_INPUT;
        }
    }
}
