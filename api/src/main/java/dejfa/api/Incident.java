package dejfa.api;

import java.io.Serializable;
import java.util.List;

/// Alerts that belong together: one attack.
///
/// @param id hash of the first alert's event id
/// @param severity `low`, `medium`, `high` or `critical`
/// @param severityReasons one sentence each
/// @param confidence 0 to 1
/// @param victims own hosts, in order of first evidence
/// @param computers own hosts of which only the name is known (a log that tells no address), in order of first evidence
/// @param servers the attacker's side: addresses and names, in order of first evidence
/// @param techniques ATT&CK ids, sorted
/// @param steps the time line, in order
/// @param links edges of the infrastructure graph
/// @param actors hypotheses, likeliest first; empty: not enough evidence
/// @param synthetic rests on traffic of the range
public record Incident(
        String id,
        String title,
        String severity,
        List<String> severityReasons,
        double confidence,
        long firstNs,
        long lastNs,
        List<Host> victims,
        List<String> computers,
        List<Server> servers,
        List<String> techniques,
        List<Step> steps,
        List<Link> links,
        List<Actor> actors,
        List<Alert> alerts,
        long alertCount,
        boolean synthetic)
        implements Serializable {
    /// A server (or client) of the attacker.
    ///
    /// @param value address or name
    /// @param role what it did, in words (`C2 over TLS`, `scanner`, `web shell operator`)
    /// @param unforgeable its address rests on a handshake or answered payload
    /// @param confidence 0 to 1 that it belongs to the attack
    public record Server(String value, String role, long firstNs, long lastNs, boolean unforgeable, double confidence)
            implements Serializable {}

    /// One step of the time line.
    ///
    /// @param kind the rule or behaviour (`beacon`, `web-shell`)
    /// @param count alerts that it sums up
    public record Step(
            long timeNs,
            long lastNs,
            Alert.Phase phase,
            String kind,
            String text,
            List<String> techniques,
            long count,
            double confidence)
            implements Serializable {}

    /// An edge of the graph: `from` `relation` `to`, by that evidence.
    public record Link(String from, String relation, String to, long firstNs, long lastNs, String evidence)
            implements Serializable {}

    public Incident {
        severityReasons = List.copyOf(severityReasons);
        victims = List.copyOf(victims);
        computers = List.copyOf(computers);
        servers = List.copyOf(servers);
        techniques = List.copyOf(techniques);
        steps = List.copyOf(steps);
        links = List.copyOf(links);
        actors = List.copyOf(actors);
        alerts = List.copyOf(alerts);
    }

    /// The same, marked as resting on traffic of the range (or not).
    public Incident synthetic(boolean made) {
        return new Incident(
                id,
                title,
                severity,
                severityReasons,
                confidence,
                firstNs,
                lastNs,
                victims,
                computers,
                servers,
                techniques,
                steps,
                links,
                actors,
                alerts,
                alertCount,
                made);
    }
}
