package dejfa.detect.sigma;

import dejfa.api.log.FieldNames;
import dejfa.detect.pattern.Expressions;
import dejfa.detect.sigma.correlate.Correlator;
import dejfa.detect.sigma.correlate.Spec;
import dejfa.detect.sigma.match.Program;
import java.nio.file.Path;
import java.util.List;

/// A set of rules, compiled. Immutable; each thread that matches has its own [#engine].
public final class SigmaRules implements AutoCloseable {
    private final List<SigmaRule> rules;
    private final List<SigmaProblem> problems;
    private final int total;
    private final int loaded;
    private final int foreign;
    private final FieldNames names;
    private final Expressions expressions;
    private final Program program;
    private final Index index;
    private final List<Spec> correlations;

    SigmaRules(
            List<SigmaRule> rules,
            List<SigmaProblem> problems,
            int total,
            int loaded,
            int foreign,
            FieldNames names,
            Expressions expressions,
            Program program,
            Index index,
            List<Spec> correlations) {
        this.rules = List.copyOf(rules);
        this.problems = List.copyOf(problems);
        this.total = total;
        this.loaded = loaded;
        this.foreign = foreign;
        this.names = names;
        this.expressions = expressions;
        this.program = program;
        this.index = index;
        this.correlations = List.copyOf(correlations);
    }

    /// Never fails: what can't be loaded is a problem.
    ///
    /// @param files files, and folders with all `*.yml` and `*.yaml` below them
    public static SigmaRules load(List<Path> files, SigmaSettings settings) {
        return new SigmaLoader(settings).load(files);
    }

    /// @param file a name for the text
    public static SigmaRules parse(String file, String text, SigmaSettings settings) {
        return new SigmaLoader(settings).parse(file, text);
    }

    /// In the order of files, correlations among them.
    public List<SigmaRule> rules() {
        return rules;
    }

    public List<SigmaProblem> problems() {
        return problems;
    }

    /// Sigma documents found, loaded or not.
    public int total() {
        return total;
    }

    /// Sigma documents that are in force: rules, correlations and filters.
    public int loaded() {
        return loaded;
    }

    /// YAML documents that are nothing of Sigma's.
    public int foreign() {
        return foreign;
    }

    /// What readers must link in records for these rules.
    public FieldNames fieldNames() {
        return names;
    }

    Program program() {
        return program;
    }

    Index index() {
        return index;
    }

    /// For the one thread that sees all hits in the order of time.
    public Correlator correlator() {
        return new Correlator(correlations);
    }

    /// One thread's own.
    public SigmaEngine engine() {
        return new SigmaEngine(this);
    }

    /// No engine may match any more.
    @Override
    public void close() {
        index.close();
        expressions.close();
    }
}
