package dejfa.node.sigma;

import dejfa.api.Alert;
import dejfa.api.AlertFields;
import dejfa.api.Event;
import dejfa.api.Host;
import dejfa.api.Ids;
import dejfa.api.SigmaFields;
import dejfa.api.Slots;
import dejfa.detect.sigma.SigmaEngine.Matched;
import dejfa.detect.sigma.correlate.Found;
import dejfa.detect.sigma.correlate.Observation;
import dejfa.detect.sigma.rule.Level;
import dejfa.detect.sigma.rule.RuleInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What a Sigma rule that fired means: the `alert` event, and for an incident who is the victim, which phase and
/// technique, how sure.
final class SigmaAlerts {
    /// A script block of some kilobytes is in the record already.
    private static final int MAX_VALUE_CHARS = 512;

    private final Predicate<Host> isOwn;

    SigmaAlerts(Predicate<Host> isOwn) {
        this.isOwn = isOwn;
    }

    /// Where a record lies in its log; kept because the record is overwritten.
    record Place(String channel, long eventId, long recordId, String computer) {}

    Alert of(RuleInfo rule, List<Matched> matched, Event record, Place place) {
        Slots sigma = sigma(rule, record);
        Map<String, String> values = new TreeMap<>();
        for (Matched one : matched) values.merge(one.field(), shortened(one.value()), (a, b) -> a + ", " + b);
        if (!values.isEmpty()) sigma.set(SigmaFields.MATCHED, values);
        return of(rule, at(sigma, place), record);
    }

    /// A correlation that the record has completed.
    Alert of(RuleInfo rule, Found found, Event record, Place place) {
        return of(rule, at(correlated(rule, found, record), place), record);
    }

    /// A correlation that time has completed: no record is its own.
    ///
    /// @param last an event of the same run, for what all have in common
    Alert of(RuleInfo rule, Found found, Event last) {
        Observation newest = found.events().getLast();
        Slots sigma = at(
                correlated(rule, found, last), new Place(newest.channel(), -1, newest.recordId(), newest.computer()));
        Event event = new Event(
                Ids.mix(last.id(), found.hashCode()),
                found.lastNs(),
                last.site(),
                last.sensor(),
                null,
                0,
                null,
                -1,
                null,
                -1,
                -1,
                0,
                -1,
                null,
                alert(rule),
                List.of(sigma));
        return alert(rule, event);
    }

    private static Slots correlated(RuleInfo rule, Found found, Event record) {
        Slots sigma = sigma(rule, record);
        Map<String, String> group = new TreeMap<>();
        for (int i = 0; i < found.names().size(); i++) {
            group.put(found.names().get(i), shortened(found.group().get(i)));
        }
        if (!group.isEmpty()) sigma.set(SigmaFields.GROUP, group);
        return sigma.set(SigmaFields.COUNT, Math.round(found.value()));
    }

    private Alert of(RuleInfo rule, Slots sigma, Event record) {
        Event event = new Event(
                Ids.mix(record.id(), rule.label().hashCode()),
                record.timeNs(),
                record.site(),
                record.sensor(),
                record.input(),
                record.flowId(),
                record.source(),
                record.sourcePort(),
                record.destination(),
                record.destinationPort(),
                record.protocol(),
                record.pcapCnt(),
                record.txId(),
                record.appProtocol(),
                alert(rule),
                List.of(sigma, record.slots()));
        return alert(rule, event);
    }

    private Alert alert(RuleInfo rule, Event event) {
        Host source = event.sourceHost();
        Host destination = event.destinationHost();
        // A log of Windows names the host itself as source; an access log names the client, and the server after it.
        boolean ownSource = source != null && isOwn.test(source);
        boolean ownDestination = destination != null && isOwn.test(destination);
        Host victim = ownDestination ? destination : ownSource ? source : null;
        Host peer = victim == destination ? source : destination;
        return new Alert(
                event,
                Alert.Engine.SIGMA,
                rule.label(),
                rule.title(),
                severity(rule.level()),
                confidence(rule),
                phase(rule),
                rule.techniques(),
                victim,
                peer,
                List.of(),
                null,
                // A record in a log is no proof that its addresses are true.
                false,
                1);
    }

