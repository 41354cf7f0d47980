package dejfa.ingest.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.PacketBatch;
import dejfa.api.PacketSource;
import dejfa.testkit.Project;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every capture of the outside cases against a second, much simpler count.
class OutsideCapturesTest {
    private record Count(long frames, long bytes) {}

    @Test
    void every_outside_capture_yields_the_frames_that_a_second_count_finds() throws IOException {
        Optional<Path> cases = Project.shared("cases");
        if (cases.isEmpty()) return;
        int compared = 0;
        for (Path file : files(cases.get())) {
            byte[] content = Files.readAllBytes(file);
            if (!looksLikeCapture(content)) continue;
            assertEquals(secondCount(content), count(file), file.toString());
            compared++;
        }
        System.out.println("outside captures compared: " + compared);
        assertTrue(compared > 900, "only " + compared + " captures found");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Count count(Path file) throws IOException {
        try (PacketSource source = Captures.open(List.of(file))) {
            PacketBatch batch = new PacketBatch();
            long frames = 0;
            long bytes = 0;
            while (source.poll(batch) > 0) {
                assertEquals(frames + 1, batch.firstNumber);
                frames += batch.count;
                for (int i = 0; i < batch.count; i++) bytes += batch.frameBytes[i];
            }
            return new Count(frames, bytes);
        }
    }

    private static boolean looksLikeCapture(byte[] content) {
        if (content.length < 24) return false;
        int magic = ByteBuffer.wrap(content).getInt();
        return magic == 0xA1B2C3D4
                || magic == 0xD4C3B2A1
                || magic == 0xA1B23C4D
                || magic == 0x4D3CB2A1
                || magic == 0x0A0D0D0A;
    }

    private static Count secondCount(byte[] content) {
        ByteBuffer in = ByteBuffer.wrap(content);
        return in.getInt(0) == 0x0A0D0D0A ? blocks(in) : records(in);
    }

    private static Count records(ByteBuffer in) {
        boolean little = in.get(0) != (byte) 0xA1;
        in.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN).position(24);
        long frames = 0;
        long bytes = 0;
        while (in.remaining() >= 16) {
            int length = in.getInt(in.position() + 8);
            if (length < 0 || length > in.remaining() - 16) break;
            in.position(in.position() + 16 + length);
            frames++;
            bytes += length;
        }
        return new Count(frames, bytes);
    }

    private static Count blocks(ByteBuffer in) {
        long frames = 0;
        long bytes = 0;
        int snap = 0;
        try {
            while (in.hasRemaining()) {
                int at = in.position();
                int type = in.getInt(at);
                if (type == 0x0A0D0D0A) {
                    in.order(in.get(at + 8) == 0x1A ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
                }
                type = in.getInt(at);
                int length = in.getInt(at + 4);
                if (length < 12 || length > in.remaining()) break;
                if (type == 1) snap = in.getInt(at + 12);
                if (type == 2 || type == 3 || type == 6) {
                    frames++;
                    int simple = Math.min(in.getInt(at + 8), length - 16);
                    bytes += type == 3 ? (snap == 0 ? simple : Math.min(snap, simple)) : in.getInt(at + 20);
                }
                in.position(at + length);
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            // The rest is cut off.
        }
        return new Count(frames, bytes);
    }
}
