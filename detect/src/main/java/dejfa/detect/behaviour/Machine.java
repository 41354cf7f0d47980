package dejfa.detect.behaviour;

import dejfa.api.Alert;
import dejfa.api.Detector;
import dejfa.api.Event;
import dejfa.api.FlowFields;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// What the machines share: which events concern which key, weighing of evidence, when to speak.
abstract class Machine<S extends MachineState> implements Detector<S> {
    final Spec spec;
    private final Spec.Input[] inputs;
    private final Set<String> types;
    /// by place in the key: whether it is an address in every input
    private final boolean[] addresses;

    private final int keysAtMost;
    /// memo of the latest call of `keyOf`, so that `accept` need not test again
    private Event judged;

    private Spec.Input judgedAs;

    Machine(Spec spec, int keysAtMost) {
        this.spec = spec;
        this.inputs = spec.inputs().toArray(new Spec.Input[0]);
        this.types = spec.inputs().stream().map(Spec.Input::event).collect(Collectors.toUnmodifiableSet());
        this.keysAtMost = keysAtMost;
        int places = spec.inputs().stream()
                .mapToInt(input -> input.key().size())
                .max()
                .orElse(0);
        addresses = new boolean[places];
        for (int i = 0; i < places; i++) {
            int place = i;
            addresses[i] = spec.inputs().stream()
                    .allMatch(input -> input.key().size() <= place
                            || input.key().get(place).isAddress());
        }
    }

    /// A key with its site: a host is (site, address).
    ///
    /// @param parts as text; as addresses where they can be nothing else
    record Key(String site, List<Object> parts) implements Serializable {}

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public int maxKeys() {
        return keysAtMost;
    }

    @Override
    public Set<String> types() {
        return types;
    }

    @Override
    public Serializable keyOf(Event event) {
        judged = event;
        judgedAs = null;
        for (Spec.Input input : inputs) {
            if (!input.event().equals(event.type()) || !input.where().holds(event, Map.of())) continue;
            Object[] parts = new Object[input.key().size()];
            for (int i = 0; i < parts.length; i++) {
                Object part = input.key().get(i).of(event, Map.of());
                if (part == null) return null;
                parts[i] = addresses[i] ? part : Value.text(part);
            }
            judgedAs = input;
            return new Key(event.site(), List.of(parts));
        }
        return null;
    }

    @Override
    public void accept(Serializable key, S state, Event event, Consumer<Alert> out) {
        if (judged != event) keyOf(event);
        Spec.Input input = judgedAs;
        if (input == null) return;
        if (state.lastNs == Long.MIN_VALUE) state.firstNs = startOf(event);
        state.lastNs = Math.max(state.lastNs, event.timeNs());
        observe(state, input, event, out);
    }

    /// Takes in one event.
    abstract void observe(S state, Spec.Input input, Event event, Consumer<Alert> out);

    /// What the machine knows of the key at a time, by name; null while it can't say.
    abstract Map<String, Object> measures(S state, long timeNs);

    /// Sentences for the operator on what it could not judge; empty mostly.
    List<String> notes() {
        return List.of();
    }

    final void counted(S state, Spec.Input input, Event event) {
        state.last = event;
        state.observations++;
        if (input.proof() != null && input.proof().holds(event, Map.of())) state.proven++;
    }

    /// When the thing happened: a flow is told at its end, but began before.
    static long startOf(Event event) {
        return event.type().equals(FlowFields.SCHEMA.event())
                ? event.slots().number(FlowFields.START_NS, event.timeNs())
                : event.timeNs();
    }

    /// Speaks, or resolves to speak after the delay, where the conditions hold and nothing was said lately.
    final void judge(S state, long timeNs, Consumer<Alert> out) {
        if (state.last == null || state.dueNs != 0 || !maySpeak(state, timeNs)) return;
        Map<String, Object> measures = measures(state, timeNs);
        if (measures == null || !spec.alertWhen().holds(state.last, measures)) return;
        if (spec.alert().delayNs() > 0) state.dueNs = timeNs + spec.alert().delayNs();
        else speak(state, measures, timeNs, out);
    }

