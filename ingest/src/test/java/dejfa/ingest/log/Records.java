package dejfa.ingest.log;

import dejfa.api.Event;
import dejfa.api.log.FieldNames;
import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import dejfa.api.log.RecordSource;
import dejfa.api.Schema;
import dejfa.ingest.log.mapped.LogContents;
import dejfa.testkit.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A log read to its end, for tests: each record's fields as text, its origin, its event.
public record Records(List<One> all, List<String> complaints) {
    /// @param fields `name=value`, in order
    public record One(long timeNs, LogOrigin origin, String computer, List<String> fields, Event event) {
        public String value(String name) {
            List<String> values = values(name);
            return values.isEmpty() ? null : values.getFirst();
        }

        public List<String> values(String name) {
            return fields.stream()
                    .filter(field -> field.startsWith(name + "="))
                    .map(field -> field.substring(name.length() + 1))
                    .toList();
        }

        public String where() {
            return origin.product() + "/" + origin.service() + "/" + origin.category();
        }
    }

    /// Names that rules ask for in these tests.
    public static Records of(Path folder, String text, List<Schema> schemas, String... names) throws IOException {
        Path file = Files.write(folder.resolve("log"), text.getBytes(StandardCharsets.ISO_8859_1));
        return of(file, schemas, names);
    }

    public static Records of(Path file, List<Schema> schemas, String... names) throws IOException {
        LogContent content = LogContents.load(Project.root().resolve("content/logs"), schemas);
        // Without the protocols, Zeek's events have no types; node's tests look at those.
        List<String> problems = content.problems().stream()
                .filter(problem -> !problem.contains("there is no event type"))
                .toList();
        if (!problems.isEmpty()) throw new AssertionError(problems);
        LogSettings settings = new LogSettings("site", "sensor", content);
        List<One> all = new ArrayList<>();
        try (RecordSource source =
                Logs.open(file, settings, new FieldNames(List.of(names))).orElseThrow()) {
            while (source.next()) all.add(one(source));
            return new Records(all, source.complaints());
        }
    }

    private static One one(RecordSource source) {
        LogRecord record = source.record();
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < record.count(); i++) fields.add(record.name(i) + "=" + record.value(i));
        return new One(record.timeNs, record.origin, record.computer, fields, source.event());
    }

    public One get(int index) {
        return all.get(index);
    }

    public int size() {
        return all.size();
    }
}
