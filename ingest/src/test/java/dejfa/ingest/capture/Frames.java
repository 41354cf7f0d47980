package dejfa.ingest.capture;

import dejfa.api.PacketBatch;
import dejfa.api.PacketSource;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What came out of a source, for comparison.
record Frames(List<Frame> all, List<String> complaints) {
    record Frame(long number, long timeNs, int linkType, int source, int wireBytes, String hex) {}

    static Frames of(Path... files) throws IOException {
        List<Frame> all = new ArrayList<>();
        try (PacketSource source = Captures.open(List.of(files))) {
            PacketBatch batch = new PacketBatch();
            while (source.poll(batch) > 0) {
                for (int i = 0; i < batch.count; i++) all.add(frame(batch, i));
            }
            return new Frames(all, source.complaints());
        }
    }

    static Frames of(Path folder, byte[] capture) throws IOException {
        return of(write(folder, "in.pcap", capture));
    }

    static Path write(Path folder, String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static Frame frame(PacketBatch batch, int i) {
        byte[] bytes =
                batch.data[i].asSlice(batch.offsets[i], batch.frameBytes[i]).toArray(ValueLayout.JAVA_BYTE);
        return new Frame(
                batch.firstNumber + i,
                batch.timesNs[i],
                batch.linkTypes[i],
                batch.sources[i],
                batch.wireBytes[i],
                HexFormat.of().formatHex(bytes));
    }

    List<String> hex() {
        return all.stream().map(Frame::hex).toList();
    }

    List<Long> times() {
        return all.stream().map(Frame::timeNs).toList();
    }
}
