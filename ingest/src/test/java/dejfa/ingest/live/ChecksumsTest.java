package dejfa.ingest.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChecksumsTest {
    private static final String UDP4 = "4500001f0000400040110000" + "0a000001" + "0a000002" + "00350035000b";
    private static final String TCP6 = "6000000000160640" + "20010db8000000000000000000000001"
            + "20010db8000000000000000000000002" + "1f90005000000001000000025018ffff";

    private static String completed(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        Checksums.complete(MemorySegment.ofArray(bytes), 0, bytes.length);
        return HexFormat.of().formatHex(bytes);
    }

    /// One's complement sum of pseudo header and segment: all ones where the checksum is right.
    private static int verified(String packet, int addresses, int addressHex, int start, int protocol) {
        byte[] all = HexFormat.of()
                .parseHex(packet.substring(addresses, addresses + addressHex)
                        + String.format("%08x", protocol)
                        + String.format("%08x", (packet.length() - start) / 2)
                        + packet.substring(start)
                        + (packet.length() / 2 % 2 == 0 ? "" : "00"));
        int sum = 0;
        for (int i = 0; i < all.length; i += 2) sum += (all[i] & 0xff) << 8 | all[i + 1] & 0xff;
        while (sum >>> 16 != 0) sum = (sum & 0xffff) + (sum >>> 16);
        return sum;
    }

    @Test
    void what_was_left_to_the_card_is_made() {
        assertEquals(0xffff, verified(completed(UDP4 + "0000" + "616263"), 24, 16, 40, 17));
        assertEquals(0xffff, verified(completed(TCP6 + "abcd" + "0000" + "6869"), 16, 64, 80, 6));
    }

    @Test
    void what_it_can_not_know_is_left() {
        for (String packet : new String[] {
            "4500001f0000200040110000" + "0a000001" + "0a000002" + "00350035000b1234616263", // a fragment
            "4500001f0000400040010000" + "0a000001" + "0a000002" + "0800123400010001616263", // ICMP
            "450000ff0000400040110000" + "0a000001" + "0a000002" + "00350035000b1234616263", // longer than there is
            "6000000000050640" + "20010db8",
            "",
        }) assertEquals(packet, completed(packet));
    }

    @Test
    void no_packet_whatever_makes_it_write_outside_or_throw() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 9) {
                bytes[0] = (byte) (random.nextBoolean() ? 0x45 : 0x60);
                bytes[random.nextBoolean() ? 9 : 6] = (byte) (random.nextBoolean() ? 6 : 17);
            }
            byte[] framed = new byte[bytes.length + 16];
            System.arraycopy(bytes, 0, framed, 8, bytes.length);
            Checksums.complete(MemorySegment.ofArray(framed), 8, 8 + bytes.length);
            assertArrayEquals(new byte[8], java.util.Arrays.copyOf(framed, 8));
            assertArrayEquals(new byte[8], java.util.Arrays.copyOfRange(framed, 8 + bytes.length, framed.length));
        }
    }
}
