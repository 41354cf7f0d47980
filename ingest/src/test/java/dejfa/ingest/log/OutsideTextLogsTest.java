package dejfa.ingest.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.testkit.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Zeek's own expected logs, and auditd and CloudTrail of the Security-Datasets: a record for each line that is
/// one.
class OutsideTextLogsTest {
    @TempDir
    Path folder;

    @Test
    void every_line_of_zeeks_expected_logs_is_a_record() throws IOException {
        Optional<Path> cases = Project.shared("cases/zeek/btest/baseline");
        if (cases.isEmpty()) return;
        int logs = 0;
        try (Stream<Path> all = Files.walk(cases.get())) {
            for (Path log : all.filter(path -> path.toString().endsWith(".log"))
                    .sorted()
                    .toList()) {
                String text = Files.readString(log, StandardCharsets.ISO_8859_1);
                if (!text.contains("\n#fields\t") || !text.contains("#path\t")) continue;
                // Upstream blackens the times.
                String timed = text.replace("XXXXXXXXXX.XXXXXX", "1600000000.000001");
                long expected = timed.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .count();
                Records records = Records.of(folder, timed, List.of());
                assertEquals(expected, records.size(), log + ": " + records.complaints());
                assertTrue(
                        records.all().stream()
                                .allMatch(one -> "zeek".equals(one.origin().product())),
                        log::toString);
                logs++;
            }
        }
        System.out.println("outside Zeek logs read: " + logs);
        assertTrue(logs >= 50, "only " + logs + " logs");
    }

    @Test
    void auditd_and_cloudtrail_of_the_security_datasets_are_read_whole() throws IOException {
        Optional<Path> cases = Project.shared("cases/windows-json/otrf/atomic");
        if (cases.isEmpty()) return;
        Records audit = unzipped(cases.get().resolve("linux"));
        assertEquals(7, audit.size(), "six lines and the program they started");
        assertEquals("dd if=/dev/zero bs=1 count=1", audit.get(6).value("CommandLine"));
        Records cloud = unzipped(cases.get().resolve("aws"));
        assertEquals(103, cloud.size());
        assertEquals("aws/cloudtrail/null", cloud.get(102).where());
    }

    private Records unzipped(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            Path zip = all.filter(path -> path.toString().endsWith(".zip"))
                    .findFirst()
                    .orElseThrow();
            try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
                in.getNextEntry();
                return Records.of(this.folder, new String(in.readAllBytes(), StandardCharsets.ISO_8859_1), List.of());
            }
        }
    }
}
