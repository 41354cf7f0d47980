package dejfa.detect.sigma.rule;

import dejfa.detect.pattern.Expressions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads the documents of a file. Threads may share it.
public final class SigmaReader {
    private final Selections selections;

    /// @param expressions takes the regular expressions of all rules
    public SigmaReader(Placeholders placeholders, Expressions expressions) {
        this.selections = new Selections(placeholders, expressions);
    }

    /// What became of one document.
    public sealed interface Outcome {
        record Read(Document document) implements Outcome {}

        /// @param id empty where the document says none, or can't be read at all
        record Refused(String file, String id, String reason) implements Outcome {}

        /// YAML, but nothing of Sigma's.
        record Foreign() implements Outcome {}
    }

    public List<Outcome> read(String file, String text) {
        List<Yaml> documents = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        String broken = null;
        try {
            Yaml.read(text, documents);
        } catch (BadSigma e) {
            broken = e.getMessage();
        }
        Map<String, Yaml> global = new LinkedHashMap<>();
        Yaml.Mapping before = null;
        for (Yaml document : documents) {
            if (!(document instanceof Yaml.Mapping map)) {
                if (!(document instanceof Yaml.Scalar scalar && scalar.kind() == Yaml.Kind.NULL)) {
                    outcomes.add(new Outcome.Foreign());
                }
                continue;
            }
            switch (map.get("action") instanceof Yaml.Scalar scalar ? scalar.text() : "") {
                case "global" -> merge(global, without(map));
                case "reset" -> global.clear();
                case "repeat" ->
                    outcomes.add(one(file, before = over(before == null ? Map.of() : before.members(), map)));
                default -> outcomes.add(one(file, before = over(global, map)));
            }
        }
        if (broken != null) outcomes.add(new Outcome.Refused(file, "", broken));
        return outcomes;
    }

    private static Yaml.Mapping without(Yaml.Mapping map) {
        Map<String, Yaml> members = new LinkedHashMap<>(map.members());
        members.remove("action");
        return new Yaml.Mapping(members);
    }

    private static Yaml.Mapping over(Map<String, Yaml> below, Yaml.Mapping map) {
        if (below.isEmpty()) return without(map);
        Map<String, Yaml> members = new LinkedHashMap<>(below);
        merge(members, without(map));
        return new Yaml.Mapping(members);
    }

    /// Maps are merged key by key, anything else replaces.
    private static void merge(Map<String, Yaml> into, Yaml.Mapping map) {
        map.members().forEach((key, value) -> {
            if (into.get(key) instanceof Yaml.Mapping old && value instanceof Yaml.Mapping added) {
                Map<String, Yaml> members = new LinkedHashMap<>(old.members());
                merge(members, added);
                into.put(key, new Yaml.Mapping(members));
            } else {
                into.put(key, value);
            }
        });
    }

    private Outcome one(String file, Yaml.Mapping map) {
        boolean sigma = map.get("detection") != null
                || map.get("correlation") != null
                || map.get("filter") != null
                || map.get("logsource") != null
                || map.get("title") != null;
        if (!sigma) return new Outcome.Foreign();
        String id = map.get("id") instanceof Yaml.Scalar scalar ? scalar.text() : "";
        try {
            RuleInfo info = RuleInfo.read(file, map);
            if (map.get("correlation") != null) return new Outcome.Read(Correlations.read(info, map));
            if (map.get("filter") != null) return new Outcome.Read(filter(info, map));
            LogSource source = LogSource.read(map.get("logsource"));
            Expression condition = selections.read(map.get("detection"), "detection", Set.of("timeframe"));
            Set<String> unknown = new TreeSet<>();
            unknown(condition, unknown);
            return new Outcome.Read(new Document.Rule(info, source, condition, unknown));
        } catch (BadSigma e) {
            return new Outcome.Refused(file, id, e.getMessage());
        }
    }

    private Document.Filter filter(RuleInfo info, Yaml.Mapping map) throws BadSigma {
        LogSource source =
                map.get("logsource") == null ? new LogSource(null, null, null) : LogSource.read(map.get("logsource"));
        if (!(map.get("filter") instanceof Yaml.Mapping filter)) throw new BadSigma("its filter is no map");
        List<String> rules = new ArrayList<>();
        switch (filter.get("rules")) {
            case Yaml.Sequence list -> {
                for (Yaml one : list.elements()) {
                    if (!(one instanceof Yaml.Scalar scalar))
                        throw new BadSigma("rules of a filter must be ids or names");
                    rules.add(scalar.text());
                }
            }
            case Yaml.Scalar scalar
            when scalar.kind() != Yaml.Kind.NULL && !scalar.text().equals("any") -> rules.add(scalar.text());
            case null, default -> {
                // every rule
            }
        }
        return new Document.Filter(info, source, rules, selections.read(filter, "filter", Set.of("rules")));
    }

    private static void unknown(Expression expression, Set<String> names) {
        switch (expression) {
            case Expression.And(var all) -> all.forEach(one -> unknown(one, names));
            case Expression.Or(var any) -> any.forEach(one -> unknown(one, names));
            case Expression.AtLeast(var ignored, var of) -> of.forEach(one -> unknown(one, names));
            case Expression.Not(var negated) -> unknown(negated, names);
            case Expression.Test(var ignored, Check.Unknown(var placeholder)) -> names.add(placeholder);
            case Expression.Test ignored -> {
                // has nothing to be filled in
            }
        }
    }
}
