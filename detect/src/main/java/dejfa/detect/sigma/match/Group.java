package dejfa.detect.sigma.match;

import dejfa.api.HotPath;
import dejfa.api.log.LogRecord;
import dejfa.detect.pattern.PatternCompiler;
import dejfa.detect.pattern.PatternSearch;
import dejfa.detect.pattern.PatternSearch.Literal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rules that records of one kind (one log, one event id) can make fire. Immutable; [#forThread] makes what a
/// thread needs of its own.
public final class Group {
    private final Derivation[] derivations;
    /// fields in which literals are looked for; null for all
    private final BitSet fields;
    /// distinct conditions and, for each, the rules that have it
    private final int[] roots;

    private final int[][] rules;
    /// positions in `roots` that are looked at for every record
    private final int[] always;
    /// by local literal: positions in `roots`
    private final int[][] byLiteral;

    private final int[] literals;
    private final long[] searched;
    /// null where no condition needs a literal
    private final PatternSearch search;

    /// @param conditions number of a node to the rules that have it, in the order of rules
    public Group(Program program, Map<Integer, List<Integer>> conditions, PatternCompiler compiler) {
        this.derivations = program.derivationsOf(conditions.keySet());
        this.fields = program.fieldsOf(conditions.keySet());
        roots = conditions.keySet().stream().mapToInt(Integer::intValue).toArray();
        rules = conditions.values().stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        List<Integer> unconditional = new ArrayList<>();
        Map<Integer, List<Integer>> posting = new LinkedHashMap<>();
        for (int i = 0; i < roots.length; i++) {
            int[] needed = program.needs[roots[i]].literals();
            if (needed == null) unconditional.add(i);
            else
                for (int literal : needed)
                    posting.computeIfAbsent(literal, key -> new ArrayList<>()).add(i);
        }
        // Long lists are entered by their literals.
        program.literalsOfLists(conditions.keySet()).stream()
                .forEach(literal -> posting.computeIfAbsent(literal, key -> new ArrayList<>()));
        always = unconditional.stream().mapToInt(Integer::intValue).toArray();
        literals = posting.keySet().stream().mapToInt(Integer::intValue).toArray();
        byLiteral = posting.values().stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        searched = new long[program.literals() + 63 >> 6];
        List<Literal> set = new ArrayList<>();
        for (int i = 0; i < literals.length; i++) {
            searched[literals[i] >> 6] |= 1L << literals[i];
            set.add(new Literal(i, program.literals[literals[i]], true));
        }
        search = set.isEmpty() ? null : compiler.compile(set);
    }

    public int size() {
        return roots.length;
    }

    /// Conditions that are looked at whatever a record holds.
    public int unconditional() {
        return always.length;
    }

    /// A thread's own state.
    public Handle forThread() {
        return new Handle(search == null ? null : search.forThread());
    }

    public void close() {
        if (search != null) search.close();
    }

    /// Takes the rules that fire.
    public interface Fired {
        void rule(int rule, int node);
    }

    public final class Handle {
        private final PatternSearch own;
        private final PatternSearch.Hits hits;
        private final ValueCache cache;
        private final int[] looked = new int[roots.length];
        private int stamp;

        private Handle(PatternSearch own) {
            this.own = own;
            this.hits = new PatternSearch.Hits(literals.length);
            this.cache = own == null ? null : new ValueCache(own, literals.length);
        }

        @HotPath
        public void match(LogRecord record, Evaluator evaluator, Fired fired) {
            if (roots.length == 0) return;
            evaluator.view().begin(record, derivations);
            evaluator.begin(searched);
            if (own == null) {
                for (int position : always) look(position, evaluator, fired);
                return;
            }
            hits.clear();
            evaluator.view().gather(fields, cache, hits);
            int bytes = evaluator.view().gatheredBytes();
            if (bytes > 0) own.scan(evaluator.view().gathered(), 0, bytes, hits);
            int count = hits.count();
            for (int i = 0; i < count; i++) evaluator.found(literals[hits.id(i)]);
            if (++stamp == 0) stamp = 1;
            for (int i = 0; i < count; i++) {
                for (int position : byLiteral[hits.id(i)]) {
                    if (looked[position] == stamp) continue;
                    looked[position] = stamp;
                    look(position, evaluator, fired);
                }
            }
            for (int position : always) look(position, evaluator, fired);
            for (int i = 0; i < count; i++) evaluator.forget(literals[hits.id(i)]);
        }

        private void look(int position, Evaluator evaluator, Fired fired) {
            if (!evaluator.holds(roots[position])) return;
            for (int rule : rules[position]) fired.rule(rule, roots[position]);
        }

        public void close() {
            if (own != null) own.close();
        }
    }
}
