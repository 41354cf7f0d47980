package dejfa.node.fuzz;

import dejfa.api.PacketBatch;
import dejfa.api.PacketSource;
import dejfa.ingest.capture.CaptureException;
import dejfa.ingest.capture.Captures;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;

/// The capture readers, plain and packed: a capture of these bytes is refused in a sentence or read to its end.
public final class CaptureFuzz {
    private static final Scratch FILE = new Scratch("fuzz.pcap");
    private static final PacketBatch BATCH = new PacketBatch();
    /// A packed file can hold a thousand times its size; a frame takes at least 16 bytes of that.
    private static final int MOST_FRAMES_PER_BYTE = 1_100;

    private CaptureFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        Path file = FILE.with(data);
        try (PacketSource source = Captures.open(List.of(file))) {
            long frames = 0;
            for (int count = source.poll(BATCH); count > 0; count = source.poll(BATCH)) {
                for (int i = 0; i < count; i++) frame(i);
                frames += count;
            }
            if (frames > (long) data.length * MOST_FRAMES_PER_BYTE) throw new IllegalStateException(frames + " frames");
            for (String complaint : source.complaints()) sentence(complaint);
        } catch (CaptureException refusal) {
            sentence(refusal.getMessage());
        }
    }

    private static void frame(int i) {
        int bytes = BATCH.frameBytes[i];
        if (bytes < 0 || BATCH.wireBytes[i] < bytes) throw new IllegalStateException("a frame longer than on the wire");
        if (BATCH.timesNs[i] < 0) throw new IllegalStateException("a time before 1970");
        if (bytes > 0) BATCH.data[i].get(ValueLayout.JAVA_BYTE, BATCH.offsets[i] + bytes - 1);
    }

    private static void sentence(String text) {
        if (text == null || text.isBlank() || text.length() > 2_000) throw new IllegalStateException("told: " + text);
    }
}
