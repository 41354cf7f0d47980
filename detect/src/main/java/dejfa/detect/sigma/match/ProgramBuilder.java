package dejfa.detect.sigma.match;

import dejfa.api.log.FieldNames;
import dejfa.detect.pattern.Expressions;
import dejfa.detect.sigma.match.Program.Kind;
import dejfa.detect.sigma.match.Program.Node;
import dejfa.detect.sigma.rule.Check;
import dejfa.detect.sigma.rule.Expression;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Compiles expressions into one [Program]. Negations move down to the atoms; a test of which nothing is known
/// (a placeholder without values) is then false on either side, so a rule fires only where it would anyway.
public final class ProgramBuilder {

    private record AtomKey(List<Integer> sources, List<Integer> others, Check check) {}

    private record NodeKey(Kind kind, List<Integer> children, int least) {}

    /// A check without its field.
    private record Prepared(int[] literals, ValueTest test) {}

    private record DerivationKey(FieldMap.Made made) {}

    private final FieldNames names;
    private final Tests tests;
    private final Needs needs = new Needs();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Atom> atoms = new ArrayList<>();
    private final List<Integer> uses = new ArrayList<>();
    private final Map<NodeKey, Integer> nodeIds = new HashMap<>();
    private final Map<AtomKey, Integer> atomIds = new HashMap<>();
    private final Map<Check, Prepared> prepared = new HashMap<>();
    private final Map<String, Integer> literalIds = new HashMap<>();
    private final List<byte[]> literals = new ArrayList<>();
    /// by literal, as [Rarity] says
    private final List<Double> costs = new ArrayList<>();
    private final Map<DerivationKey, Integer> derivationIds = new HashMap<>();
    private final List<Derivation> derivations = new ArrayList<>();
    private final List<String> derivationTexts = new ArrayList<>();

    /// @param names holds every name that [#names] says of the expressions to come
    public ProgramBuilder(FieldNames names, Expressions expressions) {
        this.names = names;
        this.tests = new Tests(expressions);
        node(Kind.FALSE, List.of(), 0, 0);
        node(Kind.TRUE, List.of(), 0, 0);
    }

    /// The fields that a record must have linked for the expression.
    public static Set<String> names(Expression expression, FieldMap map) {
        Set<String> names = new TreeSet<>();
        collect(expression, map, names);
        return names;
    }

    private static void collect(Expression expression, FieldMap map, Set<String> names) {
        switch (expression) {
            case Expression.And(var all) -> all.forEach(one -> collect(one, map, names));
            case Expression.Or(var any) -> any.forEach(one -> collect(one, map, names));
            case Expression.AtLeast(var ignored, var of) -> of.forEach(one -> collect(one, map, names));
            case Expression.Not(var negated) -> collect(negated, map, names);
            case Expression.Test(var field, var check) -> {
                if (field != null) collect(field, map, names);
                if (check instanceof Check.SameAs same) collect(same.field(), map, names);
            }
        }
    }

    private static void collect(String field, FieldMap map, Set<String> names) {
        names.add(field);
        FieldMap.Made made = map.fields().get(field);
        if (made != null) names.addAll(made.from());
    }

    /// @return the number of the node for it
    public int add(Expression expression, FieldMap map) {
        int id = node(expression, false, map);
        uses.set(id, uses.get(id) + 1);
        return id;
    }

    /// @return the number of the node for both
    public int both(int a, int b) {
        if (a == Program.FALSE || b == Program.FALSE) return Program.FALSE;
        if (a == b || b == Program.TRUE) return a;
        Set<Integer> children = new TreeSet<>(byCost());
        for (int one : List.of(a, b)) {
            if (nodes.get(one).kind() == Kind.AND)
                for (int child : nodes.get(one).children()) children.add(child);
            else if (one != Program.TRUE) children.add(one);
        }
        return children.size() == 1
                ? children.iterator().next()
                : node(Kind.AND, List.copyOf(children), 0, costOf(children));
    }

