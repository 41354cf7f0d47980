package dejfa.detect.behaviour;

import dejfa.api.Alert;
import dejfa.api.Detector;
import dejfa.api.Event;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Runs detectors over events in order: gives each event its context, keeps the state of every key (bounded, oldest
/// key out first, counted), and moves detectors on at whole minutes of event time.
public final class DetectorStage {
    private static final long MINUTE_NS = 60_000_000_000L;
    /// Minutes stepped one by one over a gap; what is further is one step, so that a wild time stamp costs nothing.
    private static final long STEPS_AT_MOST = 120;

    private List<Detector<?>> detectors;
    /// places of the detectors that an event type concerns, in order; filled as types are met
    private final Map<String, int[]> concerned = new HashMap<>();
    /// by detector: till when none of its states needs to be moved on; an event for it ends that
    private long[] quietUntilNs;
    private State state;
    /// of detectors that a swap took out
    private final Set<String> earlierNotes = new LinkedHashSet<>();

    public DetectorStage(List<Detector<?>> detectors, HomeNetworks home) {
        this.detectors = List.copyOf(detectors);
        quietUntilNs = unquiet(detectors.size());
        List<LinkedHashMap<Serializable, Serializable>> keys = new ArrayList<>();
        for (int i = 0; i < detectors.size(); i++) keys.add(new LinkedHashMap<>());
        this.state = new State(new ContextStage(home), keys);
    }

    /// All that the stage remembers; moves to another machine by Java serialisation.
    public static final class State implements Serializable {
        private final ContextStage context;
        private List<LinkedHashMap<Serializable, Serializable>> keys;
        private long minute = Long.MIN_VALUE;
        private long dropped;

        private State(ContextStage context, List<LinkedHashMap<Serializable, Serializable>> keys) {
            this.context = context;
            this.keys = keys;
        }
    }

    public State state() {
        return state;
    }

    /// Goes on from a state of a stage with the same detectors.
    public void restore(State saved) {
        if (saved.keys.size() != detectors.size()) throw new IllegalArgumentException("state of other detectors");
        state = saved;
        quietUntilNs = unquiet(detectors.size());
    }

    /// Other detectors from now on. What is known of addresses stays; so do the states of a detector whose name
    /// `goesOn`, which says that its states mean what they meant.
    public void swap(List<Detector<?>> successors, Predicate<String> goesOn) {
        List<LinkedHashMap<Serializable, Serializable>> keys = new ArrayList<>();
        for (Detector<?> successor : successors) {
            LinkedHashMap<Serializable, Serializable> held = new LinkedHashMap<>();
            for (int i = 0; i < detectors.size(); i++) {
                boolean same = detectors.get(i).name().equals(successor.name()) && goesOn.test(successor.name());
                if (same) held = state.keys.get(i);
            }
            keys.add(held);
        }
        List<Detector<?>> gone = new ArrayList<>(detectors);
        gone.removeAll(successors);
        earlierNotes.addAll(notesOf(gone));
        detectors = List.copyOf(successors);
        state.keys = keys;
        concerned.clear();
        quietUntilNs = unquiet(detectors.size());
    }

    private static long[] unquiet(int count) {
        long[] times = new long[count];
        Arrays.fill(times, Long.MIN_VALUE);
        return times;
    }

    public void accept(Event event, Consumer<Alert> out) {
        clock(event.timeNs(), out);
        int[] places = concerned.get(event.type());
        if (places == null) concerned.put(event.type(), places = concernedBy(event.type()));
        if (places.length == 0) {
            state.context.learn(event);
            return;
        }
        Event enriched = state.context.enrich(event);
        for (int i : places) {
            if (pass(detectors.get(i), state.keys.get(i), enriched, out)) quietUntilNs[i] = Long.MIN_VALUE;
        }
    }

    private int[] concernedBy(String type) {
        return IntStream.range(0, detectors.size())
                .filter(i -> detectors.get(i).types().isEmpty()
                        || detectors.get(i).types().contains(type))
                .toArray();
    }

    /// The input has ended.
    public void finish(long lastNs, Consumer<Alert> out) {
        clock(lastNs, out);
        advance(lastNs, true, out);
    }

    /// States given up because too many keys were held.
    public long droppedKeys() {
        return state.dropped;
    }

    public long heldKeys() {
        return state.keys.stream().mapToLong(Map::size).sum();
    }

    /// What could not be judged, in sentences for the operator.
    public List<String> notes() {
        Set<String> said = new LinkedHashSet<>(earlierNotes);
        said.addAll(notesOf(detectors));
        List<String> notes = new ArrayList<>(said);
        if (state.dropped > 0) notes.add(state.dropped + " states were given up because too many keys were held");
        return notes;
    }

    private static List<String> notesOf(List<Detector<?>> detectors) {
        List<String> notes = new ArrayList<>();
        for (Detector<?> detector : detectors) {
            if (detector instanceof Machine<?> machine) notes.addAll(machine.notes());
        }
        return notes;
    }

    /// @return the event concerned a key
    private <S extends Serializable> boolean pass(
            Detector<S> detector, LinkedHashMap<Serializable, Serializable> keys, Event event, Consumer<Alert> out) {
        Serializable key = detector.keyOf(event);
        if (key == null) return false;
        Serializable held = keys.get(key);
        if (held == null) {
            if (keys.size() >= detector.maxKeys()) {
                keys.remove(keys.keySet().iterator().next());
                state.dropped++;
            }
            held = detector.start(key);
            keys.put(key, held);
        }
        detector.accept(key, typed(held), event, out);
        return true;
    }

    private void clock(long timeNs, Consumer<Alert> out) {
        long minute = Math.floorDiv(timeNs, MINUTE_NS);
        if (state.minute == Long.MIN_VALUE) state.minute = minute;
        for (int step = 0; state.minute < minute; step++) {
            state.minute = step < STEPS_AT_MOST ? state.minute + 1 : minute;
            advance(state.minute * MINUTE_NS, false, out);
        }
    }

    private void advance(long timeNs, boolean end, Consumer<Alert> out) {
        for (int i = 0; i < detectors.size(); i++) {
            if (!end && timeNs < quietUntilNs[i]) continue;
            quietUntilNs[i] = advance(detectors.get(i), state.keys.get(i), timeNs, end, out);
        }
    }

    /// @return till when the detector is quiet
    private static <S extends Serializable> long advance(
            Detector<S> detector,
            LinkedHashMap<Serializable, Serializable> keys,
            long timeNs,
            boolean end,
            Consumer<Alert> out) {
        long quietUntilNs = Long.MAX_VALUE;
        Iterator<Map.Entry<Serializable, Serializable>> entries =
                keys.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Serializable, Serializable> entry = entries.next();
            S held = typed(entry.getValue());
            if (detector.advance(entry.getKey(), held, timeNs, end, out)) {
                quietUntilNs = Math.min(quietUntilNs, detector.quietUntilNs(held));
            } else entries.remove();
        }
        return quietUntilNs;
    }

    /// The map of a detector holds only states that it started.
    @SuppressWarnings("unchecked")
    private static <S extends Serializable> S typed(Serializable held) {
        return (S) held;
    }
}
