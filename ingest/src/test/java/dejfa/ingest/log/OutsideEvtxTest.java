package dejfa.ingest.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.log.FieldNames;
import dejfa.api.log.LogRecord;
import dejfa.api.log.RecordSource;
import dejfa.testkit.Project;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The event logs of the outside cases: as many records as stand in them, and the same fields as in the JSON beside
/// them.
class OutsideEvtxTest {
    private static final LogSettings SETTINGS = new LogSettings("site", "sensor");

    private static List<Path> logs(String folder, String... ends) throws IOException {
        Optional<Path> cases = Project.shared("cases/" + folder);
        if (cases.isEmpty()) return List.of();
        try (Stream<Path> all = Files.walk(cases.get())) {
            return all.filter(path ->
                            Stream.of(ends).anyMatch(end -> path.toString().endsWith(end)))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void every_record_of_the_outside_event_logs_is_read() throws IOException {
        List<Path> logs = new ArrayList<>(logs("windows-evtx", ".evtx", ".evtx.gz"));
        logs.addAll(logs("sigma/regression_data", ".evtx"));
        if (logs.isEmpty()) return;
        long records = 0;
        for (Path log : logs) {
            try (RecordSource source = Logs.open(log, SETTINGS, FieldNames.NONE).orElseThrow()) {
                long count = 0;
                while (source.next()) {
                    count++;
                    assertTrue(source.record().eventId >= 0, log::toString);
                }
                assertEquals(counted(log), count, log + ": " + source.complaints());
                records += count;
            }
        }
        System.out.println("outside event logs read: " + logs.size() + " with " + records + " records");
        assertTrue(logs.size() > 200, "only " + logs.size() + " logs");
    }

    /// As `.ci/evtx-count` does: whole records by their magic and both their sizes, up to the end that the chunk
    /// tells.
    private static long counted(Path log) throws IOException {
        byte[] bytes;
        try (InputStream in = Unpacked.open(log)) {
            bytes = in.readAllBytes();
        }
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long count = 0;
        for (int chunk = 4096; chunk + 512 <= bytes.length; chunk += 65_536) {
            if (data.getLong(chunk) != 0x006b6e6843666c45L) continue;
            int end = chunk + data.getInt(chunk + 48);
            for (int at = chunk + 512; at + 28 <= end && data.getInt(at) == 0x2a2a; at += data.getInt(at + 4)) count++;
        }
        return count;
    }

    @Test
    void the_regression_cases_have_the_fields_of_the_json_beside_them() throws IOException {
        int compared = 0;
        for (Path json : logs("sigma/regression_data", ".json", ".jsoncls")) {
            Path evtx = json.resolveSibling(json.getFileName().toString().replaceFirst("\\.json(cls)?$", ".evtx"));
            if (!Files.exists(evtx)) continue;
            Map<Long, Map<String, List<String>>> records = records(evtx);
            for (Map.Entry<Long, Map<String, List<String>>> one : records(json).entrySet()) {
                assertEquals(one.getValue(), records.get(one.getKey()), json.toString());
                compared++;
            }
        }
        if (compared > 0) System.out.println("regression cases compared field by field: " + compared);
    }

    private static Map<Long, Map<String, List<String>>> records(Path log) throws IOException {
        Map<Long, Map<String, List<String>>> all = new TreeMap<>();
        try (RecordSource source = Logs.open(log, SETTINGS, FieldNames.NONE).orElseThrow()) {
            while (source.next()) all.put(source.record().recordId, fields(source.record()));
            assertEquals(List.of(), source.complaints());
        }
        return all;
    }

    private static Map<String, List<String>> fields(LogRecord record) {
        Map<String, List<String>> all = new TreeMap<>();
        // The JSON has microseconds, the log 100 ns.
        all.put("time", List.of(Long.toString(record.timeNs / 1000)));
        all.put("head", List.of(record.channel + ' ' + record.eventId + ' ' + record.computer));
        for (int i = 0; i < record.count(); i++) {
            boolean none = record.kind(i) == LogRecord.Kind.NULL;
            all.computeIfAbsent(record.name(i), name -> new ArrayList<>()).add(none ? null : plain(record.value(i)));
        }
        return all;
    }

    /// What evtx_dump, which wrote the JSON, changes: it takes white space off a text's ends, and writes GUIDs
    /// without braces and in capitals, where Windows has both the other way.
    private static String plain(String value) {
        String text = value.strip();
        return text.matches("\\{[0-9a-fA-F-]{36}}") ? text.substring(1, 37).toUpperCase(java.util.Locale.ROOT) : text;
    }
}
