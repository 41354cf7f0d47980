package dejfa.node.bench;

import picocli.CommandLine.Command;

/// `dejfa bench`: measures, and changes nothing.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures what the packet route costs, on the route that watch runs.",
        subcommands = {PacketsCommand.class, GrowthCommand.class, SoakCommand.class})
public final class BenchCommand {}
