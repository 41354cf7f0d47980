package dejfa.detect.sigma.correlate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// All correlations of a rule set, in event time. For one thread, that of the ordered stage.
public final class Correlator {
    private final List<Spec> specs;
    private final List<Groups> groups = new ArrayList<>();
    /// by rule: the correlations that want it
    private final Map<Integer, List<Integer>> byRule = new HashMap<>();

    private final Map<Integer, Set<String>> fields = new HashMap<>();
    private final Budget budget = new Budget();
    private Losses losses = new Losses();
    private long clockNs = Long.MIN_VALUE;

    /// @param specs a correlation stands behind those that it refers to
    public Correlator(List<Spec> specs) {
        this.specs = List.copyOf(specs);
        for (int i = 0; i < specs.size(); i++) {
            groups.add(new Groups(specs.get(i), losses, budget));
            for (int rule : Set.copyOf(specs.get(i).members())) {
                byRule.computeIfAbsent(rule, key -> new ArrayList<>()).add(i);
            }
        }
        // What those above want, those below must bring.
        for (int i = specs.size() - 1; i >= 0; i--) {
            Set<String> wanted = new TreeSet<>(specs.get(i).fields());
            wanted.addAll(fields.getOrDefault(specs.get(i).number(), Set.of()));
            for (int rule : specs.get(i).members()) {
                fields.computeIfAbsent(rule, key -> new TreeSet<>()).addAll(wanted);
            }
        }
    }

    /// Whether any correlation wants to know of that rule.
    public boolean wants(int rule) {
        return byRule.containsKey(rule);
    }

    /// The fields that an observation of that rule must bring.
    public Set<String> fields(int rule) {
        return fields.getOrDefault(rule, Set.of());
    }

    /// Takes one hit; hits come in the order of time.
    public void add(Observation observation, Consumer<Found> out) {
        Observation timed = observation;
        if (observation.timeNs() < 0) {
            losses.noTime++;
            timed = new Observation(
                    observation.rule(),
                    Math.max(0, clockNs),
                    observation.values(),
                    observation.computer(),
                    observation.channel(),
                    observation.recordId());
        }
        advance(timed.timeNs(), out);
        accept(timed, out);
    }

    private void accept(Observation observation, Consumer<Found> out) {
        for (int i : byRule.getOrDefault(observation.rule(), List.of())) {
            Spec.Reading reading = specs.get(i).read(observation);
            if (reading == null) continue;
            if (reading.group() == null) {
                losses.noGroup++;
                continue;
            }
            List<Groups.Outcome> outcomes = new ArrayList<>(1);
            groups.get(i).add(observation, reading, Math.max(clockNs, observation.timeNs()), outcomes);
            tell(i, observation, outcomes, out);
        }
    }

    private void tell(int spec, Observation last, List<Groups.Outcome> outcomes, Consumer<Found> out) {
        for (Groups.Outcome outcome : outcomes) {
            Found found = outcome.found();
            if (outcome.tell()) out.accept(found);
            if (!wants(found.rule())) continue;
            Observation base = last != null ? last : found.events().getLast();
            accept(base.by(specs.get(spec).number(), found.names(), found.group()), out);
        }
    }

    /// Event time has come so far.
    public void advance(long timeNs, Consumer<Found> out) {
        if (timeNs <= clockNs) return;
        clockNs = timeNs;
        advance(false, out);
    }

    /// The input ends: time spans that are open are judged by what came.
    public void end(Consumer<Found> out) {
        advance(true, out);
    }

    private void advance(boolean end, Consumer<Found> out) {
        for (int i = 0; i < specs.size(); i++) {
            if (groups.get(i).size() == 0) continue;
            List<Groups.Outcome> outcomes = new ArrayList<>(0);
            groups.get(i).advance(clockNs, end, outcomes);
            tell(i, null, outcomes, out);
        }
    }

    public Losses losses() {
        return losses;
    }

    /// Groups that are remembered.
    public int groups() {
        return groups.stream().mapToInt(Groups::size).sum();
    }

    /// @param tallies by the correlation's label
    private record State(long clockNs, Losses losses, LinkedHashMap<String, LinkedHashMap<String, Tally>> tallies)
            implements Serializable {}

    /// Everything that is remembered; to be written at once, for it goes on changing.
    public Serializable save() {
        LinkedHashMap<String, LinkedHashMap<String, Tally>> tallies = new LinkedHashMap<>();
        for (int i = 0; i < specs.size(); i++) {
            tallies.put(label(i), new LinkedHashMap<>(groups.get(i).state()));
        }
        return new State(clockNs, losses, tallies);
    }

    /// Goes on where another left off; correlations that it didn't have start empty.
    public void restore(Serializable saved) {
        State state = (State) saved;
        clockNs = state.clockNs();
        losses = state.losses();
        budget.used = 0;
        for (int i = 0; i < specs.size(); i++) {
            groups.set(i, new Groups(specs.get(i), losses, budget));
            groups.get(i).restore(state.tallies().getOrDefault(label(i), new LinkedHashMap<>()));
        }
    }

    private String label(int spec) {
        return specs.get(spec).document().info().label();
    }
}
