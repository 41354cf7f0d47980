package dejfa.node;

import dejfa.detect.suricata.RuleLoader;
import dejfa.detect.suricata.RuleSet;
import dejfa.protocols.ProtocolRecogniser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/// Rules loaded as `watch` would load them, for the commands that look at rules alone.
public final class RuleSource {
    private RuleSource() {}

    /// @param files as `--rules` takes them; empty: Dejfa's own
    /// @param vars as `--vars` takes it, or null
    /// @param homeNet as `--home-net` takes it, or null
    /// @param progress told the number of rules read so far
    public static RuleSet load(List<String> files, Path vars, String homeNet, LongConsumer progress)
            throws IOException {
        VarsFile set = vars == null ? VarsFile.none() : VarsFile.read(vars);
        ProtocolRecogniser recogniser = new ProtocolRecogniser(set.texts());
        OwnNetworks own = OwnNetworks.of(homeNet, set);
        RuleLoader.How how = RuleLoader.How.PLAIN.with(progress);
        return new Content().rules(files, set, own, recogniser.schemas(), null, how);
    }
}
