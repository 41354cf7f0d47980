package dejfa.detect.sigma.match;

import dejfa.detect.pattern.Expressions;
import dejfa.detect.pattern.RegularExpression;
import dejfa.detect.sigma.rule.Check;
import dejfa.detect.sigma.rule.Networks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// Makes the tests of values, and says what literal a value must hold to pass.
final class Tests {
    private static final int[] NO_GROUPS = {};
    private static final List<byte[]> NONE = List.of();

    private final Expressions expressions;

    Tests(Expressions expressions) {
        this.expressions = expressions;
    }

    /// @return null for checks that don't look at one value
    ValueTest test(Check check) {
        return switch (check) {
            case Check.Matches(var text, var cased) -> Glob.test(text, cased);
            case Check.Equals(var written, var number) -> Numbers.equal(written, number);
            case Check.Bytes bytes -> bytes(bytes);
            case Check.Regex(var pattern, var flags) -> regex(pattern, flags);
            case Check.Cidr cidr -> cidr(cidr);
            case Check.Compare(var order, var number) -> Numbers.compare(order, number);
            case Check.Time(var part, var order, var number) -> Times.test(part, order, number);
            case Check.Null ignored -> null;
            case Check.Exists ignored -> null;
            case Check.SameAs ignored -> null;
            case Check.Unknown ignored -> null;
        };
    }

    private static ValueTest bytes(Check.Bytes check) {
        byte[] bytes = check.bytes().clone();
        for (int i = 0; i < bytes.length && !check.cased(); i++) bytes[i] = Fold.lower(bytes[i]);
        return Literals.test(bytes, Glob.place(check.anyBefore(), check.anyAfter()), check.cased());
    }

    private ValueTest regex(String pattern, Set<RegularExpression.Flag> flags) {
        RegularExpression inBytes = expressions.compile(Check.Regex.inBytes(pattern), flags);
        RegularExpression inCharacters = expressions.compile(Check.Regex.inCharacters(pattern), flags);
        boolean ascii = pattern.chars().allMatch(c -> c < 128);
        return (bytes, at, length) -> {
            boolean text = isText(bytes, at, at + length, ascii);
            return (text ? inCharacters : inBytes).match(bytes, at, at + length, NO_GROUPS) != RegularExpression.NONE;
        };
    }

    /// Whether the value is UTF-8, and it makes a difference: one of ASCII only is the same in bytes, unless the
    /// pattern has other characters.
    private static boolean isText(byte[] bytes, int from, int end, boolean asciiPattern) {
        int at = from;
        while (at < end && bytes[at] >= 0) at++;
        if (at == end) return !asciiPattern;
        while (at < end) {
            if (Fold.isBroken(Fold.character(bytes, at, end))) return false;
            at += Fold.length(bytes, at, end);
        }
        return true;
    }

    private static ValueTest cidr(Check.Cidr check) {
        byte[] network = check.network();
        int bits = check.prefixBits();
        // Tests are shared by all threads.
        ThreadLocal<byte[]> addresses = ThreadLocal.withInitial(() -> new byte[16]);
        return (bytes, at, length) -> {
            byte[] address = addresses.get();
            if (Networks.parse(bytes, at, length, address) != network.length) return false;
            int whole = bits >>> 3;
            for (int i = 0; i < whole; i++) if (address[i] != network[i]) return false;
            int rest = bits & 7;
            return rest == 0 || ((address[whole] ^ network[whole]) & 0xff) >>> 8 - rest == 0;
        };
    }

    /// Any of these, lower case, is in a value that passes; empty where it can pass without any.
    static List<byte[]> needed(Check check) {
        return switch (check) {
            case Check.Matches(var text, var ignored) -> NeededLiterals.of(text);
            case Check.Bytes bytes -> NeededLiterals.of(lower(bytes.bytes()));
            case Check.Regex(var pattern, var flags) -> NeededLiterals.of(RegexLiteral.needed(pattern, flags));
            case Check.Equals ignored -> NONE;
            case Check.Cidr ignored -> NONE;
            case Check.Compare ignored -> NONE;
            case Check.Time ignored -> NONE;
            case Check.Null ignored -> NONE;
            case Check.Exists ignored -> NONE;
            case Check.SameAs ignored -> NONE;
            case Check.Unknown ignored -> NONE;
        };
    }

    private static byte[] lower(byte[] bytes) {
        byte[] lower = bytes.clone();
        for (int i = 0; i < lower.length; i++) lower[i] = Fold.lower(lower[i]);
        return lower;
    }

    /// Whether a null counts as passing: it does as the empty text.
    static boolean passesNull(Check check) {
        return check instanceof Check.Matches(var text, var ignored) && text.symbols().length == 0;
    }

    /// The event id that a value must be, or -1 where it may be several.
    static long eventId(Check check) {
        String written =
                switch (check) {
                    case Check.Equals(var text, var ignored) -> text;
                    case Check.Matches(var text, var ignored) -> text.toString();
                    default -> "";
                };
        return written.matches("\\d{1,9}") ? Long.parseLong(written) : -1;
    }

    /// As bytes of the log.
    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
