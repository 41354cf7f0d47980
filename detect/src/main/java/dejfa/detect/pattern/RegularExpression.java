package dejfa.detect.pattern;

import java.util.Set;

/// A regular expression over bytes, in the syntax of PCRE as rules use it. A match never runs past a step limit.
public interface RegularExpression {
    /// Options of an expression; PCRE's own letters in brackets.
    enum Flag {
        /// letters match in either case (i)
        CASELESS,
        /// `.` matches line ends too (s)
        DOT_ALL,
        /// `^` and `$` match at line ends too (m)
        MULTI_LINE,
        /// white space and comments in the pattern are ignored (x)
        EXTENDED,
        /// match only at the start (A)
        ANCHORED,
        /// `$` matches at the very end only (E)
        DOLLAR_END_ONLY,
        /// quantifiers are lazy by default (G)
        UNGREEDY
    }

    /// A pattern that starts so (PCRE2's own way to say it) matches characters of UTF-8, not bytes. What it is held
    /// against must be UTF-8, or nothing matches.
    String UTF = "(*UTF)";

    /// No match; or the step limit was reached.
    int NONE = -1;

    /// Bytes from `from` to `to` are searched; look-behind may not see what lies before `from`.
    ///
    /// @param groups takes start and end of group 0, 1, … as far as it has room; -1 for a group that took no part
    /// @return the number of groups with the whole as one, or [#NONE]
    int match(byte[] data, int from, int to, int[] groups);

    /// Can hold a compiled pattern that is not safe to share: each thread uses its own.
    default RegularExpression forThread() {
        return this;
    }

    /// By PCRE2 where it loads, else in pure Java.
    ///
    /// @throws IllegalArgumentException when the pattern is no regular expression
    static RegularExpression compile(String pattern, Set<Flag> flags) {
        Pcre2 library = Pcre2.instance().orElse(null);
        return library == null ? JavaExpression.of(pattern, flags) : PcreExpression.of(library, pattern, flags);
    }

    /// As rules write it, for people; every expression says so of itself.
    static String text(String pattern, Set<Flag> flags) {
        StringBuilder out = new StringBuilder("/").append(pattern).append('/');
        for (Flag flag : Flag.values()) {
            if (!flags.contains(flag)) continue;
            out.append(
                    switch (flag) {
                        case CASELESS -> 'i';
                        case DOT_ALL -> 's';
                        case MULTI_LINE -> 'm';
                        case EXTENDED -> 'x';
                        case ANCHORED -> 'A';
                        case DOLLAR_END_ONLY -> 'E';
                        case UNGREEDY -> 'G';
                    });
        }
        return out.toString();
    }
}
