package dejfa.intel;

import dejfa.api.Alert;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What was observed in one incident, each fact once however many alerts tell it.
///
/// @param observations one a rule, in order of first alert
public record Evidence(List<Observation> observations) implements Serializable {
    /// Rules, indicators a rule and tools kept; an attacker who sets off more teaches nothing more.
    private static final int MAX_OBSERVATIONS = 500;

    private static final int MAX_INDICATORS = 50;
    private static final int MAX_SENTENCES = 20;

    /// One thing that was seen.
    ///
    /// @param rule id of the rule that saw it, lower case
    /// @param title the rule's line for people
    /// @param proved the alert rests on a decoder that proves the protocol, not on an imitable pattern
    /// @param sentences what its first alerts say they observed, with what the attacker wrote in it
    /// @param confidence 0 to 1, the best of its alerts
    public record Observation(
            String rule,
            String title,
            boolean proved,
            double confidence,
            Set<String> techniques,
            Set<String> tools,
            Set<String> indicators,
            List<String> sentences)
            implements Serializable {}

    public Evidence {
        observations = List.copyOf(observations);
    }

    /// Alerts of one incident as evidence; informational ones (severity 4 and up) say nothing about an actor.
    public static Evidence of(Collection<Alert> alerts) {
        Map<String, List<Alert>> byRule = new LinkedHashMap<>();
        for (Alert alert : alerts) {
            if (alert.severity() > 3) continue;
            String key = alert.engine() + " " + alert.rule();
            if (byRule.containsKey(key) || byRule.size() < MAX_OBSERVATIONS) {
                byRule.computeIfAbsent(key, any -> new ArrayList<>()).add(alert);
            }
        }
        List<Observation> all = new ArrayList<>();
        for (List<Alert> same : byRule.values()) all.add(sum(same));
        return new Evidence(all);
    }

    private static Observation sum(List<Alert> same) {
        double confidence = 0;
        Set<String> techniques = new TreeSet<>();
        Set<String> tools = new TreeSet<>();
        Set<String> indicators = new TreeSet<>();
        List<String> sentences = new ArrayList<>();
        for (Alert alert : same) {
            String sentence = alert.event().slots().text("text");
            if (sentence == null) sentence = alert.title();
            if (sentences.size() < MAX_SENTENCES) sentences.add(cut(sentence));
            confidence = Math.max(confidence, alert.confidence());
            techniques.addAll(alert.techniques());
            if (alert.tool() != null) tools.add(alert.tool());
            for (String indicator : alert.indicators()) {
                if (indicators.size() < MAX_INDICATORS) indicators.add(indicator);
            }
        }
        Alert first = same.getFirst();
        return new Observation(
                first.rule().toLowerCase(Locale.ROOT),
                first.title(),
                first.engine() == Alert.Engine.DECODER,
                confidence,
                techniques,
                tools,
                indicators,
                sentences);
    }

    private static String cut(String sentence) {
        return sentence.length() > 1_000 ? sentence.substring(0, 1_000) : sentence;
    }
}
