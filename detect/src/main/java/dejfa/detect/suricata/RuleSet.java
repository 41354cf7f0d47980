package dejfa.detect.suricata;

import dejfa.api.FileHash;
import dejfa.detect.suricata.engine.RuleIndex;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.detect.suricata.rule.Threshold;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Rules ready to run, shared by all workers.
public final class RuleSet implements AutoCloseable {
    private final List<CompiledRule> rules;
    private final List<Loaded.Rejected> rejected;
    private final RuleSettings settings;
    private final List<String> bitNames;
    private final Map<String, List<Threshold>> extraThresholds;
    private final RuleIndex index;

    RuleSet(
            List<CompiledRule> rules,
            List<Loaded.Rejected> rejected,
            RuleSettings settings,
            List<String> bitNames,
            Map<String, List<Threshold>> extraThresholds) {
        this.rules = List.copyOf(rules);
        this.rejected = List.copyOf(rejected);
        this.settings = settings;
        this.bitNames = List.copyOf(bitNames);
        this.extraThresholds = extraThresholds;
        this.index = new RuleIndex(this.rules);
    }

    /// No rules at all.
    public static RuleSet empty() {
        return new RuleSet(List.of(), List.of(), RuleSettings.around("any"), List.of(), Map.of());
    }

    /// In the order in which they run.
    public List<CompiledRule> rules() {
        return rules;
    }

    /// In order of file and line.
    public List<Loaded.Rejected> rejected() {
        return rejected;
    }

    public RuleSettings settings() {
        return settings;
    }

    /// Digests of files that rules compare.
    public Set<FileHash> fileHashes() {
        Set<FileHash> wanted = EnumSet.noneOf(FileHash.class);
        for (CompiledRule rule : rules) {
            String text = rule.info().text();
            for (FileHash hash : FileHash.values()) {
                if (text.contains("file" + hash.name().toLowerCase(Locale.ROOT))) wanted.add(hash);
            }
        }
        return wanted;
    }

    List<String> bitNames() {
        return bitNames;
    }

    /// Entries of threshold.config for a rule, in their order.
    List<Threshold> extraThresholds(CompiledRule rule) {
        return extraThresholds.getOrDefault(
                rule.info().gid() + ":" + rule.info().sid(), List.of());
    }

    RuleIndex index() {
        return index;
    }

    @Override
    public void close() {
        index.close();
    }
}
