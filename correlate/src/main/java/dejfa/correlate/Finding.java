package dejfa.correlate;

import dejfa.api.Address;
import dejfa.api.Alert;
import dejfa.api.Host;
import dejfa.api.Slots;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Alerts of one rule on one victim by one peer, summed up: what correlation works on.
final class Finding implements Serializable {
    private static final int MAX_INDICATORS = 64;

    final Alert first;
    /// computer that the log says, where the alert names no host; null otherwise
    final String computer;

    final List<Alert> samples = new ArrayList<>(1);
    final Set<String> indicators = new TreeSet<>();
    final Set<String> techniques = new TreeSet<>();
    long firstNs;
    long lastNs;
    /// alerts
    long alerts;
    /// observations that they stand for
    long count;

    int severity;
    double confidence;
    boolean unforgeable;

    Finding(Alert alert, String computer) {
        this.first = alert;
        this.computer = computer;
        this.firstNs = alert.event().timeNs();
        this.lastNs = firstNs;
        this.severity = alert.severity();
    }

    void add(Alert alert, int maxSamples) {
        firstNs = Math.min(firstNs, alert.event().timeNs());
        lastNs = Math.max(lastNs, alert.event().timeNs());
        alerts++;
        count += Math.max(1, alert.count());
        severity = Math.min(severity, alert.severity());
        confidence = Math.max(confidence, alert.confidence());
        unforgeable |= alert.unforgeable();
        techniques.addAll(alert.techniques());
        for (String indicator : alert.indicators()) {
            if (indicators.size() < MAX_INDICATORS) indicators.add(indicator);
        }
        if (samples.size() < maxSamples) samples.add(alert);
    }

    static String key(Alert alert, String computer) {
        return alert.engine() + " " + alert.rule() + " " + host(alert.victim()) + " " + host(alert.peer()) + " "
                + alert.tool() + " " + (computer == null ? "" : computer);
    }

    private static String host(Host host) {
        return host == null ? "-" : host.site() + "/" + host.address();
    }

    /// The computer that a log alert is about, where it names no host; else null.
    static String computerOf(Alert alert, Names names) {
        if (alert.victim() != null) return null;
        String name = names.computerOfRecord(alert.event());
        if (name == null) name = Names.computerOf(alert.event().slots());
        for (Slots more : alert.event().related()) if (name == null) name = Names.computerOf(more);
        for (String indicator : alert.indicators()) {
            if (name == null && (indicator.startsWith("computer:") || indicator.startsWith("hostname:"))) {
                name = indicator.substring(indicator.indexOf(':') + 1);
            }
        }
        return name == null ? null : Names.shortName(name);
    }

    String rule() {
        return first.rule();
    }

    Alert.Phase phase() {
        return first.phase();
    }

    String site() {
        return first.event().site();
    }

    /// The victim, by the alert or by what is known of its computer; null where neither knows.
    Host victim(Names names) {
        if (first.victim() != null) return first.victim();
        return computer == null ? null : names.host(site(), computer);
    }

    /// The other side where it is outside the own networks, else null.
    Address outside(Settings settings) {
        Host peer = first.peer();
        return peer == null || settings.isHome(peer.address()) ? null : peer.address();
    }

    /// The other side where it is an own host, else null.
    Host inside(Settings settings) {
        Host peer = first.peer();
        return peer != null && settings.isHome(peer.address()) ? peer : null;
    }

    /// The own host that a sweep of own hosts comes from, or null where this is no such sweep: what it passes over is
    /// not hit yet.
    Host sweeper(Settings settings, Names names) {
        if (phase() != Alert.Phase.DISCOVERY && phase() != Alert.Phase.RECONNAISSANCE) return null;
        if (inside(settings) == null) return null;
        Host source = first.event().sourceHost();
        return source != null ? source : victim(names);
    }

    boolean has(String technique) {
        for (String one : techniques) {
            if (one.equals(technique) || one.startsWith(technique + ".")) return true;
        }
        return false;
    }

    /// Floods: the addresses are forged, and they tie to nothing else that happens to the victim.
    boolean isFlood() {
        return has("T1498") || has("T1499");
    }

    /// A scan, an attempt or a guess from outside: says that somebody knocked, not that somebody came in.
    boolean isProbe(Settings settings) {
        if (outside(settings) == null || isFlood() || has("T1505")) return false;
        return switch (phase()) {
            case RECONNAISSANCE -> true;
            case INITIAL_ACCESS, CREDENTIAL_ACCESS -> severity > 1 || confidence < 0.8;
            default -> false;
        };
    }

    boolean isFaint() {
        return severity > 2;
    }

    double weight() {
        double bySeverity = severity == 1 ? 1 : severity == 2 ? 0.6 : severity == 3 ? 0.25 : 0.05;
        return bySeverity * confidence;
    }
}