    /// Says what was delayed, when its time has come.
    final void speakWhenDue(S state, long timeNs, boolean end, Consumer<Alert> out) {
        if (state.dueNs == 0 || timeNs < state.dueNs && !end) return;
        state.dueNs = 0;
        Map<String, Object> measures = measures(state, Math.min(timeNs, state.lastNs));
        if (measures != null) speak(state, measures, timeNs, out);
    }

    /// The time at which something that was delayed is said, or a state without news is forgotten.
    static long dueOr(MachineState state, long forgottenNs) {
        return state.dueNs == 0 ? forgottenNs : Math.min(state.dueNs, forgottenNs);
    }

    final boolean maySpeak(S state, long timeNs) {
        return state.alertedNs == Long.MIN_VALUE
                || timeNs - state.alertedNs >= spec.alert().repeatNs();
    }

    private void speak(S state, Map<String, Object> measures, long timeNs, Consumer<Alert> out) {
        Spec.AlertSpec alert = spec.alert();
        Event last = state.last;
        double odds = Math.log(alert.confidence() / (1 - alert.confidence()));
        List<Spec.Evidence> weighed = new ArrayList<>();
        for (Spec.Evidence evidence : spec.evidence()) {
            if (!evidence.when().holds(last, measures)) continue;
            odds += evidence.weight();
            weighed.add(evidence);
        }
        double confidence = 1 / (1 + Math.exp(-odds));
        if (confidence < alert.atLeast()) return;
        state.alertedNs = timeNs;
        List<String> indicators = new ArrayList<>();
        alert.indicators().forEach(template -> {
            String indicator = template.fillWhole(last, measures);
            if (indicator != null) indicators.add(indicator);
        });
        out.accept(new AlertBuilder(last, alert.engine(), spec.name())
                .says(alert.title().fill(last, measures), sentence(alert, weighed, last, measures))
                .because(weighed.isEmpty() ? null : reasons(weighed, last, measures))
                .weighs(alert.severity(), confidence)
                .partOf(alert.phase(), alert.techniques())
                .between(
                        alert.victim() == null ? null : alert.victim().addressOf(last, measures),
                        alert.peer() == null ? null : alert.peer().addressOf(last, measures))
                .with(indicators, alert.tool())
                .restsOn(observations(state, measures), provenWhole(state))
                .at(Math.max(timeNs, last.timeNs()))
                .build(state.alerts++));
    }

    /// The text with the words of the evidence that held: `…, TLS to a bare address`.
    private static String sentence(
            Spec.AlertSpec alert, List<Spec.Evidence> weighed, Event last, Map<String, Object> measures) {
        StringBuilder text = new StringBuilder(alert.text().fill(last, measures));
        for (Spec.Evidence evidence : weighed) {
            if (evidence.tell() == null) continue;
            boolean dot = !text.isEmpty() && text.charAt(text.length() - 1) == '.';
            if (dot) text.setLength(text.length() - 1);
            text.append(", ").append(evidence.tell().fill(last, measures));
            if (dot) text.append('.');
        }
        return text.toString();
    }

    private static String reasons(List<Spec.Evidence> weighed, Event last, Map<String, Object> measures) {
        return weighed.stream()
                .map(evidence -> String.format(java.util.Locale.ROOT, "%+.1f ", evidence.weight())
                        + evidence.say().fill(last, measures))
                .collect(java.util.stream.Collectors.joining("; "));
    }

    private static long observations(MachineState state, Map<String, Object> measures) {
        return measures.get("count") instanceof Number count ? count.longValue() : state.observations;
    }

    /// A forged observation among real ones taints the whole: its share of the alert can't be told.
    boolean provenWhole(S state) {
        return state.proven > 0 && state.proven == state.observations;
    }

    static Map<String, Object> measuresOf(Object... pairs) {
        Map<String, Object> measures = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) measures.put((String) pairs[i], pairs[i + 1]);
        return measures;
    }
}
