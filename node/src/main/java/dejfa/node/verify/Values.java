package dejfa.node.verify;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values of an event as the suite's checks see them: dotted paths, and equality, order and containment as in Python,
/// in which the suite is written. What Python would refuse to compare makes the check unusable, and that fails it.
final class Values {
    private static final Pattern INDEXED = Pattern.compile("(.*)\\[(\\d{1,9})]", Pattern.DOTALL);
    private static final List<String> TEXT = List.of("__contains", "__find", "__startswith", "__endswith");
    private static final List<String> NUMERIC = List.of("__gt", "__gte", "__lt", "__lte");

    private Values() {}

    /// A question that makes no sense for the value that is there.
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message, null, false, false);
        }
    }

    /// The value at `a.b[2].c` or `a.__len`, null where there is none; the walk stops in front of a comparison.
    static Object at(String path, Object root) {
        Object node = root;
        for (String part : path.split("\\.", -1)) {
            if (part.equals("__len")) return length(node);
            if (TEXT.contains(part) || NUMERIC.contains(part)) return node;
            Matcher indexed = INDEXED.matcher(part);
            boolean hasIndex = indexed.matches();
            String key = hasIndex ? indexed.group(1) : part;
            if (!contains(node, key)) return null;
            if (!(node instanceof Map<?, ?> map)) throw new Unusable(kind(node) + " has no key '" + key + "'");
            node = map.get(key);
            if (hasIndex) {
                int index = Integer.parseInt(indexed.group(2));
                if (node instanceof List<?> list && index < list.size()) node = list.get(index);
                else if (node instanceof String text && index < text.length()) node = text.substring(index, index + 1);
                else return null;
            }
        }
        return node;
    }

    /// Does the entry of a `match` hold for the event?
    static boolean holds(Object name, Object wanted, Object event) {
        if (!(name instanceof String key)) throw new Unusable("the key " + name + " is no text");
        if (key.equals("has-key") || key.equals("not-has-key")) return present(wanted, event, key.equals("has-key"));
        Object value = at(key, event);
        if (key.endsWith("__find")) return text(value, key).contains(text(wanted, key));
        if (key.endsWith("__contains")) return contains(value, wanted);
        if (key.endsWith("__startswith")) return text(value, key).startsWith(text(wanted, key));
        if (key.endsWith("__endswith")) return text(value, key).endsWith(text(wanted, key));
        return compares(key, value, wanted);
    }

    /// Equality, or the comparison that the key ends in.
    static boolean compares(String key, Object value, Object wanted) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        if (!NUMERIC.contains(last)) return equal(value, wanted);
        if (!isNumber(value) || !isNumber(wanted)) return false;
        int order = order((Number) value, (Number) wanted);
        return switch (last) {
            case "__gt" -> order > 0;
            case "__gte" -> order >= 0;
            case "__lt" -> order < 0;
            default -> order <= 0;
        };
    }

    private static boolean present(Object wanted, Object event, boolean there) {
        List<?> names = wanted instanceof List<?> list ? list : java.util.Collections.singletonList(wanted);
        for (Object name : names) {
            if (!(name instanceof String path)) throw new Unusable("has-key names no text but " + name);
            if (at(path, event) != null != there) return false;
        }
        return true;
    }

    private static Object length(Object node) {
        return switch (node) {
            case String text -> text.codePointCount(0, text.length());
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case null, default -> -1;
        };
    }

    private static boolean contains(Object node, Object key) {
        return switch (node) {
            case Map<?, ?> map -> map.keySet().stream().anyMatch(other -> equal(other, key));
            case List<?> list -> list.stream().anyMatch(other -> equal(other, key));
            case String text -> {
                if (!(key instanceof String part)) throw new Unusable("a text can't contain " + key);
                yield text.contains(part);
            }
            case null, default -> throw new Unusable(kind(node) + " contains nothing");
        };
    }

    private static String text(Object value, String key) {
        if (value instanceof String text) return text;
        throw new Unusable(key + ": " + kind(value) + " is no text");
    }

    private static String kind(Object value) {
        return switch (value) {
            case null -> "nothing";
            case Boolean flag -> "the truth value " + flag;
            case Number number -> "the number " + number;
            case String text -> "a text";
            case List<?> list -> "a list of " + list.size();
            case Map<?, ?> map -> "an object of " + map.size();
            default -> value.toString();
        };
    }

    private static boolean isNumber(Object value) {
        return value instanceof Number;
    }

    static boolean equal(Object a, Object b) {
        if (a == null || b == null) return a == b;
        Number left = number(a);
        Number right = number(b);
        if (left != null && right != null) return order(left, right) == 0;
        return switch (a) {
            case List<?> list -> b instanceof List<?> other && equal(list, other);
            case Map<?, ?> map -> b instanceof Map<?, ?> other && equal(map, other);
            default -> a.equals(b);
        };
    }

    private static boolean equal(List<?> a, List<?> b) {
        if (a.size() != b.size()) return false;
        for (int i = 0; i < a.size(); i++) if (!equal(a.get(i), b.get(i))) return false;
        return true;
    }

    private static boolean equal(Map<?, ?> a, Map<?, ?> b) {
        if (a.size() != b.size()) return false;
        for (Map.Entry<?, ?> entry : a.entrySet()) {
            Object other = b.get(entry.getKey());
            if (other == null && !b.containsKey(entry.getKey()) || !equal(entry.getValue(), other)) return false;
        }
        return true;
    }

    /// In Python a truth value is a number.
    private static Number number(Object value) {
        if (value instanceof Boolean flag) return flag ? 1 : 0;
        return value instanceof Number number ? number : null;
    }

    /// Not a number is neither equal nor less; as "greater" it fails what asks for less and for equal.
    private static int order(Number a, Number b) {
        double left = a.doubleValue();
        double right = b.doubleValue();
        if (Double.isNaN(left) || Double.isNaN(right)) return 1;
        if (Double.isInfinite(left) || Double.isInfinite(right)) return Double.compare(left, right);
        return exact(a).compareTo(exact(b));
    }

    private static BigDecimal exact(Number number) {
        return switch (number) {
            case BigDecimal decimal -> decimal;
            case BigInteger integer -> new BigDecimal(integer);
            case Double real -> new BigDecimal(real);
            case Float real -> new BigDecimal(real);
            default -> BigDecimal.valueOf(number.longValue());
        };
    }
}
