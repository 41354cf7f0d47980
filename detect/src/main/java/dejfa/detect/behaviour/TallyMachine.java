package dejfa.detect.behaviour;

import dejfa.api.Address;
import dejfa.api.Alert;
import dejfa.api.Event;
import dejfa.api.Ids;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Counts, sums and different values per key within a window: scans, guessing, floods, uploads, tunnels.
final class TallyMachine extends Machine<TallyMachine.State> {
    static final Set<String> MEASURES = Set.of("count");
    private static final Set<String> PARAMETERS = Set.of("window");
    private static final Set<String> MEASURE_KEYS =
            Set.of("count", "distinct", "sum", "mean", "most", "share", "where");
    /// Sums are kept in that many parts of the window, so that the window moves on in steps.
    private static final int PANES = 8;
    /// Different values remembered per measure and key.
    private static final int VALUES_AT_MOST = 4_096;

    private enum Kind {
        COUNT,
        DISTINCT,
        SUM,
        MEAN,
        MOST,
        SHARE
    }

    private record Measure(String name, Kind kind, List<Value> values, String over, String under, Condition where) {}

    private final List<Measure> measures = new ArrayList<>();
    private final int observationsAtLeast;
    private final long windowNs;
    private final long paneNs;

    TallyMachine(Spec spec, int keysAtMost) {
        super(spec, keysAtMost);
        Map<String, YamlNode> parameters = spec.parameters().members(PARAMETERS);
        if (!parameters.containsKey("window")) {
            spec.parameters().problem("needs `window`", "say how long observations count");
            windowNs = PANES;
        } else {
            windowNs = parameters.get("window").duration();
        }
        paneNs = windowNs / PANES;
        measures.add(new Measure("count", Kind.COUNT, List.of(), null, null, (event, none) -> true));
        spec.measures().forEach((name, node) -> measures.add(measure(name, node)));
        observationsAtLeast = observationsAtLeast();
    }

    private Measure measure(String name, YamlNode node) {
        Map<String, YamlNode> members = node.members(MEASURE_KEYS);
        Condition where = members.containsKey("where")
                ? Condition.list(members.get("where"), spec.scope())
                : (event, none) -> true;
        for (Kind kind : Kind.values()) {
            YamlNode of = members.get(kind.name().toLowerCase(java.util.Locale.ROOT));
            if (of == null) continue;
            if (kind == Kind.COUNT) return new Measure(name, kind, List.of(), null, null, where);
            if (kind == Kind.SHARE) {
                List<String> pair = of.texts();
                if (pair.size() == 2) return new Measure(name, kind, List.of(), pair.get(0), pair.get(1), where);
                of.problem("a share is of two measures", "write `[failed, count]`");
                break;
            }
            List<Value> values = of.isList()
                    ? of.elements().stream()
                            .map(one -> Value.parse(one, spec.scope()))
                            .toList()
                    : List.of(Value.parse(of, spec.scope()));
            return new Measure(name, kind, values, null, null, where);
        }
        node.problem("says not what to measure", "give one of count, distinct, sum, mean, most, share");
        return new Measure(name, Kind.COUNT, List.of(), null, null, where);
    }

    /// Observations without which no alert is possible: what is counted is never more than them.
    private int observationsAtLeast() {
        int least = 0;
        for (Measure measure : measures) {
            if (measure.kind != Kind.COUNT && measure.kind != Kind.DISTINCT) continue;
            least = Math.max(least, (int) Math.min(spec.alertWhen().least("measure." + measure.name), 1e6));
        }
        return least;
    }

    /// Panes of sums and counts, and when each different value was last seen, per measure.
    static final class State extends MachineState {
        private long pane = Long.MIN_VALUE;
        private final double[][] sums;
        private final long[][] counts;
        private final List<LinkedHashMap<Long, Long>> values;

        State(int measures) {
            sums = new double[measures][];
            counts = new long[measures][];
            values = new ArrayList<>(measures);
            for (int i = 0; i < measures; i++) values.add(null);
        }
    }

    @Override
    public State start(Serializable key) {
        return new State(measures.size());
    }

