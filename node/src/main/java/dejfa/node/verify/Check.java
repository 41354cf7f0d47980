package dejfa.node.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// One check of a case that is judged here.
///
/// @param place of the check in the description, counted from 1
sealed interface Check {
    int place();

    /// @return what is wrong, or null; then in `lines` what is nearest
    Failure failure(List<Event> events);

    /// One line of the output.
    ///
    /// @param line counted from 1
    record Event(int line, Map<?, ?> values) {}

    /// What is wrong with a check.
    ///
    /// @param sentence what was wanted and what came
    /// @param difference lines that show the nearest event and where it differs; may be empty
    record Failure(int place, String sentence, List<String> difference) {}

    /// As many events as `count` says match.
    record Filter(int place, Map<?, ?> check) implements Check {
        @Override
        public Failure failure(List<Event> events) {
            if (!(check.get("match") instanceof Map<?, ?> wanted)) return bad("the check has no 'match'");
            if (!check.containsKey("count")) return bad("the check has no 'count'");
            List<Event> found = new ArrayList<>();
            try {
                for (Event event : events) if (matches(wanted, event)) found.add(event);
            } catch (Values.Unusable e) {
                return bad("can't be evaluated (" + e.getMessage() + ") for " + Nearest.brief(wanted));
            }
            Object count = check.get("count");
            if (Values.equal(found.size(), count)) return null;
            String sentence = "wanted " + count + ", got " + found.size() + " for " + Nearest.brief(wanted);
            boolean tooFew = !(count instanceof Number number) || number.longValue() > found.size();
            return new Failure(place, sentence, tooFew ? Nearest.lines(wanted, events, found) : Nearest.tooMany(found));
        }

        /// In the order written, ending at the first that doesn't hold: a later key may only make sense for events that
        /// the earlier ones let through.
        private static boolean matches(Map<?, ?> wanted, Event event) {
            for (Map.Entry<?, ?> entry : wanted.entrySet()) {
                if (!Values.holds(entry.getKey(), entry.getValue(), event.values())) return false;
            }
            return true;
        }

        private Failure bad(String why) {
            return new Failure(place, why, List.of());
        }
    }

    /// Counters of the last stats event.
    record Stats(int place, Map<?, ?> check) implements Check {
        @Override
        public Failure failure(List<Event> events) {
            Object last = null;
            for (Event event : events) {
                if ("stats".equals(event.values().get("event_type")))
                    last = event.values().get("stats");
            }
            if (last == null) return new Failure(place, "no stats event came", List.of());
            for (Map.Entry<?, ?> entry : check.entrySet()) {
                String key = String.valueOf(entry.getKey());
                Object value;
                try {
                    value = Values.at(key, last);
                } catch (Values.Unusable e) {
                    return new Failure(place, "stats." + key + " can't be evaluated: " + e.getMessage(), List.of());
                }
                if (!Values.compares(key, value, entry.getValue())) {
                    String sentence = "stats." + key + ": wanted " + entry.getValue() + ", is "
                            + (value == null ? "missing" : value);
                    return new Failure(place, sentence, List.of());
                }
            }
            return null;
        }
    }

    /// The event type that a filter looks at; `?` where it names none, `file` where it reads another file.
    static String eventType(Map<?, ?> check) {
        Object file = check.get("filename");
        if (file != null && !file.equals("eve.json")) return "file";
        if (!(check.get("match") instanceof Map<?, ?> wanted)) return "?";
        if (wanted.containsKey("event_type")) return String.valueOf(wanted.get("event_type"));
        boolean alert =
                wanted.keySet().stream().anyMatch(key -> String.valueOf(key).startsWith("alert."));
        return alert ? "alert" : "?";
    }

    /// @param types event types that are judged, or `all`
    static boolean chosen(String type, Collection<String> types) {
        return types.contains("all") || types.contains(type);
    }
}