    private static Slots alert(RuleInfo rule) {
        return new Slots(AlertFields.SCHEMA)
                .set(AlertFields.ACTION, "allowed")
                .set(AlertFields.SIGNATURE, rule.title())
                .set(AlertFields.SEVERITY, severity(rule.level()))
                .set(AlertFields.ENGINE, "sigma")
                .set(AlertFields.RULE, rule.label())
                .set(AlertFields.CONFIDENCE, confidence(rule))
                .set(AlertFields.PHASE, phase(rule).name().toLowerCase(Locale.ROOT))
                .set(AlertFields.TECHNIQUES, rule.techniques().isEmpty() ? null : rule.techniques());
    }

    private static Slots sigma(RuleInfo rule, Event record) {
        return new Slots(SigmaFields.SCHEMA)
                .set(SigmaFields.ID, textOrNull(rule.id()))
                .set(SigmaFields.TITLE, rule.title())
                .set(SigmaFields.LEVEL, rule.level().name().toLowerCase(Locale.ROOT))
                .set(SigmaFields.AUTHOR, textOrNull(rule.author()))
                .set(SigmaFields.STATUS, textOrNull(rule.status()))
                .set(SigmaFields.LICENSE, textOrNull(rule.license()))
                .set(SigmaFields.TAGS, rule.tags().isEmpty() ? null : rule.tags())
                .set(SigmaFields.FALSE_POSITIVES, rule.falsePositives().isEmpty() ? null : rule.falsePositives())
                .set(SigmaFields.SOURCE, record.input());
    }

    private static Slots at(Slots sigma, Place place) {
        sigma.set(SigmaFields.CHANNEL, place.channel()).set(SigmaFields.COMPUTER, place.computer());
        if (place.eventId() >= 0) sigma.set(SigmaFields.EVENT_ID, place.eventId());
        if (place.recordId() >= 0) sigma.set(SigmaFields.RECORD_ID, place.recordId());
        return sigma;
    }

    private static String shortened(String value) {
        return value.length() <= MAX_VALUE_CHARS ? value : value.substring(0, MAX_VALUE_CHARS) + "…";
    }

    private static String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /// As Suricata counts: 1 is the gravest.
    private static int severity(Level level) {
        return switch (level) {
            case CRITICAL, HIGH -> 1;
            case MEDIUM -> 2;
            case LOW -> 3;
            case INFORMATIONAL -> 4;
        };
    }

    /// A judgement, not measured: what the specification's words for the levels say of how often they are right.
    private static double confidence(RuleInfo rule) {
        double byLevel =
                switch (rule.level()) {
                    case CRITICAL -> 0.8;
                    case HIGH -> 0.5;
                    case MEDIUM -> 0.3;
                    case LOW -> 0.15;
                    case INFORMATIONAL -> 0.05;
                };
        return rule.status().equals("experimental") ? Math.round(byLevel * 80) / 100.0 : byLevel;
    }

    /// The first tactic of ATT&CK among the tags.
    private static Alert.Phase phase(RuleInfo rule) {
        for (String tag : rule.tags()) {
            Alert.Phase phase =
                    switch (tag.toLowerCase(Locale.ROOT).replace('_', '-')) {
                        case "attack.reconnaissance", "attack.resource-development" -> Alert.Phase.RECONNAISSANCE;
                        case "attack.initial-access" -> Alert.Phase.INITIAL_ACCESS;
                        case "attack.execution" -> Alert.Phase.EXECUTION;
                        case "attack.persistence", "attack.privilege-escalation" -> Alert.Phase.PERSISTENCE;
                        case "attack.defense-evasion", "attack.stealth", "attack.defense-impairment" ->
                            Alert.Phase.DEFENSE_EVASION;
                        case "attack.credential-access" -> Alert.Phase.CREDENTIAL_ACCESS;
                        case "attack.discovery" -> Alert.Phase.DISCOVERY;
                        case "attack.lateral-movement" -> Alert.Phase.LATERAL_MOVEMENT;
                        case "attack.collection" -> Alert.Phase.COLLECTION;
                        case "attack.command-and-control" -> Alert.Phase.COMMAND_AND_CONTROL;
                        case "attack.exfiltration" -> Alert.Phase.EXFILTRATION;
                        case "attack.impact" -> Alert.Phase.IMPACT;
                        default -> Alert.Phase.UNKNOWN;
                    };
            if (phase != Alert.Phase.UNKNOWN) return phase;
        }
        return Alert.Phase.UNKNOWN;
    }
}
