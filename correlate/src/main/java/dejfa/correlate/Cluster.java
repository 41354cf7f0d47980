package dejfa.correlate;

import dejfa.api.Address;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// Findings that are one attack, with what ties them.
final class Cluster {
    /// In order of time.
    static final Comparator<Finding> ORDER = Comparator.comparingLong((Finding f) -> f.firstNs)
            .thenComparingLong(f -> f.first.event().id())
            .thenComparing(f -> Finding.key(f.first, f.computer));

    /// Why two findings are one attack.
    record Tie(Finding from, Finding to, String reason) {}

    final List<Finding> findings = new ArrayList<>();
    final List<Tie> ties = new ArrayList<>();
    /// findings that only came before on the same victim, by other peers: perhaps another hand
    final Set<Finding> loose = new HashSet<>();

    long firstNs() {
        long first = Long.MAX_VALUE;
        for (Finding finding : findings) first = Math.min(first, finding.firstNs);
        return first;
    }

    long lastNs() {
        long last = Long.MIN_VALUE;
        for (Finding finding : findings) last = Math.max(last, finding.lastNs);
        return last;
    }

    boolean hasServer(Address address, Settings settings) {
        for (Finding finding : findings) {
            if (!loose.contains(finding) && address.equals(finding.outside(settings))) return true;
        }
        return false;
    }

    /// Severity times confidence, each rule once.
    double score() {
        TreeMap<String, Double> best = new TreeMap<>();
        for (Finding finding : findings) best.merge(finding.rule(), finding.weight(), Math::max);
        return best.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    boolean isIncident(Settings settings) {
        boolean probes = findings.stream().allMatch(f -> f.isProbe(settings));
        boolean faint = findings.stream().allMatch(Finding::isFaint);
        return score() >= (probes ? settings.probeScore() : faint ? settings.faintScore() : settings.incidentScore());
    }
}
