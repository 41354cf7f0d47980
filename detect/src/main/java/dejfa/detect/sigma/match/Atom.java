package dejfa.detect.sigma.match;

import dejfa.detect.sigma.value.ValueTest;
import dejfa.detect.sigma.value.Pairs;
import dejfa.detect.sigma.value.Tests;
import dejfa.api.HotPath;
import dejfa.api.log.LogRecord;
import dejfa.detect.sigma.rule.Check;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.function.BiConsumer;

/// One test of one field, asked at most once a record.
abstract class Atom {
    private static final int[] NONE = {};

    /// the field as rules call it; null for keywords
    final String field;

    final Check check;
    /// numbers of literals of which a record must hold one for it to be true; empty where it needs none
    final int[] literals;
    /// what asking costs, in comparisons of a short text
    final int cost;

    Atom(String field, Check check, int[] literals, int cost) {
        this.field = field;
        this.check = check;
        this.literals = literals;
        this.cost = cost;
    }

    @HotPath
    abstract boolean holds(View view);

    /// Adds the numbers of the derived fields that it looks at.
    void derivations(BitSet wanted) {}

    /// Adds the numbers of the fields in which its literals would stand.
    ///
    /// @return false where that is any field
    boolean fields(BitSet wanted) {
        return true;
    }

    /// Tells the values that made it hold, where there are any.
    void reasons(View view, BiConsumer<String, String> into) {}

    private static void derivations(int[] sources, BitSet wanted) {
        for (int source : sources) if (source < 0) wanted.set(~source);
    }

    private static String text(View view, int field) {
        return new String(view.bytesOf(field), view.at(field), view.length(field), StandardCharsets.UTF_8);
    }

    /// Any value of the field passes.
    static final class OfValue extends Atom {
        private final int[] sources;
        private final ValueTest test;
        private final boolean passesNull;

        OfValue(String field, Check check, int[] literals, int cost, int[] sources, ValueTest test) {
            super(field, check, literals, cost);
            this.sources = sources;
            this.test = test;
            this.passesNull = Tests.passesNull(check);
        }

        @Override
        @HotPath
        boolean holds(View view) {
            for (int field = view.first(sources); field != View.ABSENT; field = view.next(field)) {
                if (view.isNull(field) ? passesNull : view.holds(test, field)) return true;
            }
            return false;
        }

        @Override
        void derivations(BitSet wanted) {
            Atom.derivations(sources, wanted);
        }

        @Override
        boolean fields(BitSet wanted) {
            for (int source : sources) if (source >= 0) wanted.set(source);
            return true;
        }

        @Override
        void reasons(View view, BiConsumer<String, String> into) {
            for (int one = view.first(sources); one != View.ABSENT; one = view.next(one)) {
                if (!view.isNull(one) && view.holds(test, one)) into.accept(field, text(view, one));
            }
        }
    }

    /// Any value of the record passes.
    static final class OfRecord extends Atom {
        private final ValueTest test;

        OfRecord(Check check, int[] literals, int cost, ValueTest test) {
            super(null, check, literals, cost);
            this.test = test;
        }

        @Override
        @HotPath
        boolean holds(View view) {
            LogRecord record = view.record;
            int count = record.count();
            byte[] bytes = record.bytes();
            for (int i = 0; i < count; i++) {
                if (record.kind(i) != LogRecord.Kind.NULL && test.holds(bytes, record.valueAt(i), record.valueBytes(i)))
                    return true;
            }
            return false;
        }

        @Override
        boolean fields(BitSet wanted) {
            return false;
        }

        @Override
        void reasons(View view, BiConsumer<String, String> into) {
            LogRecord record = view.record;
            for (int i = 0; i < record.count(); i++) {
                boolean passes = record.kind(i) != LogRecord.Kind.NULL
                        && test.holds(record.bytes(), record.valueAt(i), record.valueBytes(i));
                if (passes) into.accept(null, record.value(i));
            }
        }
    }

    /// The field is absent, or one of its values is null.
    static final class OfNull extends Atom {
        private final int[] sources;

        OfNull(String field, Check check, int[] sources) {
            super(field, check, NONE, 1);
            this.sources = sources;
        }

        @Override
        @HotPath
        boolean holds(View view) {
            int field = view.first(sources);
            if (field == View.ABSENT) return true;
            for (; field != View.ABSENT; field = view.next(field)) if (view.isNull(field)) return true;
            return false;
        }

        @Override
        void derivations(BitSet wanted) {
            Atom.derivations(sources, wanted);
        }
    }

    /// The field is there, or isn't.
    static final class OfPresence extends Atom {
        private final int[] sources;
        private final boolean there;

        OfPresence(String field, Check.Exists check, int[] sources) {
            super(field, check, NONE, 1);
            this.sources = sources;
            this.there = check.there();
        }

        @Override
        @HotPath
        boolean holds(View view) {
            return view.first(sources) != View.ABSENT == there;
        }

        @Override
        void derivations(BitSet wanted) {
            Atom.derivations(sources, wanted);
        }

        @Override
        void reasons(View view, BiConsumer<String, String> into) {
            for (int one = view.first(sources); one != View.ABSENT; one = view.next(one)) {
                if (!view.isNull(one)) into.accept(field, text(view, one));
            }
        }
    }

    /// A value of the field is one of another field, or starts with it, ends with it, holds it.
    static final class OfTwo extends Atom {
        private final int[] sources;
        private final int[] others;
        private final Check.SameAs how;

        OfTwo(String field, Check.SameAs check, int[] sources, int[] others) {
            super(field, check, NONE, 4);
            this.sources = sources;
            this.others = others;
            this.how = check;
        }

        @Override
        @HotPath
        boolean holds(View view) {
            for (int field = view.first(sources); field != View.ABSENT; field = view.next(field)) {
                for (int other = view.first(others); other != View.ABSENT; other = view.next(other)) {
                    if (!view.isNull(field) && !view.isNull(other) && compare(view, field, other)) return true;
                }
            }
            return false;
        }

        @Override
        void derivations(BitSet wanted) {
            Atom.derivations(sources, wanted);
            Atom.derivations(others, wanted);
        }

        @Override
        void reasons(View view, BiConsumer<String, String> into) {
            for (int one = view.first(sources); one != View.ABSENT; one = view.next(one)) {
                if (!view.isNull(one)) into.accept(field, text(view, one));
            }
        }

        private boolean compare(View view, int field, int other) {
            return Pairs.holds(
                    how,
                    view.bytesOf(field),
                    view.at(field),
                    view.length(field),
                    view.bytesOf(other),
                    view.at(other),
                    view.length(other));
        }
    }
}
