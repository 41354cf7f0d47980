package dejfa.detect.sigma;

import dejfa.detect.sigma.rule.LogSource;
import dejfa.detect.sigma.rule.RuleInfo;
import java.util.Set;

/// A rule that is loaded.
///
/// @param number its place in [SigmaRules#rules]
/// @param source null for a correlation
/// @param alerts false where only correlations want to know of it
/// @param placeholders without values: tests that use them count neither as passed nor as failed
public record SigmaRule(int number, RuleInfo info, LogSource source, boolean alerts, Set<String> placeholders) {
    public boolean isCorrelation() {
        return source == null;
    }
}
