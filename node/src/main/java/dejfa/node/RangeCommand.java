package dejfa.node;

import dejfa.range.Background;
import dejfa.range.Ranges;
import dejfa.range.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dejfa range`: scenarios as captures and logs.
@Command(
        name = "range",
        mixinStandardHelpOptions = true,
        description = "Writes captures and logs of attacks and of their harmless look-alikes. Writes files only.")
final class RangeCommand {
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Names the scenarios.")
    int list() {
        for (Scenario scenario : Ranges.list()) {
            System.out.printf("%-18s %s%n", scenario.name(), scenario.title());
        }
        return ExitCode.FINE;
    }

    @Command(
            name = "make",
            mixinStandardHelpOptions = true,
            description = "Writes one scenario: capture, logs and truth.yaml. The same seed gives the same bytes.")
    int make(
            @Parameters(paramLabel = "NAME", description = "a name of 'range list'") String name,
            @Option(names = "--out", required = true, paramLabel = "DIR") Path out,
            @Option(names = "--seed", paramLabel = "N", defaultValue = "1") long seed,
            @Option(
                            names = "--hours",
                            paramLabel = "H",
                            description = "simulated hours (each scenario has its own default)")
                    Double hours,
            @Option(names = "--background", paramLabel = "low|high", defaultValue = "low") Background background)
            throws IOException {
        Scenario scenario = Ranges.list().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElse(null);
        if (scenario == null) {
            System.err.println("dejfa: there is no scenario '" + name + "'; 'dejfa range list' names them.");
            return ExitCode.USAGE;
        }
        Ranges.make(name, out, seed, hours == null ? scenario.defaultHours() : hours, background, System.err::println);
        return ExitCode.FINE;
    }
}
