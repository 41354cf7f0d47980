package dejfa.detect.sigma.value;

import dejfa.api.HotPath;
import dejfa.detect.sigma.rule.Text;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A text with wildcards. Its pieces between `*` are found one after the other, each as early as it can be: that is
/// enough, and it takes no more than value × longest piece.
final class Glob implements ValueTest {
    /// characters, folded unless cased; `ONE` and `DASH` as in [Text]
    private final int[][] pieces;

    private final boolean anyBefore;
    private final boolean anyAfter;
    private final boolean cased;

    private Glob(int[][] pieces, boolean anyBefore, boolean anyAfter, boolean cased) {
        this.pieces = pieces;
        this.anyBefore = anyBefore;
        this.anyAfter = anyAfter;
        this.cased = cased;
    }

    static ValueTest test(Text text, boolean cased) {
        int[] symbols = text.symbols();
        int[][] pieces = pieces(symbols);
        boolean anyBefore = symbols.length > 0 && symbols[0] == Text.ANY;
        boolean anyAfter = symbols.length > 0 && symbols[symbols.length - 1] == Text.ANY;
        if (pieces.length == 0) return Literals.test(new byte[0], place(anyBefore, anyAfter), cased);
        byte[] literal = pieces.length == 1 ? literal(pieces[0], cased) : null;
        if (literal != null) return Literals.test(literal, place(anyBefore, anyAfter), cased);
        for (int[] piece : pieces) {
            for (int i = 0; i < piece.length && !cased; i++) if (piece[i] >= 0) piece[i] = Fold.fold(piece[i]);
        }
        return new Glob(pieces, anyBefore, anyAfter, cased);
    }

    static Literals.Place place(boolean anyBefore, boolean anyAfter) {
        if (anyBefore) return anyAfter ? Literals.Place.ANYWHERE : Literals.Place.END;
        return anyAfter ? Literals.Place.START : Literals.Place.WHOLE;
    }

    private static int[][] pieces(int[] symbols) {
        List<int[]> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= symbols.length; i++) {
            if (i < symbols.length && symbols[i] != Text.ANY) continue;
            if (i > from) pieces.add(Arrays.copyOfRange(symbols, from, i));
            from = i + 1;
        }
        return pieces.toArray(int[][]::new);
    }

    /// The piece as bytes that can be compared one by one, or null: other letters than ASCII's may change their
    /// length with their case.
    private static byte[] literal(int[] piece, boolean cased) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int symbol : piece) {
            if (symbol < 0 || symbol >= 128 && !cased && Fold.changes(symbol)) return null;
            bytes.writeBytes(Tests.utf8(Character.toString(cased ? symbol : Fold.fold(symbol))));
        }
        return bytes.toByteArray();
    }

    @Override
    @HotPath
    public boolean holds(byte[] bytes, int at, int length) {
        int end = at + length;
        int from = at;
        int first = 0;
        int last = pieces.length;
        if (!anyBefore) {
            from = after(pieces[0], bytes, at, end);
            if (from < 0) return false;
            first = 1;
            if (first == last) return anyAfter || from == end;
        }
        if (!anyAfter) last--;
        for (int i = first; i < last; i++) {
            from = afterNext(pieces[i], bytes, from, end);
            if (from < 0) return false;
        }
        return anyAfter || endsWith(pieces[last], bytes, from, end);
    }

    /// @return where the piece ends if it starts at `from`, else -1
    @HotPath
    private int after(int[] piece, byte[] bytes, int from, int end) {
        int at = from;
        for (int symbol : piece) {
            if (at >= end) return -1;
            int character = Fold.character(bytes, at, end);
            if (!same(symbol, character)) return -1;
            at += character < 128 ? 1 : Fold.length(bytes, at, end);
        }
        return at;
    }

    private boolean same(int symbol, int character) {
        if (symbol == character) return true;
        if (symbol == Text.ONE) return true;
        if (symbol == Text.DASH) {
            for (int dash : Text.DASHES) if (dash == character) return true;
            return false;
        }
        return !cased && symbol == Fold.fold(character);
    }

    @HotPath
    private int afterNext(int[] piece, byte[] bytes, int from, int end) {
        for (int at = from; at < end; at += Fold.length(bytes, at, end)) {
            int after = after(piece, bytes, at, end);
            if (after >= 0) return after;
        }
        return -1;
    }

    @HotPath
    private boolean endsWith(int[] piece, byte[] bytes, int from, int end) {
        // A character has at most four bytes.
        int at = Math.max(from, end - 4 * piece.length);
        // Not within a character: its first byte lies at most three before.
        for (int back = 0; at > from && back < 3 && (bytes[at] & 0xc0) == 0x80; back++) at--;
        for (; at < end; at += Fold.length(bytes, at, end)) {
            if (after(piece, bytes, at, end) == end) return true;
        }
        return false;
    }
}
