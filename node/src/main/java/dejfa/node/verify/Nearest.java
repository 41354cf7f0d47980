package dejfa.node.verify;

import dejfa.api.EveJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a failing filter shows: the event that misses by the fewest keys, and by which; or the events too many.
final class Nearest {
    private static final int MOST_KEYS = 12;
    private static final int MOST_EVENTS = 3;
    private static final int MOST_CHARACTERS = 300;
    /// an event of another type is far off, whatever else agrees
    private static final int TYPE_WEIGHT = 1000;

    private Nearest() {}

    static String brief(Object value) {
        StringBuilder out = new StringBuilder();
        EveJson.value(value, out);
        return cut(out.toString());
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 1) + "…";
    }

    /// @param found events that match and so are no near miss
    static List<String> lines(Map<?, ?> wanted, List<Check.Event> events, List<Check.Event> found) {
        Set<Integer> matched = new HashSet<>();
        for (Check.Event event : found) matched.add(event.line());
        Check.Event best = null;
        List<String> bestMisses = List.of();
        int bestScore = Integer.MAX_VALUE;
        for (Check.Event event : events) {
            if (matched.contains(event.line())) continue;
            List<String> misses = misses(wanted, event);
            int score = misses.size()
                    + (misses.stream().anyMatch(miss -> miss.startsWith("event_type:")) ? TYPE_WEIGHT : 0);
            if (score >= bestScore) continue;
            best = event;
            bestMisses = misses;
            bestScore = score;
        }
        if (best == null) return List.of(events.isEmpty() ? "no event came at all" : "every other event matches too");
        List<String> lines = new ArrayList<>();
        Object type = best.values().get("event_type");
        lines.add("nearest of " + events.size() + " events is line " + best.line() + " (" + type + "), it differs in");
        for (String miss : bestMisses.subList(0, Math.min(MOST_KEYS, bestMisses.size()))) lines.add("  " + miss);
        if (bestMisses.size() > MOST_KEYS) lines.add("  … and " + (bestMisses.size() - MOST_KEYS) + " more");
        return lines;
    }

    static List<String> tooMany(List<Check.Event> found) {
        List<String> lines = new ArrayList<>();
        for (Check.Event event : found.subList(0, Math.min(MOST_EVENTS, found.size()))) {
            lines.add("line " + event.line() + " matches: " + brief(event.values()));
        }
        if (found.size() > MOST_EVENTS) lines.add("… and " + (found.size() - MOST_EVENTS) + " more");
        return lines;
    }

    private static List<String> misses(Map<?, ?> wanted, Check.Event event) {
        List<String> misses = new ArrayList<>();
        for (Map.Entry<?, ?> entry : wanted.entrySet()) {
            String key = String.valueOf(entry.getKey());
            try {
                if (!Values.holds(key, entry.getValue(), event.values()))
                    misses.add(miss(key, entry.getValue(), event));
            } catch (Values.Unusable e) {
                misses.add(miss(key, entry.getValue(), event));
            }
        }
        return misses;
    }

    private static String miss(String key, Object wanted, Check.Event event) {
        if (key.endsWith("has-key")) return key + ": " + brief(wanted);
        Object value;
        try {
            value = Values.at(key, event.values());
        } catch (Values.Unusable e) {
            return key + ": wanted " + brief(wanted) + ", can't be asked (" + e.getMessage() + ")";
        }
        return key + ": wanted " + brief(wanted) + ", is " + (value == null ? "missing" : brief(value));
    }
}
