package dejfa.detect.behaviour;

import dejfa.api.Alert;
import dejfa.api.Event;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Regular calls: the intervals between starts, told by their median and its spread, so that a lost beat or a burst
/// does not hide the rest.
///
/// For a jitter of ±j (even over [m(1-j), m(1+j)]) the median absolute deviation is m·j/2, hence `jitter` = 2·MAD/m.
/// For people (Poisson: exponential intervals) it is 1.39, and only 43 % of intervals lie within 0.4 to 1.6 medians
/// (`on_beat`); an even ±50 % has all of them there.
final class PeriodicMachine extends Machine<PeriodicMachine.State> {
    static final Set<String> MEASURES = Set.of(
            "count",
            "interval_s",
            "jitter",
            "jitter_percent",
            "on_beat",
            "size_spread",
            "up_bytes",
            "down_bytes",
            "span_s");
    private static final Set<String> PARAMETERS =
            Set.of("observations-at-least", "interval-at-least", "interval-at-most", "burst", "up", "down");
    /// Latest observations kept.
    private static final int KEPT = 128;

    private int atLeast = 2;
    private long shortestNs;
    private long longestNs = Long.MAX_VALUE;
    private long burstNs;
    private Value up;
    private Value down;

    PeriodicMachine(Spec spec, int keysAtMost) {
        super(spec, keysAtMost);
        Map<String, YamlNode> parameters = spec.parameters().members(PARAMETERS);
        if (!parameters.keySet().equals(PARAMETERS)) {
            spec.parameters()
                    .problem("needs all of " + PARAMETERS.stream().sorted().toList(), "add the missing ones");
            return;
        }
        atLeast = (int) parameters.get("observations-at-least").number(4, KEPT);
        shortestNs = parameters.get("interval-at-least").duration();
        longestNs = parameters.get("interval-at-most").duration();
        burstNs = parameters.get("burst").duration();
        up = Value.parse(parameters.get("up"), spec.scope());
        down = Value.parse(parameters.get("down"), spec.scope());
    }

    /// Starts in order, and the bytes that went with each.
    static final class State extends MachineState {
        private long[] startsNs = new long[4];
        private float[] upBytes = new float[4];
        private float[] downBytes = new float[4];
        private int size;
        private long judgedAt;

        /// Most keys are met a few times only.
        private void makeRoom() {
            if (size < startsNs.length) return;
            int room = Math.min(KEPT, size * 2);
            startsNs = Arrays.copyOf(startsNs, room);
            upBytes = Arrays.copyOf(upBytes, room);
            downBytes = Arrays.copyOf(downBytes, room);
        }
    }

    @Override
    public State start(Serializable key) {
        return new State();
    }

    @Override
    void observe(State state, Spec.Input input, Event event, Consumer<Alert> out) {
        counted(state, input, event);
        long startNs = startOf(event);
        if (state.size == KEPT) {
            if (startNs < state.startsNs[0]) return;
            shift(state, 1, 0, KEPT - 1);
            state.size--;
        }
        state.makeRoom();
        int at = state.size;
        while (at > 0 && state.startsNs[at - 1] > startNs) at--;
        shift(state, at, at + 1, state.size - at);
        state.startsNs[at] = startNs;
        state.upBytes[at] = (float) Condition.number(up.of(event, Map.of()), 0);
        state.downBytes[at] = (float) Condition.number(down.of(event, Map.of()), 0);
        state.size++;
    }

    private static void shift(State state, int from, int to, int length) {
        System.arraycopy(state.startsNs, from, state.startsNs, to, length);
        System.arraycopy(state.upBytes, from, state.upBytes, to, length);
        System.arraycopy(state.downBytes, from, state.downBytes, to, length);
    }

    @Override
    Map<String, Object> measures(State state, long timeNs) {
        if (state.size < atLeast) return null;
        long[] beats = new long[state.size];
        int count = 0;
        for (int i = 0; i < state.size; i++) {
            if (count == 0 || state.startsNs[i] - beats[count - 1] >= burstNs) beats[count++] = state.startsNs[i];
        }
        if (count < atLeast) return null;
        double[] intervals = new double[count - 1];
        for (int i = 0; i < intervals.length; i++) intervals[i] = beats[i + 1] - beats[i];
        double median = median(intervals);
        if (median < shortestNs || median > longestNs) return null;
        int onBeat = 0;
        for (double interval : intervals) if (interval >= 0.4 * median && interval <= 1.6 * median) onBeat++;
        double jitter = 2 * deviation(intervals, median) / median;
        double[] sizes = sizes(state.upBytes, state.size);
        double[] answers = sizes(state.downBytes, state.size);
        double size = median(sizes);
        return measuresOf(
                "count",
                (long) count,
                "interval_s",
                median / 1e9,
                "jitter",
                jitter,
                "jitter_percent",
                Math.rint(jitter * 100),
                "on_beat",
                (double) onBeat / intervals.length,
                "size_spread",
                size == 0 ? 0 : 2 * deviation(sizes, size) / size,
                "up_bytes",
                size,
                "down_bytes",
                median(answers),
                "span_s",
                (beats[count - 1] - beats[0]) / 1_000_000_000L);
    }

    private static double[] sizes(float[] values, int size) {
        double[] copy = new double[size];
        for (int i = 0; i < size; i++) copy[i] = values[i];
        return copy;
    }

    private static double deviation(double[] values, double median) {
        double[] distances = new double[values.length];
        for (int i = 0; i < values.length; i++) distances[i] = Math.abs(values[i] - median);
        return median(distances);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    @Override
    public long quietUntilNs(State state) {
        boolean news = state.observations - state.judgedAt > state.size / 16;
        return news ? Long.MIN_VALUE : dueOr(state, state.lastNs + 2 * Math.min(longestNs, Long.MAX_VALUE / 4));
    }

    @Override
    public boolean advance(Serializable key, State state, long timeNs, boolean end, Consumer<Alert> out) {
        // a sixteenth more calls may change the judgement, one more hardly does
        if (state.observations - state.judgedAt > (end ? 0 : state.size / 16)) {
            state.judgedAt = state.observations;
            judge(state, timeNs, out);
        }
        speakWhenDue(state, timeNs, end, out);
        return timeNs - state.lastNs < 2 * Math.min(longestNs, Long.MAX_VALUE / 4);
    }
}
