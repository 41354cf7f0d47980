package dejfa.detect.sigma.match;

import dejfa.api.HotPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A long list of tests, any of which is wanted (`contains: [a thousand words]`), entered by the literals that the
/// record holds: those whose literal is not there are never looked at.
final class WideList {
    /// Shorter lists are as fast one by one.
    static final int LEAST = 12;

    private final int firstWord;
    private final long[] mask;
    /// by literal, from that of the first word's first bit on: numbers of atoms, or null
    private final int[][] atoms;

    private WideList(int firstWord, long[] mask, int[][] atoms) {
        this.firstWord = firstWord;
        this.mask = mask;
        this.atoms = atoms;
    }

    /// @param children nodes of which `kind` ones are its members
    /// @return null where too few of them have literals
    static WideList of(Program.Kind kind, int[] children, List<Program.Node> nodes, List<Atom> atoms) {
        Map<Integer, List<Integer>> byLiteral = new TreeMap<>();
        int members = 0;
        for (int child : children) {
            if (!isMember(kind, nodes.get(child), atoms)) continue;
            members++;
            int atom = nodes.get(child).children()[0];
            for (int literal : atoms.get(atom).literals) {
                byLiteral.computeIfAbsent(literal, key -> new ArrayList<>()).add(atom);
            }
        }
        if (members < LEAST) return null;
        List<Integer> literals = new ArrayList<>(byLiteral.keySet());
        int first = literals.getFirst() >> 6;
        int last = literals.getLast() >> 6;
        long[] mask = new long[last - first + 1];
        int[][] table = new int[mask.length << 6][];
        byLiteral.forEach((literal, list) -> {
            mask[(literal >> 6) - first] |= 1L << literal;
            table[literal - (first << 6)] =
                    list.stream().mapToInt(Integer::intValue).toArray();
        });
        return new WideList(first, mask, table);
    }

    /// Whether the list looks after that child.
    static boolean isMember(Program.Kind kind, Program.Node child, List<Atom> atoms) {
        return child.kind() == kind && atoms.get(child.children()[0]).literals.length > 0;
    }

    void literals(java.util.BitSet into) {
        for (int i = 0; i < atoms.length; i++) if (atoms[i] != null) into.set((firstWord << 6) + i);
    }

    /// Whether any of them holds.
    @HotPath
    boolean any(long[] present, Evaluator evaluator) {
        for (int word = 0; word < mask.length; word++) {
            long bits = present[firstWord + word] & mask[word];
            for (; bits != 0; bits &= bits - 1) {
                for (int atom : atoms[(word << 6) + Long.numberOfTrailingZeros(bits)]) {
                    if (evaluator.atom(atom)) return true;
                }
            }
        }
        return false;
    }
}
