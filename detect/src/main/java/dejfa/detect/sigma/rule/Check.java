package dejfa.detect.sigma.rule;

import dejfa.detect.pattern.RegularExpression;
import dejfa.detect.pattern.RegularExpression.Flag;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/// What a rule asks of one value of a field. A field with several values passes where any of them does.
public sealed interface Check {
    /// The whole value, wildcards of the text aside.
    ///
    /// @param cased letters must match in their case
    record Matches(Text text, boolean cased) implements Check {}

    /// A number: equal as written, or as a number.
    record Equals(String written, double number) implements Check {}

    /// Bytes that are no text (UTF-16), at the place that the modifiers name.
    record Bytes(byte[] bytes, boolean anyBefore, boolean anyAfter, boolean cased) implements Check {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that
                    && Arrays.equals(bytes, that.bytes)
                    && anyBefore == that.anyBefore
                    && anyAfter == that.anyAfter
                    && cased == that.cased;
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Bytes[" + HexFormat.of().formatHex(bytes) + ", " + anyBefore + ", " + anyAfter + ", " + cased + "]";
        }
    }

    /// A regular expression that matches somewhere in the value.
    record Regex(String pattern, Set<Flag> flags) implements Check {
        /// For values of ASCII only, and for bytes that are no text: each byte of the pattern one character.
        public static String inBytes(String pattern) {
            byte[] bytes = pattern.getBytes(StandardCharsets.UTF_8);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        /// For values with other characters.
        public static String inCharacters(String pattern) {
            return RegularExpression.UTF + inBytes(pattern);
        }
    }

    /// An address in a network.
    ///
    /// @param network 4 or 16 bytes
    record Cidr(String written, byte[] network, int prefixBits) implements Check {
        @Override
        public boolean equals(Object other) {
            return other instanceof Cidr that
                    && prefixBits == that.prefixBits
                    && Arrays.equals(network, that.network)
                    && written.equals(that.written);
        }

        @Override
        public int hashCode() {
            return written.hashCode();
        }
    }

    /// A number compared.
    record Compare(Order order, double number) implements Check {}

    /// A part of a point in time, compared.
    record Time(Part part, Order order, double number) implements Check {}

    /// The field is absent or null.
    record Null() implements Check {}

    /// The field is there, or isn't, whatever its value.
    record Exists(boolean there) implements Check {}

    /// Another field of the same record, at the place that the modifiers name.
    record SameAs(String field, boolean anyBefore, boolean anyAfter, boolean cased) implements Check {}

    /// A placeholder that nobody gave values: nothing is known, neither that it holds nor that it doesn't.
    record Unknown(String placeholder) implements Check {}

    /// How two numbers stand to each other.
    enum Order {
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">="),
        EQUAL("=");

        private final String sign;

        Order(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        public boolean holds(double value, double bound) {
            return switch (this) {
                case LESS -> value < bound;
                case AT_MOST -> value <= bound;
                case GREATER -> value > bound;
                case AT_LEAST -> value >= bound;
                case EQUAL -> value == bound;
            };
        }
    }

    enum Part {
        MINUTE,
        HOUR,
        DAY,
        WEEK,
        MONTH,
        YEAR
    }
}
