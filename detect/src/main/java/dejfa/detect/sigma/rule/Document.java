package dejfa.detect.sigma.rule;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// One Sigma document, read and checked by itself.
public sealed interface Document {
    RuleInfo info();

    /// @param placeholders of its tests, those without values; such a test is neither true nor false
    record Rule(RuleInfo info, LogSource source, Expression condition, Set<String> placeholders) implements Document {}

    /// Narrows other rules: they fire where this condition holds too.
    ///
    /// @param rules ids or names; empty for every rule
    /// @param source only rules of such a source
    record Filter(RuleInfo info, LogSource source, List<String> rules, Expression condition) implements Document {}

    /// Counts or orders what other rules found.
    ///
    /// @param rules ids or names
    /// @param groupBy fields or aliases
    /// @param aliases alias → rule → field
    /// @param timespanNs what belongs together lies within
    /// @param fields whose values are counted; empty for event_count and the temporal ones
    /// @param bounds all must hold; for the temporal ones empty means every rule
    /// @param expression the extended condition over rules, or null
    /// @param generate whether the rules it refers to alert by themselves too
    record Correlation(
            RuleInfo info,
            Kind kind,
            List<String> rules,
            List<String> groupBy,
            Map<String, Map<String, String>> aliases,
            long timespanNs,
            List<String> fields,
            List<Bound> bounds,
            double percentile,
            Expression expression,
            boolean generate)
            implements Document {}

    /// @param number what the count is compared with
    record Bound(Comparison comparison, double number) {
        public boolean holds(double value) {
            return switch (comparison) {
                case LT -> value < number;
                case LTE -> value <= number;
                case GT -> value > number;
                case GTE -> value >= number;
                case EQ -> value == number;
                case NEQ -> value != number;
            };
        }
    }

    enum Comparison {
        LT,
        LTE,
        GT,
        GTE,
        EQ,
        NEQ
    }

    enum Kind {
        EVENT_COUNT,
        VALUE_COUNT,
        TEMPORAL,
        TEMPORAL_ORDERED,
        VALUE_SUM,
        VALUE_AVG,
        VALUE_MIN,
        VALUE_MAX,
        VALUE_MEDIAN,
        VALUE_PERCENTILE
    }
}
