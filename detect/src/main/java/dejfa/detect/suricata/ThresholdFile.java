package dejfa.detect.suricata;

import dejfa.detect.suricata.data.DataSets;
import dejfa.detect.suricata.rule.Action;
import dejfa.detect.suricata.rule.AddressSet;
import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.Threshold;
import dejfa.detect.suricata.rule.Threshold.Kind;
import dejfa.detect.suricata.rule.Threshold.Track;
import dejfa.detect.suricata.rule.Variables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// threshold.config: `threshold`, `event_filter`, `rate_filter` and `suppress` lines (user guide, "Global-Thresholds").
final class ThresholdFile {
    private ThresholdFile() {}

    /// Where the file is, as far as one is named and there.
    static Optional<Path> path(RuleSettings settings, List<Path> folders) {
        String name = settings.setting("threshold-file", "");
        if (name.isEmpty()) return Optional.empty();
        try {
            return Optional.of(new DataSets(folders).find(name));
        } catch (IllegalArgumentException absent) {
            return Optional.empty();
        }
    }

    /// @return by `gid:sid`; empty where the setting `threshold-file` names none
    static Map<String, List<Threshold>> load(
            RuleSettings settings, List<Path> folders, List<Loaded.Rejected> rejected) {
        Map<String, List<Threshold>> all = new HashMap<>();
        String name = settings.setting("threshold-file", "");
        if (name.isEmpty()) return all;
        Path path = Path.of(name);
        List<String> lines;
        try {
            path = new DataSets(folders).find(name);
            lines = DataSets.lines(path);
        } catch (IllegalArgumentException e) {
            rejected.add(new Loaded.Rejected(path, 0, e.getMessage(), "check the setting threshold-file"));
            return all;
        }
        Variables variables = new Variables(settings.addressGroups(), settings.portGroups());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) continue;
            try {
                line(line, variables, all);
            } catch (BadRule e) {
                rejected.add(new Loaded.Rejected(path, i + 1, e.getMessage(), e.remedy()));
            }
        }
        return all;
    }

    private static void line(String line, Variables variables, Map<String, List<Threshold>> all) {
        String[] words = line.split("\\s+", 2);
        Map<String, String> options = new HashMap<>();
        if (words.length > 1) {
            for (String part : splitOutsideLists(words[1])) {
                String[] pair = part.strip().split("\\s+", 2);
                if (pair.length == 2) options.put(pair[0].toLowerCase(Locale.ROOT), pair[1].strip());
            }
        }
        String id = number(options, "gen_id") + ":" + number(options, "sig_id");
        AddressSet only = options.containsKey("ip") ? variables.addresses(options.get("ip")) : null;
        Kind kind =
                switch (words[0].toLowerCase(Locale.ROOT)) {
                    case "suppress" -> Kind.SUPPRESS;
                    case "rate_filter" -> Kind.RATE_FILTER;
                    case "threshold", "event_filter" -> kind(options.getOrDefault("type", ""));
                    default ->
                        throw new BadRule("'" + words[0] + "' is unknown", "use threshold, rate_filter, suppress");
                };
        boolean counts = kind != Kind.SUPPRESS;
        Threshold threshold = new Threshold(
                kind,
                track(options.getOrDefault("track", counts ? "by_rule" : "by_either")),
                counts ? number(options, "count") : 0,
                counts ? number(options, "seconds") : 0,
                kind == Kind.RATE_FILTER ? Action.parse(options.getOrDefault("new_action", "alert")) : Action.ALERT,
                kind == Kind.RATE_FILTER ? number(options, "timeout") : 0,
                only,
                options.get("unique_on"));
        all.computeIfAbsent(id, key -> new ArrayList<>()).add(threshold);
    }

    private static List<String> splitOutsideLists(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[') depth++;
            if (c == ']') depth--;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static int number(Map<String, String> options, String name) {
        try {
            return Integer.parseInt(options.getOrDefault(name, ""));
        } catch (NumberFormatException e) {
            throw new BadRule(name + " is no number", "give it as a decimal number");
        }
    }

    private static Kind kind(String text) {
        return switch (text) {
            case "limit" -> Kind.LIMIT;
            case "threshold" -> Kind.THRESHOLD;
            case "both" -> Kind.BOTH;
            default -> throw new BadRule("'" + text + "' is no type", "use limit, threshold, both");
        };
    }

    private static Track track(String text) {
        return switch (text) {
            case "by_src" -> Track.SOURCE;
            case "by_dst" -> Track.DESTINATION;
            case "by_both" -> Track.PAIR;
            case "by_rule" -> Track.RULE;
            case "by_flow" -> Track.FLOW;
            case "by_either" -> Track.EITHER;
            default -> throw new BadRule("nothing can be tracked " + text, "use by_src, by_dst, by_rule, by_both");
        };
    }
}
