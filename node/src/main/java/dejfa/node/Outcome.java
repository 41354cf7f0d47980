package dejfa.node;

import dejfa.node.terminal.Terminal;
import dejfa.api.Alert;
import dejfa.api.Block;
import dejfa.api.BlockFields;
import dejfa.api.EveJson;
import dejfa.api.Event;
import dejfa.api.Ids;
import dejfa.api.Incident;
import dejfa.api.IncidentFields;
import dejfa.api.Slots;
import dejfa.api.StatsFields;
import dejfa.console.report.Report;
import dejfa.correlate.IncidentBuilder;
import dejfa.correlate.Lines;
import dejfa.correlate.StoryWriter;
import dejfa.correlate.SummaryJson;
import dejfa.detect.suricata.Loaded;
import dejfa.detect.suricata.RuleSet;
import dejfa.ingest.capture.CaptureException;
import dejfa.node.reload.Detection;
import dejfa.node.stage.EveFile;
import dejfa.respond.NftablesEnforcer;
import dejfa.respond.ResponsePolicy;
import dejfa.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a run found, told on every channel that was asked for: events, store, story, summary, report.
final class Outcome {
    /// Lines of one set's elements shown before the report has to be asked.
    private static final int BATCH_LINES = 2;
    /// the only element of a list in the name of a counter
    private static final String FIRST = "[0]";

    private final WatchCommand options;
    private final RunNotes notes;
    private final IncidentBuilder builder;
    private final ResponsePolicy response;
    private final Store store;
    private final Map<String, List<Block>> blocks = new LinkedHashMap<>();
    /// what the report shows as the rule that spoke, by its id
    private final Map<String, String> contentTexts = new HashMap<>();
    /// in force at the end
    private RuleSet rules;
    private long packets;
    private long records;
    private int logs;
    private long bytes;
    private boolean synthetic;
    private long lastNs;
    private long sequence;

    Outcome(WatchCommand options, RunNotes notes, IncidentBuilder builder, ResponsePolicy response, Store store) {
        this.options = options;
        this.notes = notes;
        this.builder = builder;
        this.response = response;
        this.store = store;
    }

    /// What is in force from now on; what was before may have spoken too.
    void content(Detection detection) {
        rules = detection.rules();
        if (options.report == null) return;
        for (var rule : detection.rules().rules()) {
            contentTexts.put(String.valueOf(rule.info().sid()), rule.info().text());
        }
        contentTexts.putAll(detection.behaviourTexts());
    }

