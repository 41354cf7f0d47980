package dejfa.detect.sigma.correlate;

import dejfa.detect.sigma.rule.Document;
import dejfa.detect.sigma.rule.Document.Bound;
import dejfa.detect.sigma.rule.Document.Comparison;
import dejfa.detect.sigma.rule.Document.Kind;
import dejfa.detect.sigma.rule.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A correlation with its rules as numbers.
///
/// @param number the correlation's own
/// @param members numbers of its rules, in their order
public record Spec(int number, Document.Correlation document, List<Integer> members) {
    /// What one event of a member has to say.
    ///
    /// @param group null where the event lacks a field
    record Reading(List<String> group, List<Integer> positions) {}

    Kind kind() {
        return document.kind();
    }

    boolean isTemporal() {
        return kind() == Kind.TEMPORAL || kind() == Kind.TEMPORAL_ORDERED;
    }

    /// Whether the condition, once it holds, holds whatever else comes within the time span: then it is looked at
    /// with each event. Any other is looked at when its time span is over.
    boolean isMonotone() {
        if (isTemporal()) return document.expression() == null ? rising() : !hasNot(document.expression());
        return switch (kind()) {
            case EVENT_COUNT, VALUE_COUNT, VALUE_SUM, VALUE_MAX -> rising();
            case VALUE_MIN -> falling();
            default -> false;
        };
    }

    private boolean rising() {
        return document.bounds().stream()
                .map(Bound::comparison)
                .allMatch(one -> one == Comparison.GT || one == Comparison.GTE);
    }

    private boolean falling() {
        return document.bounds().stream()
                .map(Bound::comparison)
                .allMatch(one -> one == Comparison.LT || one == Comparison.LTE);
    }

    private static boolean hasNot(Expression expression) {
        return switch (expression) {
            case Expression.Not ignored -> true;
            case Expression.And(var all) -> all.stream().anyMatch(Spec::hasNot);
            case Expression.Or(var any) -> any.stream().anyMatch(Spec::hasNot);
            case Expression.AtLeast(var ignored, var of) -> of.stream().anyMatch(Spec::hasNot);
            case Expression.Test ignored -> false;
        };
    }

    Reading read(Observation observation) {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) if (members.get(i) == observation.rule()) positions.add(i);
        if (positions.isEmpty()) return null;
        List<String> group = new ArrayList<>();
        for (String name : document.groupBy()) {
            String value = observation.first(field(name, positions.getFirst()));
            if (value == null) return new Reading(null, positions);
            group.add(value);
        }
        return new Reading(group, positions);
    }

    /// The field that an alias, or a name that is none, means in events of that member.
    String field(String name, int position) {
        Map<String, String> byRule = document.aliases().get(name);
        if (byRule == null) return name;
        return byRule.getOrDefault(document.rules().get(position), name);
    }

    /// Fields that events of any member must have.
    public Set<String> fields() {
        Set<String> fields = new TreeSet<>();
        for (int i = 0; i < members.size(); i++) {
            for (String name : document.groupBy()) fields.add(field(name, i));
            for (String name : document.fields()) fields.add(field(name, i));
        }
        return fields;
    }

    boolean holds(double value) {
        for (Bound bound : document.bounds()) if (!bound.holds(value)) return false;
        return true;
    }

    /// For the temporal ones.
    ///
    /// @param seen by position, whether that rule fired within the time span
    boolean holds(boolean[] seen) {
        if (document.expression() != null) return holds(document.expression(), seen);
        int count = 0;
        for (boolean one : seen) if (one) count++;
        return document.bounds().isEmpty() ? count == seen.length : holds(count);
    }

    private boolean holds(Expression expression, boolean[] seen) {
        return switch (expression) {
            case Expression.Not(var negated) -> !holds(negated, seen);
            case Expression.And(var all) -> all.stream().allMatch(one -> holds(one, seen));
            case Expression.Or(var any) -> any.stream().anyMatch(one -> holds(one, seen));
            case Expression.AtLeast(var count, var of) ->
                of.stream().filter(one -> holds(one, seen)).count() >= count;
            case Expression.Test(var rule, var ignored) -> seen[document.rules().indexOf(rule)];
        };
    }
}
