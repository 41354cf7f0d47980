package dejfa.node.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Event;
import dejfa.api.log.FieldNames;
import dejfa.api.log.RecordSource;
import dejfa.ingest.log.LogSettings;
import dejfa.node.stage.LogMerge;
import dejfa.node.stage.RecordSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder of very many logs, as evidence often comes.
class ManyLogsTest {
    private static final int LOGS = 300;

    @TempDir
    Path folder;

    @Test
    void logs_that_rest_give_what_open_ones_give_with_few_files_open() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < LOGS; i++) files.add(log(i));
        List<String> few = new ArrayList<>();
        // Below the number from which logs rest, group by group; each group's records are in order by themselves.
        for (int from = 0; from < LOGS; from += 150) few.addAll(read(files.subList(from, from + 150), null));
        long[] most = new long[1];
        List<String> all = read(files, most);
        assertEquals(few, all);
        assertTrue(most[0] < 150, () -> most[0] + " files were open at once");
    }

    private Path log(int number) throws IOException {
        Path file = folder.resolve(String.format("%03d.json", number));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            int second = number * 4 + i;
            text.append(String.format(
                    "{\"@timestamp\":\"2026-05-01T%02d:%02d:%02dZ\",\"winlog\":{\"channel\":\"Security\",\"event_id\":4624,"
                            + "\"record_id\":%d,\"computer_name\":\"pc%d\",\"event_data\":{\"TargetUserName\":\"u\"}}}%n",
                    second / 3600, second / 60 % 60, second % 60, i, number));
        }
        return Files.writeString(file, text);
    }

    private static List<String> read(List<Path> files, long[] mostOpen) throws IOException {
        LogInputs.Listeners none = new LogInputs.Listeners() {
            @Override
            public List<RecordSource> open(LogSettings settings, FieldNames names) {
                return List.of();
            }

            @Override
            public boolean isEmpty() {
                return true;
            }
        };
        Clocks clocks = new Clocks(List.of(), List.of(), List.of());
        LogInputs inputs = new LogInputs(new LogSettings("s", "d"), false, files, none, clocks);
        files.forEach(inputs::add);
        List<String> told = new ArrayList<>();
        long before = open();
        try (LogMerge merge = new LogMerge(inputs.open(FieldNames.NONE), RecordSink.NONE)) {
            merge.until(Long.MAX_VALUE, event -> {
                told.add(line(event));
                if (mostOpen != null) mostOpen[0] = Math.max(mostOpen[0], open() - before);
            });
            assertEquals(List.of(), merge.complaints());
        }
        return told;
    }

    private static String line(Event event) {
        return event.id() + " " + event.timeNs() + " " + event.slots();
    }

    private static long open() {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        } catch (IOException e) {
            return 0;
        }
    }
}
