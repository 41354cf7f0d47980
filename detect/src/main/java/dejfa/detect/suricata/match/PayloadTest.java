package dejfa.detect.suricata.match;

import dejfa.detect.pattern.RegularExpression;
import java.util.List;

/// One test of a list that runs over a window. Positional tests read and move the position that relative ones start
/// from.
public sealed interface PayloadTest {
    /// `content` with its modifiers; an absent limit is null.
    ///
    /// @param relative `distance` or `within` given: starts from the position
    /// @param fast picked by `fast_pattern`
    record Content(
            byte[] bytes,
            boolean nocase,
            boolean negated,
            Quantity offset,
            Quantity depth,
            Quantity distance,
            Quantity within,
            boolean startsWith,
            boolean endsWith,
            boolean fast)
            implements PayloadTest {
        public boolean relative() {
            return distance != null || within != null;
        }
    }

    /// `pcre`.
    ///
    record Regex(RegularExpression expression, boolean negated, boolean relative, List<Capture> captures)
            implements PayloadTest {}

    /// Where a group of a pcre goes.
    ///
    /// @param group counted from 1
    /// @param variable index of a number of the rule, or -1
    record Capture(int group, Keep keep, String name, int variable) {}

    /// What keeps a captured text.
    enum Keep {
        PACKET,
        FLOW,
        /// the alert's `context`
        ALERT
    }

    /// `byte_test`.
    record Compare(ByteField field, Comparison operator, boolean negated, Quantity value) implements PayloadTest {}

    /// Comparisons of `byte_test`.
    enum Comparison {
        LESS,
        GREATER,
        EQUAL,
        AT_MOST,
        AT_LEAST,
        /// any bit in common
        AND,
        /// any bit differs
        OR
    }

    /// `byte_jump`.
    record Jump(ByteField field, Origin origin, boolean align, long multiplier, Quantity post) implements PayloadTest {}

    /// Where a jump starts.
    enum Origin {
        NUMBER,
        BEGINNING,
        END
    }

    /// `byte_extract`.
    record Extract(ByteField field, long multiplier, int align, int variable) implements PayloadTest {}

    /// `byte_math`.
    record Calculate(ByteField field, Calculation operator, Quantity operand, int variable) implements PayloadTest {}

    /// Operators of `byte_math`.
    enum Calculation {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        SHIFT_LEFT,
        SHIFT_RIGHT
    }

    /// `isdataat`.
    record DataAt(Quantity offset, boolean relative, boolean negated) implements PayloadTest {}

    /// `bsize`, `urilen`: the size of the whole buffer.
    record Size(IntegerTest test) implements PayloadTest {}

    /// `base64_decode` with the tests of `base64_data` on what it yields.
    ///
    /// @param bytes encoded bytes to take; 0 for all
    record Base64(int bytes, int offset, boolean relative, List<PayloadTest> inner) implements PayloadTest {}

    /// A test on the buffer as a whole (`dataset`, digests, dates).
    record Whole(Predicate predicate, boolean negated) implements PayloadTest {}

    /// What a [Whole] asks.
    @FunctionalInterface
    interface Predicate {
        /// @param notes takes what is known of the value, and what is asked of sets that change
        boolean test(byte[] data, int lengthBytes, MatchNotes notes);

        /// @param position where the test before it left off
        default boolean test(byte[] data, int lengthBytes, int position, MatchNotes notes) {
            return test(data, lengthBytes, notes);
        }
    }

    /// Can it start from the position that the test before it left?
    static boolean isRelative(PayloadTest test) {
        return switch (test) {
            case Content content -> content.relative();
            case Regex regex -> regex.relative();
            case Compare compare -> compare.field().relative();
            case Jump jump -> jump.field().relative();
            case Extract extract -> extract.field().relative();
            case Calculate calculate -> calculate.field().relative();
            case DataAt dataAt -> dataAt.relative();
            case Base64 base64 -> base64.relative();
            case Size _, Whole _ -> false;
        };
    }

    /// Does the answer depend on what follows the bytes at hand?
    static boolean needsEnd(PayloadTest test) {
        return switch (test) {
            case Content content -> content.negated() || content.endsWith();
            case Regex regex -> regex.negated();
            case DataAt dataAt -> dataAt.negated();
            case Jump jump -> jump.origin() == Origin.END;
            case Size _, Whole _ -> true;
            case Compare _, Extract _, Calculate _, Base64 _ -> false;
        };
    }
}
