package dejfa.detect.sigma.rule;

import dejfa.detect.pattern.Expressions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The search identifiers of a `detection` (or `filter`) and its condition, as one expression.
final class Selections {
    private final Items items;

    Selections(Placeholders placeholders, Expressions expressions) {
        items = new Items(placeholders, expressions);
    }

    /// @param others keys that are no search identifiers
    Expression read(Yaml yaml, String what, Set<String> others) throws BadSigma {
        if (!(yaml instanceof Yaml.Mapping map)) throw new BadSigma("has no " + what);
        Map<String, Expression> named = new LinkedHashMap<>();
        for (Map.Entry<String, Yaml> entry : map.members().entrySet()) {
            if (others.contains(entry.getKey()) || entry.getKey().equals("condition")) continue;
            named.put(entry.getKey(), selection(entry.getKey(), entry.getValue()));
        }
        List<Expression> conditions = new ArrayList<>();
        switch (map.get("condition")) {
            case Yaml.Scalar scalar
            when scalar.kind() != Yaml.Kind.NULL -> conditions.add(Condition.read(scalar.text(), named));
            case Yaml.Sequence list
            when !list.elements().isEmpty() -> {
                for (Yaml one : list.elements()) {
                    if (!(one instanceof Yaml.Scalar scalar)) throw new BadSigma("a condition must be text");
                    conditions.add(Condition.read(scalar.text(), named));
                }
            }
            case null, default -> throw new BadSigma("its " + what + " has no condition");
        }
        return Expression.or(conditions);
    }

    /// A map of fields (all of them), a list of maps and keywords (any of them), or one keyword.
    private Expression selection(String name, Yaml yaml) throws BadSigma {
        return switch (yaml) {
            case Yaml.Scalar scalar when scalar.kind() != Yaml.Kind.NULL -> items.read("", scalar);
            case Yaml.Mapping map
            when !map.members().isEmpty() -> {
                List<Expression> all = new ArrayList<>();
                for (Map.Entry<String, Yaml> entry : map.members().entrySet()) {
                    all.add(items.read(entry.getKey(), entry.getValue()));
                }
                yield Expression.and(all);
            }
            case Yaml.Sequence list
            when !list.elements().isEmpty() -> {
                List<Expression> any = new ArrayList<>();
                for (Yaml one : list.elements()) any.add(selection(name, one));
                yield Expression.or(any);
            }
            default -> throw new BadSigma("the search identifier '" + name + "' is empty");
        };
    }
}
