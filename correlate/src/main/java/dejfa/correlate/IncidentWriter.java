package dejfa.correlate;

import dejfa.api.Actor;
import dejfa.api.Alert;
import dejfa.api.Event;
import dejfa.api.Host;
import dejfa.api.Ids;
import dejfa.api.Incident;
import dejfa.api.Incident.Step;
import dejfa.api.Slots;
import dejfa.intel.ActorScorer;
import dejfa.intel.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// One cluster of findings as the incident that people and `respond` read.
final class IncidentWriter {
    private static final int MAX_STEPS = 200;
    private static final int MAX_ALERTS = 5_000;
    private static final int MAX_TEXT = 240;

    private final Cluster cluster;
    private final Joiner joiner;
    private final Names names;
    private final Settings settings;
    private final ActorScorer scorer;

    IncidentWriter(Cluster cluster, Joiner joiner, Names names, Settings settings, ActorScorer scorer) {
        this.cluster = cluster;
        this.joiner = joiner;
        this.names = names;
        this.settings = settings;
        this.scorer = scorer;
    }

    Incident write() {
        Traits traits = new Traits(cluster, joiner, names, settings);
        Traits.Severity severity = traits.severity();
        List<Alert> alerts = alerts();
        TreeSet<String> techniques = new TreeSet<>();
        long count = 0;
        for (Finding finding : cluster.findings) {
            count += finding.alerts;
            if (!cluster.loose.contains(finding)) techniques.addAll(finding.techniques);
        }
        Graph graph = new Graph(cluster, joiner, names, settings);
        return new Incident(
                id(),
                traits.title(),
                severity.level(),
                severity.reasons(),
                confidence(),
                cluster.firstNs(),
                cluster.lastNs(),
                traits.victims(),
                traits.computers(),
                graph.servers(),
                List.copyOf(techniques),
                steps(),
                graph.links(),
                actors(),
                alerts,
                count,
                settings.synthetic());
    }

    private String id() {
        Alert first = cluster.findings.getFirst().first;
        return String.format(Locale.ROOT, "%014x", Ids.of(first.event().id(), Ids.of(first.rule()), 0));
    }

    /// That at least one of the independent rules is right; never quite 1.
    private double confidence() {
        Map<String, Double> best = new TreeMap<>();
        for (Finding finding : cluster.findings) {
            if (!finding.isFaint() || cluster.findings.size() == 1) {
                best.merge(finding.rule(), finding.confidence, Math::max);
            }
        }
        double wrong = 1;
        for (double one : best.values()) wrong *= 1 - one;
        return Math.min(0.99, 1 - wrong);
    }

    private List<Actor> actors() {
        List<Alert> evidence = new ArrayList<>();
        for (Finding finding : cluster.findings) {
            if (!cluster.loose.contains(finding)) evidence.addAll(finding.samples);
        }
        return scorer.score(Evidence.of(evidence));
    }

    private List<Alert> alerts() {
        List<Alert> all = new ArrayList<>();
        for (Finding finding : cluster.findings) all.addAll(finding.samples);
        all.sort(Comparator.comparingLong((Alert a) -> a.event().timeNs())
                .thenComparingLong(a -> a.event().id())
                .thenComparing(Alert::rule));
        return all.size() > MAX_ALERTS ? all.subList(0, MAX_ALERTS) : all;
    }

    private List<Step> steps() {
        Map<String, List<Finding>> groups = new LinkedHashMap<>();
        for (Finding finding : cluster.findings) {
            // The same rule by the same peer on many hosts is one step.
            String peer =
                    finding.first.peer() == null ? "-" : finding.first.peer().toString();
            Host victim = finding.victim(names);
            Host sweeper = finding.sweeper(settings, names);
            boolean fromInside = finding.inside(settings) != null && sweeper == null;
            String key = finding.rule() + " " + (fromInside ? victim : peer);
            groups.computeIfAbsent(key, any -> new ArrayList<>()).add(finding);
        }
        List<Step> steps = new ArrayList<>();
        for (List<Finding> group : groups.values()) if (steps.size() < MAX_STEPS) steps.add(step(group));
        steps.sort(Comparator.comparingLong(Step::timeNs)
                .thenComparing(Step::phase)
                .thenComparing(Step::kind));
        return steps;
    }

    private Step step(List<Finding> group) {
        Finding first = group.getFirst();
        long last = Long.MIN_VALUE;
        long alerts = 0;
        double confidence = 0;
        TreeSet<String> techniques = new TreeSet<>();
        for (Finding finding : group) {
            last = Math.max(last, finding.lastNs);
            alerts += finding.alerts;
            confidence = Math.max(confidence, finding.confidence);
            techniques.addAll(finding.techniques);
        }
        return new Step(
                first.firstNs,
                last,
                first.phase(),
                Plain.text(first.rule(), 80),
                text(first, group.size()),
                List.copyOf(techniques),
                alerts,
                confidence);
    }

    /// The detection's own sentence where it has one, else the rule's title with who and whom.
    private String text(Finding finding, int findings) {
        String said = sentence(finding.first);
        String text = said != null ? said : finding.first.title() + whom(finding);
        text = Plain.text(text, MAX_TEXT);
        if (findings < 2) return text;
        if (text.endsWith(".")) text = text.substring(0, text.length() - 1);
        return text + " (and " + (findings - 1) + " more like it)";
    }

    private static String sentence(Alert alert) {
        Event event = alert.event();
        String text = event.slots().text("text");
        for (Slots more : event.related()) {
            if (text == null && more.schema().event().equals("detection")) text = more.text("text");
        }
        return text == null || text.isBlank() ? null : text;
    }

    private String whom(Finding finding) {
        Host victim = finding.victim(names);
        String own = victim != null ? victim.toString() : finding.computer;
        Host peer = finding.first.peer();
        if (own == null && peer == null) return "";
        if (peer == null) return " (" + own + ")";
        if (own == null) return " (" + peer + ")";
        boolean inward = finding.isProbe(settings)
                || finding.first.event().source() == null
                || finding.first.event().source().equals(peer.address());
        return inward ? " (" + peer + " to " + own + ")" : " (" + own + " to " + peer + ")";
    }
}
