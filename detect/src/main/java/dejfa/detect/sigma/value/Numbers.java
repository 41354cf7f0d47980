package dejfa.detect.sigma.value;

import dejfa.api.HotPath;
import dejfa.detect.sigma.rule.Check.Order;
import java.nio.charset.StandardCharsets;

/// Numbers in values: decimal with sign, fraction and exponent, or hexadecimal after `0x`.
final class Numbers {
    /// Longer than any number that a double can tell from others.
    private static final int MAX_LENGTH = 40;

    private Numbers() {}

    static ValueTest compare(Order order, double bound) {
        return (bytes, at, length) -> {
            double value = parse(bytes, at, length);
            return !Double.isNaN(value) && order.holds(value, bound);
        };
    }

    /// The text itself, or another spelling of the same decimal number: `1.0` is `1`, `0x1` is not.
    static ValueTest equal(String written, double number) {
        byte[] literal = written.getBytes(StandardCharsets.US_ASCII);
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
        return (bytes, at, length) -> {
            if (length == literal.length && Literals.same(bytes, at, literal, true)) return true;
            // Most values are whole numbers or no numbers at all.
            if (length == 0 || length > MAX_LENGTH || !isNumeric(bytes[at])) return false;
            if (whole && length < literal.length) return false;
            if (length > 1 && (bytes[at + 1] | 0x20) == 'x') return false;
            return decimal(bytes, at, length) == number;
        };
    }

    private static boolean isNumeric(byte b) {
        return b >= '0' && b <= '9' || b == '-' || b == '+' || b == '.';
    }

    /// @return NaN where the value is no number
    @HotPath
    static double parse(byte[] bytes, int at, int length) {
        if (length == 0 || length > MAX_LENGTH || !isNumeric(bytes[at])) return Double.NaN;
        if (length > 2 && bytes[at] == '0' && (bytes[at + 1] | 0x20) == 'x') return hex(bytes, at + 2, at + length);
        return decimal(bytes, at, length);
    }

    private static double hex(byte[] bytes, int from, int end) {
        double value = 0;
        for (int i = from; i < end; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) return Double.NaN;
            value = value * 16 + digit;
        }
        return value;
    }

    private static double decimal(byte[] bytes, int at, int length) {
        int end = at + length;
        int i = at;
        boolean minus = bytes[i] == '-';
        if (minus || bytes[i] == '+') i++;
        long whole = 0;
        int digits = 0;
        for (; i < end && bytes[i] >= '0' && bytes[i] <= '9' && digits < 18; i++, digits++) {
            whole = whole * 10 + bytes[i] - '0';
        }
        if (i == end && digits > 0) return minus ? -whole : whole;
        return slow(bytes, at, end);
    }

    /// Fractions, exponents and long numbers; of the size of a number, so that what it allocates doesn't matter.
    private static double slow(byte[] bytes, int at, int end) {
        for (int i = at; i < end; i++) {
            byte b = bytes[i];
            boolean possible = isNumeric(b) || (b | 0x20) == 'e';
            if (!possible) return Double.NaN;
        }
        try {
            return Double.parseDouble(new String(bytes, at, end - at, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
