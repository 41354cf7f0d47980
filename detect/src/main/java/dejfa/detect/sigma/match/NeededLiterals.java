package dejfa.detect.sigma.match;

import dejfa.detect.sigma.rule.Text;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the search of literals is to look for on behalf of a text with wildcards: every match holds one of a few
/// runs of bytes (ASCII in lower case), and the rarest such few are chosen.
final class NeededLiterals {
    /// Shorter ones are everywhere.
    private static final int LEAST_BYTES = 2;

    private List<byte[]> best = List.of();
    private double cost = 1;

    private NeededLiterals() {}

    /// @return empty where there are none
    static List<byte[]> of(Text text) {
        NeededLiterals needed = new NeededLiterals();
        int[] symbols = text.symbols();
        int from = 0;
        for (int i = 0; i <= symbols.length; i++) {
            if (i < symbols.length && symbols[i] != Text.ANY && symbols[i] != Text.ONE) continue;
            needed.piece(Arrays.copyOfRange(symbols, from, i));
            from = i + 1;
        }
        return needed.best;
    }

    static List<byte[]> of(byte[] literal) {
        return literal.length < LEAST_BYTES ? List.of() : List.of(literal);
    }

    private void piece(int[] piece) {
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        for (int symbol : piece) {
            if (symbol >= 0 && (symbol < 128 || !Fold.changes(symbol))) {
                run.writeBytes(bytes(symbol));
                continue;
            }
            offer(List.of(run.toByteArray()));
            run.reset();
            // The bytes of other letters depend on their case.
            if (symbol >= 0)
                offer(Arrays.stream(Fold.spellings(symbol))
                        .mapToObj(NeededLiterals::bytes)
                        .toList());
        }
        offer(List.of(run.toByteArray()));
        long dashes = Arrays.stream(piece).filter(symbol -> symbol == Text.DASH).count();
        boolean plain = Arrays.stream(piece).allMatch(symbol -> symbol == Text.DASH || symbol >= 0 && symbol < 128);
        if (dashes == 1 && plain)
            offer(Arrays.stream(Text.DASHES).mapToObj(dash -> with(piece, dash)).toList());
    }

    private static byte[] with(int[] piece, int dash) {
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        for (int symbol : piece) run.writeBytes(bytes(symbol == Text.DASH ? dash : symbol));
        return run.toByteArray();
    }

    private static byte[] bytes(int character) {
        return Tests.utf8(Character.toString(character < 128 ? Fold.fold(character) : character));
    }

    private void offer(List<byte[]> literals) {
        double sum = 0;
        for (byte[] literal : literals) {
            if (literal.length < LEAST_BYTES) return;
            sum += Rarity.cost(literal);
        }
        if (best.isEmpty() || sum < cost) {
            best = new ArrayList<>(literals);
            cost = sum;
        }
    }
}
