package dejfa.intel;

import dejfa.intel.ActorProfile.Sign;
import dejfa.intel.Evidence.Observation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Finds the observations that a sign of a profile rests on.
final class HabitMatcher {
    private final List<Observation> observations;
    private final Prevalence prevalence;

    HabitMatcher(Evidence evidence, Prevalence prevalence) {
        this.observations = evidence.observations();
        this.prevalence = prevalence;
    }

    /// What a sign rests on.
    ///
    /// @param observations those that show its rules, tools and techniques
    /// @param confidence of the weakest part
    record Match(Set<Observation> observations, Set<String> techniques, double confidence) {}

    /// The first sign that is met, or null.
    Match match(List<Sign> signs) {
        for (Sign sign : signs) {
            Match match = match(sign);
            if (match != null) return match;
        }
        return null;
    }

    private Match match(Sign sign) {
        Set<Observation> used = new LinkedHashSet<>();
        double confidence = 1;
        for (String context : sign.with()) {
            double one = best(context, null);
            if (one <= 0) return null;
            confidence = Math.min(confidence, one);
        }
        for (String technique : sign.techniques()) {
            double one = best(technique, used);
            if (one <= 0) return null;
            confidence = Math.min(confidence, one);
        }
        if (!sign.rules().isEmpty() || !sign.says().isEmpty()) {
            Observation seen = saying(sign);
            if (seen == null) return null;
            used.add(seen);
            confidence = Math.min(confidence, seen.confidence());
        }
        if (!sign.tools().isEmpty()) {
            Observation seen = withTool(sign.tools());
            if (seen == null) return null;
            used.add(seen);
            confidence = Math.min(confidence, seen.confidence());
        }
        for (String pattern : sign.indicators()) {
            Observation seen = withIndicator(pattern);
            if (seen == null) return null;
            used.add(seen);
            confidence = Math.min(confidence, seen.confidence());
        }
        return new Match(used, Set.copyOf(sign.techniques()), confidence);
    }

    private double best(String technique, Set<Observation> used) {
        Observation best = null;
        for (Observation seen : observations) {
            if (shows(seen, technique) && (best == null || seen.confidence() > best.confidence())) {
                best = seen;
            }
        }
        if (best != null && used != null) used.add(best);
        return best == null ? 0 : best.confidence();
    }

    private static boolean shows(Observation seen, String technique) {
        if (seen.techniques().contains(technique)) return true;
        for (String one : seen.techniques()) if (one.startsWith(technique + ".")) return true;
        return false;
    }

    /// The observation of one of the rules that says all that the sign wants said.
    private Observation saying(Sign sign) {
        for (Observation seen : observations) {
            boolean all = sign.rules().isEmpty() || sign.rules().contains(seen.rule());
            for (String pattern : sign.says()) {
                all &= seen.sentences().stream().anyMatch(sentence -> matches(pattern, sentence));
            }
            if (all) return seen;
        }
        return null;
    }

    private Observation withTool(List<String> tools) {
        for (Observation seen : observations) {
            for (String name : seen.tools()) {
                Prevalence.Tool tool = prevalence.tool(name);
                if (tool != null && tools.contains(tool.name())) return seen;
            }
        }
        return null;
    }

    private Observation withIndicator(String pattern) {
        for (Observation seen : observations) {
            for (String indicator : seen.indicators()) if (matches(pattern, indicator)) return seen;
        }
        return null;
    }

    /// Wildcards without a regular expression, so that no pattern costs more than its length times the text's.
    static boolean matches(String pattern, String value) {
        String text = value.toLowerCase(Locale.ROOT);
        String[] parts = pattern.toLowerCase(Locale.ROOT).split("\\*", -1);
        if (parts.length == 1) return text.equals(parts[0]);
        if (!text.startsWith(parts[0])) return false;
        int at = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = text.indexOf(parts[i], at);
            if (found < 0) return false;
            at = found + parts[i].length();
        }
        String last = parts[parts.length - 1];
        return text.length() - last.length() >= at && text.endsWith(last);
    }
}
