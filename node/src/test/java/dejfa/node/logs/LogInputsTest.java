package dejfa.node.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dejfa.api.log.FieldNames;
import dejfa.api.log.RecordSource;
import dejfa.ingest.log.LogContent;
import dejfa.ingest.log.LogSettings;
import dejfa.node.stage.LogMerge;
import dejfa.node.stage.RecordSink;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogInputsTest {
    private static final int LOGS = 200;

    @TempDir
    Path folder;

    @Test
    void a_folder_of_many_logs_is_read_in_the_order_of_time_with_few_files_open() throws IOException {
        LogSettings settings = new LogSettings("site", "sensor", LogContent.NONE);
        LogInputs inputs =
                new LogInputs(settings, false, List.of(), new None(), new Clocks(List.of(), List.of(), List.of()));
        for (int i = 0; i < LOGS; i++) inputs.add(log(LOGS - i));
        long before = openFiles();
        List<Long> times = new ArrayList<>();
        try (LogMerge merge = new LogMerge(inputs.open(FieldNames.NONE), RecordSink.NONE)) {
            long most = openFiles() - before;
            assertTrue(most < LOGS / 2, most + " files are open");
            merge.until(Long.MAX_VALUE, event -> times.add(event.timeNs()));
        }
        assertEquals(2 * LOGS, times.size());
        assertEquals(times.stream().sorted().toList(), times);
    }

    private Path log(int number) throws IOException {
        String line = "{\"EventID\":1,\"Channel\":\"Security\",\"@timestamp\":\"2024-05-01T10:%02d:%02d.%d00Z\"}\n";
        int minute = number / 60;
        int second = number % 60;
        return Files.writeString(
                folder.resolve(number + ".json"),
                line.formatted(minute, second, 1) + line.formatted(minute, second, 2));
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    private record None() implements LogInputs.Listeners {
        @Override
        public List<RecordSource> open(LogSettings settings, FieldNames names) {
            return List.of();
        }

        @Override
        public boolean isEmpty() {
            return true;
        }
    }
}
