package dejfa.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/// Where Java's threads spent their CPU time, and how long they were held: a recording of Flight Recorder, read in this
/// process after the run.
final class StageProfile implements AutoCloseable {
    /// of CPU time; the kernel's tick may make it longer
    private static final String PERIOD = "2ms";

    private static final String SAMPLE = "jdk.CPUTimeSample";
    private static final String COLLECTION = "jdk.GarbageCollection";
    private static final String SAFEPOINT_BEGIN = "jdk.SafepointBegin";
    private static final String SAFEPOINT_END = "jdk.SafepointEnd";

    /// @param samples by the kernel's id of the thread
    /// @param count of all samples
    /// @param sampledMs CPU time that the samples stand for
    record Split(Map<Long, EnumMap<Stage, Integer>> samples, int count, double sampledMs, Pauses pauses) {}

    /// In milliseconds.
    ///
    /// @param collectionMs sum of the pauses of collections
    /// @param safepoints number of times that all threads were held, for whatever reason
    record Pauses(
            int collections,
            double collectionMs,
            double longestCollectionMs,
            int safepoints,
            double safepointMs,
            double longestSafepointMs,
            double safepoint999Ms) {}

    private final Recording recording = new Recording();

    StageProfile() {
        recording.setName("dejfa bench");
        recording.enable(SAMPLE).with("throttle", PERIOD);
        recording.enable(COLLECTION).withoutThreshold();
        recording.enable(SAFEPOINT_BEGIN).withoutThreshold();
        recording.enable(SAFEPOINT_END).withoutThreshold();
        recording.start();
    }

    void stop() {
        recording.stop();
    }

    /// @param from what was sampled before it doesn't count
    Split read(Instant from) throws IOException {
        Path file = Files.createTempFile("dejfa-bench", ".jfr");
        try {
            recording.dump(file);
            Reader reader = new Reader(from);
            try (RecordingFile events = new RecordingFile(file)) {
                while (events.hasMoreEvents()) reader.see(events.readEvent());
            }
            return reader.split();
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void close() {
        recording.close();
    }

    private static final class Reader {
        private final Instant from;
        private final Map<Long, EnumMap<Stage, Integer>> samples = new HashMap<>();
        private final Map<Long, Instant> begun = new HashMap<>();
        private final java.util.ArrayList<Double> safepointsMs = new java.util.ArrayList<>();
        private int count;
        private double sampledMs;
        private int collections;
        private double collectionMs;
        private double longestCollectionMs;

        Reader(Instant from) {
            this.from = from;
        }

        void see(RecordedEvent event) {
            if (event.getStartTime().isBefore(from)) return;
            switch (event.getEventType().getName()) {
                case SAMPLE -> sample(event);
                case COLLECTION -> {
                    collections++;
                    collectionMs += ms(event.getDuration("sumOfPauses"));
                    longestCollectionMs = Math.max(longestCollectionMs, ms(event.getDuration("longestPause")));
                }
                case SAFEPOINT_BEGIN -> begun.put(event.getLong("safepointId"), event.getStartTime());
                case SAFEPOINT_END -> {
                    Instant start = begun.remove(event.getLong("safepointId"));
                    if (start != null) safepointsMs.add(ms(Duration.between(start, event.getEndTime())));
                }
                default -> {
                    // the recording's own notes
                }
            }
        }

        private void sample(RecordedEvent event) {
            var thread = event.getThread("eventThread");
            if (thread == null) return;
            count++;
            sampledMs += ms(event.getDuration("samplingPeriod"));
            samples.computeIfAbsent(thread.getOSThreadId(), id -> new EnumMap<>(Stage.class))
                    .merge(stage(event, "reader".equals(thread.getJavaName())), 1, Integer::sum);
        }

        /// The topmost method that belongs to a stage. The reader's thread does nothing but read.
        private static Stage stage(RecordedEvent event, boolean reads) {
            if (reads) return Stage.READ;
            if (event.getStackTrace() == null) return Stage.OTHER;
            for (RecordedFrame frame : event.getStackTrace().getFrames()) {
                Stage stage = Stage.ofClass(frame.getMethod().getType().getName());
                if (stage != null) return stage;
            }
            return Stage.OTHER;
        }

        Split split() {
            safepointsMs.sort(null);
            int all = safepointsMs.size();
            Pauses pauses = new Pauses(
                    collections,
                    collectionMs,
                    longestCollectionMs,
                    all,
                    safepointsMs.stream().mapToDouble(Double::doubleValue).sum(),
                    all == 0 ? 0 : safepointsMs.getLast(),
                    all == 0 ? 0 : safepointsMs.get((int) Math.ceil(all * 0.999) - 1));
            return new Split(samples, count, sampledMs, pauses);
        }

        private static double ms(Duration duration) {
            return duration.toNanos() / 1e6;
        }
    }
}
