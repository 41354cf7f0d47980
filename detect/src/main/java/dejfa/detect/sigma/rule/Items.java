package dejfa.detect.sigma.rule;

import dejfa.detect.pattern.Expressions;
import dejfa.detect.pattern.RegularExpression.Flag;
import dejfa.detect.sigma.rule.Check.Order;
import dejfa.detect.sigma.rule.Encodings.Encoded;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// One line of a selection, `field|modifiers: value or values`, becomes an expression.
final class Items {
    private final Placeholders placeholders;
    private final Expressions expressions;

    Items(Placeholders placeholders, Expressions expressions) {
        this.placeholders = placeholders;
        this.expressions = expressions;
    }

    Expression read(String key, Yaml value) throws BadSigma {
        Modifiers modifiers = new Modifiers(key);
        List<Yaml> elements = value instanceof Yaml.Sequence list ? list.elements() : List.of(value);
        if (elements.isEmpty()) throw new BadSigma("'" + key + "' has no values");
        List<Expression> tests = new ArrayList<>();
        for (Yaml element : elements) {
            if (!(element instanceof Yaml.Scalar scalar))
                throw new BadSigma("'" + key + "' must hold texts or numbers");
            tests.add(test(modifiers, key, scalar));
        }
        Expression whole = modifiers.all ? Expression.and(tests) : Expression.or(tests);
        return modifiers.negated ? new Expression.Not(whole) : whole;
    }

    private Expression test(Modifiers modifiers, String key, Yaml.Scalar scalar) throws BadSigma {
        List<Expression> alternatives = new ArrayList<>();
        if (modifiers.expand) {
            List<String> unknown = new ArrayList<>();
            for (String text : placeholders.expand(scalar.text(), unknown)) {
                Yaml.Scalar one = new Yaml.Scalar(text, Yaml.Kind.TEXT);
                for (Check check : checks(modifiers, key, one)) alternatives.add(test(modifiers, check));
            }
            for (String name : unknown) alternatives.add(test(modifiers, new Check.Unknown(name)));
        } else {
            for (Check check : checks(modifiers, key, scalar)) alternatives.add(test(modifiers, check));
        }
        if (alternatives.isEmpty()) throw new BadSigma("'" + key + "': '" + scalar.text() + "' is too short to encode");
        return Expression.or(alternatives);
    }

    private static Expression test(Modifiers modifiers, Check check) {
        return new Expression.Test(modifiers.field, check);
    }

    /// Any of these may hold.
    private List<Check> checks(Modifiers modifiers, String key, Yaml.Scalar scalar) throws BadSigma {
        if (modifiers.exists) return List.of(exists(key, scalar));
        if (scalar.kind() == Yaml.Kind.NULL) return List.of(nothing(modifiers, key));
        if (modifiers.regex) return List.of(regex(modifiers, key, scalar.text()));
        if (modifiers.cidr) return List.of(Networks.cidr(scalar.text()));
        if (modifiers.fieldref) {
            return List.of(new Check.SameAs(scalar.text(), modifiers.anyBefore, modifiers.anyAfter, modifiers.cased));
        }
        if (modifiers.part != null) {
            Order order = modifiers.order == null ? Order.EQUAL : modifiers.order;
            return List.of(new Check.Time(modifiers.part, order, number(key, scalar)));
        }
        if (modifiers.order != null) return List.of(new Check.Compare(modifiers.order, number(key, scalar)));
        if (!modifiers.encodings.isEmpty()) return encoded(modifiers, key, scalar.text());
        boolean placed = modifiers.anyBefore || modifiers.anyAfter || modifiers.field == null;
        if (scalar.kind() == Yaml.Kind.NUMBER && !placed) {
            return List.of(new Check.Equals(scalar.text(), Double.parseDouble(scalar.text())));
        }
        Text text = Text.parse(scalar.text());
        if (modifiers.windash) text = text.anyDash();
        return List.of(new Check.Matches(placed(modifiers, text), modifiers.cased));
    }

    /// A keyword may stand anywhere in a value, unless a modifier says where.
    private static Text placed(Modifiers modifiers, Text text) {
        boolean anywhere = modifiers.field == null && !modifiers.anyBefore && !modifiers.anyAfter;
        Text placed = modifiers.anyBefore || anywhere ? text.anyBefore() : text;
        return modifiers.anyAfter || anywhere ? placed.anyAfter() : placed;
    }

    private static Check exists(String key, Yaml.Scalar scalar) throws BadSigma {
        Boolean there = Yaml.flag(scalar);
        if (there == null) throw new BadSigma("'" + key + "' must be true or false");
        return new Check.Exists(there);
    }

    private static Check nothing(Modifiers modifiers, String key) throws BadSigma {
        boolean bare = !modifiers.regex
                && !modifiers.cidr
                && !modifiers.fieldref
                && modifiers.part == null
                && modifiers.order == null
                && modifiers.encodings.isEmpty()
                && !modifiers.anyBefore
                && !modifiers.anyAfter;
        if (!bare || modifiers.field == null) throw new BadSigma("'" + key + "' can't be null");
        return new Check.Null();
    }

    private Check regex(Modifiers modifiers, String key, String pattern) throws BadSigma {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        flags.addAll(modifiers.flags);
        String placed = pattern;
        // A regular expression is searched for anyway.
        if (modifiers.anyAfter && !modifiers.anyBefore) placed = "^(?:" + pattern + ")";
        if (modifiers.anyBefore && !modifiers.anyAfter) placed = "(?:" + pattern + ")$";
        try {
            expressions.compile(Check.Regex.inBytes(placed), flags);
        } catch (IllegalArgumentException e) {
            throw new BadSigma("'" + key + "': '" + pattern + "' is " + e.getMessage());
        }
        return new Check.Regex(placed, Set.copyOf(flags));
    }

    private static double number(String key, Yaml.Scalar scalar) throws BadSigma {
        if (!Yaml.NUMBER.matcher(scalar.text()).matches()) {
            throw new BadSigma("'" + key + "' must be a number, not '" + scalar.text() + "'");
        }
        return Double.parseDouble(scalar.text());
    }

    private static List<Check> encoded(Modifiers modifiers, String key, String written) throws BadSigma {
        Text text = Text.parse(written);
        if (!text.isPlain()) throw new BadSigma("'" + key + "': a value with wildcards can't be encoded");
        List<Check> checks = new ArrayList<>();
        for (Text spelling : spellings(modifiers, text)) {
            for (Encoded one : Encodings.encode(spelling.characters(), modifiers.encodings)) {
                if (one.text()) {
                    Text encoded = Text.plain(new String(one.bytes(), StandardCharsets.US_ASCII));
                    checks.add(new Check.Matches(placed(modifiers, encoded), modifiers.cased));
                } else {
                    boolean anywhere = modifiers.field == null;
                    checks.add(new Check.Bytes(
                            one.bytes(),
                            modifiers.anyBefore || anywhere,
                            modifiers.anyAfter || anywhere,
                            modifiers.cased));
                }
            }
        }
        return checks;
    }

    /// Encoded, each spelling of the dashes is another text; all of them get the same dash.
    private static List<Text> spellings(Modifiers modifiers, Text text) {
        if (!modifiers.windash) return List.of(text);
        int[] symbols = text.anyDash().symbols();
        Set<String> all = new java.util.LinkedHashSet<>();
        for (int dash : Text.DASHES) {
            int[] one = symbols.clone();
            for (int i = 0; i < one.length; i++) if (one[i] == Text.DASH) one[i] = dash;
            all.add(new String(one, 0, one.length));
        }
        return all.stream().map(Text::plain).toList();
    }
}
