package dejfa.correlate;

import dejfa.api.Address;
import dejfa.api.Host;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Findings to attacks. Solid findings join when what they share is worth enough points; knocks from outside and faint
/// findings are added to an attack that is there, and never join two.
final class Joiner {
    private final Settings settings;
    private final Names names;

    Joiner(Settings settings, Names names) {
        this.settings = settings;
        this.names = names;
    }

    /// What two findings may share.
    private record Key(String text, double points, long windowNs) {}

    private static final class Pair {
        private final Finding from;
        private final Finding to;
        private final Map<String, Double> shared = new TreeMap<>();

        private Pair(Finding from, Finding to) {
            this.from = from;
            this.to = to;
        }
    }

    List<Cluster> join(Collection<Finding> all) {
        List<Finding> solid = new ArrayList<>();
        List<Finding> probes = new ArrayList<>();
        List<Finding> faint = new ArrayList<>();
        for (Finding finding : all.stream().sorted(Cluster.ORDER).toList()) {
            if (finding.isProbe(settings)) probes.add(finding);
            else if (finding.isFaint()) faint.add(finding);
            else solid.add(finding);
        }
        List<Cluster> clusters = joinSolid(solid);
        List<Cluster> later = new ArrayList<>();
        for (List<Finding> group : groups(probes, true)) addProbes(group, clusters, later);
        clusters.addAll(later);
        later.clear();
        Places places = new Places(clusters);
        for (List<Finding> group : groups(faint, false)) addFaint(group, places, later);
        clusters.addAll(later);
        clusters.removeIf(cluster -> !cluster.isIncident(settings));
        for (Cluster cluster : clusters) cluster.findings.sort(Cluster.ORDER);
        clusters.sort((a, b) -> Cluster.ORDER.compare(a.findings.getFirst(), b.findings.getFirst()));
        return clusters;
    }

    private List<Cluster> joinSolid(List<Finding> solid) {
        Map<String, List<Integer>> buckets = new LinkedHashMap<>();
        List<Map<String, Key>> keys = new ArrayList<>();
        for (int i = 0; i < solid.size(); i++) {
            Map<String, Key> own = new LinkedHashMap<>();
            for (Key key : keys(solid.get(i))) own.putIfAbsent(key.text(), key);
            keys.add(own);
            for (String key : own.keySet())
                buckets.computeIfAbsent(key, any -> new ArrayList<>()).add(i);
        }
        Map<Long, Pair> pairs = new TreeMap<>();
        for (Map.Entry<String, List<Integer>> bucket : buckets.entrySet()) {
            List<Integer> members = bucket.getValue();
            for (int m = 1; m < members.size(); m++) {
                int a = members.get(m - 1);
                int b = members.get(m);
                Key key = keys.get(a).get(bucket.getKey());
                if (solid.get(b).firstNs - solid.get(a).lastNs > key.windowNs()) continue;
                pairs.computeIfAbsent((long) a << 32 | b, any -> new Pair(solid.get(a), solid.get(b)))
                        .shared
                        .put(
                                bucket.getKey(),
                                Math.min(
                                        key.points(),
                                        keys.get(b).get(bucket.getKey()).points()));
            }
        }
        return union(solid, pairs);
    }

    private List<Cluster> union(List<Finding> solid, Map<Long, Pair> pairs) {
        int[] parent = new int[solid.size()];
        for (int i = 0; i < parent.length; i++) parent[i] = i;
        List<Cluster.Tie> ties = new ArrayList<>();
        for (Map.Entry<Long, Pair> entry : pairs.entrySet()) {
            Pair pair = entry.getValue();
            double points = pair.shared.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            if (points < settings.joinPoints()) continue;
            int a = root(parent, (int) (entry.getKey() >>> 32));
            int b = root(parent, (int) (long) entry.getKey());
            parent[Math.max(a, b)] = Math.min(a, b);
            ties.add(new Cluster.Tie(
                    pair.from,
                    pair.to,
                    String.format(
                            Locale.ROOT,
                            "%s: %.1f points, %.1f needed",
                            String.join(" and ", pair.shared.keySet()),
                            points,
                            settings.joinPoints())));
        }
        Map<Integer, Cluster> byRoot = new TreeMap<>();
        Map<Finding, Cluster> of = new java.util.IdentityHashMap<>();
        for (int i = 0; i < parent.length; i++) {
            Cluster cluster = byRoot.computeIfAbsent(root(parent, i), any -> new Cluster());
            cluster.findings.add(solid.get(i));
            of.put(solid.get(i), cluster);
        }
        for (Cluster.Tie tie : ties) of.get(tie.from()).ties.add(tie);
        return new ArrayList<>(byRoot.values());
    }

