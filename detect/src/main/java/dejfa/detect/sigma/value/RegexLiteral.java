package dejfa.detect.sigma.value;

import dejfa.detect.pattern.RegularExpression.Flag;
import java.io.ByteArrayOutputStream;
import java.util.Set;

/// The rarest run of plain ASCII characters that every match of a regular expression holds. What it can't be sure
/// of counts as no run: alternatives, groups, classes and what may be left out only end one.
final class RegexLiteral {
    private final String pattern;
    private final ByteArrayOutputStream run = new ByteArrayOutputStream();
    private byte[] best = {};
    private int at;

    private RegexLiteral(String pattern) {
        this.pattern = pattern;
    }

    /// @return lower case; empty where there is none
    static byte[] needed(String pattern, Set<Flag> flags) {
        // Options and verbs inside the pattern may change what its characters mean.
        if (flags.contains(Flag.EXTENDED)
                || pattern.contains("(*")
                || pattern.contains("(?x")
                || pattern.contains("\\Q")) {
            return new byte[0];
        }
        RegexLiteral reader = new RegexLiteral(pattern);
        return reader.read() ? reader.best : new byte[0];
    }

    /// @return false where an alternative stands outside of all groups, or the pattern is not understood
    private boolean read() {
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            switch (c) {
                case '|' -> {
                    return false;
                }
                case '(' -> {
                    end();
                    if (!skipGroup()) return false;
                    skipQuantifier();
                }
                case '[' -> {
                    end();
                    if (!skipClass()) return false;
                    skipQuantifier();
                }
                case '\\' -> {
                    if (!escape()) return false;
                }
                case '.', '^', '$' -> {
                    end();
                    at++;
                    skipQuantifier();
                }
                case '*', '?', '+', '{' -> {
                    return false;
                }
                default -> {
                    at++;
                    literal(c);
                }
            }
        }
        end();
        return true;
    }

    private void end() {
        byte[] ended = run.toByteArray();
        run.reset();
        if (ended.length > 0 && (best.length == 0 || Rarity.cost(ended) < Rarity.cost(best))) best = ended;
    }

    /// One character that stands for itself, `at` behind it.
    private void literal(char c) {
        char next = at < pattern.length() ? pattern.charAt(at) : ' ';
        boolean optional = next == '*' || next == '?' || next == '{';
        if (optional || c >= 128) {
            end();
        } else {
            run.write(Fold.lower((byte) c));
            if (next == '+') end();
        }
        skipQuantifier();
    }

    private boolean escape() {
        if (at + 1 >= pattern.length()) return false;
        char c = pattern.charAt(at + 1);
        at += 2;
        boolean plain = !Character.isLetterOrDigit(c);
        if (plain) {
            literal(c);
            return true;
        }
        end();
        if ("dDwWsSbBAzZhHvVRN".indexOf(c) >= 0) {
            skipQuantifier();
            return true;
        }
        if ("ntrfe".indexOf(c) >= 0) {
            skipQuantifier();
            return true;
        }
        // References, code points and properties: not worth knowing.
        return false;
    }

    private void skipQuantifier() {
        if (at >= pattern.length()) return;
        char c = pattern.charAt(at);
        if (c == '{') {
            int close = pattern.indexOf('}', at);
            if (close < 0) return;
            at = close + 1;
        } else if (c == '*' || c == '+' || c == '?') {
            at++;
        } else {
            return;
        }
        if (at < pattern.length() && (pattern.charAt(at) == '?' || pattern.charAt(at) == '+')) at++;
    }

    private boolean skipClass() {
        int i = at + 1;
        if (i < pattern.length() && pattern.charAt(i) == '^') i++;
        if (i < pattern.length() && pattern.charAt(i) == ']') i++;
        while (i < pattern.length() && pattern.charAt(i) != ']') {
            boolean posix = pattern.startsWith("[:", i) && pattern.indexOf(":]", i) > 0;
            if (posix) i = pattern.indexOf(":]", i) + 2;
            else i += pattern.charAt(i) == '\\' ? 2 : 1;
        }
        at = i + 1;
        return i < pattern.length();
    }

    private boolean skipGroup() {
        int depth = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '[') {
                if (!skipClass()) return false;
                continue;
            }
            if (c == '(') depth++;
            if (c == ')' && --depth == 0) {
                at++;
                return true;
            }
            at += c == '\\' ? 2 : 1;
        }
        return false;
    }
}
