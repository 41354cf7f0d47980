package dejfa.correlate;

import dejfa.api.Alert;
import dejfa.api.Campaign;
import dejfa.api.Ids;
import dejfa.api.Incident;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Incidents to campaigns, only on evidence that is shown: the same server, name, certificate, framing tag or file.
/// Techniques and tools that look alike join nothing.
public final class CampaignFinder {
    /// Servers below it (public resolvers, another hand's scans) join nothing.
    private static final double LEAST_CONFIDENCE = 0.5;

    private static final Set<String> KINDS = Set.of(
            "cert",
            "certificate",
            "certificate_sha1",
            "fingerprint",
            "framing",
            "framing-tag",
            "tag",
            "md5",
            "sha1",
            "sha256");

    private CampaignFinder() {}

    /// Campaigns of at least two incidents, in order of their first incident.
    public static List<Campaign> find(List<Incident> incidents) {
        Map<String, Set<Integer>> shared = new TreeMap<>();
        for (int i = 0; i < incidents.size(); i++) {
            for (String trait : traits(incidents.get(i))) {
                shared.computeIfAbsent(trait, any -> new LinkedHashSet<>()).add(i);
            }
        }
        int[] parent = new int[incidents.size()];
        for (int i = 0; i < parent.length; i++) parent[i] = i;
        shared.values().removeIf(members -> members.size() < 2);
        for (Set<Integer> members : shared.values()) {
            int first = members.iterator().next();
            for (int member : members)
                parent[Math.max(root(parent, member), root(parent, first))] =
                        Math.min(root(parent, member), root(parent, first));
        }
        Map<Integer, List<String>> ids = new TreeMap<>();
        for (int i = 0; i < parent.length; i++) {
            ids.computeIfAbsent(root(parent, i), any -> new ArrayList<>())
                    .add(incidents.get(i).id());
        }
        Map<Integer, List<String>> evidence = new TreeMap<>();
        shared.forEach((trait, members) -> evidence.computeIfAbsent(
                        root(parent, members.iterator().next()), any -> new ArrayList<>())
                .add("the same " + trait + " in " + Plain.plural(members.size(), "incident", "incidents")));
        List<Campaign> campaigns = new ArrayList<>();
        evidence.forEach((root, sentences) -> campaigns.add(new Campaign(
                String.format(
                        Locale.ROOT, "%014x", Ids.of("campaign " + ids.get(root).getFirst())),
                ids.get(root),
                sentences)));
        return campaigns;
    }

    private static int root(int[] parent, int i) {
        int at = i;
        while (parent[at] != at) at = parent[at];
        return at;
    }

    private static Set<String> traits(Incident incident) {
        Set<String> traits = new LinkedHashSet<>();
        for (Incident.Server server : incident.servers()) {
            if (server.confidence() >= LEAST_CONFIDENCE) traits.add("server " + server.value());
        }
        for (Alert alert : incident.alerts()) {
            for (String indicator : alert.indicators()) {
                int colon = indicator.indexOf(':');
                if (colon > 0 && KINDS.contains(indicator.substring(0, colon).toLowerCase(Locale.ROOT))) {
                    traits.add(Plain.text(indicator.replaceFirst(":", " "), 140));
                }
            }
        }
        return traits;
    }
}
