package dejfa.correlate;

import dejfa.api.Address;
import dejfa.api.Alert;
import dejfa.api.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What kind of attack the findings make, in words: title and severity rest on it.
final class Traits {
    private final Cluster cluster;
    private final Joiner joiner;
    private final Names names;
    private final Settings settings;

    Traits(Cluster cluster, Joiner joiner, Names names, Settings settings) {
        this.cluster = cluster;
        this.joiner = joiner;
        this.names = names;
        this.settings = settings;
    }

    private boolean any(Alert.Phase phase) {
        for (Finding finding : cluster.findings) {
            if (finding.phase() == phase && !finding.isProbe(settings) && !finding.isFaint()) return true;
        }
        return false;
    }

    private boolean technique(String id) {
        for (Finding finding : cluster.findings) if (!finding.isFaint() && finding.has(id)) return true;
        return false;
    }

    boolean webShell() {
        return technique("T1505.003");
    }

    boolean probesOnly() {
        return cluster.findings.stream().allMatch(f -> f.isProbe(settings));
    }

    boolean scanOnly() {
        return cluster.findings.stream().allMatch(f -> f.phase() == Alert.Phase.RECONNAISSANCE);
    }

    boolean guessing() {
        return cluster.findings.stream().anyMatch(f -> f.phase() == Alert.Phase.CREDENTIAL_ACCESS);
    }

    boolean flood() {
        return cluster.findings.stream().anyMatch(Finding::isFlood);
    }

    boolean industrial() {
        for (Finding finding : cluster.findings) {
            for (String id : finding.techniques) if (id.startsWith("T0")) return true;
        }
        return false;
    }

    boolean control() {
        return any(Alert.Phase.COMMAND_AND_CONTROL);
    }

    boolean dataOut() {
        return any(Alert.Phase.EXFILTRATION);
    }

    boolean staged() {
        return any(Alert.Phase.COLLECTION);
    }

    boolean spread() {
        return any(Alert.Phase.LATERAL_MOVEMENT);
    }

    boolean hides() {
        return any(Alert.Phase.DEFENSE_EVASION);
    }

    boolean impact() {
        return any(Alert.Phase.IMPACT);
    }

    /// Different ways home in words: servers, and DNS where a resolver stands between.
    ///
    /// @return empty for one server, the usual case
    String channels() {
        Set<String> servers = new TreeSet<>();
        Set<String> zones = new TreeSet<>();
        for (Finding finding : cluster.findings) {
            // A first connection (T1105) may be a tool fetched; it is no channel yet.
            if (finding.phase() != Alert.Phase.COMMAND_AND_CONTROL || finding.isFaint() || finding.has("T1105")) {
                continue;
            }
            Address outside = finding.outside(settings);
            if (outside == null || joiner.isPopular(outside) || finding.has("T1071.004")) {
                String name = "dns";
                for (String indicator : finding.indicators) {
                    if (indicator.startsWith("domain:") || indicator.startsWith("zone:")) {
                        name = indicator.substring(indicator.indexOf(':') + 1);
                    }
                }
                zones.add(name);
            } else servers.add(outside.toString());
        }
        if (servers.isEmpty()) return zones.isEmpty() ? "" : "over DNS";
        if (zones.isEmpty()) return servers.size() == 1 ? "" : "over " + Plain.count(servers.size()) + " servers";
        return "over " + Plain.count(servers.size()) + (servers.size() == 1 ? " server" : " servers") + " and DNS";
    }

    /// Own hosts, in order of first evidence; what another hand may have knocked on is not among them.
    List<Host> victims() {
        List<Host> victims = new ArrayList<>();
        for (Finding finding : cluster.findings) {
            if (cluster.loose.contains(finding)) continue;
            Host sweeper = finding.sweeper(settings, names);
            Host victim = sweeper != null ? sweeper : finding.victim(names);
            if (victim != null && !victims.contains(victim)) victims.add(victim);
            Host inside = finding.inside(settings);
            boolean reached = finding.phase() == Alert.Phase.LATERAL_MOVEMENT
                    || finding.phase() == Alert.Phase.COLLECTION
                    || finding.phase() == Alert.Phase.EXECUTION;
            if (inside != null && reached && !victims.contains(inside)) victims.add(inside);
        }
        return victims;
    }

