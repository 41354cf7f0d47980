package dejfa.node.sigma;

import dejfa.detect.sigma.SigmaProblem;
import dejfa.detect.sigma.SigmaRule;
import dejfa.detect.sigma.SigmaRules;
import dejfa.detect.sigma.source.LogSources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// What `sigma check` found, as text or JSON.
record SigmaReport(SigmaRules rules, LogSources sources) {
    private static final int MOST_IDS = 3;

    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("total", rules.total());
        all.put("loaded", rules.loaded());
        List<Map<String, Object>> problems = new ArrayList<>();
        for (SigmaProblem problem : rules.problems()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("file", problem.file());
            entry.put("id", problem.id().isEmpty() ? null : problem.id());
            entry.put("reason", problem.reason());
            problems.add(entry);
        }
        all.put("problems", problems);
        return JsonMapper.shared().writeValueAsString(all) + "\n";
    }

    String text() {
        StringBuilder out = new StringBuilder();
        for (SigmaProblem problem : rules.problems()) out.append(problem).append('\n');
        out.append(String.format(Locale.ROOT, "%,d of %,d rules load", rules.loaded(), rules.total()));
        double share = rules.total() == 0 ? 100 : Math.floor(rules.loaded() * 10_000.0 / rules.total()) / 100;
        out.append(String.format(Locale.ROOT, " (%.2f %%)%n", share));
        if (rules.foreign() > 0) {
            out.append(String.format(Locale.ROOT, "%,d other YAML documents are no rules%n", rules.foreign()));
        }
        Map<String, List<String>> bad = new TreeMap<>();
        for (SigmaProblem problem : rules.problems()) {
            String kind = problem.reason().replaceAll("'[^']*'", "'…'");
            bad.computeIfAbsent(kind, key -> new ArrayList<>()).add(problem.id());
        }
        table(out, "what does not load, by reason", bad);
        levels(out);
        Map<String, List<String>> waiting = new TreeMap<>();
        Map<String, List<String>> unknown = new TreeMap<>();
        for (SigmaRule rule : rules.rules()) {
            for (String name : rule.placeholders()) {
                waiting.computeIfAbsent("%" + name + "%", key -> new ArrayList<>())
                        .add(rule.info().label());
            }
            if (!rule.isCorrelation() && !sources.knows(rule.source())) {
                unknown.computeIfAbsent(rule.source().toString(), key -> new ArrayList<>())
                        .add(rule.info().label());
            }
        }
        table(out, "placeholders without values; such a test neither passes nor fails (give --placeholders)", waiting);
        table(out, "log sources that are not mapped; only records that call themselves so are looked at", unknown);
        return out.toString();
    }

    private void levels(StringBuilder out) {
        Map<String, Integer> levels = new LinkedHashMap<>();
        for (var level : dejfa.detect.sigma.rule.Level.values()) levels.put(level.word(), 0);
        int correlations = 0;
        for (SigmaRule rule : rules.rules()) {
            levels.merge(rule.info().level().word(), 1, Integer::sum);
            if (rule.isCorrelation()) correlations++;
        }
        out.append("levels:");
        levels.forEach((level, count) -> out.append(String.format(Locale.ROOT, " %s %,d", level, count)));
        if (correlations > 0) out.append(String.format(Locale.ROOT, "; %,d are correlations", correlations));
        out.append('\n');
    }

    private static void table(StringBuilder out, String head, Map<String, List<String>> idsByKind) {
        if (idsByKind.isEmpty()) return;
        out.append(head).append(":\n");
        List<Map.Entry<String, List<String>>> rows = new ArrayList<>(idsByKind.entrySet());
        rows.sort((a, b) -> b.getValue().size() - a.getValue().size());
        for (Map.Entry<String, List<String>> row : rows) {
            List<String> ids = row.getValue();
            out.append(String.format(Locale.ROOT, "  %,7d  %s", ids.size(), row.getKey()));
            List<String> some = ids.subList(0, Math.min(MOST_IDS, ids.size())).stream()
                    .filter(id -> !id.isEmpty())
                    .toList();
            if (!some.isEmpty()) out.append("  ").append(String.join(", ", some));
            if (ids.size() > MOST_IDS) out.append(", …");
            out.append('\n');
        }
    }
}
