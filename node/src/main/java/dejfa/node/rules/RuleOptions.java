package dejfa.node.rules;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Options that set rules up; `watch` has the same.
final class RuleOptions {
    @Option(names = "--home-net", paramLabel = "CIDRs", description = "own networks, by comma (assumed: RFC 1918, ULA)")
    String homeNet;

    @Option(names = "--vars", paramLabel = "F", description = "rule variables and settings as JSON")
    Path vars;
}
