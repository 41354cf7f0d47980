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
    private final SigmaAlerts alerts;
    private final SigmaHits hits = new SigmaHits();
    private final List<Fired> fired = new ArrayList<>();
    private SigmaAlerts.Place place;

    private record Fired(SigmaRule rule, List<Matched> matched) {}

    public SigmaStage(SigmaRules rules, Predicate<Host> isOwn) {
        this.rules = rules;
        this.engine = rules.engine();
        this.alerts = new SigmaAlerts(isOwn);
    }

    @Override
    public void accept(RecordSource source) {
        fired.clear();
        LogRecord record = source.record();
        engine.match(record, hits);
        for (int i = 0; i < hits.count(); i++) {
            SigmaRule rule = rules.rules().get(hits.rule(i));
            if (rule.alerts()) fired.add(new Fired(rule, engine.matched(hits, i)));
        }
        if (!fired.isEmpty()) {
            place = new SigmaAlerts.Place(record.channel, record.eventId, record.recordId, record.computer);
        }
    }

    /// The next event after a record is the record's own.
    @Override
    public void accept(Event event, Consumer<Alert> out) {
        if (fired.isEmpty()) return;
        for (Fired one : fired) out.accept(alerts.of(one.rule().info(), one.matched(), event, place));
        fired.clear();
    }

    @Override
    public void finish(long lastNs, Consumer<Alert> out) {}

    @Override
    public void close() {
        engine.close();
    }
}
