package dejfa.detect.pattern;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// `java.util.regex` over bytes as ISO 8859-1, under a limit of characters read: a catastrophic pattern ends as
/// "no match" after the same number of steps on every machine.
final class JavaExpression implements RegularExpression {
    /// Characters that one match may read; about 10 ms.
    private static final int STEPS = 2_000_000;

    private final Pattern pattern;
    private final boolean anchored;
    /// bytes are characters in UTF-8, not characters each
    private final boolean utf;

    private final String text;

    private JavaExpression(Pattern pattern, boolean anchored, boolean utf, String text) {
        this.pattern = pattern;
        this.anchored = anchored;
        this.utf = utf;
        this.text = text;
    }

    static JavaExpression of(String text, Set<Flag> flags) {
        int options = 0;
        Set<Flag> wanted = flags.isEmpty() ? EnumSet.noneOf(Flag.class) : EnumSet.copyOf(flags);
        if (wanted.contains(Flag.CASELESS)) options |= Pattern.CASE_INSENSITIVE;
        if (wanted.contains(Flag.DOT_ALL)) options |= Pattern.DOTALL;
        if (wanted.contains(Flag.MULTI_LINE)) options |= Pattern.MULTILINE;
        if (wanted.contains(Flag.EXTENDED)) options |= Pattern.COMMENTS;
        boolean utf = text.startsWith(RegularExpression.UTF);
        String plain = text;
        if (utf) {
            byte[] bytes = text.substring(RegularExpression.UTF.length()).getBytes(StandardCharsets.ISO_8859_1);
            plain = new String(bytes, StandardCharsets.UTF_8);
            options |= Pattern.UNICODE_CASE;
        }
        try {
            // PCRE's `$` and `.` know one line end, \n.
            return new JavaExpression(
                    Pattern.compile(translate(plain), options | Pattern.UNIX_LINES),
                    wanted.contains(Flag.ANCHORED),
                    utf,
                    RegularExpression.text(text, wanted));
        } catch (PatternSyntaxException | StackOverflowError e) {
            String why = e instanceof PatternSyntaxException syntax ? syntax.getDescription() : "nested too deep";
            throw new IllegalArgumentException("not a regular expression: " + why, e);
        }
    }

    @Override
    public String toString() {
        return text;
    }

    /// `(?P<name>`, `(?<name>` and `(?P=name)`.
    private static final Pattern NAMED = Pattern.compile("\\(\\?P?<([A-Za-z_]\\w*)>|\\(\\?P=(\\w+)\\)");

