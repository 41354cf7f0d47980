package dejfa.detect.sigma.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a condition: `or` binds least, then `and`, `not`, `1 of …`, brackets.
final class Condition {
    private static final int MAX_DEPTH = 64;
    private static final Pattern TOKEN = Pattern.compile("\\s*([()|]|[^\\s()|]+)");

    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Expression> named;
    private int at;

    private Condition(String text, Map<String, Expression> named) {
        this.named = named;
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            matcher.region(matcher.end(), text.length());
        }
    }

    static Expression read(String text, Map<String, Expression> named) throws BadSigma {
        Condition condition = new Condition(text, named);
        if (condition.tokens.isEmpty()) throw new BadSigma("its condition is empty");
        if (condition.tokens.contains("|")) {
            throw new BadSigma("aggregations in a condition ('|') are of Sigma 1; write a correlation");
        }
        Expression whole = condition.or(0);
        if (condition.at < condition.tokens.size()) {
            throw new BadSigma(
                    "its condition has '" + condition.tokens.get(condition.at) + "' where 'and' or 'or' is due");
        }
        return whole;
    }

    private boolean next(String word) {
        if (at == tokens.size() || !tokens.get(at).equalsIgnoreCase(word)) return false;
        // Where a selection is due, one may be called `not`; where an operator is due, a word is one.
        if (word.equals("not") && named.containsKey(tokens.get(at))) return false;
        at++;
        return true;
    }

    private Expression or(int depth) throws BadSigma {
        List<Expression> any = new ArrayList<>(List.of(and(depth)));
        while (next("or")) any.add(and(depth));
        return Expression.or(any);
    }

    private Expression and(int depth) throws BadSigma {
        List<Expression> all = new ArrayList<>(List.of(not(depth)));
        while (next("and")) all.add(not(depth));
        return Expression.and(all);
    }

    private Expression not(int depth) throws BadSigma {
        if (depth > MAX_DEPTH) throw new BadSigma("its condition is nested too deep");
        return next("not") ? new Expression.Not(not(depth + 1)) : atom(depth);
    }

    private Expression atom(int depth) throws BadSigma {
        if (at == tokens.size()) throw new BadSigma("its condition ends too early");
        String token = tokens.get(at++);
        if (token.equals("(")) {
            Expression inner = or(depth + 1);
            if (!next(")")) throw new BadSigma("its condition lacks a ')'");
            return inner;
        }
        if (at < tokens.size() && tokens.get(at).equalsIgnoreCase("of") && !named.containsKey(token)) {
            at++;
            return of(token);
        }
        Expression known = named.get(token);
        if (known == null) throw new BadSigma("its condition names '" + token + "', which is not there");
        return known;
    }

    private Expression of(String quantity) throws BadSigma {
        if (at == tokens.size()) throw new BadSigma("its condition ends after 'of'");
        String pattern = tokens.get(at++);
        List<Expression> those = matching(pattern);
        if (those.isEmpty()) throw new BadSigma("its condition asks for '" + pattern + "', which nothing is called");
        if (quantity.equalsIgnoreCase("all")) return Expression.and(those);
        if (quantity.equals("1") || quantity.equalsIgnoreCase("any")) return Expression.or(those);
        if (!quantity.matches("[1-9]\\d{0,3}")) throw new BadSigma("'" + quantity + " of' must be 1, any or all");
        return new Expression.AtLeast(Integer.parseInt(quantity), those);
    }

    /// `them` and patterns leave out names that start with `_`; a pattern that starts with it asks for them.
    private List<Expression> matching(String pattern) {
        boolean them = pattern.equalsIgnoreCase("them") && !named.containsKey(pattern);
        List<Expression> those = new ArrayList<>();
        named.forEach((name, expression) -> {
            boolean hidden = name.startsWith("_") && (them || !pattern.startsWith("_"));
            if (!hidden && (them || matches(name, pattern))) those.add(expression);
        });
        return those;
    }

    /// `*` stands for any characters.
    private static boolean matches(String name, String pattern) {
        String[] parts = pattern.split("\\*", -1);
        if (parts.length == 1) return name.equals(pattern);
        String last = parts[parts.length - 1];
        if (!name.startsWith(parts[0])) return false;
        int from = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = name.indexOf(parts[i], from);
            if (found < 0) return false;
            from = found + parts[i].length();
        }
        return name.length() - from >= last.length() && name.endsWith(last);
    }
}
