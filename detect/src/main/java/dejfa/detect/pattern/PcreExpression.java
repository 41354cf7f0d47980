package dejfa.detect.pattern;

import java.lang.foreign.MemorySegment;
import java.util.Set;

/// A regular expression run by PCRE2, with its JIT where the library has it. Immutable; threads share it.
final class PcreExpression implements RegularExpression {
    // pcre2.h
    private static final int DOLLAR_ENDONLY = 0x10;
    private static final int CASELESS = 0x8;
    private static final int DOTALL = 0x20;
    private static final int EXTENDED = 0x80;
    private static final int MULTILINE = 0x400;
    private static final int UNGREEDY = 0x40000;
    private static final int ANCHORED = 0x80000000;

    private final Pcre2 library;
    private final MemorySegment code;
    private final String text;

    private PcreExpression(Pcre2 library, MemorySegment code, String text) {
        this.library = library;
        this.code = code;
        this.text = text;
    }

    static PcreExpression of(Pcre2 library, String pattern, Set<Flag> flags) {
        int options = 0;
        for (Flag flag : flags) {
            options |= switch (flag) {
                case CASELESS -> CASELESS;
                case DOT_ALL -> DOTALL;
                case MULTI_LINE -> MULTILINE;
                case EXTENDED -> EXTENDED;
                case ANCHORED -> ANCHORED;
                case DOLLAR_END_ONLY -> DOLLAR_ENDONLY;
                case UNGREEDY -> UNGREEDY;
            };
        }
        return new PcreExpression(library, library.compile(pattern, options), RegularExpression.text(pattern, flags));
    }

    @Override
    public int match(byte[] data, int from, int to, int[] groups) {
        return library.match(code, data, from, to, groups);
    }

    @Override
    public String toString() {
        return text;
    }
}
