package dejfa.detect.behaviour;

import dejfa.api.Alert;
import dejfa.api.Event;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// A `signal` that was there falls silent while `proof` goes on that it should not. Silence alone is nothing.
final class SilenceMachine extends Machine<SilenceMachine.State> {
    static final Set<String> MEASURES = Set.of("signals", "proofs", "silent_s", "count");
    static final Set<String> ROLES = Set.of("signal", "proof");
    private static final Set<String> PARAMETERS = Set.of("signals-at-least", "proofs-at-least", "silent-for");

    private final long signalsAtLeast;
    private final long proofsAtLeast;
    private final long silentForNs;

    SilenceMachine(Spec spec, int keysAtMost) {
        super(spec, keysAtMost);
        Map<String, YamlNode> parameters = spec.parameters().members(PARAMETERS);
        if (!parameters.keySet().equals(PARAMETERS)) {
            spec.parameters()
                    .problem("needs all of " + PARAMETERS.stream().sorted().toList(), "add the missing ones");
            signalsAtLeast = proofsAtLeast = silentForNs = 1;
            return;
        }
        signalsAtLeast = (long) parameters.get("signals-at-least").number(1, 1e9);
        proofsAtLeast = (long) parameters.get("proofs-at-least").number(1, 1e9);
        silentForNs = parameters.get("silent-for").duration();
    }

    /// Signals, and proofs since the last of them.
    static final class State extends MachineState {
        private long signals;
        private long signalNs = Long.MIN_VALUE;
        private long proofs;
        private long proofNs = Long.MIN_VALUE;
    }

    @Override
    public State start(Serializable key) {
        return new State();
    }

    @Override
    void observe(State state, Spec.Input input, Event event, Consumer<Alert> out) {
        long timeNs = startOf(event);
        if (input.role().equals("signal")) {
            state.signals++;
            state.signalNs = Math.max(state.signalNs, timeNs);
            state.proofs = 0;
            state.proven = 0;
            state.observations = 0;
            state.dueNs = 0;
        } else if (state.signals > 0 && timeNs > state.signalNs) {
            state.proofs++;
            state.proofNs = Math.max(state.proofNs, timeNs);
            counted(state, input, event);
        }
    }

    @Override
    Map<String, Object> measures(State state, long timeNs) {
        if (state.signals < signalsAtLeast || state.proofs < proofsAtLeast) return null;
        long silentNs = state.proofNs - state.signalNs;
        if (silentNs < silentForNs) return null;
        return measuresOf(
                "signals",
                state.signals,
                "proofs",
                state.proofs,
                "silent_s",
                silentNs / 1_000_000_000L,
                "count",
                state.proofs);
    }

    @Override
    public boolean advance(Serializable key, State state, long timeNs, boolean end, Consumer<Alert> out) {
        judge(state, timeNs, out);
        speakWhenDue(state, timeNs, end, out);
        return true;
    }
}