    /// The event ids that a record must have one of, or null.
    public long[] eventIds(int node) {
        return needs.of(node).eventIds();
    }

    private int node(Expression expression, boolean negated, FieldMap map) {
        return switch (expression) {
            case Expression.And(var all) -> many(negated ? Kind.OR : Kind.AND, all, negated, map);
            case Expression.Or(var any) -> many(negated ? Kind.AND : Kind.OR, any, negated, map);
            case Expression.Not(var inner) -> node(inner, !negated, map);
            case Expression.AtLeast(var count, var of) -> atLeast(count, of, negated, map);
            case Expression.Test(var ignored, Check.Unknown unknown) -> Program.FALSE;
            case Expression.Test test -> {
                int atom = atom(test, map);
                yield node(negated ? Kind.NOT_ATOM : Kind.ATOM, List.of(atom), 0, atoms.get(atom).cost);
            }
        };
    }

    private int many(Kind kind, List<Expression> expressions, boolean negated, FieldMap map) {
        int neutral = kind == Kind.AND ? Program.TRUE : Program.FALSE;
        int final_ = kind == Kind.AND ? Program.FALSE : Program.TRUE;
        Set<Integer> children = new TreeSet<>(byCost());
        for (Expression one : expressions) {
            int child = node(one, negated, map);
            if (child == final_) return final_;
            if (child == neutral) continue;
            Node node = nodes.get(child);
            if (node.kind() == kind) for (int grandchild : node.children()) children.add(grandchild);
            else children.add(child);
        }
        if (children.isEmpty()) return neutral;
        if (children.size() == 1) return children.iterator().next();
        return node(kind, List.copyOf(children), 0, costOf(children));
    }

    /// Not at least n of k: at least k - n + 1 don't.
    private int atLeast(int count, List<Expression> of, boolean negated, FieldMap map) {
        int least = negated ? of.size() - count + 1 : count;
        if (least <= 0) return Program.TRUE;
        if (least > of.size()) return Program.FALSE;
        if (least == 1) return many(Kind.OR, of, negated, map);
        if (least == of.size()) return many(Kind.AND, of, negated, map);
        // Equal children count each: they are different selections.
        List<Integer> children = new ArrayList<>();
        for (Expression one : of) children.add(node(one, negated, map));
        children.sort(byCost());
        return node(Kind.AT_LEAST, children, least, costOf(children));
    }

    private Comparator<Integer> byCost() {
        return Comparator.<Integer>comparingInt(id -> nodes.get(id).cost()).thenComparing(id -> id);
    }

    private int costOf(Iterable<Integer> children) {
        long cost = 1;
        for (int child : children) cost += nodes.get(child).cost();
        return (int) Math.min(cost, 1 << 20);
    }

    private int node(Kind kind, List<Integer> children, int least, int cost) {
        NodeKey key = new NodeKey(kind, children, least);
        Integer known = nodeIds.get(key);
        if (known != null) return known;
        int id = nodes.size();
        nodeIds.put(key, id);
        nodes.add(inner(kind, children.stream().mapToInt(Integer::intValue).toArray(), least, cost));
        uses.add(0);
        boolean inner = kind == Kind.AND || kind == Kind.OR || kind == Kind.AT_LEAST;
        if (inner) for (int child : children) uses.set(child, uses.get(child) + 1);
        needs.add(kind, children, atoms, costs);
        return id;
    }

    /// A long list of tests is entered by the literals found; negated, by those that would make it fail.
    private Node inner(Kind kind, int[] children, int least, int cost) {
        Kind members = kind == Kind.OR ? Kind.ATOM : Kind.NOT_ATOM;
        boolean list = kind == Kind.OR || kind == Kind.AND;
        WideList wide = list ? WideList.of(members, children, nodes, atoms) : null;
        int[] others = wide == null
                ? children
                : Arrays.stream(children)
                        .filter(child -> !WideList.isMember(members, nodes.get(child), atoms))
                        .toArray();
        return new Node(kind, children, least, cost, false, wide, others);
    }

