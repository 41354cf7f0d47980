package dejfa.ingest.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.log.FieldNames;
import dejfa.api.log.RecordSource;
import dejfa.testkit.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Windows events of the outside cases: one event for each line that is one.
class OutsideLogsTest {
    @TempDir
    Path folder;

    @Test
    void every_line_of_the_outside_windows_logs_is_an_event() throws IOException {
        Optional<Path> cases = Project.shared("cases/windows-json");
        if (cases.isEmpty()) return;
        int logs = 0;
        for (Path zip : zips(cases.get())) {
            try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    Path file = folder.resolve("log");
                    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                    if (entry.getName().endsWith(".json") && allEvents(file, entry.getName())) logs++;
                }
            }
        }
        System.out.println("outside Windows logs read: " + logs);
        assertTrue(logs >= 10, "only " + logs + " logs");
    }

    private static List<Path> zips(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().endsWith(".zip")).sorted().toList();
        }
    }

    private static boolean allEvents(Path file, String name) throws IOException {
        long expected;
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            expected = lines.filter(line -> line.contains("\"EventID\":") && line.contains("\"Channel\":"))
                    .count();
        }
        Optional<RecordSource> source = Logs.open(file, new LogSettings("site", "sensor"), FieldNames.NONE);
        assertEquals(expected > 0, source.isPresent(), name);
        if (source.isEmpty()) return false;
        try (RecordSource events = source.get()) {
            long count = 0;
            while (events.next()) count++;
            assertEquals(expected, count, name + ": " + events.complaints());
        }
        return true;
    }
}
