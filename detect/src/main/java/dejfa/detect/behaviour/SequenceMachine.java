package dejfa.detect.behaviour;

import dejfa.api.Alert;
import dejfa.api.Event;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// A log whose records are numbered: numbers that are missing, numbering that began again, a clock that was set back
/// from one record to the next. A log of which a filter kept a part has gaps everywhere; `gaps` tells it.
final class SequenceMachine extends Machine<SequenceMachine.State> {
    static final Set<String> MEASURES =
            Set.of("steps", "gaps", "missing", "from", "to", "fell_from", "back_s", "count");
    private static final Set<String> PARAMETERS = Set.of("number", "settled-after");
    /// Gaps remembered; a log with more is no whole one.
    private static final int MAX_GAPS = 64;
    /// Numbers that start again below this, from above ten times of it, were set back.
    private static final long BEGINNING = 100;

    private static final long NS = 1_000_000_000L;

    private final Value number;
    private final long settledAfter;

    SequenceMachine(Spec spec, int keysAtMost) {
        super(spec, keysAtMost);
        Map<String, YamlNode> parameters = spec.parameters().members(PARAMETERS);
        if (!parameters.keySet().equals(PARAMETERS)) {
            spec.parameters()
                    .problem("needs all of " + PARAMETERS.stream().sorted().toList(), "add the missing ones");
            number = null;
            settledAfter = 1;
            return;
        }
        number = Value.parse(parameters.get("number"), spec.scope());
        settledAfter = (long) parameters.get("settled-after").number(1, 1e6);
    }

    /// Numbers that did not come.
    private static final class Gap implements Serializable {
        private long from;
        private long to;
        /// steps of the log when it was seen
        private final long step;

        private Gap(long from, long to, long step) {
            this.from = from;
            this.to = to;
            this.step = step;
        }
    }

    /// The numbers of one log so far.
    static final class State extends MachineState {
        private long highest = -1;
        private long steps;
        private long gaps;
        private long missing;
        private final List<Gap> open = new ArrayList<>(0);
        private Gap settled;
        private long fellFrom = -1;
        private long timeNs = Long.MIN_VALUE;
        private long backNs;
    }

    @Override
    public State start(Serializable key) {
        return new State();
    }

    @Override
    void observe(State state, Spec.Input input, Event event, Consumer<Alert> out) {
        if (!(number.of(event, Map.of()) instanceof Number value) || value.longValue() < 0) return;
        counted(state, input, event);
        long now = value.longValue();
        if (now > state.highest) step(state, now, event.timeNs());
        else if (now <= BEGINNING && state.highest > 10 * BEGINNING) begunAgain(state, now, event.timeNs());
        else fill(state, now);
        settle(state, false);
        judge(state, event.timeNs(), out);
        state.backNs = 0;
        state.fellFrom = -1;
    }

    private void step(State state, long now, long timeNs) {
        if (state.highest >= 0) {
            state.steps++;
            state.backNs = Math.max(0, state.timeNs - timeNs);
            if (now > state.highest + 1) {
                state.gaps++;
                if (state.open.size() < MAX_GAPS) state.open.add(new Gap(state.highest + 1, now - 1, state.steps));
            }
        }
        state.highest = now;
        state.timeNs = timeNs;
    }

    private static void begunAgain(State state, long now, long timeNs) {
        state.fellFrom = state.highest;
        state.highest = now;
        state.timeNs = timeNs;
        state.open.clear();
    }

    /// Records come out of order at times.
    private static void fill(State state, long now) {
        for (int i = 0; i < state.open.size(); i++) {
            Gap gap = state.open.get(i);
            if (now < gap.from || now > gap.to) continue;
            if (now == gap.from) gap.from++;
            else if (now == gap.to) gap.to--;
            else {
                state.open.add(i + 1, new Gap(now + 1, gap.to, gap.step));
                gap.to = now - 1;
            }
            if (gap.from > gap.to) {
                state.open.remove(i);
                state.gaps--;
            }
            return;
        }
    }

    /// A gap that nothing has filled for so many records is one.
    private void settle(State state, boolean end) {
        state.settled = null;
        while (!state.open.isEmpty()) {
            Gap oldest = state.open.getFirst();
            if (!end && state.steps - oldest.step < settledAfter) return;
            state.open.removeFirst();
            state.missing += oldest.to - oldest.from + 1;
            state.settled = oldest;
            if (!end) return;
        }
    }

    @Override
    Map<String, Object> measures(State state, long timeNs) {
        if (state.settled == null && state.fellFrom < 0 && state.backNs == 0) return null;
        return measuresOf(
                "steps",
                state.steps,
                "gaps",
                state.gaps,
                "missing",
                state.settled == null ? 0 : state.settled.to - state.settled.from + 1,
                "from",
                state.settled == null ? -1 : state.settled.from,
                "to",
                state.settled == null ? -1 : state.settled.to,
                "fell_from",
                state.fellFrom,
                "back_s",
                state.backNs / NS,
                "count",
                1L);
    }

    @Override
    public boolean advance(Serializable key, State state, long timeNs, boolean end, Consumer<Alert> out) {
        if (end) {
            settle(state, true);
            judge(state, timeNs, out);
            state.settled = null;
        }
        return true;
    }
}
