package dejfa.correlate;

import dejfa.api.Actor;
import dejfa.api.Block;
import dejfa.api.EveJson;
import dejfa.api.Incident;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// What one run found, as the JSON of `docs/summary.schema.json`: for `--summary`, the API and the store.
public final class SummaryJson {
    private SummaryJson() {}

    /// Writes the file whole or not at all.
    ///
    /// @param blocks what respond says to an incident
    public static void write(
            Path file,
            long packets,
            long bytes,
            long alerts,
            List<Incident> incidents,
            Function<Incident, List<Block>> blocks)
            throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path part = Files.createTempFile(folder, ".summary", ".part");
        try {
            String text = text(packets, bytes, alerts, incidents, blocks) + "\n";
            Files.writeString(part, text, StandardCharsets.US_ASCII);
            try {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    public static void write(
            Appendable out,
            long packets,
            long bytes,
            long alerts,
            List<Incident> incidents,
            Function<Incident, List<Block>> blocks) {
        try {
            out.append(text(packets, bytes, alerts, incidents, blocks));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The whole summary on one line, plain ASCII.
    public static String text(
            long packets, long bytes, long alerts, List<Incident> incidents, Function<Incident, List<Block>> blocks) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("packets", packets);
        root.put("bytes", bytes);
        root.put("alerts", alerts);
        List<Object> all = new ArrayList<>();
        for (Incident incident : incidents) all.add(incident(incident, blocks.apply(incident)));
        root.put("incidents", all);
        StringBuilder out = new StringBuilder();
        EveJson.value(root, out);
        return out.toString();
    }

    private static Map<String, Object> incident(Incident incident, List<Block> blocks) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("id", incident.id());
        out.put("title", Plain.text(incident.title(), 400));
        out.put("severity", incident.severity());
        out.put("first", time(incident.firstNs()));
        out.put("last", time(incident.lastNs()));
        out.put("victims", incident.victims().stream().map(Object::toString).toList());
        out.put(
                "computers",
                incident.computers().stream().map(name -> Plain.text(name, 300)).toList());
        out.put(
                "servers",
                incident.servers().stream()
                        .map(server -> Plain.text(server.value(), 300))
                        .toList());
        out.put("techniques", incident.techniques());
        List<Object> steps = new ArrayList<>();
        for (Incident.Step step : incident.steps()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("time", time(step.timeNs()));
            one.put("kind", Plain.text(step.kind(), 100));
            one.put("text", Plain.text(step.text(), 400));
            steps.add(one);
        }
        out.put("steps", steps);
        List<Object> actors = new ArrayList<>();
        for (Actor actor : incident.actors()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", actor.name());
            one.put("probability", Math.round(actor.probability() * 1000) / 1000.0);
            one.put("for", actor.supporting());
            one.put("against", actor.opposing());
            actors.add(one);
        }
        out.put("actors", actors);
        List<Object> blocked = new ArrayList<>();
        for (Block block : blocks) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("subject", Plain.text(block.subject().toString(), 300));
            one.put("state", block.state().name().toLowerCase(Locale.ROOT));
            one.put("reason", Plain.text(block.reason(), 400));
            one.put("until", time(block.untilNs()));
            blocked.add(one);
        }
        out.put("blocks", blocked);
        return out;
    }

    /// RFC 3339, UTC.
    private static String time(long timeNs) {
        return Instant.ofEpochSecond(Math.floorDiv(timeNs, 1_000_000_000L), Math.floorMod(timeNs, 1_000_000_000L))
                .toString();
    }
}
