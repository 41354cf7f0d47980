package dejfa.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a run found: the summary's incidents, and every alert and detection of its EVE file.
record Found(JsonNode summary, List<JsonNode> alerts) {
    private static final DateTimeFormatter EVE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSZ");
    /// Seconds that windows and delays of the behaviours may add to the end of a step.
    private static final long TOLERANCE_S = 25 * 60;

    /// Kinds of truth that show in the victim's own logs, which know no peer.
    private static final Set<String> OF_THE_HOST = Set.of("log-off", "lateral-smb", "syn-flood");

    /// What may say so, by the kind of step. The range does not know these names, nor do they know the range's.
    private static final Map<String, Set<String>> SAYS = Map.ofEntries(
            Map.entry("scan", Set.of("port-scan", "port-scan-slow", "port-sweep", "port-sweep-inside")),
            Map.entry("web-shell", Set.of("web-shell", "web-shell-process", "9100001", "9100002", "9100003")),
            Map.entry("c2-tls", Set.of("beacon", "server-first-talk")),
            Map.entry("c2-http", Set.of("beacon", "beacon-http", "9100020")),
            Map.entry("c2-gh0st", Set.of("gh0st-framing", "9100030")),
            Map.entry("c2-dns", Set.of("dns-tunnel")),
            Map.entry("dns-tunnel", Set.of("dns-tunnel")),
            Map.entry("netbios-scan", Set.of("nbt-scan")),
            Map.entry("lateral-smb", Set.of("lateral-admin", "new-service")),
            Map.entry("password-guessing", Set.of("password-guessing", "password-guessing-windows")),
            Map.entry("log-off", Set.of("log-switched-off", "access-log-silent")),
            Map.entry("staged-archive", Set.of("staged-archive", "9100050", "9100051", "9100052")),
            Map.entry("exfiltration", Set.of("staged-archive", "archive-sent-out", "large-upload")),
            Map.entry("ransom", Set.of("documents-rewritten")),
            Map.entry("syn-flood", Set.of("syn-flood")),
            Map.entry("s7-write", Set.of("9100063")),
            Map.entry("s7-stop", Set.of("9100060")));

    static Found read(Path summary, Path eve) throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        for (String line : Files.readAllLines(eve)) {
            if (!line.contains("\"event_type\":\"alert\"") && !line.contains("\"event_type\":\"detection\"")) continue;
            alerts.add(JsonMapper.shared().readTree(line));
        }
        return new Found(JsonMapper.shared().readTree(Files.readString(summary)), alerts);
    }

    /// Only the summary.
    static Found read(Path summary) throws IOException {
        return new Found(JsonMapper.shared().readTree(Files.readString(summary)), List.of());
    }

    List<JsonNode> incidents() {
        return list(summary.get("incidents"));
    }

    List<String> actorsOf(JsonNode incident) {
        return list(incident.get("actors")).stream()
                .map(actor -> actor.get("name").asString())
                .toList();
    }

    /// When the step was first seen, by an alert that stands in an incident.
    Optional<Instant> firstSight(TruthFile.Step step) {
        Set<String> rules = SAYS.get(step.kind());
        if (rules == null) throw new AssertionError("no rule is known to say '" + step.kind() + "'");
        return alerts.stream()
                .filter(alert -> rules.contains(rule(alert)) && isInAnIncident(rule(alert)))
                .filter(alert -> !time(alert).isBefore(step.start()))
                .filter(alert -> time(alert).isBefore(step.end().plusSeconds(TOLERANCE_S)))
                .filter(alert -> isAbout(alert, step))
                .map(Found::time)
                .min(Instant::compareTo);
    }

    private boolean isInAnIncident(String rule) {
        return incidents().stream()
                .anyMatch(incident -> list(incident.get("steps")).stream()
                        .anyMatch(step -> step.get("kind").asString().equals(rule)));
    }

    private static boolean isAbout(JsonNode alert, TruthFile.Step step) {
        String all = alert.toString();
        if (step.servers().stream().anyMatch(server -> all.contains(zone(server)))) return true;
        if (step.attacker() != null && mentions(all, step.attacker())) return true;
        boolean ofHost = OF_THE_HOST.contains(step.kind());
        return ofHost && (alert.get("src_ip") == null || step.victim() != null && mentions(all, step.victim()));
    }

    /// 10.0.0.1 is not 10.0.0.12.
    private static boolean mentions(String text, String address) {
        return text.matches("(?s).*(?<![0-9.])" + address.replace(".", "\\.") + "(?![0-9]).*");
    }

    /// A tunnel is told by its registered domain.
    private static String zone(String server) {
        if (!server.endsWith(".example")) return server;
        String[] labels = server.split("\\.");
        return labels[labels.length - 2] + ".example";
    }

    static String rule(JsonNode alert) {
        return alert.get("alert") != null
                ? alert.get("alert").get("signature_id").asString()
                : alert.get("detection").get("rule").asString();
    }

    private static Instant time(JsonNode alert) {
        return EVE_TIME.parse(alert.get("timestamp").asString(), Instant::from);
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        return all;
    }
}
