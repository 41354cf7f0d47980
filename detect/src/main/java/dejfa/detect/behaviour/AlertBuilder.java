package dejfa.detect.behaviour;

import dejfa.api.Address;
import dejfa.api.Alert;
import dejfa.api.DetectionFields;
import dejfa.api.Event;
import dejfa.api.Host;
import dejfa.api.Ids;
import dejfa.api.Slots;
import java.util.ArrayList;
import java.util.List;

/// The one place where alerts of behaviours, decoders and indicators are made: the `detection` event under the head of
/// the event that led to it, and the alert around it.
public final class AlertBuilder {
    private final Event cause;
    private final Alert.Engine engine;
    private final String rule;
    private final List<String> techniques = new ArrayList<>();
    private final List<String> indicators = new ArrayList<>();
    private String title;
    private String text;
    private String weighed;
    private int severity = 3;
    private double confidence = 0.5;
    private Alert.Phase phase = Alert.Phase.UNKNOWN;
    private Address victim;
    private Address peer;
    private String tool;
    private boolean unforgeable;
    private long count = 1;
    private long timeNs;

    public AlertBuilder(Event cause, Alert.Engine engine, String rule) {
        this.cause = cause;
        this.engine = engine;
        this.rule = rule;
        this.timeNs = cause.timeNs();
    }

    /// @param sentence what was observed
    public AlertBuilder says(String heading, String sentence) {
        title = heading;
        text = sentence;
        return this;
    }

    /// @param reasons what was weighed for and against, with the weights; null: nothing was
    public AlertBuilder because(String reasons) {
        weighed = reasons;
        return this;
    }

    /// @param level 1 high to 4 information
    /// @param probability 0 to 1
    public AlertBuilder weighs(int level, double probability) {
        severity = level;
        confidence = probability;
        return this;
    }

    public AlertBuilder partOf(Alert.Phase attackPhase, List<String> attackTechniques) {
        phase = attackPhase;
        techniques.addAll(attackTechniques);
        return this;
    }

    /// Either may be null.
    public AlertBuilder between(Address ownHost, Address otherSide) {
        victim = ownHost;
        peer = otherSide;
        return this;
    }

    /// @param marks as `kind:value`
    public AlertBuilder with(List<String> marks, String toolName) {
        for (String mark : marks) if (!indicators.contains(mark)) indicators.add(mark);
        tool = toolName;
        return this;
    }

    public AlertBuilder restsOn(long observations, boolean addressesProven) {
        count = observations;
        unforgeable = addressesProven;
        return this;
    }

    public AlertBuilder at(long whenNs) {
        timeNs = whenNs;
        return this;
    }

    /// @param sequence tells apart alerts of one rule that have one cause
    public Alert build(long sequence) {
        double rounded = Math.round(confidence * 1000) / 1000.0;
        Slots slots = new Slots(DetectionFields.SCHEMA)
                .set(DetectionFields.ENGINE, engine.name().toLowerCase(java.util.Locale.ROOT))
                .set(DetectionFields.RULE, rule)
                .set(DetectionFields.TITLE, title)
                .set(DetectionFields.TEXT, text)
                .set(DetectionFields.WEIGHED, weighed)
                .set(DetectionFields.SEVERITY, severity)
                .set(DetectionFields.CONFIDENCE, (Object) rounded)
                .set(DetectionFields.PHASE, phase.name().toLowerCase(java.util.Locale.ROOT))
                .set(DetectionFields.TECHNIQUES, List.copyOf(techniques))
                .set(DetectionFields.TOOL, tool)
                .set(DetectionFields.COUNT, count);
        Event event = new Event(
                Ids.of(Ids.of(engine + " " + rule), cause.id(), Ids.mix(sequence, timeNs)),
                timeNs,
                cause.site(),
                cause.sensor(),
                cause.input(),
                cause.flowId(),
                cause.source(),
                cause.sourcePort(),
                cause.destination(),
                cause.destinationPort(),
                cause.protocol(),
                cause.pcapCnt(),
                cause.txId(),
                cause.appProtocol(),
                slots,
                List.of());
        return new Alert(
                event,
                engine,
                rule,
                title,
                severity,
                rounded,
                phase,
                techniques,
                host(victim),
                host(peer),
                indicators,
                tool,
                unforgeable,
                count);
    }

    private Host host(Address address) {
        return address == null ? null : new Host(cause.site(), address);
    }
}
