package dejfa.detect.sigma.rule;

import dejfa.detect.sigma.rule.Document.Bound;
import dejfa.detect.sigma.rule.Document.Comparison;
import dejfa.detect.sigma.rule.Document.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads the `correlation` of a document.
final class Correlations {
    private static final Set<String> KEYS =
            Set.of("type", "rules", "group-by", "timespan", "aliases", "condition", "generate", "field");
    private static final int MAX_RULES = 1_000;

    private Correlations() {}

    static Document.Correlation read(RuleInfo info, Yaml.Mapping document) throws BadSigma {
        if (!(document.get("correlation") instanceof Yaml.Mapping map)) throw new BadSigma("its correlation is no map");
        for (String key : map.members().keySet()) {
            if (!KEYS.contains(key)) throw new BadSigma("a correlation has no key '" + key + "'");
        }
        Kind kind = kind(map);
        List<String> rules = texts(map, "rules");
        if (rules.isEmpty()) throw new BadSigma("its correlation names no rules");
        if (rules.size() > MAX_RULES) throw new BadSigma("its correlation names more than " + MAX_RULES + " rules");
        boolean temporal = kind == Kind.TEMPORAL || kind == Kind.TEMPORAL_ORDERED;
        boolean counts = kind == Kind.EVENT_COUNT || temporal;
        List<String> fields = new ArrayList<>(texts(map, "field"));
        List<Bound> bounds = new ArrayList<>();
        double percentile = 50;
        Expression expression = null;
        switch (map.get("condition")) {
            case Yaml.Mapping condition -> {
                fields.addAll(texts(condition, "field"));
                percentile = number(condition.get("percentile"), "percentile", 50);
                bounds(condition, bounds);
            }
            case Yaml.Scalar scalar
            when temporal && scalar.kind() == Yaml.Kind.TEXT -> expression = extended(scalar.text(), rules);
            case null -> {
                if (!temporal) throw new BadSigma("its correlation has no condition");
            }
            default -> throw new BadSigma("the condition of its correlation must be a map such as {gte: 10}");
        }
        if (!temporal && bounds.isEmpty()) throw new BadSigma("the condition of its correlation compares nothing");
        if (counts && !fields.isEmpty()) throw new BadSigma(word(kind) + " looks at no field");
        if (!counts && fields.isEmpty()) throw new BadSigma(word(kind) + " needs a field in its condition");
        if (!counts && kind != Kind.VALUE_COUNT && fields.size() > 1)
            throw new BadSigma(word(kind) + " needs one field");
        if (percentile < 0 || percentile > 100) throw new BadSigma("a percentile lies between 0 and 100");
        return new Document.Correlation(
                info,
                kind,
                rules,
                texts(map, "group-by"),
                aliases(map, rules),
                timespan(map),
                List.copyOf(fields),
                List.copyOf(bounds),
                percentile,
                expression,
                flag(map, document));
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Kind kind(Yaml.Mapping map) throws BadSigma {
        String word = map.get("type") instanceof Yaml.Scalar scalar ? scalar.text() : "";
        for (Kind kind : Kind.values()) if (word(kind).equals(word)) return kind;
        throw new BadSigma("no correlation is of type '" + word + "'; there are "
                + String.join(
                        ", ",
                        Arrays.stream(Kind.values()).map(Correlations::word).toList()));
    }

    /// `condition: rule_a and rule_b or rule_c`, over the names in `rules`.
    private static Expression extended(String text, List<String> rules) throws BadSigma {
        Map<String, Expression> named = new LinkedHashMap<>();
        for (String rule : rules) named.put(rule, new Expression.Test(rule, new Check.Exists(true)));
        return Condition.read(text, named);
    }

    private static void bounds(Yaml.Mapping condition, List<Bound> bounds) throws BadSigma {
        for (Map.Entry<String, Yaml> entry : condition.members().entrySet()) {
            String key = entry.getKey();
            if (key.equals("field") || key.equals("percentile")) continue;
            Comparison comparison =
                    switch (key) {
                        case "lt" -> Comparison.LT;
                        case "lte" -> Comparison.LTE;
                        case "gt" -> Comparison.GT;
                        case "gte" -> Comparison.GTE;
                        case "eq" -> Comparison.EQ;
                        case "neq" -> Comparison.NEQ;
                        default -> throw new BadSigma("the condition of a correlation has no key '" + key + "'");
                    };
            bounds.add(new Bound(comparison, number(entry.getValue(), key, Double.NaN)));
        }
    }

    private static double number(Yaml yaml, String key, double unsaid) throws BadSigma {
        if (yaml == null && !Double.isNaN(unsaid)) return unsaid;
        if (yaml instanceof Yaml.Scalar scalar
                && Yaml.NUMBER.matcher(scalar.text()).matches()) {
            return Double.parseDouble(scalar.text());
        }
        throw new BadSigma("'" + key + "' of its correlation must be a number");
    }

    /// `generate` stands in the correlation, or beside it.
    private static boolean flag(Yaml.Mapping map, Yaml.Mapping document) throws BadSigma {
        Yaml generate = map.get("generate") != null ? map.get("generate") : document.get("generate");
        if (generate == null) return false;
        Boolean alone = Yaml.flag(generate);
        if (alone == null) throw new BadSigma("generate must be true or false");
        return alone;
    }

    private static long timespan(Yaml.Mapping map) throws BadSigma {
        String text = map.get("timespan") instanceof Yaml.Scalar scalar
                ? scalar.text().strip()
                : "";
        if (text.matches("[1-9]\\d{0,8}[smhdw]")) {
            long count = Long.parseLong(text.substring(0, text.length() - 1));
            long seconds =
                    switch (text.charAt(text.length() - 1)) {
                        case 's' -> count;
                        case 'm' -> count * 60;
                        case 'h' -> count * 3_600;
                        case 'd' -> count * 86_400;
                        default -> count * 604_800;
                    };
            // Nanoseconds as a long hold 292 years.
            if (seconds <= 100L * 366 * 86_400) return seconds * 1_000_000_000L;
        }
        throw new BadSigma("its timespan '" + text + "' must be a number and s, m, h or d, such as 5m");
    }

    private static Map<String, Map<String, String>> aliases(Yaml.Mapping map, List<String> rules) throws BadSigma {
        if (map.get("aliases") == null) return Map.of();
        if (!(map.get("aliases") instanceof Yaml.Mapping aliases)) throw new BadSigma("aliases must be a map");
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        for (Map.Entry<String, Yaml> alias : aliases.members().entrySet()) {
            if (!(alias.getValue() instanceof Yaml.Mapping fields)) {
                throw new BadSigma("the alias '" + alias.getKey() + "' must map rules to fields");
            }
            Map<String, String> byRule = new LinkedHashMap<>();
            for (Map.Entry<String, Yaml> field : fields.members().entrySet()) {
                if (!rules.contains(field.getKey())) {
                    throw new BadSigma("the alias '" + alias.getKey() + "' names '" + field.getKey()
                            + "', which is none of its rules");
                }
                if (!(field.getValue() instanceof Yaml.Scalar scalar)) throw new BadSigma("an alias must name a field");
                byRule.put(field.getKey(), scalar.text());
            }
            all.put(alias.getKey(), byRule);
        }
        return all;
    }

    private static List<String> texts(Yaml.Mapping map, String key) throws BadSigma {
        List<Yaml> elements =
                switch (map.get(key)) {
                    case null -> List.of();
                    case Yaml.Sequence list -> list.elements();
                    case Yaml.Scalar scalar when scalar.kind() == Yaml.Kind.NULL -> List.of();
                    case Yaml.Scalar scalar -> List.of(scalar);
                    case Yaml.Mapping ignored -> throw new BadSigma("'" + key + "' must be a list");
                };
        List<String> texts = new ArrayList<>();
        for (Yaml one : elements) {
            if (!(one instanceof Yaml.Scalar scalar)) throw new BadSigma("'" + key + "' must hold texts");
            if (!texts.contains(scalar.text())) texts.add(scalar.text());
        }
        return texts;
    }
}
