package dejfa.node;

import dejfa.api.PacketBatch;
import dejfa.api.PacketSource;
import dejfa.ingest.capture.Captures;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Frames of a capture by number, for the report: read again at the end instead of kept all along.
final class FrameCollector {
    private FrameCollector() {}

    static Map<Long, byte[]> collect(List<Path> captures, Set<Long> numbers) throws IOException {
        Map<Long, byte[]> frames = new HashMap<>();
        if (captures.isEmpty() || numbers.isEmpty()) return frames;
        PacketBatch batch = new PacketBatch();
        try (PacketSource source = Captures.open(captures)) {
            while (source.poll(batch) > 0) {
                for (int i = 0; i < batch.count; i++) {
                    if (!numbers.contains(batch.firstNumber + i)) continue;
                    byte[] bytes = batch.data[i]
                            .asSlice(batch.offsets[i], batch.frameBytes[i])
                            .toArray(ValueLayout.JAVA_BYTE);
                    frames.put(batch.firstNumber + i, bytes);
                }
            }
        }
        return frames;
    }
}
