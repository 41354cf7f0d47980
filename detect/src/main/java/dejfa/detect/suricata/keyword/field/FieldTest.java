package dejfa.detect.suricata.keyword.field;

import dejfa.api.Slots;
import dejfa.detect.suricata.rule.Clause.ValueTest;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/// What a keyword asks of a field.
///
/// @param buffer the field's name in the rule language
public record FieldTest(String buffer, ValueTest test) {
    /// Any of its numbers holds.
    static FieldTest ofNumber(String buffer, LongPredicate test) {
        return new FieldTest(buffer, values -> values.stream().anyMatch(v -> v instanceof Long n && test.test(n)));
    }

    /// Any of its records holds.
    static FieldTest ofRecord(String buffer, Predicate<Slots> test) {
        return new FieldTest(buffer, values -> values.stream().anyMatch(v -> v instanceof Slots s && test.test(s)));
    }
}