    private static int root(int[] parent, int i) {
        int at = i;
        while (parent[at] != at) at = parent[at] = parent[parent[at]];
        return at;
    }

    private List<Key> keys(Finding finding) {
        List<Key> keys = new ArrayList<>();
        // A flood's senders are forged, and what else happens to its victim is another matter.
        if (!finding.isFlood()) {
            for (String host : ownHosts(finding)) {
                keys.add(new Key("same victim " + host, 3, settings.victimWindowNs()));
            }
        } else if (finding.victim(names) != null) {
            keys.add(new Key("same flooded host " + finding.victim(names), 3, settings.victimWindowNs()));
        }
        Address outside = finding.outside(settings);
        if (outside != null && !finding.isFlood()) keys.add(server(outside));
        for (String indicator : finding.indicators) indicatorKeys(indicator, keys);
        return keys;
    }

    private Key server(Address address) {
        boolean popular = isPopular(address);
        return new Key(
                "same server " + address + (popular ? " (many own hosts talk to it)" : ""),
                popular ? 0.5 : 3,
                settings.serverWindowNs());
    }

    boolean isPopular(Address address) {
        return names.contactsOf(address) >= settings.popularHosts();
    }

    private void indicatorKeys(String indicator, List<Key> keys) {
        int colon = indicator.indexOf(':');
        if (colon <= 0 || colon == indicator.length() - 1) return;
        String value = Plain.text(indicator.substring(colon + 1), 120);
        switch (indicator.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "cert", "certificate", "certificate_sha1", "fingerprint" ->
                keys.add(new Key("same certificate " + value, 3, settings.serverWindowNs()));
            case "framing", "framing-tag", "tag" ->
                keys.add(new Key("same framing tag " + value, 3, settings.serverWindowNs()));
            case "domain", "zone", "name" -> {
                keys.add(new Key("same name " + value, 3, settings.serverWindowNs()));
                Map<Address, Names.Span> addresses = names.addressesOf(value);
                if (addresses.size() <= 4) for (Address address : addresses.keySet()) keys.add(server(address));
            }
            case "md5", "sha1", "sha256" -> keys.add(new Key("same file " + value, 3, settings.serverWindowNs()));
            case "ja3", "ja4", "user-agent", "user_agent" ->
                keys.add(new Key("same client trait " + value, 0.5, settings.serverWindowNs()));
            default -> {}
        }
    }

    /// Own hosts that a finding is about: its victim, and where somebody moved from host to host both ends.
    private Set<String> ownHosts(Finding finding) {
        Set<String> hosts = new TreeSet<>();
        Host victim = finding.victim(names);
        Host inside = finding.inside(settings);
        Host sweeper = finding.sweeper(settings, names);
        if (sweeper != null) return Set.of(sweeper.toString());
        if (victim != null) hosts.add(victim.toString());
        else if (finding.computer != null) hosts.add("computer " + finding.computer);
        if (inside != null) hosts.add(inside.toString());
        return hosts;
    }

    /// Probes by peer (by victim where no peer is known), faint findings by victim.
    private List<List<Finding>> groups(List<Finding> findings, boolean byPeer) {
        Map<String, List<Finding>> groups = new LinkedHashMap<>();
        for (Finding finding : findings) {
            Host victim = finding.victim(names);
            String key = byPeer && finding.first.peer() != null
                    ? finding.first.peer().toString()
                    : victim != null ? victim.toString() : "computer " + finding.computer;
            groups.computeIfAbsent(key, any -> new ArrayList<>()).add(finding);
        }
        return new ArrayList<>(groups.values());
    }

    private void addProbes(List<Finding> group, List<Cluster> clusters, List<Cluster> later) {
        Address peer = group.getFirst().outside(settings);
        for (Cluster cluster : clusters) {
            if (peer != null && !isPopular(peer) && cluster.hasServer(peer, settings)) {
                for (Finding finding : group) {
                    tie(
                            cluster,
                            finding,
                            "same peer " + peer + " knocked before: 3.0 points, " + settings.joinPoints() + " needed");
                }
                return;
            }
        }
        List<Finding> rest = new ArrayList<>();
        Cluster any = null;
        for (Finding finding : group) {
            Cluster after = accessAfter(finding, clusters);
            if (after == null) rest.add(finding);
            else {
                any = any == null ? after : any;
                prelude(after, finding, "knocked on the same victim");
            }
        }
        // One peer's scan is one scan: what it also passed over comes along, without becoming a victim.
        if (any != null) {
            for (Finding finding : rest) prelude(any, finding, "is by a peer that knocked on the same victim");
            return;
        }
        if (!rest.isEmpty()) {
            Cluster own = new Cluster();
            own.findings.addAll(rest);
            later.add(own);
        }
    }

