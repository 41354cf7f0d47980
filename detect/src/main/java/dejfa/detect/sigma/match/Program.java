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
    record Node(Kind kind, int[] children, int least, int cost, boolean shared) {}

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
        BitSet seen = new BitSet();
        BitSet wanted = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            int id = open.pop();
            if (seen.get(id)) continue;
            seen.set(id);
            Node node = nodes[id];
            switch (node.kind()) {
                case ATOM, NOT_ATOM -> atoms[node.children()[0]].derivations(wanted);
                case AND, OR, AT_LEAST -> {
                    for (int child : node.children()) open.push(child);
                }
                case FALSE, TRUE -> {
                    // ask for nothing
                }
            }
        }
        return wanted.stream().mapToObj(derivations::get).toArray(Derivation[]::new);
    }
}
