package dejfa.detect.sigma.rule;

import java.util.Arrays;

/// A text with wildcards: code points, and negative numbers for what stands for more than itself.
public final class Text {
    /// `*`: any characters, also none
    public static final int ANY = -1;
    /// `?`: one character
    public static final int ONE = -2;
    /// a dash of a command line's switch, in any of its spellings (modifier `windash`)
    public static final int DASH = -3;

    /// What [#DASH] stands for: `-`, `/`, en dash, em dash, horizontal bar.
    public static final int[] DASHES = {'-', '/', 0x2013, 0x2014, 0x2015};

    private final int[] symbols;

    private Text(int[] symbols) {
        this.symbols = symbols;
    }

    /// Reads Sigma's escapes: `\*`, `\?` and `\\` are the characters themselves, any other backslash is one.
    static Text parse(String written) {
        int[] from = written.codePoints().toArray();
        int[] to = new int[from.length];
        int count = 0;
        for (int i = 0; i < from.length; i++) {
            int c = from[i];
            if (c == '\\' && i + 1 < from.length && (from[i + 1] == '*' || from[i + 1] == '?' || from[i + 1] == '\\')) {
                to[count++] = from[++i];
            } else if (c == '*') {
                if (count == 0 || to[count - 1] != ANY) to[count++] = ANY;
            } else {
                to[count++] = c == '?' ? ONE : c;
            }
        }
        return new Text(Arrays.copyOf(to, count));
    }

    /// Every character as it is.
    public static Text plain(String text) {
        return new Text(text.codePoints().toArray());
    }

    public int[] symbols() {
        return symbols.clone();
    }

    boolean isPlain() {
        for (int symbol : symbols) if (symbol < 0) return false;
        return true;
    }

    /// @return the characters, where it [#isPlain]
    String characters() {
        return new String(symbols, 0, symbols.length);
    }

    Text anyBefore() {
        if (symbols.length > 0 && symbols[0] == ANY) return this;
        int[] all = new int[symbols.length + 1];
        all[0] = ANY;
        System.arraycopy(symbols, 0, all, 1, symbols.length);
        return new Text(all);
    }

    Text anyAfter() {
        if (symbols.length > 0 && symbols[symbols.length - 1] == ANY) return this;
        int[] all = Arrays.copyOf(symbols, symbols.length + 1);
        all[symbols.length] = ANY;
        return new Text(all);
    }

    /// Each dash that starts a switch (no letter before, a letter or digit after) becomes any dash.
    Text anyDash() {
        int[] all = symbols.clone();
        for (int i = 0; i + 1 < all.length; i++) {
            boolean dash = false;
            for (int one : DASHES) dash |= symbols[i] == one;
            if (dash && (i == 0 || !isWord(symbols[i - 1])) && isWord(symbols[i + 1])) all[i] = DASH;
        }
        return new Text(all);
    }

    private static boolean isWord(int symbol) {
        return symbol == '_' || symbol >= 0 && Character.isLetterOrDigit(symbol);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Text text && Arrays.equals(symbols, text.symbols);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(symbols);
    }

    /// As a rule would write it, each dash that may be another as `-`.
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (int symbol : symbols) {
            switch (symbol) {
                case ANY -> out.append('*');
                case ONE -> out.append('?');
                case DASH -> out.append('-');
                case '*', '?' -> out.append('\\').appendCodePoint(symbol);
                default -> out.appendCodePoint(symbol);
            }
        }
        return out.toString();
    }
}