    /// Victims of which a log tells the name and nobody an address.
    List<String> computers() {
        List<String> computers = new ArrayList<>();
        for (Finding finding : cluster.findings) {
            if (cluster.loose.contains(finding) || finding.computer == null || finding.victim(names) != null) continue;
            if (!computers.contains(finding.computer)) computers.add(finding.computer);
        }
        return computers;
    }

    /// The host with most against it.
    String mainVictim() {
        Map<String, Double> weight = new TreeMap<>();
        for (Finding finding : cluster.findings) {
            Host sweeper = finding.sweeper(settings, names);
            Host victim = sweeper != null ? sweeper : finding.victim(names);
            String name = victim != null ? victim.toString() : finding.computer;
            if (name != null) weight.merge(name, finding.weight(), Double::sum);
        }
        String best = null;
        for (var entry : weight.entrySet()) {
            if (best == null || entry.getValue() > weight.get(best)) best = entry.getKey();
        }
        return best == null ? "an unknown host" : Plain.text(best, 60);
    }

    String title() {
        String on = mainVictim();
        int hosts = victims().size();
        String more = hosts > 1 ? " and " + Plain.plural(hosts - 1L, "more host", "more hosts") : "";
        if (industrial()) return "Interference with industrial control at " + on + more;
        if (flood()) return "Denial of service against " + on + more;
        if (scanOnly()) return "Scan of " + Plain.plural(hosts, "own host", "own hosts") + by();
        if (probesOnly()) {
            return (guessing() ? "Password guessing against " : "Attempts to break into ") + on + more + by();
        }
        boolean spying = dataOut() || staged() || control() && (webShell() || spread());
        String kind = spying
                ? "Espionage against "
                : impact() ? "Destructive attack on " : control() ? "Remote control of " : "Attack on ";
        List<String> parts = new ArrayList<>();
        if (webShell()) parts.add("web shell");
        if (control()) {
            parts.add(("command and control " + channels()).strip());
        }
        if (spread()) parts.add("movement inside");
        if (hides()) parts.add("traces hidden");
        if (dataOut()) parts.add("data taken out");
        else if (staged()) parts.add("data staged");
        return kind + on + (parts.isEmpty() ? more : ": " + String.join(", ", parts));
    }

    private String by() {
        Set<String> peers = new TreeSet<>();
        for (Finding finding : cluster.findings) {
            if (finding.outside(settings) != null)
                peers.add(finding.outside(settings).toString());
        }
        return peers.size() == 1 ? " by " + peers.iterator().next() : "";
    }

    /// @param level `low` to `critical`
    record Severity(String level, List<String> reasons) {}

    Severity severity() {
        List<String> reasons = new ArrayList<>();
        boolean inside = webShell() || control();
        if (webShell()) reasons.add("a web shell runs commands on " + mainVictim());
        if (control()) reasons.add(("own hosts obey the outside " + channels()).strip());
        if (spread()) reasons.add("the attacker moves inside");
        if (hides()) reasons.add("traces are hidden");
        if (dataOut()) reasons.add("data was taken out");
        else if (staged()) reasons.add("data was made ready to be taken out");
        if (industrial()) reasons.add("industrial control was acted on");
        if (flood()) reasons.add("a service is flooded");
        else if (impact()) reasons.add("something was destroyed or stopped");
        String level;
        if (industrial() || dataOut() && inside || spread() && inside) level = "critical";
        else if (inside || dataOut() || impact() || spread()) level = "high";
        else if (scanOnly()) {
            level = "low";
            reasons.add("only a scan: nothing shows that anybody came in");
        } else if (probesOnly()) {
            level = guessing() ? "medium" : "low";
            reasons.add("only attempts: nothing shows that one of them worked");
        } else {
            boolean strong = cluster.findings.stream().anyMatch(f -> f.severity == 1 && f.confidence >= 0.7);
            level = strong ? "high" : "medium";
            reasons.add(
                    strong
                            ? "a rule of high severity fired with good confidence"
                            : "no proof yet that the attacker is inside");
        }
        return new Severity(level, reasons);
    }
}