    /// Spellings of PCRE that Java lacks: `[` inside a class is a plain character, `\Z`-less names of groups, `(?P<`.
    private static String translate(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        boolean inClass = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                // An escaped letter without a meaning is the letter itself in PCRE.
                boolean plain = "yYiIjJlLmMoOqTuU_gC".indexOf(next) >= 0 && !(next == 'g');
                if (plain) out.append(next);
                else out.append(c).append(next);
            } else if (inClass) {
                if (c == '[' && i + 1 < text.length() && text.charAt(i + 1) == ':') {
                    int end = text.indexOf(":]", i + 2);
                    if (end > 0) {
                        out.append(posix(text.substring(i + 2, end)));
                        i = end + 1;
                        continue;
                    }
                }
                if (c == '[' || c == '&' && text.startsWith("&&", i)) out.append('\\');
                out.append(c);
                if (c == ']') inClass = false;
            } else if (c == '[') {
                inClass = true;
                out.append(c);
                if (i + 1 < text.length() && text.charAt(i + 1) == '^') out.append(text.charAt(++i));
                if (i + 1 < text.length() && text.charAt(i + 1) == ']') {
                    out.append("\\]");
                    i++;
                }
            } else if (NAMED.matcher(text).region(i, text.length()).lookingAt()) {
                i = named(text, i, out);
            } else out.append(c);
        }
        return out.toString();
    }

    /// A group with a name, or a look back at one: Java's names know no underscore.
    ///
    /// @return the index of its last character
    private static int named(String text, int at, StringBuilder out) {
        Matcher found = NAMED.matcher(text).region(at, text.length());
        found.lookingAt();
        boolean definition = found.group(1) != null;
        String name = definition ? found.group(1) : found.group(2);
        out.append(definition ? "(?<" : "\\k<")
                .append("g")
                .append(name.replace("_", "0x5f"))
                .append('>');
        return found.end() - 1;
    }

    private static String posix(String name) {
        boolean negated = name.startsWith("^");
        String known =
                switch (negated ? name.substring(1) : name) {
                    case "alpha" -> "Alpha";
                    case "digit" -> "Digit";
                    case "alnum" -> "Alnum";
                    case "upper" -> "Upper";
                    case "lower" -> "Lower";
                    case "punct" -> "Punct";
                    case "space" -> "Space";
                    case "xdigit" -> "XDigit";
                    case "print" -> "Print";
                    case "graph" -> "Graph";
                    case "cntrl" -> "Cntrl";
                    case "blank" -> "Blank";
                    default -> throw new IllegalArgumentException("no character class is called " + name);
                };
        return (negated ? "\\P{" : "\\p{") + known + "}";
    }

    @Override
    public int match(byte[] data, int from, int to, int[] groups) {
        if (utf) return matchCharacters(new String(data, from, to - from, StandardCharsets.UTF_8), from, groups);
        Latin text = new Latin(data, from, to, new int[] {STEPS});
        Matcher matcher = pattern.matcher(text);
        try {
            if (!(anchored ? matcher.lookingAt() : matcher.find())) return NONE;
        } catch (TooManySteps | StackOverflowError e) {
            return NONE;
        }
        for (int i = 0; i * 2 + 1 < groups.length; i++) {
            boolean there = i <= matcher.groupCount() && matcher.start(i) >= 0;
            groups[2 * i] = there ? from + matcher.start(i) : -1;
            groups[2 * i + 1] = there ? from + matcher.end(i) : -1;
        }
        return matcher.groupCount() + 1;
    }

    private int matchCharacters(String characters, int from, int[] groups) {
        Matcher matcher = pattern.matcher(new Limited(characters, new int[] {STEPS}));
        try {
            if (!(anchored ? matcher.lookingAt() : matcher.find())) return NONE;
        } catch (TooManySteps | StackOverflowError e) {
            return NONE;
        }
        for (int i = 0; i * 2 + 1 < groups.length; i++) {
            boolean there = i <= matcher.groupCount() && matcher.start(i) >= 0;
            groups[2 * i] = there ? from + bytes(characters, matcher.start(i)) : -1;
            groups[2 * i + 1] = there ? from + bytes(characters, matcher.end(i)) : -1;
        }
        return matcher.groupCount() + 1;
    }

    private static int bytes(String characters, int end) {
        return characters.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
    }

    private record Limited(String characters, int[] steps) implements CharSequence {
        @Override
        public int length() {
            return characters.length();
        }

        @Override
        public char charAt(int index) {
            if (--steps[0] < 0) throw new TooManySteps();
            return characters.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Limited(characters.substring(start, end), steps);
        }

        @Override
        public String toString() {
            return characters;
        }
    }

    /// Ends a match that reads too much; has no stack trace, it is control flow out of `java.util.regex`.
    private static final class TooManySteps extends RuntimeException {
        TooManySteps() {
            super("step limit", null, false, false);
        }
    }

    private record Latin(byte[] data, int from, int to, int[] steps) implements CharSequence {
        @Override
        public int length() {
            return to - from;
        }

        @Override
        public char charAt(int index) {
            if (--steps[0] < 0) throw new TooManySteps();
            return (char) (data[from + index] & 0xff);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Latin(data, from + start, from + end, steps);
        }

        @Override
        public String toString() {
            return new String(data, from, to - from, StandardCharsets.ISO_8859_1);
        }
    }
}
