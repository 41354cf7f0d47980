package dejfa.detect.sigma.match;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/// All conditions of a rule set: nodes over atoms, each different one once. Immutable; threads share it.
public final class Program {
    /// Nodes 0 and 1 are false and true.
    static final int FALSE = 0;

    static final int TRUE = 1;

    enum Kind {
        FALSE,
        TRUE,
        /// an atom holds
        ATOM,
        /// an atom doesn't hold
        NOT_ATOM,
        AND,
        OR,
        /// at least so many hold
        AT_LEAST
    }

    /// @param children numbers of nodes, cheapest first; of an atom its number
    /// @param least for AT_LEAST
    /// @param cost as [Atom#cost]
    /// @param shared whether several nodes or rules ask for it
    /// @param wide what looks after its plain tests where they are many, or null
    /// @param others children that `wide` doesn't look after
    record Node(Kind kind, int[] children, int least, int cost, boolean shared, WideList wide, int[] others) {}

    /// What must be in a record for a node to hold.
    ///
    /// @param literals any of these; null where it can hold without any
    /// @param expected how often that is to be expected, 0 to 1
    /// @param eventIds any of these; null where any event id will do
    record Need(int[] literals, double expected, long[] eventIds) {
        static final Need NOTHING = new Need(null, 1, null);
    }

    final Node[] nodes;
    final Need[] needs;
    final Atom[] atoms;
    final byte[][] literals;
    final List<Derivation> derivations;
    /// by number: the derived field each stands for and the fields it is made of
    final List<String> derivationTexts;

    Program(
            Node[] nodes,
            Need[] needs,
            Atom[] atoms,
            byte[][] literals,
            List<Derivation> derivations,
            List<String> derivationTexts) {
        this.nodes = nodes;
        this.needs = needs;
        this.atoms = atoms;
        this.literals = literals;
        this.derivations = derivations;
        this.derivationTexts = derivationTexts;
    }

    public int atoms() {
        return atoms.length;
    }

    public int nodes() {
        return nodes.length;
    }

    public int literals() {
        return literals.length;
    }

    public int derivations() {
        return derivations.size();
    }

    /// What must be derived for these nodes.
    Derivation[] derivationsOf(Collection<Integer> roots) {
        BitSet wanted = new BitSet();
        BitSet below = atomsOf(roots);
        for (int atom = below.nextSetBit(0); atom >= 0; atom = below.nextSetBit(atom + 1)) {
            atoms[atom].derivations(wanted);
        }
        return wanted.stream().mapToObj(derivations::get).toArray(Derivation[]::new);
    }

    /// The literals by which long lists below these nodes are entered.
    BitSet literalsOfLists(Collection<Integer> roots) {
        BitSet all = new BitSet();
        nodesOf(roots).stream().forEach(id -> {
            if (nodes[id].wide() != null) nodes[id].wide().literals(all);
        });
        return all;
    }

    /// The fields in which literals are looked for, as bits by their number; null for all.
    BitSet fieldsOf(Collection<Integer> roots) {
        BitSet fields = new BitSet();
        BitSet below = atomsOf(roots);
        for (int atom = below.nextSetBit(0); atom >= 0; atom = below.nextSetBit(atom + 1)) {
            if (atoms[atom].literals.length > 0 && !atoms[atom].fields(fields)) return null;
        }
        return fields;
    }

    private BitSet atomsOf(Collection<Integer> roots) {
        BitSet found = new BitSet();
        nodesOf(roots).stream().forEach(id -> {
            Node node = nodes[id];
            if (node.kind() == Kind.ATOM || node.kind() == Kind.NOT_ATOM) found.set(node.children()[0]);
        });
        return found;
    }

    private BitSet nodesOf(Collection<Integer> roots) {
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            int id = open.pop();
            if (seen.get(id)) continue;
            seen.set(id);
            Node node = nodes[id];
            boolean inner = node.kind() == Kind.AND || node.kind() == Kind.OR || node.kind() == Kind.AT_LEAST;
            if (inner) for (int child : node.children()) open.push(child);
        }
        return seen;
    }
}
