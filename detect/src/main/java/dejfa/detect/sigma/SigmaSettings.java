package dejfa.detect.sigma;

import dejfa.detect.pattern.PatternCompiler;
import dejfa.detect.sigma.rule.Placeholders;
import dejfa.detect.sigma.source.LogSources;

/// What rules are loaded with.
///
/// @param compiler keeps compiled sets of literals, or doesn't
public record SigmaSettings(LogSources sources, Placeholders placeholders, PatternCompiler compiler) {
    public static SigmaSettings defaults() {
        return new SigmaSettings(LogSources.own(), Placeholders.NONE, PatternCompiler.WITHOUT_STORE);
    }

    public SigmaSettings with(Placeholders values) {
        return new SigmaSettings(sources, values, compiler);
    }

    public SigmaSettings with(PatternCompiler other) {
        return new SigmaSettings(sources, placeholders, other);
    }
}
