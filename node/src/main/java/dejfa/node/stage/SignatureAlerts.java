package dejfa.node.stage;

import dejfa.api.Alert;
import dejfa.api.AlertFields;
import dejfa.api.Event;
import dejfa.api.FlowFields;
import dejfa.api.Host;
import dejfa.api.Slots;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/// What a signature's `alert` event means for an incident: who is the victim, which technique, how sure.
///
/// A rule says it in its metadata: `mitre_technique_id`, `dejfa_phase`, `dejfa_tool`, `confidence`, as ET's rules do.
final class SignatureAlerts {
    private final Predicate<Host> isOwn;

    SignatureAlerts(Predicate<Host> isOwn) {
        this.isOwn = isOwn;
    }

    Alert of(Event event) {
        Slots alert = event.slots();
        if ("sigma".equals(alert.text(AlertFields.ENGINE))) return sigma(event, alert);
        Map<?, ?> metadata = alert.map(AlertFields.METADATA);
        Host source = event.sourceHost();
        Host destination = event.destinationHost();
        boolean sourceIsVictim =
                source != null && isOwn.test(source) && !(destination != null && isOwn.test(destination));
        Host victim = sourceIsVictim ? source : destination;
        Host peer = sourceIsVictim ? destination : source;
        String tool = first(metadata, "dejfa_tool", "malware_family");
        return new Alert(
                event,
                Alert.Engine.SURICATA,
                String.valueOf(alert.number(AlertFields.SIGNATURE_ID, 0)),
                String.valueOf(alert.text(AlertFields.SIGNATURE)),
                Math.clamp(alert.number(AlertFields.SEVERITY, 3), 1, 4),
                confidence(metadata),
                phase(metadata),
                techniques(metadata.get("mitre_technique_id")),
                victim != null && isOwn.test(victim) ? victim : null,
                peer,
                List.of(),
                tool,
                answered(event),
                1);
    }

    /// An alert of Dejfa's own Sigma, read from its EVE.
    private Alert sigma(Event event, Slots alert) {
        Host source = event.sourceHost();
        Host destination = event.destinationHost();
        boolean ownSource = source != null && isOwn.test(source);
        boolean ownDestination = destination != null && isOwn.test(destination);
        Host victim = ownDestination ? destination : ownSource ? source : null;
        String phase = alert.text(AlertFields.PHASE);
        return new Alert(
                event,
                Alert.Engine.SIGMA,
                String.valueOf(alert.text(AlertFields.RULE)),
                String.valueOf(alert.text(AlertFields.SIGNATURE)),
                Math.clamp(alert.number(AlertFields.SEVERITY, 3), 1, 4),
                alert.get(AlertFields.CONFIDENCE) instanceof Double told ? Math.clamp(told, 0, 1) : 0.3,
                phase(phase == null ? Map.of() : Map.of("dejfa_phase", phase)),
                techniques(alert.list(AlertFields.TECHNIQUES)),
                victim,
                victim == destination ? source : destination,
                List.of(),
                null,
                false,
                1);
    }

    private static boolean answered(Event event) {
        for (Slots related : event.related()) {
            if (!related.schema().event().equals("flow")) continue;
            return event.protocol() == 6 ? related.flag(FlowFields.HANDSHAKE) : related.flag(FlowFields.ANSWERED);
        }
        return false;
    }

    private static double confidence(Map<?, ?> metadata) {
        return switch (String.valueOf(first(metadata, "confidence")).toLowerCase(Locale.ROOT)) {
            case "high" -> 0.9;
            case "medium" -> 0.6;
            case "low" -> 0.3;
            default -> 0.4;
        };
    }

    private static Alert.Phase phase(Map<?, ?> metadata) {
        String phase = first(metadata, "dejfa_phase", "mitre_tactic_name");
        if (phase == null) return Alert.Phase.UNKNOWN;
        String wanted = phase.strip().toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
        for (Alert.Phase known : Alert.Phase.values()) if (known.name().equals(wanted)) return known;
        return Alert.Phase.UNKNOWN;
    }

    private static List<String> techniques(Object values) {
        List<String> found = new ArrayList<>();
        for (String text : all(values)) {
            for (String id : text.split("[,\\s]+"))
                if (id.matches("T\\d{4}([._]\\d{3})?")) found.add(id.replace('_', '.'));
        }
        return found;
    }

    private static String first(Map<?, ?> metadata, String... keys) {
        List<String> values = List.of();
        for (String key : keys) if (values.isEmpty()) values = all(metadata.get(key));
        return values.isEmpty() ? null : values.getFirst();
    }

    /// A key may stand several times in a rule's metadata, so EVE gives each a list.
    private static List<String> all(Object values) {
        if (values == null) return List.of();
        return values instanceof Collection<?> many
                ? many.stream().map(String::valueOf).toList()
                : List.of(values.toString());
    }
}
