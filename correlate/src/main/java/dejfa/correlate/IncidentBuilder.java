package dejfa.correlate;

import dejfa.api.Alert;
import dejfa.api.Event;
import dejfa.api.Incident;
import dejfa.intel.ActorScorer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Alerts in, incidents out: one attack, one incident. Alerts are summed up as they come; what belongs together is
/// decided anew at each call of [#incidents()] from all that is known by then, so that the order of unrelated alerts
/// changes nothing.
public final class IncidentBuilder {
    private final ActorScorer scorer;
    private final Settings settings;
    private State state = new State();

    /// Everything remembered; can be written and read back.
    private static final class State implements Serializable {
        private final Map<String, Finding> open = new LinkedHashMap<>();
        private final List<Finding> closed = new ArrayList<>();
        private final Names names = new Names();
        private long alerts;
        private long dropped;
    }

    public IncidentBuilder(ActorScorer scorer, Settings settings) {
        this.scorer = scorer;
        this.settings = settings;
    }

    /// Takes every event, for names, certificates and who talks to whom.
    public void observe(Event event) {
        state.names.observe(event, settings);
    }

    public void add(Alert alert) {
        state.alerts++;
        String computer = Finding.computerOf(alert, state.names);
        String key = Finding.key(alert, computer);
        Finding finding = state.open.get(key);
        if (finding != null && alert.event().timeNs() - finding.lastNs > settings.victimWindowNs()) {
            // The same after a long silence is another visit.
            state.closed.add(finding);
            state.open.remove(key);
            finding = null;
        }
        if (finding == null) {
            makeRoom();
            finding = new Finding(alert, computer);
            state.open.put(key, finding);
        }
        finding.add(alert, settings.maxSamples());
    }

    private void makeRoom() {
        if (state.open.size() + state.closed.size() < settings.maxFindings()) return;
        state.dropped++;
        if (!state.closed.isEmpty()) {
            state.closed.removeFirst();
            return;
        }
        // Faint findings go first, so that a flood of them can't push out what matters.
        var oldest = state.open.values().iterator();
        while (oldest.hasNext()) {
            if (oldest.next().isFaint()) {
                oldest.remove();
                return;
            }
        }
        oldest = state.open.values().iterator();
        oldest.next();
        oldest.remove();
    }

    /// All incidents so far, in order of their first alert.
    public List<Incident> incidents() {
        List<Finding> all = new ArrayList<>(state.closed);
        all.addAll(state.open.values());
        Joiner joiner = new Joiner(settings, state.names);
        List<Incident> incidents = new ArrayList<>();
        for (Cluster cluster : joiner.join(all)) {
            incidents.add(new IncidentWriter(cluster, joiner, state.names, settings, scorer).write());
        }
        return incidents;
    }

    /// Alerts taken.
    public long alerts() {
        return state.alerts;
    }

    /// Findings dropped for want of room, and names.
    public long dropped() {
        return state.dropped + state.names.dropped();
    }

    /// Everything remembered, to be kept and given to [#restore].
    public Serializable state() {
        return state;
    }

    public void restore(Serializable kept) {
        state = (State) kept;
    }
}
