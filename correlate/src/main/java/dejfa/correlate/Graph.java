package dejfa.correlate;

import dejfa.api.Address;
import dejfa.api.EveJson;
import dejfa.api.Event;
import dejfa.api.Host;
import dejfa.api.Incident.Link;
import dejfa.api.Incident.Server;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The infrastructure behind one cluster: its servers with their roles, and how hosts, servers, names, certificates and
/// framing tags hang together.
final class Graph {
    private static final int MAX_SERVERS = 200;
    private static final int MAX_LINKS = 500;

    private final Cluster cluster;
    private final Joiner joiner;
    private final Names names;
    private final Settings settings;
    private final Map<String, Merged> servers = new LinkedHashMap<>();
    private final Map<String, Link> links = new LinkedHashMap<>();

    private static final class Merged {
        private final Set<String> roles = new LinkedHashSet<>();
        private long firstNs = Long.MAX_VALUE;
        private long lastNs = Long.MIN_VALUE;
        private boolean unforgeable;
        private double wrong = 1;
    }

    Graph(Cluster cluster, Joiner joiner, Names names, Settings settings) {
        this.cluster = cluster;
        this.joiner = joiner;
        this.names = names;
        this.settings = settings;
        for (Finding finding : cluster.findings) add(finding);
        for (Cluster.Tie tie : cluster.ties) {
            link(
                    label(tie.from()),
                    "same attack as",
                    label(tie.to()),
                    tie.from().firstNs,
                    tie.to().lastNs,
                    tie.reason());
        }
    }

    List<Server> servers() {
        List<Server> all = new ArrayList<>();
        servers.forEach((value, merged) -> {
            List<String> roles = told(merged.roles);
            // A server is followed by all its traffic: a C2 channel goes on long after the alert that gave it away.
            Names.Span seen = new Names.Span(merged.firstNs, merged.lastNs);
            Address address = Names.address(value);
            Names.Span contact = address == null ? null : names.contactWith(address);
            if (contact != null) seen = Names.Span.join(seen, contact);
            all.add(new Server(
                    value,
                    String.join(", ", roles.subList(0, Math.min(4, roles.size()))),
                    seen.firstNs(),
                    seen.lastNs(),
                    merged.unforgeable,
                    Math.min(0.99, 1 - merged.wrong)));
        });
        return all;
    }

    /// Without what a more telling role covers: whoever has one is no mere peer, and what speaks HTTP or TLS does so
    /// over the TCP that was seen too.
    private static List<String> told(Set<String> all) {
        List<String> roles = new ArrayList<>(all);
        if (roles.size() > 1) roles.remove("peer");
        long channels =
                roles.stream().filter(role -> role.startsWith("C2 over ")).count();
        if (channels > 1) roles.removeIf(role -> role.startsWith("C2 over raw ") || role.endsWith("unknown protocol"));
        return roles;
    }

    List<Link> links() {
        return List.copyOf(links.values());
    }

    private void add(Finding finding) {
        Address outside = finding.outside(settings);
        Host victim = finding.victim(names);
        String own = victim != null ? victim.toString() : finding.computer;
        Host inside = finding.inside(settings);
        if (inside != null && own != null) {
            link(own, "talked inside with", inside.toString(), finding.firstNs, finding.lastNs, evidence(finding));
        }
        if (outside != null) {
            addAddress(finding, outside, own);
        }
        for (String indicator : finding.indicators) addIndicator(finding, indicator, outside, own);
    }

    private void addAddress(Finding finding, Address outside, String own) {
        double share = cluster.loose.contains(finding) ? 0.3 : joiner.isPopular(outside) ? 0.1 : 1;
        String value = outside.toString();
        server(value, role(finding), finding, finding.unforgeable, share);
        if (own != null) {
            boolean inward = outside.equals(finding.first.event().source());
            link(
                    inward ? value : own,
                    "connected to",
                    inward ? own : value,
                    finding.firstNs,
                    finding.lastNs,
                    evidence(finding));
        }
        names.certificatesOf(outside)
                .forEach((fingerprint, span) -> link(
                        value,
                        "presented certificate",
                        Plain.text(fingerprint, 100),
                        span.firstNs(),
                        span.lastNs(),
                        "seen in TLS"));
        if (share < 1) return;
        for (String name : names.namesOf(outside)) {
            Names.Span span = names.addressesOf(name).get(outside);
            link(Plain.text(name, 100), "resolved to", value, span.firstNs(), span.lastNs(), "DNS answer or name used");
        }
    }

