package dejfa.node.stage;

import dejfa.api.Alert;
import dejfa.api.AlertFields;
import dejfa.api.Event;
import dejfa.detect.suricata.AlertDecider;
import dejfa.detect.suricata.Candidate;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/// Sees every event once, in order, and hands each on: to the writers, to what finds alerts in it, to the
/// incidents. A log's events come in by time between the packets'.
public final class OrderedStage implements Consumer<Object> {
    private static final int KEPT_ALERTS = 64;
    /// EVE's times are microseconds
    private static final long MICRO_NS = 1_000;

    private final AlertDecider decider;
    private final SignatureAlerts signatures;
    private final AlertSource[] sources;
    private final LogMerge logs;
    private final Consumer<Event>[] eventSinks;
    private final Consumer<Alert>[] alertSinks;
    private final Consumer<Event> toLogEvent = this::logEvent;
    private final Consumer<Alert> toAlert = this::alert;
    /// the latest that Sigma found here: an EVE of Dejfa's may bring the same again, behind its event
    private final ArrayDeque<Alert> latest = new ArrayDeque<>();
    private long lastNs = Long.MIN_VALUE;

    /// @param eventSinks get every event, alerts included, in order
    /// @param alertSinks get every alert, whatever found it
    public OrderedStage(
            AlertDecider decider,
            java.util.function.Predicate<dejfa.api.Host> isOwn,
            List<AlertSource> sources,
            LogMerge logs,
            List<Consumer<Event>> eventSinks,
            List<Consumer<Alert>> alertSinks) {
        this.decider = decider;
        this.signatures = new SignatureAlerts(isOwn);
        this.sources = sources.toArray(new AlertSource[0]);
        this.logs = logs;
        this.eventSinks = array(eventSinks);
        this.alertSinks = array(alertSinks);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> Consumer<T>[] array(List<Consumer<T>> sinks) {
        return sinks.toArray(new Consumer[0]);
    }

    /// An emission of the packet route: a [Candidate] or an [Event].
    @Override
    public void accept(Object emission) {
        Event event = emission instanceof Candidate candidate ? candidate.event() : (Event) emission;
        logs.until(event.timeNs(), toLogEvent);
        if (emission instanceof Candidate candidate) decide(candidate);
        else event(event);
    }

    /// An alert, or, where no rule is named, a packet to be told of.
    private void decide(Candidate candidate) {
        decider.decide(candidate).ifPresent(candidate.rule() == null ? this::event : this::signature);
    }

    /// The input has ended: what is left of the logs, then what only shows at the end.
    public void finish() {
        logs.until(Long.MAX_VALUE, toLogEvent);
        if (lastNs == Long.MIN_VALUE) return;
        for (AlertSource source : sources) source.finish(lastNs, this::alert);
    }

    /// All that logs have told so far.
    public void logs() {
        logs.until(Long.MAX_VALUE, toLogEvent);
    }

    /// Time of the latest event; 0 while there is none.
    public long lastNs() {
        return Math.max(0, lastNs);
    }

    /// What another sensor's signature found is an alert here as well.
    private void logEvent(Event event) {
        if (event.slots().schema() == AlertFields.SCHEMA) signature(event);
        else event(event);
    }

    private void event(Event event) {
        lastNs = Math.max(lastNs, event.timeNs());
        for (Consumer<Event> sink : eventSinks) sink.accept(event);
        for (AlertSource source : sources) source.accept(event, toAlert);
    }

    private void signature(Event event) {
        lastNs = Math.max(lastNs, event.timeNs());
        Alert alert = signatures.of(event);
        if (alert.engine() == Alert.Engine.SIGMA && isFoundHere(alert)) return;
        for (Consumer<Event> sink : eventSinks) sink.accept(event);
        for (Consumer<Alert> sink : alertSinks) sink.accept(alert);
    }

    private boolean isFoundHere(Alert alert) {
        for (Alert one : latest) {
            if (one.rule().equals(alert.rule())
                    && one.event().timeNs() / MICRO_NS == alert.event().timeNs() / MICRO_NS
                    && Objects.equals(one.event().input(), alert.event().input())) return true;
        }
        return false;
    }

    private void alert(Alert alert) {
        if (alert.engine() == Alert.Engine.SIGMA) {
            latest.addLast(alert);
            if (latest.size() > KEPT_ALERTS) latest.removeFirst();
        }
        for (Consumer<Event> sink : eventSinks) sink.accept(alert.event());
        for (Consumer<Alert> sink : alertSinks) sink.accept(alert);
    }
}
