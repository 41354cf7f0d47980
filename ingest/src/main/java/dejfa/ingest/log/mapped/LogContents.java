package dejfa.ingest.log.mapped;

import dejfa.api.Schema;
import dejfa.api.log.FieldNames;
import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import dejfa.ingest.log.Head;
import dejfa.ingest.log.Lines;
import dejfa.ingest.log.LogContent;
import dejfa.ingest.log.LogFormat;
import dejfa.ingest.log.Recogniser;
import dejfa.ingest.log.eve.EveFormat;
import dejfa.ingest.log.zeek.ZeekContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Loads `content/logs`.
public final class LogContents {
    /// JSON lines that no mapping knows: the fields in which a time is looked for.
    private static final Mapping UNKNOWN = new Mapping(
            "unknown JSON",
            Mapping.Form.JSON,
            List.of(),
            List.of(),
            new Where(Map.of()),
            List.of(
                    new Mapping.Time("@timestamp", TimeForm.AUTO),
                    new Mapping.Time("timestamp", TimeForm.AUTO),
                    new Mapping.Time("Timestamp", TimeForm.AUTO),
                    new Mapping.Time("time", TimeForm.AUTO),
                    new Mapping.Time("ts", TimeForm.AUTO),
                    new Mapping.Time("eventTime", TimeForm.AUTO),
                    new Mapping.Time("event_time", TimeForm.AUTO),
                    new Mapping.Time("datetime", TimeForm.AUTO),
                    new Mapping.Time("created_at", TimeForm.AUTO),
                    new Mapping.Time("CreationTime", TimeForm.AUTO),
                    new Mapping.Time("TimeGenerated", TimeForm.AUTO),
                    new Mapping.Time("UtcTime", TimeForm.AUTO),
                    new Mapping.Time("date", TimeForm.AUTO)),
            null,
            null,
            null,
            List.of(new Mapping.Origin(new Where(Map.of()), LogOrigin.UNKNOWN, Map.of(), Map.of())),
            Map.of(),
            Map.of(),
            null,
            List.of());

    private LogContents() {}

    /// @param folder `content/logs`; a missing one holds no mappings
    /// @param schemas of every event type that a sensor may tell
    public static LogContent load(Path folder, List<Schema> schemas) {
        List<String> problems = new ArrayList<>();
        Map<String, Mapping> mappings = new LinkedHashMap<>();
        for (Path file : files(folder, problems)) {
            String name = file.getParent().getFileName().toString();
            try {
                Mapping mapping = MappingReader.read(name, file.toString(), Files.readString(file), problems);
                if (mapping != null) mappings.put(name, mapping);
            } catch (IOException e) {
                problems.add(file + ": can't be read (" + e.getMessage() + "); check its rights");
            }
        }
        List<Recogniser> recognisers = new ArrayList<>();
        recognisers.add(EveFormat.recogniser(schemas, mappings.get("eve")));
        recognisers.addAll(ZeekContent.load(folder.resolve("zeek"), schemas, mappings.get("zeek"), problems));
        List<Mapping> lines = mappings.values().stream()
                .filter(mapping -> mapping.form() != Mapping.Form.OWN)
                .toList();
        recognisers.add(head -> mapped(head, lines));
        return new LogContent(recognisers, problems);
    }

    private static List<Path> files(Path folder, List<String> problems) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(one -> one.resolve("log.yaml"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add(folder + ": can't be read (" + e.getMessage() + "); check its rights");
            return List.of();
        }
    }

    /// The first mapping, by name, that a line of the head fits.
    private static LogFormat mapped(Head head, List<Mapping> mappings) {
        boolean json = head.first().startsWith("{");
        List<LogRecord> objects = json ? records(head, new Rows.Json()) : List.of();
        List<LogRecord> pairs = json ? List.of() : records(head, new Rows.Pairs());
        for (Mapping mapping : mappings) {
            List<LogRecord> records =
                    switch (mapping.form()) {
                        case JSON -> objects;
                        case PAIRS -> pairs;
                        case CSV -> json ? List.of() : records(head, Rows.of(mapping));
                        case OWN -> List.of();
                    };
            for (LogRecord record : records) {
                if (mapping.fits(record) && mapping.time(record)) return new MappedFormat(mapping, Rows.of(mapping));
            }
        }
        for (LogRecord record : objects) {
            if (UNKNOWN.time(record)) return new MappedFormat(UNKNOWN, new Rows.Json());
        }
        return null;
    }

    private static List<LogRecord> records(Head head, Rows rows) {
        byte[] text = String.join("\n", head.lines()).getBytes(StandardCharsets.UTF_8);
        List<LogRecord> records = new ArrayList<>();
        try (Lines lines = new Lines(new ByteArrayInputStream(text))) {
            while (lines.next()) {
                LogRecord record = new LogRecord(FieldNames.NONE);
                try {
                    if (rows.read(lines, record)) records.add(record);
                } catch (dejfa.ingest.log.BadLine e) {
                    // Broken lines are counted when the log is read; the next may tell its kind.
                    continue;
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("memory can't be read", e);
        }
        return records;
    }
}
