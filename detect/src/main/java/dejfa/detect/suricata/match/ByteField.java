package dejfa.detect.suricata.match;

/// How byte_test, byte_jump, byte_extract and byte_math read a number.
///
/// @param bytes 1 to 8 binary; 1 to 23 as text, where 0 means as many digits as follow
/// @param base 0 binary, else 8, 10 or 16
/// @param bitmask 0 for none; the result is shifted right by its trailing zeros
public record ByteField(Quantity bytes, Quantity offset, boolean relative, Order order, int base, long bitmask) {
    /// Byte order of a binary number.
    public enum Order {
        BIG,
        LITTLE,
        /// as the sender's message says (`dce`)
        SENDER
    }

    /// Digits of the largest octal number of 64 bits, and a leading zero.
    private static final int MAX_DIGITS = 23;

    /// No such bytes, or no digits.
    static final int ABSENT = -1;

    /// @return the index after the number, or [#ABSENT]; the number is in `out[0]`
    int read(Window window, int position, long[] variables, long[] out) {
        int count = bytes.value(variables);
        long at = (long) offset.value(variables) + (relative ? position : 0);
        if (at < 0 || count < 0 || at + count > window.length) return ABSENT;
        if (base != 0 && count == 0) count = (int) Math.min(MAX_DIGITS, window.length - at);
        if (base == 0 && (count < 1 || count > 8)) return count == 0 ? zero((int) at, out) : ABSENT;
        return base == 0 ? binary(window, (int) at, count, out) : digits(window, (int) at, count, out);
    }

    private static int zero(int at, long[] out) {
        out[0] = 0;
        return at;
    }

    private int binary(Window window, int at, int count, long[] out) {
        long value = 0;
        boolean little = order == Order.LITTLE || order == Order.SENDER && !window.bigEndianSender;
        for (int i = 0; i < count; i++) {
            int index = little ? at + count - 1 - i : at + i;
            value = value << 8 | (window.data[index] & 0xff);
        }
        out[0] = masked(value);
        return at + count;
    }

    private int digits(Window window, int at, int count, long[] out) {
        int i = at;
        int end = at + count;
        while (i < end && (window.data[i] == ' ' || window.data[i] == '\t')) i++;
        if (base == 16 && i + 1 < end && window.data[i] == '0' && (window.data[i + 1] | 0x20) == 'x') i += 2;
        long value = 0;
        int from = i;
        while (i < end && Character.digit(window.data[i] & 0xff, base) >= 0) {
            value = value * base + Character.digit(window.data[i++] & 0xff, base);
        }
        if (i == from) return ABSENT;
        out[0] = masked(value);
        return i;
    }

    private long masked(long value) {
        return bitmask == 0 ? value : (value & bitmask) >>> Long.numberOfTrailingZeros(bitmask);
    }
}
