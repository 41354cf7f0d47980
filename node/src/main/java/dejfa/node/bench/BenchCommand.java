package dejfa.node.bench;

import picocli.CommandLine.Command;

/// `dejfa bench`: measures, and changes nothing.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures what packets and log records cost, on the routes that watch runs.",
        subcommands = {PacketsCommand.class, GrowthCommand.class, SoakCommand.class, SigmaCommand.class})
public final class BenchCommand {}
