package dejfa.detect.behaviour;

import dejfa.api.Alert;
import dejfa.api.Event;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// One event is enough; further ones of the same key are counted until it may speak again.
final class MatchMachine extends Machine<MachineState> {
    static final Set<String> MEASURES = Set.of("count");

    MatchMachine(Spec spec, int keysAtMost) {
        super(spec, keysAtMost);
    }

    @Override
    public MachineState start(Serializable key) {
        return new MachineState();
    }

    @Override
    void observe(MachineState state, Spec.Input input, Event event, Consumer<Alert> out) {
        counted(state, input, event);
        judge(state, state.lastNs, out);
    }

    @Override
    Map<String, Object> measures(MachineState state, long timeNs) {
        return measuresOf("count", state.observations);
    }

    @Override
    public long quietUntilNs(MachineState state) {
        return dueOr(state, state.lastNs + spec.alert().repeatNs());
    }

    @Override
    public boolean advance(Serializable key, MachineState state, long timeNs, boolean end, Consumer<Alert> out) {
        speakWhenDue(state, timeNs, end, out);
        return timeNs - state.lastNs < spec.alert().repeatNs();
    }
}