    private int atom(Expression.Test test, FieldMap map) {
        Check check = test.check();
        int[] sources = test.field() == null ? null : sources(test.field(), map);
        int[] others = check instanceof Check.SameAs same ? sources(same.field(), map) : null;
        AtomKey key = new AtomKey(list(sources), list(others), check);
        Integer known = atomIds.get(key);
        if (known != null) return known;
        // The same test is often asked of several fields, and of one field in several logs.
        Prepared prepared = prepared(check);
        int cost = cost(check) * (sources == null ? 10 : 1);
        Atom atom =
                switch (check) {
                    case Check.Null ignored -> new Atom.OfNull(test.field(), check, sources);
                    case Check.Exists exists -> new Atom.OfPresence(test.field(), exists, sources);
                    case Check.SameAs same -> new Atom.OfTwo(test.field(), same, sources, others);
                    default ->
                        sources == null
                                ? new Atom.OfRecord(check, prepared.literals(), cost, prepared.test())
                                : new Atom.OfValue(
                                        test.field(), check, prepared.literals(), cost, sources, prepared.test());
                };
        atoms.add(atom);
        atomIds.put(key, atoms.size() - 1);
        return atoms.size() - 1;
    }

    private Prepared prepared(Check check) {
        Prepared known = prepared.get(check);
        if (known != null) return known;
        int[] numbers =
                Tests.needed(check).stream().mapToInt(this::literal).sorted().toArray();
        Prepared made = new Prepared(numbers, tests.test(check));
        prepared.put(check, made);
        return made;
    }

    private static List<Integer> list(int[] numbers) {
        return numbers == null ? List.of() : Arrays.stream(numbers).boxed().toList();
    }

    private static int cost(Check check) {
        return switch (check) {
            case Check.Matches(var text, var ignored) -> {
                int[] symbols = text.symbols();
                yield symbols.length > 0 && symbols[0] == dejfa.detect.sigma.rule.Text.ANY ? 4 : 2;
            }
            case Check.Bytes ignored -> 4;
            case Check.Regex ignored -> 20;
            case Check.Time ignored -> 3;
            case Check.Cidr ignored -> 3;
            default -> 2;
        };
    }

    private int literal(byte[] needed) {
        String key = new String(needed, StandardCharsets.ISO_8859_1);
        Integer known = literalIds.get(key);
        if (known != null) return known;
        literals.add(needed);
        costs.add(Rarity.cost(needed));
        literalIds.put(key, literals.size() - 1);
        return literals.size() - 1;
    }

    /// Where the log has the field: under the name that its source's map says, else under the rules' own.
    private int[] sources(String field, FieldMap map) {
        int own = id(field);
        FieldMap.Made made = map.fields().get(field);
        if (made == null) return new int[] {own};
        return new int[] {made.isRename() ? id(made.from().getFirst()) : ~derivation(field, made), own};
    }

    private int derivation(String field, FieldMap.Made made) {
        return derivationIds.computeIfAbsent(new DerivationKey(made), key -> {
            int[] from = made.from().stream().mapToInt(this::id).toArray();
            derivations.add(new Derivation(derivations.size(), from, made.between(), made.values(), made.prefixes()));
            derivationTexts.add(field + " of " + String.join(" and ", made.from()));
            return derivations.size() - 1;
        });
    }

    private int id(String field) {
        int id = names.id(field);
        if (id < 0) throw new IllegalStateException("the field '" + field + "' was not foreseen");
        return id;
    }

    public Program build() {
        Node[] all = new Node[nodes.size()];
        for (int i = 0; i < all.length; i++) {
            Node node = nodes.get(i);
            boolean shared = uses.get(i) > 1;
            all[i] = new Node(
                    node.kind(), node.children(), node.least(), node.cost(), shared, node.wide(), node.others());
        }
        return new Program(
                all,
                needs.toArray(),
                atoms.toArray(Atom[]::new),
                literals.toArray(byte[][]::new),
                List.copyOf(derivations),
                List.copyOf(derivationTexts));
    }
}
