package dejfa.detect.suricata;

import dejfa.api.FileHash;
import dejfa.detect.suricata.data.DataSet;
import dejfa.detect.pattern.PatternCompiler;
import dejfa.detect.suricata.engine.RuleIndex;
import dejfa.detect.suricata.keyword.LoadContext;
import dejfa.detect.suricata.rule.Clause;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.detect.suricata.rule.Threshold;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rules ready to run, shared by all workers.
public final class RuleSet implements AutoCloseable {
    private final List<CompiledRule> rules;
    private final List<Loaded.Rejected> rejected;
    private final RuleSettings settings;
    private final Shared names;
    private final Map<String, List<Threshold>> extraThresholds;
    private final LoadContext context;
    private final List<Path> files;
    private final RuleIndex index;

    RuleSet(
            List<CompiledRule> rules,
            List<Loaded.Rejected> rejected,
            RuleSettings settings,
            Map<String, List<Threshold>> extraThresholds,
            LoadContext context,
            List<Path> files,
            PatternCompiler compiler) {
        this.rules = List.copyOf(rules);
        this.rejected = List.copyOf(rejected);
        this.settings = settings;
        this.names = new Shared(context.bitNames(), context.numberNames(), context.dataSets());
        this.extraThresholds = extraThresholds;
        this.context = context;
        this.files = List.copyOf(files);
        this.index = new RuleIndex(this.rules, compiler);
    }

    /// No rules at all.
    public static RuleSet empty() {
        return RuleLoader.load(List.of(), RuleSettings.around("any"), List.of());
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

    /// What the rules were read from: rule files, data sets, threshold.config.
    public List<Path> files() {
        return files;
    }

    LoadContext context() {
        return context;
    }

    /// Digests of files that rules compare.
    public Set<FileHash> fileHashes() {
        Set<FileHash> wanted = EnumSet.noneOf(FileHash.class);
        for (CompiledRule rule : rules) {
            for (Clause clause : rule.clauses()) {
                if (clause instanceof Clause.File(var test) && test.digest() != null) wanted.add(test.digest());
            }
        }
        return wanted;
    }

    List<String> bitNames() {
        return names.bits();
    }

    List<String> numberNames() {
        return names.numbers();
    }

    /// Data sets by name.
    Map<String, DataSet> dataSets() {
        return names.dataSets();
    }

    /// What rules share: names of flowbits and flowints by index, data sets by name.
    record Shared(List<String> bits, List<String> numbers, Map<String, DataSet> dataSets) {
        Shared {
            dataSets = Map.copyOf(dataSets);
            bits = List.copyOf(bits);
            numbers = List.copyOf(numbers);
        }
    }

    /// Entries of threshold.config for a rule, in their order.
    public List<Threshold> extraThresholds(CompiledRule rule) {
        return extraThresholds.getOrDefault(
                rule.info().gid() + ":" + rule.info().sid(), List.of());
    }

    /// This set takes over from `before`: flow memory, transactions under way and counts of thresholds go on. It must
    /// have been loaded with `before` as its predecessor. To be called once, before a worker sees this set.
    public void succeed(RuleSet before) {
        index.succeed(before.index);
    }

    RuleIndex index() {
        return index;
    }

    /// Frees native memory; no [RuleEngine] may use the set any more.
    @Override
    public void close() {
        index.close();
        context.expressions().close();
    }
}
