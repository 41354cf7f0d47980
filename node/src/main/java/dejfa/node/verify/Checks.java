package dejfa.node.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The list under `checks`, taken apart.
///
/// @param judged in the order written
/// @param notJudged kinds that are not judged here, with their number
record Checks(List<Check> judged, Map<String, Integer> notJudged) {
    /// @param types event types whose checks are judged, or `all`
    /// @throws IllegalArgumentException when the list can't be read
    static Checks of(Object list, Collection<String> types) {
        List<Check> judged = new ArrayList<>();
        Map<String, Integer> others = new TreeMap<>();
        if (list == null) return new Checks(judged, others);
        if (!(list instanceof List<?> entries)) throw new IllegalArgumentException("'checks' is no list");
        int place = 0;
        for (Object entry : entries) {
            place++;
            if (!(entry instanceof Map<?, ?> map)) throw new IllegalArgumentException("check " + place + " is no map");
            for (Map.Entry<?, ?> one : map.entrySet()) {
                add(place, String.valueOf(one.getKey()), one.getValue(), types, judged, others);
            }
        }
        return new Checks(judged, others);
    }

    private static void add(
            int place,
            String kind,
            Object value,
            Collection<String> types,
            List<Check> judged,
            Map<String, Integer> others) {
        if (!kind.equals("filter") && !kind.equals("stats")) {
            others.merge(kind, 1, Integer::sum);
            return;
        }
        if (!(value instanceof Map<?, ?> check)) {
            throw new IllegalArgumentException("check " + place + " (" + kind + ") is no map");
        }
        String type = kind.equals("stats") ? "stats" : Check.eventType(check);
        if (type.equals("file")) others.merge("filter of another file", 1, Integer::sum);
        else if (!Check.chosen(type, types)) others.merge("other event types", 1, Integer::sum);
        else if (kind.equals("stats")) judged.add(new Check.Stats(place, check));
        else if (Requires.unmet(check.get("requires")) == null) judged.add(new Check.Filter(place, check));
        else others.merge("other versions", 1, Integer::sum);
    }
}
