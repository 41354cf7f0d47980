package dejfa.node.sigma;

import dejfa.node.Dejfa;
import dejfa.node.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `dejfa sigma check|explain`.
@Command(
        name = "sigma",
        mixinStandardHelpOptions = true,
        description = "Looks at Sigma rules: what is wrong with them, and how a rule is executed.",
        subcommands = {SigmaCheck.class, SigmaExplain.class})
public final class SigmaCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        System.err.println(Dejfa.NAME + ": say what: sigma check DIR… or sigma explain ID|FILE.");
        CommandLine.usage(this, System.err);
        return ExitCode.USAGE;
    }
}