    private void prelude(Cluster cluster, Finding finding, String how) {
        cluster.loose.add(finding);
        tie(
                cluster,
                finding,
                how + " less than " + settings.preludeWindowNs() / 3_600_000_000_000L
                        + " h before the access; perhaps another hand");
    }

    /// The attack whose first access to the knocked-on host comes within the prelude window after the knock.
    private Cluster accessAfter(Finding probe, List<Cluster> clusters) {
        Host victim = probe.victim(names);
        if (victim == null) return null;
        for (Cluster cluster : clusters) {
            for (Finding finding : cluster.findings) {
                if (cluster.loose.contains(finding) || finding.isFlood()) continue;
                long lead = finding.firstNs - probe.firstNs;
                if (victim.equals(finding.victim(names)) && finding.outside(settings) != null) {
                    if (lead >= 0 && lead <= settings.preludeWindowNs()) return cluster;
                    // Only the first access counts: later knocks are noise.
                    break;
                }
            }
        }
        return null;
    }

    private void addFaint(List<Finding> group, Places places, List<Cluster> later) {
        List<Finding> rest = new ArrayList<>();
        for (Finding finding : group) {
            int fits = places.of(finding);
            if (fits < 0) rest.add(finding);
            else {
                tie(
                        places.clusters.get(fits),
                        finding,
                        "of low severity, on a host or server of the attack while it went on or shortly before or"
                                + " after");
                places.add(fits, finding);
            }
        }
        if (rest.isEmpty()) return;
        Cluster alone = new Cluster();
        alone.findings.addAll(rest);
        later.add(alone);
    }

    /// Where the attacks are that faint findings may belong to: their servers, their own hosts, their time. A flood of
    /// faint findings must not look through all of them each time.
    private final class Places {
        private final List<Cluster> clusters;
        private final Map<Address, TreeSet<Integer>> byServer = new HashMap<>();
        private final Map<String, TreeSet<Integer>> byHost = new HashMap<>();
        private final long[] firstNs;
        private final long[] lastNs;

        Places(List<Cluster> clusters) {
            this.clusters = clusters;
            firstNs = new long[clusters.size()];
            lastNs = new long[clusters.size()];
            Arrays.fill(firstNs, Long.MAX_VALUE);
            Arrays.fill(lastNs, Long.MIN_VALUE);
            for (int i = 0; i < clusters.size(); i++) {
                for (Finding finding : clusters.get(i).findings) add(i, finding);
            }
        }

        void add(int cluster, Finding finding) {
            firstNs[cluster] = Math.min(firstNs[cluster], finding.firstNs);
            lastNs[cluster] = Math.max(lastNs[cluster], finding.lastNs);
            if (clusters.get(cluster).loose.contains(finding)) return;
            Address outside = finding.outside(settings);
            if (outside != null)
                byServer.computeIfAbsent(outside, any -> new TreeSet<>()).add(cluster);
            if (finding.isProbe(settings) || finding.isFlood()) return;
            for (String host : ownHosts(finding)) {
                byHost.computeIfAbsent(host, any -> new TreeSet<>()).add(cluster);
            }
        }

        /// The first attack that has the finding's server, or its host at about that time; -1 where there is none.
        int of(Finding finding) {
            int first = Integer.MAX_VALUE;
            Address outside = finding.outside(settings);
            if (outside != null && byServer.containsKey(outside) && !isPopular(outside)) {
                first = byServer.get(outside).first();
            }
            for (String host : ownHosts(finding)) {
                for (int cluster : byHost.getOrDefault(host, new TreeSet<>())) {
                    if (cluster >= first) break;
                    if (during(cluster, finding)) first = cluster;
                }
            }
            return first == Integer.MAX_VALUE ? -1 : first;
        }

        private boolean during(int cluster, Finding finding) {
            return finding.firstNs <= lastNs[cluster] + settings.preludeWindowNs()
                    && finding.lastNs >= firstNs[cluster] - settings.preludeWindowNs();
        }
    }

    private static void tie(Cluster cluster, Finding finding, String reason) {
        cluster.ties.add(new Cluster.Tie(finding, cluster.findings.getFirst(), reason));
        cluster.findings.add(finding);
    }
}