    private void addIndicator(Finding finding, String indicator, Address outside, String own) {
        int colon = indicator.indexOf(':');
        if (colon <= 0 || colon == indicator.length() - 1) return;
        String value = Plain.text(indicator.substring(colon + 1), 120);
        String from = outside != null ? outside.toString() : own;
        switch (indicator.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "domain", "zone", "name" -> {
                server(value, finding.has("T1071.004") ? "DNS tunnel zone" : "name used", finding, false, 0.8);
                names.addressesOf(value)
                        .forEach((address, span) -> link(
                                value, "resolved to", address.toString(), span.firstNs(), span.lastNs(), "DNS answer"));
                if (own != null) link(own, "asked for", value, finding.firstNs, finding.lastNs, evidence(finding));
            }
            case "cert", "certificate", "certificate_sha1", "fingerprint" ->
                link(from, "presented certificate", value, finding.firstNs, finding.lastNs, evidence(finding));
            case "framing", "framing-tag", "tag" ->
                link(from, "same framing tag", value, finding.firstNs, finding.lastNs, evidence(finding));
            case "url", "uri", "md5", "sha1", "sha256", "file", "filename" ->
                link(
                        own,
                        "exchanged with " + (outside == null ? "its peer" : outside),
                        value,
                        finding.firstNs,
                        finding.lastNs,
                        evidence(finding));
            default -> {}
        }
    }

    private void server(String value, String role, Finding finding, boolean unforgeable, double share) {
        Merged merged = servers.get(value);
        if (merged == null) {
            if (servers.size() >= MAX_SERVERS) return;
            merged = new Merged();
            servers.put(value, merged);
        }
        merged.roles.add(role);
        merged.firstNs = Math.min(merged.firstNs, finding.firstNs);
        merged.lastNs = Math.max(merged.lastNs, finding.lastNs);
        merged.unforgeable |= unforgeable;
        merged.wrong *= 1 - finding.confidence * share;
    }

    private void link(String from, String relation, String to, long firstNs, long lastNs, String evidence) {
        if (from == null || to == null || from.equals(to)) return;
        String key = from + "\n" + relation + "\n" + to;
        Link old = links.get(key);
        if (old == null && links.size() >= MAX_LINKS) return;
        links.put(
                key,
                old == null
                        ? new Link(from, relation, to, firstNs, lastNs, evidence)
                        : new Link(
                                from,
                                relation,
                                to,
                                Math.min(old.firstNs(), firstNs),
                                Math.max(old.lastNs(), lastNs),
                                old.evidence()));
    }

    private String label(Finding finding) {
        Host victim = finding.victim(names);
        return Plain.text(finding.rule(), 60) + " at "
                + (victim != null ? victim : finding.computer != null ? finding.computer : "unknown host");
    }

    private static String evidence(Finding finding) {
        return Plain.text(finding.rule(), 60) + ", " + Plain.plural(finding.alerts, "alert", "alerts") + " from "
                + EveJson.time(finding.firstNs);
    }

    private static String role(Finding finding) {
        if (finding.isFlood()) return "flood sender (may be forged)";
        if (finding.has("T1505.003")) return "web shell operator";
        return switch (finding.phase()) {
            case RECONNAISSANCE -> "scanner";
            case INITIAL_ACCESS -> "exploit attempts";
            case CREDENTIAL_ACCESS -> "password guesser";
            case COMMAND_AND_CONTROL -> "C2 over " + channel(finding.first.event(), finding);
            case EXFILTRATION -> "took data out";
            case COLLECTION -> "fetched staged data";
            case IMPACT -> "acted on the target";
            case EXECUTION, PERSISTENCE, DEFENSE_EVASION, DISCOVERY, LATERAL_MOVEMENT, UNKNOWN -> "peer";
        };
    }

    private static String channel(Event event, Finding finding) {
        String protocol = event.appProtocol();
        if (finding.has("T1071.004")) return "DNS";
        if (protocol == null || protocol.equals("failed")) {
            return event.protocol() >= 0 ? "raw " + EveJson.protocolName(event.protocol()) : "an unknown protocol";
        }
        return protocol.equals("http") ? "plain HTTP" : protocol.toUpperCase(Locale.ROOT);
    }
}
