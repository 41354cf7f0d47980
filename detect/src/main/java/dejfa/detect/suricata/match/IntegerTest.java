package dejfa.detect.suricata.match;

import java.util.Locale;
import java.util.Map;

/// A comparison of one unsigned number, as integer keywords write it (user guide, "Integer Keywords").
///
/// @param operator what `first` and `second` mean
public record IntegerTest(Operator operator, long first, long second) {
    /// Comparisons; bounds of a range are inside only for [#INSIDE].
    public enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST,
        INSIDE,
        OUTSIDE,
        /// `value & first == second`
        MASK,
        MASK_NOT
    }

    /// The element of a list of numbers that has none (an LDAP entry among result codes): no comparison holds for it.
    public static final long NO_NUMBER = Long.MIN_VALUE;

    public boolean holds(long value) {
        if (value == NO_NUMBER) return false;
        return switch (operator) {
            case EQUAL -> value == first;
            case NOT_EQUAL -> value != first;
            case LESS -> value < first;
            case AT_MOST -> value <= first;
            case GREATER -> value > first;
            case AT_LEAST -> value >= first;
            case INSIDE -> value >= first && value <= second;
            case OUTSIDE -> value < first || value > second;
            case MASK -> (value & first) == second;
            case MASK_NOT -> (value & first) != second;
        };
    }

    /// @param names values that have names, lower case; may be empty
    /// @throws IllegalArgumentException when it is no comparison
    public static IntegerTest parse(String text, Map<String, Long> names) {
        String t = text.strip();
        if (t.startsWith("&") || t.startsWith("!&")) return mask(t, names);
        if (t.startsWith(">=")) return new IntegerTest(Operator.AT_LEAST, number(t.substring(2), names), 0);
        if (t.startsWith("<=")) return new IntegerTest(Operator.AT_MOST, number(t.substring(2), names), 0);
        if (t.startsWith("!=")) return new IntegerTest(Operator.NOT_EQUAL, number(t.substring(2), names), 0);
        if (t.startsWith(">")) return new IntegerTest(Operator.GREATER, number(t.substring(1), names), 0);
        if (t.startsWith("<") && !t.startsWith("<>"))
            return new IntegerTest(Operator.LESS, number(t.substring(1), names), 0);
        boolean negated = t.startsWith("!");
        if (negated) t = t.substring(1).strip();
        int between = t.indexOf("<>");
        if (between > 0) {
            long low = number(t.substring(0, between), names) + 1;
            long high = number(t.substring(between + 2), names) - 1;
            return range(low, high, negated);
        }
        if (t.startsWith("=")) t = t.substring(1);
        int dash = t.indexOf('-', 1);
        if (dash > 0 && !names.containsKey(t.toLowerCase(Locale.ROOT))) {
            // `a-b` is exclusive, as `a<>b` is: Suricata keeps both spellings of its range for one meaning.
            return range(number(t.substring(0, dash), names) + 1, number(t.substring(dash + 1), names) - 1, negated);
        }
        return new IntegerTest(negated ? Operator.NOT_EQUAL : Operator.EQUAL, number(t, names), 0);
    }

    private static IntegerTest range(long low, long high, boolean negated) {
        // `7<>8` holds for no number; rules write it all the same.
        return new IntegerTest(negated ? Operator.OUTSIDE : Operator.INSIDE, low, high);
    }

    private static IntegerTest mask(String text, Map<String, Long> names) {
        boolean negated = text.startsWith("!");
        String t = text.substring(negated ? 2 : 1);
        int equal = t.indexOf('=');
        if (equal < 0) {
            // Any bit of the mask: not equal to zero.
            return new IntegerTest(negated ? Operator.MASK : Operator.MASK_NOT, number(t, names), 0);
        }
        boolean notEqual = equal > 0 && t.charAt(equal - 1) == '!';
        long mask = number(t.substring(0, notEqual ? equal - 1 : equal), names);
        long value = number(t.substring(equal + 1), names);
        if ((value & ~mask) != 0) {
            throw new IllegalArgumentException("the mask " + t.substring(0, equal) + " can never give " + value);
        }
        return new IntegerTest(negated != notEqual ? Operator.MASK_NOT : Operator.MASK, mask, value);
    }

    /// Decimal, `0x` hexadecimal, sizes such as `2kb`, or a name.
    public static long number(String text, Map<String, Long> names) {
        String t = text.strip().toLowerCase(Locale.ROOT);
        Long named = names.get(t);
        if (named != null) return named;
        try {
            if (t.startsWith("0x")) return Long.parseUnsignedLong(t.substring(2), 16);
            long unit = 1;
            if (t.length() > 3 && t.endsWith("ib")) t = t.substring(0, t.length() - 2) + "b";
            if (t.length() > 2 && t.endsWith("b")) {
                unit = switch (t.charAt(t.length() - 2)) {
                    case 'k' -> 1L << 10;
                    case 'm' -> 1L << 20;
                    case 'g' -> 1L << 30;
                    default -> 1;
                };
                if (unit > 1) t = t.substring(0, t.length() - 2);
            }
            return Math.multiplyExact(Long.parseLong(t.strip()), unit);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text.strip() + "' is no number" + known(names), e);
        }
    }

    private static String known(Map<String, Long> names) {
        return names.isEmpty() ? "" : " and none of " + String.join(", ", names.keySet());
    }
}
