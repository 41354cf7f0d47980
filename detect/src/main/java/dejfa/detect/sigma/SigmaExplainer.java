package dejfa.detect.sigma;

import dejfa.detect.sigma.match.ConditionText;
import dejfa.detect.sigma.match.FieldMap;
import dejfa.detect.sigma.rule.RuleInfo;
import dejfa.detect.sigma.source.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Says how a rule is executed.
public final class SigmaExplainer {
    private static final int MOST_LITERALS = 40;

    private final SigmaRules rules;

    public SigmaExplainer(SigmaRules rules) {
        this.rules = rules;
    }

    /// A heading and what stands under it.
    public record Section(String head, List<String> lines) {}

    public List<Section> explain(SigmaRule rule) {
        List<Section> sections = new ArrayList<>();
        RuleInfo info = rule.info();
        sections.add(new Section("from", List.of(info.file())));
        if (!info.author().isEmpty()) sections.add(new Section("author", List.of(info.author())));
        String status = info.status().isEmpty() ? "" : ", status " + info.status();
        sections.add(new Section("level", List.of(info.level().word() + status)));
        if (!info.tags().isEmpty()) sections.add(new Section("tags", List.of(String.join(", ", info.tags()))));
        if (!rule.alerts()) {
            sections.add(new Section("alerts", List.of("no: only correlations want to know of it")));
        }
        if (!rule.isCorrelation()) detection(rule, sections);
        if (!info.falsePositives().isEmpty()) sections.add(new Section("false positives", info.falsePositives()));
        return sections;
    }

    private void detection(SigmaRule rule, List<Section> sections) {
        sections.add(new Section("log source", List.of(rule.source().toString())));
        Map<Integer, List<Place>> byNode = new LinkedHashMap<>();
        for (Index.Variant variant : rules.index().variants(rule.number())) {
            byNode.computeIfAbsent(variant.node(), key -> new ArrayList<>()).add(variant.place());
        }
        byNode.forEach((node, places) -> {
            List<String> lines = new ArrayList<>();
            for (Place place : places) {
                lines.add(place.toString());
                fields(place.fields(), ConditionText.fields(rules.program(), node), lines);
            }
            sections.add(new Section("looks at", lines));
            long[] ids = rules.index().eventIds(rule.number(), node);
            if (ids != null) sections.add(new Section("event ids", List.of(java.util.Arrays.toString(ids))));
            sections.add(new Section("prefilter", prefilter(node)));
            List<String> tree = ConditionText.tree(rules.program(), node);
            sections.add(new Section("condition", tree));
        });
        if (!rule.placeholders().isEmpty()) {
            sections.add(new Section(
                    "waits for",
                    List.of("values of " + rule.placeholders()
                            + "; until then a test that needs them neither passes nor fails, so the rule fires only "
                            + "where it would whatever they are")));
        }
    }

    /// @param asked fields that the rule asks for
    private static void fields(FieldMap map, Set<String> asked, List<String> lines) {
        map.fields().forEach((field, made) -> {
            if (!asked.contains(field)) return;
            if (made.from().size() > 1 || !made.from().getFirst().equals(field)) {
                lines.add("    " + field + " is there " + String.join(" and ", made.from()));
            }
        });
    }

    private List<String> prefilter(int node) {
        List<String> literals = ConditionText.literals(rules.program(), node);
        if (literals.isEmpty()) return List.of("none: looked at for every such record");
        double expected = ConditionText.expected(rules.program(), node);
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "only records that hold %s (expected in %.1f %% of them)",
                literals.size() == 1 ? "this text" : "one of these " + literals.size() + " texts",
                expected * 100));
        lines.addAll(literals.subList(0, Math.min(MOST_LITERALS, literals.size())));
        if (literals.size() > MOST_LITERALS) lines.add("… and " + (literals.size() - MOST_LITERALS) + " more");
        return lines;
    }
}
