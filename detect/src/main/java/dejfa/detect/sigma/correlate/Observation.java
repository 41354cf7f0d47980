package dejfa.detect.sigma.correlate;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One hit of a rule, as correlations see it.
///
/// @param rule its number
/// @param timeNs the record's; -1 where it tells none
/// @param values of the fields that correlations ask for, all values of a field
/// @param computer of the record, or null
/// @param channel of the record, or null
/// @param recordId of the record, or -1
public record Observation(
        int rule, long timeNs, Map<String, List<String>> values, String computer, String channel, long recordId)
        implements Serializable {

    /// The same record, found by a correlation: what it groups by is added.
    Observation by(int correlation, List<String> names, List<String> group) {
        Map<String, List<String>> more = new HashMap<>(values);
        for (int i = 0; i < names.size(); i++) more.put(names.get(i), List.of(group.get(i)));
        return new Observation(correlation, timeNs, more, computer, channel, recordId);
    }

    /// @return null where the record lacks it
    String first(String field) {
        List<String> all = values.get(field);
        return all == null || all.isEmpty() ? null : all.getFirst();
    }
}
