package dejfa.ingest.log.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.log.FieldNames;
import dejfa.ingest.log.LogSettings;
import dejfa.testkit.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedLogTest {
    private static final LogSettings SETTINGS = new LogSettings("site", "sensor");

    @TempDir
    Path folder;

    private static String line(String message) {
        return "<13>1 2024-05-01T10:00:00Z host app - - - " + message + "\n";
    }

    private static void append(Path log, String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private FollowedLog follow(Path log) throws IOException {
        return new FollowedLog(log, SETTINGS, FieldNames.NONE);
    }

    private static List<String> read(FollowedLog log) throws IOException {
        List<String> messages = new ArrayList<>();
        while (log.next()) messages.add(log.record().value("message"));
        return messages;
    }

    @Test
    void what_is_written_later_is_read_later_and_a_line_only_when_it_is_whole() throws IOException {
        Path log = folder.resolve("grows");
        append(log, line("one"));
        try (FollowedLog followed = follow(log)) {
            assertEquals(List.of("one"), read(followed));
            assertEquals(List.of(), read(followed));
            append(log, line("two").substring(0, 20));
            assertEquals(List.of(), read(followed));
            append(log, line("two").substring(20) + line("three"));
            assertEquals(List.of("two", "three"), read(followed));
        }
    }

    @Test
    void a_last_line_without_an_end_comes_when_nothing_follows_any_more() throws IOException {
        Path log = folder.resolve("ends");
        append(log, line("one") + line("two").strip());
        try (FollowedLog followed = follow(log)) {
            assertEquals(List.of("one"), read(followed));
            followed.stop();
            assertEquals(List.of("two"), read(followed));
        }
    }

    @Test
    void a_log_that_is_rotated_is_read_to_its_end_and_its_follower_from_its_start() throws IOException {
        Path log = folder.resolve("rotated");
        append(log, line("one"));
        try (FollowedLog followed = follow(log)) {
            assertEquals(List.of("one"), read(followed));
            append(log, line("two"));
            Files.move(log, folder.resolve("rotated.1"));
            assertEquals(List.of("two"), read(followed));
            append(folder.resolve("rotated.1"), line("three"));
            append(log, line("four"));
            assertEquals(List.of("three", "four"), read(followed));
        }
    }

    @Test
    void a_log_that_is_cut_short_is_read_from_its_start_and_told() throws IOException {
        Path log = folder.resolve("cut");
        append(log, line("one") + line("two"));
        try (FollowedLog followed = follow(log)) {
            assertEquals(List.of("one", "two"), read(followed));
            Files.writeString(log, line("new"));
            assertEquals(List.of("new"), read(followed));
            assertTrue(followed.complaints().getFirst().contains("cut short"), followed.complaints()::toString);
        }
    }

    @Test
    void an_empty_log_is_recognised_once_it_has_lines() throws IOException {
        Path log = folder.resolve("empty");
        append(log, "");
        try (FollowedLog followed = follow(log)) {
            assertEquals(List.of(), read(followed));
            append(log, line("one"));
            assertEquals(List.of("one"), read(followed));
        }
    }

    @Test
    void any_way_of_writing_gives_the_same_records() {
        StringBuilder text = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            text.append(line("m" + i));
            expected.add("m" + i);
        }
        Seeds.run(50, random -> {
            try {
                Path log = folder.resolve("random");
                Files.deleteIfExists(log);
                append(log, text.substring(0, line("m0").length()));
                List<String> got = new ArrayList<>();
                try (FollowedLog followed = follow(log)) {
                    for (int at = line("m0").length(); at < text.length(); ) {
                        int to = Math.min(text.length(), at + 1 + random.nextInt(200));
                        append(log, text.substring(at, to));
                        at = to;
                        got.addAll(read(followed));
                    }
                    followed.stop();
                    got.addAll(read(followed));
                }
                assertEquals(expected, got);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
