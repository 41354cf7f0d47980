package dejfa.detect.sigma.match;

import dejfa.api.HotPath;
import java.util.Arrays;
import java.util.function.BiConsumer;

/// Evaluates conditions on one record after the other: lazily, each atom and each shared part at most once a
/// record. One thread's own.
public final class Evaluator {
    private final Program program;
    private final View view;
    /// stamp × 2 + value, of atoms and of nodes
    private final int[] atomMemo;

    private final int[] nodeMemo;
    private int stamp;
    /// reasons are looked for: nothing is known of literals
    private boolean reasoning;
    /// literals that the record holds, and those that it was searched for
    private final long[] present;

    private long[] searched;

    public Evaluator(Program program) {
        this.program = program;
        this.view = new View(program.derivations());
        this.atomMemo = new int[program.atoms()];
        this.nodeMemo = new int[program.nodes()];
        this.present = new long[program.literals() + 63 >> 6];
    }

    /// @param searchedFor literals, as bits; what is not among them may be in the record or not
    @HotPath
    void begin(long[] searchedFor) {
        searched = searchedFor;
        stamp += 2;
        if (stamp < 0) {
            Arrays.fill(atomMemo, 0);
            Arrays.fill(nodeMemo, 0);
            stamp = 2;
        }
    }

    View view() {
        return view;
    }

    @HotPath
    void found(int literal) {
        present[literal >> 6] |= 1L << literal;
    }

    @HotPath
    void forget(int literal) {
        present[literal >> 6] = 0;
    }

    @HotPath
    boolean holds(int id) {
        Program.Node node = program.nodes[id];
        if (!node.shared()) return compute(node);
        int memo = nodeMemo[id];
        if ((memo & ~1) == stamp) return (memo & 1) != 0;
        boolean value = compute(node);
        nodeMemo[id] = stamp | (value ? 1 : 0);
        return value;
    }

    private boolean compute(Program.Node node) {
        if (reasoning) return plainly(node);
        int[] children = node.children();
        switch (node.kind()) {
            case FALSE:
                return false;
            case TRUE:
                return true;
            case ATOM:
                return atom(children[0]);
            case NOT_ATOM:
                return !atom(children[0]);
            case AND:
                for (int child : node.others()) if (!holds(child)) return false;
                return node.wide() == null || !node.wide().any(present, this);
            case OR:
                for (int child : node.others()) if (holds(child)) return true;
                return node.wide() != null && node.wide().any(present, this);
            case AT_LEAST:
                int left = node.least();
                for (int child : children) if (holds(child) && --left == 0) return true;
                return false;
        }
        throw new IllegalStateException("no such kind");
    }

    /// Without what the search found: it is forgotten by then.
    private boolean plainly(Program.Node node) {
        int[] children = node.children();
        return switch (node.kind()) {
            case FALSE -> false;
            case TRUE -> true;
            case ATOM -> atom(children[0]);
            case NOT_ATOM -> !atom(children[0]);
            case AND -> Arrays.stream(children).allMatch(this::holds);
            case OR -> Arrays.stream(children).anyMatch(this::holds);
            case AT_LEAST -> Arrays.stream(children).filter(this::holds).count() >= node.least();
        };
    }

    boolean atom(int id) {
        Atom atom = program.atoms[id];
        int[] literals = atom.literals;
        boolean possible = literals.length == 0;
        for (int literal : literals) {
            long bit = 1L << literal;
            int word = literal >> 6;
            // What was not searched for may be there.
            if ((searched[word] & bit) == 0 || (present[word] & bit) != 0) {
                possible = true;
                break;
            }
        }
        if (!possible) return false;
        int memo = atomMemo[id];
        if ((memo & ~1) == stamp) return (memo & 1) != 0;
        boolean value = atom.holds(view);
        atomMemo[id] = stamp | (value ? 1 : 0);
        return value;
    }

    /// Tells fields and values that made the node hold, of the record looked at last.
    public void reasons(int id, BiConsumer<String, String> into) {
        reasoning = true;
        begin(new long[present.length]);
        collect(id, into);
        reasoning = false;
    }

    private void collect(int id, BiConsumer<String, String> into) {
        if (!holds(id)) return;
        Program.Node node = program.nodes[id];
        switch (node.kind()) {
            case ATOM -> program.atoms[node.children()[0]].reasons(view, into);
            case AND, OR, AT_LEAST -> {
                for (int child : node.children()) collect(child, into);
            }
            case FALSE, TRUE, NOT_ATOM -> {
                // no value speaks for it
            }
        }
    }
}
