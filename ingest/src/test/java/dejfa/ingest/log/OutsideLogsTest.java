package dejfa.ingest.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.log.FieldNames;
import dejfa.api.log.LogOrigin;
import dejfa.api.log.RecordSource;
import dejfa.testkit.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/// The Windows events of the outside cases: one event for each line that is one.
class OutsideLogsTest {
    private static final LogSettings SETTINGS = new LogSettings("site", "sensor");

    @Test
    void every_line_of_the_outside_windows_logs_is_an_event() throws IOException {
        Optional<Path> cases = Project.shared("cases/windows-json");
        if (cases.isEmpty()) return;
        int logs = 0;
        for (Path zip : zips(cases.get())) {
            long expected = lines(zip);
            long count = 0;
            List<String> complaints = new ArrayList<>();
            for (RecordSource source : Logs.openAll(zip, SETTINGS, FieldNames.NONE)) {
                try (source) {
                    while (source.next()) if (source.record().origin == LogOrigin.WINDOWS) count++;
                    complaints.addAll(source.complaints());
                }
            }
            assertEquals(expected, count, zip + ": " + complaints);
            if (count > 0) logs++;
        }
        System.out.println("outside Windows logs read: " + logs);
        assertTrue(logs >= 10, "only " + logs + " logs");
    }

    /// The lines with a Windows event.
    private static long lines(Path zip) throws IOException {
        long lines = 0;
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.getName().endsWith(".json")) continue;
                lines += new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                        .lines()
                        .filter(line -> line.contains("\"EventID\":") && line.contains("\"Channel\":"))
                        .count();
            }
        }
        return lines;
    }

    private static List<Path> zips(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().endsWith(".zip")).sorted().toList();
        }
    }
}
