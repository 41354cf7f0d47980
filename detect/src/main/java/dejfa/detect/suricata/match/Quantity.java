package dejfa.detect.suricata.match;

import java.util.Arrays;

/// A number of a keyword: written out, or the name of a byte_extract or byte_math result.
///
/// @param constant the number where `variable` is -1
/// @param variable index into the rule's variables, or -1
public record Quantity(long constant, int variable) {
    /// Most limits are small, and there are tens of thousands of them.
    private static final Quantity[] SMALL = new Quantity[256];

    static {
        Arrays.setAll(SMALL, constant -> new Quantity(constant, -1));
    }

    public static final Quantity ZERO = of(0);

    public static Quantity of(long constant) {
        return constant >= 0 && constant < SMALL.length ? SMALL[(int) constant] : new Quantity(constant, -1);
    }

    public boolean isConstant() {
        return variable < 0;
    }

    /// @return clamped to what an offset may be, so that sums can't overflow
    public int value(long[] variables) {
        long value = raw(variables);
        return (int) Math.max(Integer.MIN_VALUE / 8, Math.min(Integer.MAX_VALUE / 8, value));
    }

    public long raw(long[] variables) {
        return variable < 0 ? constant : variables[variable];
    }
}