    void keep(Event event) {
        try {
            store.append(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    void read(long packetCount, long byteCount, boolean fromRange) {
        packets = packetCount;
        bytes = byteCount;
        synthetic |= fromRange;
    }

    void read(long recordCount, int logCount, boolean fromRange) {
        synthetic |= fromRange;
        records = recordCount;
        logs = logCount;
    }

    /// @param timeNs of the latest event: the time of what is said at the end
    void until(long timeNs) {
        lastNs = timeNs;
    }

    /// The input is read to its end.
    ///
    /// @param eve null where no events are written
    void finish(List<Path> captures, TreeMap<String, Long> counters, EveFile eve) throws IOException {
        List<Incident> incidents = new ArrayList<>();
        for (Incident incident : builder.incidents()) incidents.add(incident.synthetic(synthetic));
        for (Incident incident : incidents) {
            lastNs = Math.max(lastNs, incident.lastNs());
            blocks.put(incident.id(), options.respond.equals("off") ? List.of() : response.decide(incident));
        }
        counters.put("decoder.pkts", packets);
        counters.put("decoder.bytes", bytes);
        counters.put("detect.alerts", builder.alerts());
        counters.put("detect.alert", notes.signatureAlerts());
        long setAside =
                rules.rejected().stream().filter(Loaded.Rejected::setAside).count();
        counters.put("detect.engines[0].rules_loaded", (long) rules.rules().size());
        counters.put("detect.engines[0].rules_failed", rules.rejected().size() - setAside);
        counters.put("detect.engines[0].rules_skipped", setAside);
        if (eve != null) events(incidents, counters, eve);
        if (store != null) store(incidents);
        Path output = options.summary;
        try {
            if (output != null) {
                SummaryJson.write(output, packets, bytes, builder.alerts(), incidents, this::blocksOf);
            }
            output = options.report;
            if (output != null) report(incidents, captures, counters);
        } catch (CaptureException e) {
            throw e;
        } catch (IOException e) {
            throw new Failures.EnvironmentException(
                    "cannot write " + output + " (" + e.getMessage() + "); make room, or name another file.", e);
        }
        if (!options.quiet) story(incidents, captures, counters);
    }

    private List<Block> blocksOf(Incident incident) {
        return blocks.get(incident.id());
    }

    private void events(List<Incident> incidents, TreeMap<String, Long> counters, EveFile eve) {
        for (Incident incident : incidents) {
            Slots slots = new Slots(IncidentFields.SCHEMA)
                    .set(IncidentFields.INCIDENT_ID, incident.id())
                    .set(IncidentFields.TITLE, incident.title())
                    .set(IncidentFields.SEVERITY, incident.severity())
                    .set(IncidentFields.FIRST, EveJson.time(incident.firstNs()))
                    .set(IncidentFields.LAST, EveJson.time(incident.lastNs()))
                    .set(IncidentFields.VICTIMS, texts(incident.victims()))
                    .set(IncidentFields.COMPUTERS, incident.computers().isEmpty() ? null : incident.computers())
                    .set(
                            IncidentFields.SERVERS,
                            incident.servers().stream()
                                    .map(Incident.Server::value)
                                    .toList())
                    .set(IncidentFields.TECHNIQUES, incident.techniques());
            if (synthetic) slots.set(IncidentFields.SYNTHETIC, true);
            eve.write(event(incident.lastNs(), slots));
            for (Block block : blocksOf(incident)) {
                Slots wish = new Slots(BlockFields.SCHEMA)
                        .set(BlockFields.BLOCK_ID, block.id())
                        .set(BlockFields.SUBJECT, block.subject().toString())
                        .set(BlockFields.STATE, block.state().name().toLowerCase(Locale.ROOT))
                        .set(BlockFields.REASON, block.reason())
                        .set(BlockFields.INCIDENT, block.incidentId())
                        .set(BlockFields.UNTIL, EveJson.time(block.untilNs()))
                        .set(BlockFields.NOTE, block.note());
                eve.write(event(block.fromNs(), wish));
            }
        }
        Map<String, Object> stats = nested(counters);
        // Read again as a log, the events are still called what they are.
        if (synthetic) stats.put("synthetic", true);
        eve.write(event(lastNs, new Slots(StatsFields.SCHEMA).set(StatsFields.COUNTERS, stats)));
    }

    private static List<String> texts(List<?> values) {
        return values.stream().map(Object::toString).toList();
    }

    /// `tcp.sessions` becomes `{"tcp":{"sessions":…}}`, and `engines[0].x` `{"engines":[{"x":…}]}`, as EVE's stats have
    // it.
    @SuppressWarnings("unchecked")
    private static Map<String, Object> nested(TreeMap<String, Long> counters) {
        Map<String, Object> root = new LinkedHashMap<>();
        counters.forEach((name, value) -> {
            Map<String, Object> at = root;
            String[] parts = name.split("\\.");
            for (int i = 0; i + 1 < parts.length; i++) {
                Object next = parts[i].endsWith(FIRST)
                        ? ((List<?>) at.computeIfAbsent(
                                        parts[i].substring(0, parts[i].length() - FIRST.length()),
                                        key -> List.of(new LinkedHashMap<String, Object>())))
                                .getFirst()
                        : at.computeIfAbsent(parts[i], key -> new LinkedHashMap<String, Object>());
                at = (Map<String, Object>) next;
            }
            at.put(parts[parts.length - 1], value);
        });
        return root;
    }

    private Event event(long timeNs, Slots slots) {
        return new Event(
                Ids.of(Ids.of(slots.toString()), timeNs, sequence++),
                timeNs,
                options.site,
                Watch.SENSOR,
                null,
                0,
                null,
                -1,
                null,
                -1,
                -1,
                0,
                -1,
                null,
                slots,
                List.of());
    }

    private void store(List<Incident> incidents) throws IOException {
        for (Incident incident : incidents) {
            store.put(incident);
            for (Block block : blocksOf(incident)) store.put(block);
        }
    }

    private String preview(List<Incident> incidents) {
        List<Block> wanted = new ArrayList<>();
        for (Incident incident : incidents) wanted.addAll(blocksOf(incident));
        var approved = response.approve(wanted);
        return approved.isEmpty() ? "" : new NftablesEnforcer().preview(approved);
    }

    private void report(List<Incident> incidents, List<Path> captures, Map<String, Long> counters) throws IOException {
        Set<Long> numbers = new TreeSet<>();
        for (Incident incident : incidents) {
            for (Alert alert : incident.alerts()) numbers.add(alert.event().pcapCnt());
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("packets", String.format(Locale.ROOT, "%,d", packets));
        if (logs > 0) facts.put("log records", String.format(Locale.ROOT, "%,d", records));
        facts.put("bytes", String.format(Locale.ROOT, "%,d", bytes));
        facts.put("alerts", String.format(Locale.ROOT, "%,d", builder.alerts()));
        facts.put("incidents", String.valueOf(incidents.size()));
        Report.write(
                options.report,
                new Report.Content(
                        String.join(", ", texts(options.inputs)),
                        facts,
                        notes.sentences(counters, packets > 0),
                        synthetic,
                        incidents,
                        blocks,
                        preview(incidents),
                        contentTexts,
                        FrameCollector.collect(captures, numbers)));
    }

    private void story(List<Incident> incidents, List<Path> captures, Map<String, Long> counters) {
        Terminal terminal = Terminal.output();
        StringBuilder out = new StringBuilder();
        String total = String.format(
                Locale.ROOT,
                "%s%s, %,d %s, %d %s",
                synthetic ? "SYNTHETIC (made by the range): " : "",
                inputSize(),
                builder.alerts(),
                builder.alerts() == 1 ? "alert" : "alerts",
                incidents.size(),
                incidents.size() == 1 ? "incident" : "incidents");
        out.append(terminal.paint(total)).append('\n');
        for (Incident incident : incidents) {
            for (String line : StoryWriter.lines(incident, blocksOf(incident)))
                out.append(terminal.head(terminal.paint(line))).append('\n');
        }
        Lines end = new Lines();
        List<String> sentences = notes.sentences(counters, packets > 0);
        if (!sentences.isEmpty()) end.add(0, "Assumed or not seen: " + String.join("; ", sentences) + ".");
        dryRun(incidents, end);
        for (String line : end.all()) out.append(line).append('\n');
        System.out.print(out);
        System.out.flush();
    }

    private String inputSize() {
        String read = String.format(Locale.ROOT, "%,d packets, %,.1f MB", packets, bytes / 1e6);
        if (logs == 0) return read;
        String logged = String.format(
                Locale.ROOT,
                "%,d %s of %,d %s",
                records,
                records == 1 ? "record" : "records",
                logs,
                logs == 1 ? "log" : "logs");
        return packets == 0 ? logged : read + ", " + logged;
    }

    /// The elements that would be loaded; tables, chains and rules around them are in the report.
    private void dryRun(List<Incident> incidents, Lines out) {
        String batch = preview(incidents);
        if (batch.isEmpty()) return;
        List<String> elements =
                batch.lines().filter(line -> line.startsWith("add element")).toList();
        if (elements.isEmpty()) {
            out.add(0, "Dry run: nothing was blocked. Names are a resolver's to block: nothing for the firewall.");
            return;
        }
        out.add(0, "Dry run: nothing was blocked. Once confirmed, nft -f would load (whole batch: --report):");
        for (String line : elements) out.add(2, 4, line, BATCH_LINES);
    }
}
