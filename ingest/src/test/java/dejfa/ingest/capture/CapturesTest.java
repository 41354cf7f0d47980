package dejfa.ingest.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapturesTest {
    private static final long MICROSECONDS = 0xA1B2C3D4L;
    private static final long NANOSECONDS = 0xA1B23C4DL;

    @TempDir
    Path folder;

    private static CaptureBytes little() {
        return new CaptureBytes(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] two() {
        return little().pcapHeader(MICROSECONDS, 1)
                .pcapRecord(10, 5, (byte) 1, (byte) 2)
                .pcapRecord(11, 6, (byte) 3)
                .bytes();
    }

    @Test
    void both_byte_orders_and_both_resolutions_of_pcap_yield_the_same_frames() throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (boolean nano : new boolean[] {false, true}) {
                byte[] capture = new CaptureBytes(order)
                        .pcapHeader(nano ? NANOSECONDS : MICROSECONDS, 113)
                        .pcapRecord(1_000_000_000L, nano ? 7_000 : 7, (byte) 0xab)
                        .bytes();
                Frames frames = Frames.of(folder, capture);
                assertEquals(List.of(new Frames.Frame(1, 1_000_000_000_000_007_000L, 113, 0, 1, "ab")), frames.all());
                assertEquals(List.of(), frames.complaints());
            }
        }
    }

    @Test
    void packed_files_yield_what_the_plain_one_does() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(two());
        }
        Frames plain = Frames.of(folder, two());
        assertEquals(List.of("0102", "03"), plain.hex());
        assertEquals(plain, Frames.of(folder, packed.toByteArray()));
        assertEquals(plain, Frames.of(folder, Zstd.compress(two())));
    }

    @Test
    void a_packed_file_cut_off_yields_what_is_whole_and_one_complaint() throws IOException {
        CaptureBytes many = little().pcapHeader(MICROSECONDS, 1);
        java.util.Random random = new java.util.Random(1);
        for (int i = 0; i < 3_000; i++) {
            byte[] frame = new byte[100];
            random.nextBytes(frame);
            many.pcapRecord(i, 0, frame);
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(many.bytes());
        }
        for (byte[] whole : List.of(packed.toByteArray(), Zstd.compress(many.bytes()))) {
            Frames frames = Frames.of(folder, Arrays.copyOf(whole, whole.length / 2));
            assertTrue(
                    frames.all().size() > 100 && frames.all().size() < 3_000,
                    "frames: " + frames.all().size());
            assertEquals(1, frames.complaints().size(), frames.complaints().toString());
        }
    }

    @Test
    void a_cut_file_yields_its_whole_records_and_one_complaint() throws IOException {
        byte[] whole = two();
        for (int length = 24; length < whole.length; length++) {
            Frames frames = Frames.of(folder, Arrays.copyOf(whole, length));
            assertEquals(length < 24 + 18 ? 0 : 1, frames.all().size());
            boolean betweenRecords = length == 24 || length == 24 + 18;
            assertEquals(betweenRecords ? 0 : 1, frames.complaints().size(), "cut at " + length);
        }
    }

    @Test
    void a_length_beyond_256_kib_stops_the_file_with_a_complaint() throws IOException {
        byte[] capture = little().pcapHeader(MICROSECONDS, 1)
                .pcapRecord(1, 0, (byte) 9)
                .u32(2, 0, 0xFFFFFFFFL, 60)
                .raw(new byte[300_000])
                .bytes();
        Frames frames = Frames.of(folder, capture);
        assertEquals(List.of("09"), frames.hex());
        assertTrue(frames.complaints().getFirst().contains("claims 4294967295 bytes"), frames.complaints()::toString);
    }

    @Test
    void the_largest_frame_passes() throws IOException {
        byte[] capture = little().pcapHeader(MICROSECONDS, 1)
                .pcapRecord(1, 0, new byte[256 * 1024])
                .pcapRecord(2, 0, new byte[256 * 1024])
                .bytes();
        assertEquals(2, Frames.of(folder, capture).all().size());
    }

    @Test
    void files_are_merged_by_time_and_at_the_same_time_by_their_order() throws IOException {
        Path first = Frames.write(
                folder,
                "z.pcap",
                little().pcapHeader(MICROSECONDS, 1)
                        .pcapRecord(1, 0, (byte) 1)
                        .pcapRecord(5, 0, (byte) 5)
                        .bytes());
        Path second = Frames.write(
                folder,
                "a.pcap",
                little().pcapHeader(MICROSECONDS, 101)
                        .pcapRecord(1, 0, (byte) 2)
                        .pcapRecord(3, 0, (byte) 3)
                        .bytes());
        Frames frames = Frames.of(first, second);
        assertEquals(List.of("01", "02", "03", "05"), frames.hex());
        assertEquals(
                List.of(0, 1, 1, 0),
                frames.all().stream().map(Frames.Frame::source).toList());
        assertEquals(
                List.of(1L, 2L, 3L, 4L),
                frames.all().stream().map(Frames.Frame::number).toList());
    }

    @Test
    void hundreds_of_files_are_merged_without_keeping_them_open() throws IOException {
        Path[] files = new Path[200];
        for (int i = 0; i < files.length; i++) {
            CaptureBytes capture = little().pcapHeader(MICROSECONDS, 1);
            capture.pcapRecord(200 - i, 0, (byte) 1).pcapRecord(1_000 - i, 0, (byte) 2);
            files[i] = Frames.write(folder, i + ".pcap", capture.bytes());
        }
        Frames frames = Frames.of(files);
        assertEquals(400, frames.all().size());
        assertEquals(frames.times().stream().sorted().toList(), frames.times());
    }

    @Test
    void what_is_no_capture_is_refused_in_one_sentence() throws IOException {
        byte[] random = new byte[5_000];
        new java.util.Random(7).nextBytes(random);
        Path strange = Frames.write(folder, "strange", random);
        Path empty = Frames.write(folder, "empty", new byte[0]);
        Path cut = Frames.write(folder, "cut", Arrays.copyOf(two(), 20));
        Path torn = Frames.write(folder, "torn.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
        assertRefused(strange, "is no capture (neither pcap nor pcapng)");
        assertRefused(empty, "is empty");
        assertRefused(cut, "is cut off within its header");
        assertRefused(torn, "is packed and damaged");
        assertRefused(folder.resolve("missing"), "does not exist");
        assertRefused(folder, "is not a plain file");
    }

    private static void assertRefused(Path file, String words) {
        CaptureException refusal = assertThrows(CaptureException.class, () -> Captures.open(List.of(file)));
        assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
    }
}
