package dejfa.ingest.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.EveJson;
import dejfa.api.FlowFields;
import dejfa.api.AlertFields;
import dejfa.api.log.FieldNames;
import dejfa.api.log.RecordSource;
import dejfa.ingest.log.mapped.LogContents;
import dejfa.testkit.Project;
import dejfa.testkit.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damaged, mixed and oversized logs of every text format: counted, never an exception.
class HostileTextLogsTest {
    private static final LogSettings SETTINGS = new LogSettings(
            "site",
            "sensor",
            LogContents.load(Project.root().resolve("content/logs"), List.of(FlowFields.SCHEMA, AlertFields.SCHEMA)));
    private static final FieldNames NAMES =
            new FieldNames(List.of("cs-uri-query", "query", "answer", "Image", "status"));

    @TempDir
    Path folder;

    private static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (Path one : Project.caseFolders()) {
            String place = one.toString();
            if (!place.contains("/log/") && !place.contains("content/logs")) continue;
            try (Stream<Path> files = Files.list(one)) {
                for (Path file : files.filter(
                                path -> path.getFileName().toString().startsWith("in."))
                        .sorted()
                        .toList()) {
                    byte[] all = Files.readAllBytes(file);
                    seeds.add(java.util.Arrays.copyOf(all, Math.min(all.length, 4_096)));
                }
            }
        }
        assertTrue(seeds.size() >= 8, seeds.size() + " seeds");
        return seeds;
    }

    private long readAll(byte[] log) {
        Path file = folder.resolve("damaged");
        try {
            Files.write(file, log);
            Optional<RecordSource> source = Logs.open(file, SETTINGS, NAMES);
            if (source.isEmpty()) return 0;
            long count = 0;
            try (RecordSource records = source.get()) {
                while (records.next()) {
                    count++;
                    EveJson.line(records.event(), new StringBuilder());
                }
                records.complaints();
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void any_damage_to_any_format_ends_in_left_out_lines() throws IOException {
        List<byte[]> seeds = seeds();
        Seeds.run(1_500, random -> readAll(damaged(seeds, random)));
    }

    private static byte[] damaged(List<byte[]> seeds, Random random) {
        byte[] log = seeds.get(random.nextInt(seeds.size())).clone();
        for (int i = random.nextInt(10); i > 0; i--) {
            switch (random.nextInt(3)) {
                case 0 -> log[random.nextInt(log.length)] = (byte) random.nextInt();
                case 1 -> log = java.util.Arrays.copyOf(log, 1 + random.nextInt(log.length));
                default -> log = joined(log, seeds.get(random.nextInt(seeds.size())), random);
            }
        }
        return log;
    }

    /// The start of one before a piece of the other.
    private static byte[] joined(byte[] first, byte[] second, Random random) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(first, 0, 1 + random.nextInt(first.length));
        int from = random.nextInt(second.length);
        both.write(second, from, random.nextInt(second.length - from) + 1);
        return both.toByteArray();
    }

    @Test
    void a_long_line_of_each_format_is_left_out_and_the_next_is_read() throws IOException {
        for (byte[] seed : seeds()) {
            // A document isn't told apart by lines.
            if (seed[0] == '{' && seed[1] == '\n') continue;
            ByteArrayOutputStream log = new ByteArrayOutputStream();
            int end = seed.length;
            while (end > 0 && seed[end - 1] != '\n') end--;
            log.write(seed, 0, end);
            for (int i = 0; i < 3_000_000; i++) log.write(i % 7 == 0 ? '=' : 'a');
            log.write('\n');
            log.write(seed, 0, end);
            long once = readAll(java.util.Arrays.copyOf(seed, end));
            long twice = readAll(log.toByteArray());
            assertTrue(
                    twice > once,
                    once + " records, " + twice + " with a long line between: " + new String(seed, 0, 80));
        }
    }
}
