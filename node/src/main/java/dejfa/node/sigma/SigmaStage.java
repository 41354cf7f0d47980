package dejfa.node.sigma;

import dejfa.api.Alert;
import dejfa.api.Event;
import dejfa.api.Host;
import dejfa.api.log.LogRecord;
import dejfa.api.log.RecordSource;
import dejfa.detect.sigma.SigmaEngine;
import dejfa.detect.sigma.SigmaEngine.Matched;
import dejfa.detect.sigma.SigmaHits;
import dejfa.detect.sigma.SigmaRule;
import dejfa.detect.sigma.SigmaRules;
import dejfa.detect.sigma.correlate.Correlator;
import dejfa.detect.sigma.correlate.Found;
import dejfa.detect.sigma.correlate.Losses;
import dejfa.node.stage.AlertSource;
import dejfa.node.stage.RecordSink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Holds each record against the rules while it lies in its reader, and tells what fired once its event has gone out.
public final class SigmaStage implements RecordSink, AlertSource, AutoCloseable {
    private final SigmaRules rules;
    private final SigmaEngine engine;
    private final Correlator correlator;
    private final SigmaAlerts alerts;
    private final SigmaHits hits = new SigmaHits();
    private final List<Fired> fired = new ArrayList<>();
    /// correlations that hold with the record at hand
    private final List<Found> found = new ArrayList<>();
    /// correlations whose time span ended before it
    private final List<Found> overdue = new ArrayList<>();
    private boolean pending;
    private SigmaAlerts.Place place;
    private Event last;

    private record Fired(SigmaRule rule, List<Matched> matched) {}

    public SigmaStage(SigmaRules rules, Predicate<Host> isOwn) {
        this.rules = rules;
        this.engine = rules.engine();
        this.correlator = rules.correlator();
        this.alerts = new SigmaAlerts(isOwn);
    }

    @Override
    public void accept(RecordSource source) {
        LogRecord record = source.record();
        pending = true;
        correlator.advance(record.timeNs, overdue::add);
        engine.match(record, hits);
        for (int i = 0; i < hits.count(); i++) {
            SigmaRule rule = rules.rules().get(hits.rule(i));
            if (rule.alerts()) fired.add(new Fired(rule, engine.matched(hits, i)));
            if (correlator.wants(rule.number())) {
                correlator.add(engine.observation(record, hits, i, correlator), found::add);
            }
        }
        place = hits.count() == 0
                ? null
                : new SigmaAlerts.Place(record.channel, record.eventId, record.recordId, record.computer);
    }

    /// The next event after a record is the record's own.
    @Override
    public void accept(Event event, Consumer<Alert> out) {
        if (!pending) return;
        pending = false;
        last = event;
        tellOverdue(out);
        for (Fired one : fired) out.accept(alerts.of(one.rule().info(), one.matched(), event, place));
        for (Found one : found)
            out.accept(alerts.of(rules.rules().get(one.rule()).info(), one, event, place));
        fired.clear();
        found.clear();
    }

    private void tellOverdue(Consumer<Alert> out) {
        for (Found one : overdue)
            out.accept(alerts.of(rules.rules().get(one.rule()).info(), one, last));
        overdue.clear();
    }

    @Override
    public void finish(long lastNs, Consumer<Alert> out) {
        if (last == null) return;
        correlator.advance(lastNs, overdue::add);
        correlator.end(overdue::add);
        tellOverdue(out);
    }

    /// What correlations could not see; empty where nothing was left out.
    public List<String> losses() {
        Losses losses = correlator.losses();
        List<String> all = new ArrayList<>();
        if (losses.groups() > 0)
            all.add(losses.groups() + " groups of Sigma correlations were forgotten for want of room");
        if (losses.events() > 0)
            all.add(losses.events() + " events of Sigma correlations were forgotten for want of room");
        if (losses.late() > 0) all.add(losses.late() + " events came too late for Sigma correlations");
        return all;
    }

    @Override
    public void close() {
        engine.close();
    }
}
