package dejfa.detect.sigma;

import dejfa.detect.sigma.rule.Check;
import dejfa.detect.sigma.rule.Expression;
import dejfa.detect.sigma.rule.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Expressions as the specification reads them, over maps and strings, without a thought for speed.
final class Naive {
    private final Map<String, List<String>> record;

    /// @param record fields to their values; a null among them is a null
    Naive(Map<String, List<String>> record) {
        this.record = record;
    }

    /// True, false, or null where nothing is known.
    Boolean holds(Expression expression) {
        return switch (expression) {
            case Expression.And(var all) -> atLeast(all.size(), all);
            case Expression.Or(var any) -> atLeast(1, any);
            case Expression.AtLeast(var count, var of) -> atLeast(count, of);
            case Expression.Not(var negated) -> {
                Boolean inner = holds(negated);
                yield inner == null ? null : Boolean.valueOf(!inner);
            }
            case Expression.Test(var field, var check) -> test(field, check);
        };
    }

    private Boolean atLeast(int count, List<Expression> of) {
        int yes = 0;
        int maybe = 0;
        for (Expression one : of) {
            Boolean holds = holds(one);
            if (holds == null) maybe++;
            else if (holds) yes++;
        }
        if (yes >= count) return true;
        return yes + maybe >= count ? null : Boolean.valueOf(false);
    }

    private Boolean test(String field, Check check) {
        if (check instanceof Check.Unknown) return null;
        List<String> values = new ArrayList<>();
        if (field == null) record.values().forEach(values::addAll);
        else values.addAll(record.getOrDefault(field, List.of()));
        return switch (check) {
            case Check.Exists(var there) -> record.containsKey(field) == there;
            case Check.Null ignored -> values.isEmpty() || values.contains(null);
            case Check.SameAs same ->
                values.stream()
                        .anyMatch(a -> a != null
                                && record.getOrDefault(same.field(), List.of()).stream()
                                        .anyMatch(b -> b != null && same(same, a, b)));
            default -> values.stream().anyMatch(value -> passes(check, value));
        };
    }

    private static boolean same(Check.SameAs how, String a, String b) {
        String x = how.cased() ? a : fold(a);
        String y = how.cased() ? b : fold(b);
        if (how.anyBefore()) return how.anyAfter() ? x.contains(y) : x.endsWith(y);
        return how.anyAfter() ? x.startsWith(y) : x.equals(y);
    }

    private static String fold(String text) {
        return text.codePoints()
                .map(c -> c < 128 ? Character.toLowerCase(c) : Character.toLowerCase(Character.toUpperCase(c)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean passes(Check check, String value) {
        if (check instanceof Check.Matches(var text, var ignored) && text.symbols().length == 0) {
            return value == null || value.isEmpty();
        }
        if (value == null) return false;
        return switch (check) {
            case Check.Matches(var text, var cased) ->
                pattern(text, cased).matcher(value).matches();
            case Check.Equals(var written, var number) -> value.equals(written) || number(value) == number;
            case Check.Regex(var pattern, var flags) -> {
                int options = Pattern.UNIX_LINES;
                for (var flag : flags) {
                    options |= switch (flag) {
                        case CASELESS -> Pattern.CASE_INSENSITIVE;
                        case DOT_ALL -> Pattern.DOTALL;
                        default -> Pattern.MULTILINE;
                    };
                }
                yield Pattern.compile(pattern, options).matcher(value).find();
            }
            case Check.Compare(var order, var number) ->
                !Double.isNaN(number(value)) && order.holds(number(value), number);
            case Check.Bytes bytes -> {
                String whole = new String(bytes.bytes(), StandardCharsets.UTF_8);
                yield pattern(whole, bytes.anyBefore(), bytes.anyAfter())
                        .matcher(value)
                        .matches();
            }
            default -> throw new IllegalArgumentException(check.toString());
        };
    }

    private static double number(String text) {
        try {
            return text.matches("[-+.0-9eE]+") ? Double.parseDouble(text) : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static Pattern pattern(String whole, boolean before, boolean after) {
        String quoted = (before ? ".*" : "") + Pattern.quote(whole) + (after ? ".*" : "");
        return Pattern.compile(quoted, Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    }

    private static Pattern pattern(Text text, boolean cased) {
        StringBuilder out = new StringBuilder();
        for (int symbol : text.symbols()) {
            switch (symbol) {
                case Text.ANY -> out.append(".*");
                case Text.ONE -> out.append('.');
                case Text.DASH -> out.append("[-/\u2013\u2014\u2015]");
                default -> out.append(Pattern.quote(Character.toString(symbol)));
            }
        }
        int options = cased ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        return Pattern.compile(out.toString(), Pattern.DOTALL | options);
    }
}
