package dejfa.detect.suricata.match;

import java.util.Locale;

/// `entropy`: Shannon's entropy of bytes, 0 to 8 bits each, compared with a number.
///
/// @param bytes how many are looked at; 0 for all from `offset` on
/// @param second upper bound of a range, else unused
public record EntropyTest(int bytes, int offset, Comparison operator, double first, double second)
        implements PayloadTest.Predicate {
    /// Comparisons; both bounds of a range are outside of it.
    public enum Comparison {
        EQUAL,
        NOT_EQUAL,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST,
        INSIDE,
        OUTSIDE
    }

    /// @param text `>= 7.5`, `5.5-7`, `!5.5-7`
    /// @throws IllegalArgumentException when it is no comparison
    public static EntropyTest parse(int bytes, int offset, String text) {
        String t = text.strip().toLowerCase(Locale.ROOT);
        for (String sign : new String[] {">=", "<=", "!=", ">", "<", "=", "!"}) {
            if (!t.startsWith(sign)) continue;
            String rest = t.substring(sign.length()).strip();
            if (sign.equals("!") && rest.indexOf('-') > 0) return range(bytes, offset, Comparison.OUTSIDE, rest);
            Comparison operator =
                    switch (sign) {
                        case ">=" -> Comparison.AT_LEAST;
                        case "<=" -> Comparison.AT_MOST;
                        case ">" -> Comparison.GREATER;
                        case "<" -> Comparison.LESS;
                        case "=" -> Comparison.EQUAL;
                        default -> Comparison.NOT_EQUAL;
                    };
            return new EntropyTest(bytes, offset, operator, Double.parseDouble(rest), 0);
        }
        if (t.indexOf('-') > 0) return range(bytes, offset, Comparison.INSIDE, t);
        return new EntropyTest(bytes, offset, Comparison.EQUAL, Double.parseDouble(t), 0);
    }

    private static EntropyTest range(int bytes, int offset, Comparison operator, String text) {
        int dash = text.indexOf('-');
        double low = Double.parseDouble(text.substring(0, dash));
        double high = Double.parseDouble(text.substring(dash + 1));
        if (low >= high) throw new IllegalArgumentException("the range " + text + " is empty");
        return new EntropyTest(bytes, offset, operator, low, high);
    }

    @Override
    public boolean test(byte[] data, int lengthBytes, MatchNotes notes) {
        if (offset >= lengthBytes && offset > 0) return false;
        int end = bytes == 0 ? lengthBytes : Math.min(lengthBytes, offset + bytes);
        double value = of(data, offset, end);
        return switch (operator) {
            case EQUAL -> value == first;
            case NOT_EQUAL -> value != first;
            case LESS -> value < first;
            case AT_MOST -> value <= first;
            case GREATER -> value > first;
            case AT_LEAST -> value >= first;
            case INSIDE -> value > first && value < second;
            case OUTSIDE -> value <= first || value >= second;
        };
    }

    /// Bits a byte.
    static double of(byte[] data, int from, int to) {
        if (to <= from) return 0;
        int[] counts = new int[256];
        for (int i = from; i < to; i++) counts[data[i] & 0xff]++;
        double sum = 0;
        for (int count : counts) {
            if (count == 0) continue;
            double share = (double) count / (to - from);
            sum -= share * Math.log(share) / Math.log(2);
        }
        return sum;
    }
}
