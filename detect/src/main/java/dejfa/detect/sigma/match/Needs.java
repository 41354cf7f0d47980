package dejfa.detect.sigma.match;

import dejfa.detect.sigma.match.Program.Kind;
import dejfa.detect.sigma.match.Program.Need;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds out what each node can't hold without.
final class Needs {
    /// More literals than that in place of one are no help.
    private static final int MAX_LITERALS = 50_000;

    private final List<Need> needs = new ArrayList<>();

    /// Takes the nodes in the order of their numbers, children first.
    ///
    /// @param costs of literals, by number
    void add(Kind kind, List<Integer> children, List<Atom> atoms, List<Double> costs) {
        needs.add(
                switch (kind) {
                    case FALSE -> new Need(new int[0], 0, new long[0]);
                    case TRUE, NOT_ATOM -> Need.NOTHING;
                    case ATOM -> atom(atoms.get(children.getFirst()), costs);
                    case AND -> all(children);
                    case OR, AT_LEAST -> any(children);
                });
    }

    private static Need atom(Atom atom, List<Double> costs) {
        long eventId = "EventID".equals(atom.field) ? Tests.eventId(atom.check) : -1;
        long[] eventIds = eventId < 0 ? null : new long[] {eventId};
        if (atom.literals.length == 0) return new Need(null, 1, eventIds);
        double expected = 0;
        for (int literal : atom.literals) expected += costs.get(literal);
        return new Need(atom.literals, Math.min(1, expected), eventIds);
    }

    /// Any one child's need will do: the rarest.
    private Need all(List<Integer> children) {
        Need best = Need.NOTHING;
        long[] eventIds = null;
        for (int child : children) {
            Need need = needs.get(child);
            if (need.literals() != null && (best.literals() == null || need.expected() < best.expected())) best = need;
            if (need.eventIds() != null)
                eventIds = eventIds == null ? need.eventIds() : both(eventIds, need.eventIds());
        }
        return new Need(best.literals(), best.expected(), eventIds);
    }

    private static long[] both(long[] a, long[] b) {
        return Arrays.stream(a).filter(id -> Arrays.binarySearch(b, id) >= 0).toArray();
    }

    private Need any(List<Integer> children) {
        double expected = 0;
        int count = 0;
        boolean everyLiteral = true;
        boolean everyId = true;
        for (int child : children) {
            Need need = needs.get(child);
            everyLiteral &= need.literals() != null;
            everyId &= need.eventIds() != null;
            expected += need.expected();
            count += need.literals() == null ? 0 : need.literals().length;
        }
        int[] literals = !everyLiteral || count > MAX_LITERALS
                ? null
                : children.stream()
                        .flatMapToInt(child -> Arrays.stream(needs.get(child).literals()))
                        .distinct()
                        .sorted()
                        .toArray();
        long[] eventIds = !everyId
                ? null
                : children.stream()
                        .flatMapToLong(child -> Arrays.stream(needs.get(child).eventIds()))
                        .distinct()
                        .sorted()
                        .toArray();
        return new Need(literals, literals == null ? 1 : Math.min(1, expected), eventIds);
    }

    Need of(int node) {
        return needs.get(node);
    }

    Need[] toArray() {
        return needs.toArray(Need[]::new);
    }
}
