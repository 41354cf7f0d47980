package dejfa.ingest.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import dejfa.api.PacketBatch;
import dejfa.api.PacketSource;
import dejfa.testkit.Seeds;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileCapturesTest {
    @TempDir
    Path folder;

    private static byte[] sample(Random random) {
        CaptureBytes capture = new CaptureBytes(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        boolean ng = random.nextBoolean();
        if (ng) capture.section().describe(1, random.nextInt(3) * 40, capture.resolution(random.nextInt(256)));
        else capture.pcapHeader(0xA1B2C3D4L, 1);
        for (int i = 0; i < 20; i++) {
            byte[] frame = new byte[random.nextInt(80)];
            if (!ng) capture.pcapRecord(i, i, frame);
            else if (i % 3 == 0) capture.oldPacket(0, i, frame);
            else if (i % 3 == 1) capture.simple(frame.length, frame);
            else capture.enhanced(0, i, frame);
        }
        return capture.bytes();
    }

    @Test
    void any_damage_ends_in_a_refusal_or_in_complaints() {
        Seeds.run(3_000, random -> {
            byte[] capture = sample(random);
            for (int i = random.nextInt(6); i >= 0; i--) damage(capture, random);
            byte[] written = random.nextInt(4) > 0 ? capture : packedAndDamaged(capture, random);
            try {
                Frames frames = Frames.of(folder, written);
                assertTrue(frames.complaints().size() < 6, frames.complaints().toString());
            } catch (CaptureException e) {
                assertTrue(e.getMessage().startsWith(folder.toString()), e.getMessage());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void damage(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        bytes[at] = switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> -1;
            default -> (byte) random.nextInt();
        };
    }

    private static byte[] packedAndDamaged(byte[] capture, Random random) {
        byte[] packed = Zstd.compress(capture);
        damage(packed, random);
        return packed;
    }

    @Test
    void a_file_cut_while_it_is_read_ends_in_one_complaint() throws IOException {
        CaptureBytes capture = new CaptureBytes(ByteOrder.LITTLE_ENDIAN).pcapHeader(0xA1B2C3D4L, 1);
        for (int i = 0; i < 4_000; i++) capture.pcapRecord(i, 0, new byte[1_000]);
        Path file = Frames.write(folder, "growing.pcap", capture.bytes());
        try (PacketSource source = Captures.open(List.of(file))) {
            PacketBatch batch = new PacketBatch();
            assertTrue(source.poll(batch) > 0);
            try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                cut.setLength(10_000);
            }
            long frames = batch.count;
            while (source.poll(batch) > 0) frames += batch.count;
            assertTrue(frames >= 1_024 && frames < 4_000, "frames " + frames);
            assertEquals(1, source.complaints().size());
            assertTrue(source.complaints().getFirst().contains("became shorter while it was read"));
        }
    }

    @Test
    void batches_stay_valid_while_others_are_filled() throws IOException {
        CaptureBytes capture = new CaptureBytes(ByteOrder.LITTLE_ENDIAN).pcapHeader(0xA1B2C3D4L, 1);
        for (int i = 0; i < 5_000; i++) capture.pcapRecord(i, 0, (byte) i, (byte) (i >> 8));
        Path file = Frames.write(folder, "in.pcap", capture.bytes());
        try (PacketSource source = Captures.open(List.of(file))) {
            PacketBatch first = new PacketBatch();
            PacketBatch second = new PacketBatch();
            source.poll(first);
            source.poll(second);
            source.poll(second);
            for (int i = 0; i < first.count; i++) {
                short value = first.data[i].get(ValueLayout.JAVA_SHORT_UNALIGNED, first.offsets[i]);
                assertEquals((short) i, value);
            }
        }
    }

    @Test
    void the_same_content_under_another_name_is_the_same_input() throws IOException {
        byte[] bytes = sample(new Random(3));
        Path one = Frames.write(folder, "one", bytes);
        Path two = Frames.write(folder, "two", bytes);
        bytes[bytes.length - 1] ^= 1;
        Path other = Frames.write(folder, "other", bytes);
        assertEquals(identity(one), identity(two));
        assertTrue(identity(one) != identity(other));
    }

    private static long identity(Path file) throws IOException {
        try (PacketSource source = Captures.open(List.of(file))) {
            return source.identity();
        }
    }

    @Test
    void polling_allocates_nothing_per_packet() throws IOException {
        CaptureBytes pcap = new CaptureBytes(ByteOrder.LITTLE_ENDIAN).pcapHeader(0xA1B2C3D4L, 1);
        CaptureBytes ng = new CaptureBytes(ByteOrder.LITTLE_ENDIAN).section().describe(1, 0);
        for (int i = 0; i < 100_000; i++) {
            pcap.pcapRecord(i, 0, new byte[60]);
            ng.enhanced(0, i * 1_000_000L, new byte[60]);
        }
        Path first = Frames.write(folder, "a.pcap", pcap.bytes());
        Path second = Frames.write(folder, "b.pcapng", ng.bytes());
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (PacketSource source = Captures.open(List.of(first, second))) {
            PacketBatch batch = new PacketBatch();
            source.poll(batch);
            long before = threads.getCurrentThreadAllocatedBytes();
            long frames = 0;
            while (source.poll(batch) > 0) frames += batch.count;
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(frames > 190_000);
            assertTrue(allocated < frames, allocated + " bytes for " + frames + " packets");
        }
    }
}
