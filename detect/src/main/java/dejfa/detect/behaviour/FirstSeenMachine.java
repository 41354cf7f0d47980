package dejfa.detect.behaviour;

import dejfa.api.Alert;
import dejfa.api.EveJson;
import dejfa.api.Event;
import dejfa.api.Ids;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// A value that a key never had before, once the key has been watched for the learning window; inside it the answer
/// is "unknown": learned, counted, not said. Role `presence`: an event that only shows that the key exists.
final class FirstSeenMachine extends Machine<FirstSeenMachine.State> {
    static final Set<String> MEASURES = Set.of("known", "learned_s", "count");
    static final Set<String> ROLES = Set.of("observe", "presence");
    private static final Set<String> PARAMETERS = Set.of("value", "learn");
    /// Values remembered per key; a key with more has no first one any more.
    private static final int VALUES_AT_MOST = 2_048;

    private final Value value;
    private final long learnNs;
    private long withheld;
    private long withheldUntilNs;

    FirstSeenMachine(Spec spec, int keysAtMost) {
        super(spec, keysAtMost);
        Map<String, YamlNode> parameters = spec.parameters().members(PARAMETERS);
        if (parameters.containsKey("value") && parameters.containsKey("learn")) {
            value = Value.parse(parameters.get("value"), spec.scope());
            learnNs = parameters.get("learn").duration();
        } else {
            spec.parameters().problem("needs `value` and `learn`", "say what is new and how long to learn");
            value = null;
            learnNs = 0;
        }
    }

    /// Hashes of the values known.
    static final class State extends MachineState {
        private final Set<Long> known = new HashSet<>();
        private long knownBefore;
    }

    @Override
    public State start(Serializable key) {
        return new State();
    }

    @Override
    void observe(State state, Spec.Input input, Event event, Consumer<Alert> out) {
        if (input.role().equals("presence")) return;
        String text = value.textOf(event, Map.of());
        if (text == null) return;
        counted(state, input, event);
        if (state.known.size() >= VALUES_AT_MOST) return;
        state.knownBefore = state.known.size();
        if (!state.known.add(Ids.of(text))) return;
        if (startOf(event) - state.firstNs < learnNs) {
            withheld++;
            withheldUntilNs = Math.max(withheldUntilNs, state.firstNs + learnNs);
        } else {
            judge(state, state.lastNs, out);
        }
    }

    @Override
    Map<String, Object> measures(State state, long timeNs) {
        return measuresOf(
                "known",
                state.knownBefore,
                "learned_s",
                (startOf(state.last) - state.firstNs) / 1_000_000_000L,
                "count",
                1L);
    }

    /// One observation is the alert: only it must be proven.
    @Override
    boolean provenWhole(State state) {
        return spec.inputs().stream()
                .anyMatch(input -> input.event().equals(state.last.type())
                        && input.proof() != null
                        && input.proof().holds(state.last, Map.of()));
    }

    @Override
    public long quietUntilNs(State state) {
        return dueOr(state, Long.MAX_VALUE);
    }

    @Override
    public boolean advance(Serializable key, State state, long timeNs, boolean end, Consumer<Alert> out) {
        speakWhenDue(state, timeNs, end, out);
        return true;
    }

    @Override
    List<String> notes() {
        return withheld == 0
                ? List.of()
                : List.of(name() + ": unknown for " + withheld + (withheld == 1 ? " first sight" : " first sights")
                        + " within the " + learnNs / 60_000_000_000L + " min of learning (to "
                        + EveJson.time(withheldUntilNs).substring(11, 16) + " UTC)");
    }
}