    @Override
    void observe(State state, Spec.Input input, Event event, Consumer<Alert> out) {
        long nowNs = state.lastNs;
        turnTo(state, Math.floorDiv(nowNs, paneNs));
        counted(state, input, event);
        for (int i = 0; i < measures.size(); i++) {
            Measure measure = measures.get(i);
            if (measure.kind == Kind.SHARE || !measure.where.holds(event, Map.of())) continue;
            if (measure.kind == Kind.DISTINCT) distinct(state, i, event, nowNs);
            else sum(state, i, event);
        }
        if (state.observations >= observationsAtLeast) judge(state, nowNs, out);
    }

    private void turnTo(State state, long pane) {
        if (pane == state.pane) return;
        long from = Math.max(state.pane + 1, pane - PANES + 1);
        for (int i = 0; i < measures.size(); i++) {
            if (state.counts[i] == null) continue;
            for (long old = from; old <= pane; old++) {
                int slot = (int) Math.floorMod(old, (long) PANES);
                state.counts[i][slot] = 0;
                state.sums[i][slot] = 0;
            }
        }
        state.pane = pane;
    }

    private void sum(State state, int i, Event event) {
        Measure measure = measures.get(i);
        double value = 0;
        if (measure.kind != Kind.COUNT) {
            value = Condition.number(measure.values.getFirst().of(event, Map.of()), Double.NaN);
            if (Double.isNaN(value)) return;
        }
        if (state.counts[i] == null) {
            state.counts[i] = new long[PANES];
            state.sums[i] = new double[PANES];
        }
        int slot = (int) Math.floorMod(state.pane, (long) PANES);
        state.counts[i][slot]++;
        if (measure.kind == Kind.MOST) state.sums[i][slot] = Math.max(state.sums[i][slot], value);
        else state.sums[i][slot] += value;
    }

    private void distinct(State state, int i, Event event, long nowNs) {
        long hash = 0;
        List<Value> values = measures.get(i).values;
        for (int v = 0; v < values.size(); v++) {
            Object part = values.get(v).of(event, Map.of());
            if (part == null) return;
            hash = Ids.mix(hash, hashOf(part));
        }
        LinkedHashMap<Long, Long> seen = state.values.get(i);
        if (seen == null) state.values.set(i, seen = latestLast());
        seen.put(hash, nowNs);
        expire(seen, nowNs);
        if (seen.size() > VALUES_AT_MOST) seen.remove(seen.keySet().iterator().next());
    }

    private static LinkedHashMap<Long, Long> latestLast() {
        return new LinkedHashMap<>(4, 0.75f, true);
    }

    private static long hashOf(Object value) {
        return value instanceof Address address ? Ids.mix(address.high(), address.low()) : Ids.of(Value.text(value));
    }

    private void expire(LinkedHashMap<Long, Long> seen, long nowNs) {
        Iterator<Long> oldest = seen.values().iterator();
        while (oldest.hasNext() && nowNs - oldest.next() >= windowNs) oldest.remove();
    }

    @Override
    Map<String, Object> measures(State state, long timeNs) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (int i = 0; i < measures.size(); i++) {
            Measure measure = measures.get(i);
            long count = 0;
            double sum = 0;
            double most = 0;
            for (int slot = 0; slot < PANES && state.counts[i] != null; slot++) {
                count += state.counts[i][slot];
                sum += state.sums[i][slot];
                most = Math.max(most, state.sums[i][slot]);
            }
            LinkedHashMap<Long, Long> seen = state.values.get(i);
            if (seen != null) expire(seen, timeNs);
            double value =
                    switch (measure.kind) {
                        case COUNT -> count;
                        case SUM -> sum;
                        case MEAN -> count == 0 ? 0 : sum / count;
                        case MOST -> most;
                        case DISTINCT -> seen == null ? 0 : seen.size();
                        case SHARE -> share(found.get(measure.over), found.get(measure.under));
                    };
            found.put(measure.name, value);
        }
        return found;
    }

    private static double share(Object over, Object under) {
        double whole = Condition.number(under, 0);
        return whole == 0 ? 0 : Condition.number(over, 0) / whole;
    }

    @Override
    public long quietUntilNs(State state) {
        long mayRepeatNs = state.alerts > 0 ? state.alertedNs + spec.alert().repeatNs() : Long.MIN_VALUE;
        return dueOr(state, Math.max(state.lastNs + windowNs, mayRepeatNs));
    }

    @Override
    public boolean advance(Serializable key, State state, long timeNs, boolean end, Consumer<Alert> out) {
        speakWhenDue(state, timeNs, end, out);
        return timeNs - state.lastNs < windowNs || state.alerts > 0 && !maySpeak(state, timeNs);
    }
}
