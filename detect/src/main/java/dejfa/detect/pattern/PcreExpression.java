package dejfa.detect.pattern;

import java.lang.foreign.MemorySegment;
import java.util.Set;

/// A regular expression run by PCRE2, with its JIT where the library has it. Threads share it.
///
/// Most expressions of a rule set are never asked, because the literal beside them never occurs: machine code (a page
/// at least) is made at the first match.
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
    /// The JIT may not run while another thread matches: nobody matches before it has.
    private volatile boolean prepared;

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
        if (!prepared) prepare();
        return library.match(code, data, from, to, groups);
    }

    private synchronized void prepare() {
        if (prepared) return;
        library.jitCompile(code);
        prepared = true;
    }

    /// Nobody may match any more.
    void free() {
        library.free(code);
    }

    @Override
    public String toString() {
        return text;
    }
}
