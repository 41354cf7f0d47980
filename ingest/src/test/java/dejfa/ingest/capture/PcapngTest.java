package dejfa.ingest.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapngTest {
    private static final BigInteger NS = BigInteger.valueOf(1_000_000_000L);

    @TempDir
    Path folder;

    private static CaptureBytes little() {
        return new CaptureBytes(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void all_kinds_of_packet_blocks_are_read_in_both_byte_orders() throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            byte[] capture = new CaptureBytes(order)
                    .section()
                    .describe(1, 0)
                    .describe(113, 0)
                    .enhanced(1, 5_000_000, (byte) 1, (byte) 2, (byte) 3)
                    .block(5, (byte) 1)
                    .block(0x0BAD, (byte) 2)
                    .oldPacket(0, 6_000_000, (byte) 4)
                    .simple(9, (byte) 5, (byte) 6, (byte) 7, (byte) 8)
                    .bytes();
            Frames frames = Frames.of(folder, capture);
            assertEquals(List.of("010203", "04", "05060708"), frames.hex());
            assertEquals(
                    List.of(113, 1, 1),
                    frames.all().stream().map(Frames.Frame::linkType).toList());
            assertEquals(List.of(5_000_000_000L, 6_000_000_000L, 6_000_000_000L), frames.times());
            assertEquals(9, frames.all().get(2).wireBytes());
            assertEquals(List.of(), frames.complaints());
        }
    }

    @Test
    void a_section_may_change_the_byte_order_and_forgets_the_interfaces() throws IOException {
        byte[] second = new CaptureBytes(ByteOrder.BIG_ENDIAN)
                .section()
                .describe(101, 0)
                .enhanced(0, 2_000_000, (byte) 2)
                .enhanced(1, 2_000_000, (byte) 3)
                .bytes();
        byte[] capture = little().section()
                .describe(1, 0)
                .describe(1, 0)
                .enhanced(1, 1_000_000, (byte) 1)
                .raw(second)
                .bytes();
        Frames frames = Frames.of(folder, capture);
        assertEquals(List.of("01", "02"), frames.hex());
        assertEquals(101, frames.all().get(1).linkType());
        assertTrue(frames.complaints().getFirst().startsWith(folder + "/in.pcap: 1 packets name an interface"));
    }

    @Test
    void a_simple_packet_is_cut_at_the_snap_length() throws IOException {
        byte[] capture = little().section()
                .describe(1, 2)
                .simple(100, (byte) 1, (byte) 2, (byte) 3, (byte) 4)
                .bytes();
        assertEquals(List.of("0102"), Frames.of(folder, capture).hex());
    }

    @Test
    void every_resolution_and_offset_counts_like_big_integers() throws IOException {
        for (int resolution = 0; resolution < 256; resolution++) {
            for (long offset : new long[] {0, 1_000_000_000L, -3}) {
                for (long ticks : new long[] {0, 123_456_789_012_345L, Long.MAX_VALUE, -1L, 0x8000_0000_0000_0001L}) {
                    CaptureBytes capture = little();
                    capture.section()
                            .describe(1, 0, join(capture.resolution(resolution), capture.offset(offset)))
                            .enhanced(0, ticks, (byte) 1);
                    long expected = expectedNs(resolution, offset, ticks);
                    Frames frames = Frames.of(folder, capture.bytes());
                    assertEquals(List.of(expected), frames.times(), resolution + " " + offset + " " + ticks);
                }
            }
        }
    }

    /// 0, the time of "the packet before", where the time is impossible.
    private static long expectedNs(int resolution, long offset, long ticks) {
        BigInteger perSecond = resolution < 128 ? BigInteger.TEN.pow(resolution) : BigInteger.TWO.pow(resolution & 127);
        BigInteger count = new BigInteger(Long.toUnsignedString(ticks));
        BigInteger ns = count.multiply(NS)
                .divide(perSecond)
                .add(BigInteger.valueOf(offset).multiply(NS));
        boolean possible = ns.signum() >= 0
                && ns.compareTo(BigInteger.valueOf(7_258_118_400L).multiply(NS)) <= 0;
        return possible ? ns.longValueExact() : 0;
    }

    private static byte[] join(byte[] first, byte[] second) {
        return little().raw(first).raw(second).bytes();
    }

    @Test
    void unknown_broken_and_oversized_blocks_are_skipped_and_told() throws IOException {
        byte[] capture = little().section()
                .describe(1, 0)
                .block(0x77, new byte[600_000])
                .u32(6, 32, 0, 0, 0, 4_000_000_000L, 60, 32)
                .enhanced(0, 1, new byte[300_000])
                .enhanced(0, 1_000_000, (byte) 1)
                .bytes();
        Frames frames = Frames.of(folder, capture);
        assertEquals(List.of("01"), frames.hex());
        assertEquals(3, frames.complaints().size(), frames.complaints().toString());
    }

    @Test
    void a_block_of_length_zero_stops_the_file_with_a_complaint() throws IOException {
        byte[] capture = little().section()
                .describe(1, 0)
                .enhanced(0, 1, (byte) 1)
                .u32(6, 0, 0, 0, 0)
                .raw(new byte[1_000])
                .bytes();
        Frames frames = Frames.of(folder, capture);
        assertEquals(List.of("01"), frames.hex());
        assertTrue(frames.complaints().getFirst().contains("is broken (length 0)"));
    }

    @Test
    void a_time_that_cannot_be_true_is_replaced_by_the_one_before() throws IOException {
        byte[] capture = little().section()
                .describe(1, 0)
                .enhanced(0, 7_000_000, (byte) 1)
                .enhanced(0, Long.MAX_VALUE, (byte) 2)
                .enhanced(0, 8_000_000, (byte) 3)
                .bytes();
        Frames frames = Frames.of(folder, capture);
        assertEquals(List.of(7_000_000_000L, 7_000_000_000L, 8_000_000_000L), frames.times());
        assertEquals(1, frames.complaints().size());
    }
}
