package dejfa.detect.sigma.match;

import java.util.List;
import java.util.Map;

/// What a log calls the fields of rules.
///
/// @param fields by the rules' name
public record FieldMap(Map<String, Made> fields) {
    public static final FieldMap NONE = new FieldMap(Map.of());

    /// A field of the log, or several made into one.
    ///
    /// @param from names in the log; several are joined
    /// @param between stands between them
    /// @param values whole values of the log to those of rules
    /// @param prefixes starts of values of the log to those of rules
    public record Made(List<String> from, String between, Map<String, String> values, Map<String, String> prefixes) {
        public boolean isRename() {
            return from.size() == 1 && values.isEmpty() && prefixes.isEmpty();
        }
    }
}
