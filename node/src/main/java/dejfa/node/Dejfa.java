package dejfa.node;

import dejfa.node.bench.BenchCommand;
import dejfa.node.rules.RulesCommand;
import dejfa.node.sigma.SigmaCommand;
import dejfa.node.verify.VerifyCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `dejfa` command.
@Command(
        name = Dejfa.NAME,
        mixinStandardHelpOptions = true,
        version = Dejfa.NAME + " " + Dejfa.VERSION,
        description = "A digital fortress: watches, detects, thwarts, tracks.",
        subcommands = {
            WatchCommand.class,
            RulesCommand.class,
            SigmaCommand.class,
            VerifyCommand.class,
            RangeCommand.class,
            IncidentsCommand.class,
            BenchCommand.class
        })
public final class Dejfa implements Callable<Integer> {
    /// The product's name stands here and nowhere else in the code.
    public static final String NAME = "dejfa";

    static final String VERSION = "0.1.0";

    public static void main(String[] arguments) {
        // Scripts ask for the version often; the command line parser would cost half of that answer's time.
        if (arguments.length == 1 && arguments[0].equals("--version")) System.out.println(NAME + " " + VERSION);
        else System.exit(run(arguments));
    }

    /// The exit code of one call, without ending the process.
    public static int run(String... arguments) {
        CommandLine line = new CommandLine(new Dejfa());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((error, command, parsed) -> Failures.report(error));
        return line.execute(arguments);
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return ExitCode.USAGE;
    }
}
