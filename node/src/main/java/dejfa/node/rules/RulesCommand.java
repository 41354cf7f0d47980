package dejfa.node.rules;

import dejfa.node.Dejfa;
import dejfa.node.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `dejfa rules check|explain`.
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description = "Looks at Suricata rules: what is wrong or slow, and how a rule is executed.",
        subcommands = {RulesCheck.class, RulesExplain.class})
public final class RulesCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        System.err.println(Dejfa.NAME + ": say what: rules check F… or rules explain SID.");
        CommandLine.usage(this, System.err);
        return ExitCode.USAGE;
    }
}
