package dejfa.node.rules;

import dejfa.detect.suricata.explain.Slow;
import dejfa.detect.suricata.rule.CompiledRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// What `rules check` found, as text or JSON.
///
/// @param total rules in the files
/// @param problems rules and files that don't load
/// @param slow rules that load and cost more than others; a rule may stand there with several reasons
record CheckReport(int total, int loaded, List<Problem> problems, List<SlowRule> slow) {
    private static final int MOST_SIDS = 5;

    /// @param line 0 where the whole file is meant
    /// @param sid -1 where none is said
    record Problem(String file, int line, long sid, String reason, String remedy) {}

    /// A slow rule with one reason.
    record SlowRule(CompiledRule.Info info, Slow slow) {}

    /// @param everySlow list each slow rule
    String text(boolean everySlow) {
        StringBuilder out = new StringBuilder();
        for (Problem bad : problems) {
            out.append(bad.file());
            if (bad.line() > 0) out.append(':').append(bad.line());
            if (bad.sid() >= 0) out.append(" (sid ").append(bad.sid()).append(')');
            out.append(": ")
                    .append(bad.reason())
                    .append("; ")
                    .append(bad.remedy())
                    .append('\n');
        }
        if (everySlow) {
            for (SlowRule one : slow) {
                out.append(String.format(
                        Locale.ROOT,
                        "%s:%d (sid %d): slow: %s: %s%n",
                        one.info().file(),
                        one.info().line(),
                        one.info().sid(),
                        one.slow().reason(),
                        one.slow().why()));
            }
        }
        summary(out, everySlow);
        return out.toString();
    }

    private void summary(StringBuilder out, boolean everySlow) {
        out.append(String.format(Locale.ROOT, "%,d of %,d rules load", loaded, total));
        double share = total == 0 ? 100 : Math.floor(loaded * 10_000.0 / total) / 100;
        out.append(String.format(Locale.ROOT, " (%.2f %%)%n", share));
        Map<String, List<Long>> bad = new TreeMap<>();
        for (Problem one : problems)
            bad.computeIfAbsent(kind(one.reason()), k -> new ArrayList<>()).add(one.sid());
        table(out, "what does not load, by reason", bad);
        Map<String, List<Long>> costly = new TreeMap<>();
        for (SlowRule one : slow) {
            costly.computeIfAbsent(one.slow().reason(), k -> new ArrayList<>())
                    .add(one.info().sid());
        }
        long rules = slow.stream()
                .map(one -> one.info().gid() + ":" + one.info().sid())
                .distinct()
                .count();
        String more = everySlow || slow.isEmpty() ? "" : " (--slow lists them)";
        table(out, String.format(Locale.ROOT, "%,d load and are slow, by reason%s", rules, more), costly);
    }

    private static void table(StringBuilder out, String head, Map<String, List<Long>> sidsByReason) {
        if (sidsByReason.isEmpty()) return;
        out.append(head).append(":\n");
        List<Map.Entry<String, List<Long>>> rows = new ArrayList<>(sidsByReason.entrySet());
        rows.sort(Comparator.comparingInt(row -> -row.getValue().size()));
        for (Map.Entry<String, List<Long>> row : rows) {
            List<Long> sids = row.getValue().stream().filter(sid -> sid >= 0).toList();
            out.append(String.format(Locale.ROOT, "  %,7d  %s", row.getValue().size(), row.getKey()));
            if (!sids.isEmpty()) {
                List<String> some = sids.subList(0, Math.min(MOST_SIDS, sids.size())).stream()
                        .map(String::valueOf)
                        .toList();
                out.append("  sid ").append(String.join(", ", some)).append(sids.size() > MOST_SIDS ? ", …" : "");
            }
            out.append('\n');
        }
    }

    /// Reasons that only differ in what they name are of one kind: what stands between quotes, ids and numbers go.
    static String kind(String reason) {
        return reason.replaceAll("(?<![A-Za-z0-9])'[^']*'(?![A-Za-z0-9])", "'…'")
                .replaceAll("\\b\\d+:\\d+\\b", "…")
                .replaceAll("the rule … is there twice", "a rule is there twice");
    }

    /// @param withSlow a fourth key; without it the object has exactly the three that scripts know
    String json(boolean withSlow) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("total", total);
        all.put("loaded", loaded);
        List<Map<String, Object>> bad = new ArrayList<>();
        for (Problem one : problems) bad.add(entry(one.file(), one.line(), one.sid(), one.reason()));
        all.put("problems", bad);
        if (withSlow) {
            List<Map<String, Object>> costly = new ArrayList<>();
            for (SlowRule one : slow) {
                CompiledRule.Info info = one.info();
                Map<String, Object> entry = entry(
                        info.file().toString(),
                        info.line(),
                        info.sid(),
                        one.slow().reason());
                entry.put("why", one.slow().why());
                costly.add(entry);
            }
            all.put("slow", costly);
        }
        return JsonMapper.shared().writeValueAsString(all) + "\n";
    }

    private static Map<String, Object> entry(String file, int line, long sid, String reason) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("file", file);
        entry.put("line", line);
        entry.put("sid", sid < 0 ? null : sid);
        entry.put("reason", reason);
        return entry;
    }
}
