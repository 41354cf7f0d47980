package dejfa.protocols.http2.hpack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.protocols.Ascii;
import dejfa.testkit.Seeds;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Against the examples of RFC 7541 Appendix C.
class HpackTest {
    /// What a block says, one line an entry.
    private static final class Lines implements HeaderSink {
        final List<String> all = new ArrayList<>();

        @Override
        public void header(byte[] name, byte[] value) {
            all.add(Ascii.text(name) + ": " + Ascii.text(value));
        }

        @Override
        public void sizeUpdate(long sizeBytes) {
            all.add("size " + sizeBytes);
        }

        @Override
        public void fault(String anomaly) {
            all.add("! " + anomaly);
        }
    }

    private static List<String> decode(HpackDecoder decoder, String hex) {
        Lines lines = new Lines();
        decoder.decode(HexFormat.of().parseHex(hex.replace(" ", "")), lines);
        return lines.all;
    }

    private static HpackDecoder decoder() {
        return new HpackDecoder(65_536);
    }

    @Test
    void requests_without_huffman_code_share_the_dynamic_table() {
        HpackDecoder decoder = decoder();
        assertEquals(
                List.of(":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com"),
                decode(decoder, "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d"));
        assertEquals(
                List.of(
                        ":method: GET",
                        ":scheme: http",
                        ":path: /",
                        ":authority: www.example.com",
                        "cache-control: no-cache"),
                decode(decoder, "8286 84be 5808 6e6f 2d63 6163 6865"));
        assertEquals(
                "custom-key: custom-value",
                decode(decoder, "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65")
                        .getLast());
    }

    @Test
    void responses_with_huffman_code_evict_from_a_small_table() {
        HpackDecoder decoder = decoder();
        assertEquals(List.of("size 256"), decode(decoder, "3fe1 01"));
        assertEquals(
                List.of(
                        ":status: 302",
                        "cache-control: private",
                        "date: Mon, 21 Oct 2013 20:13:21 GMT",
                        "location: https://www.example.com"),
                decode(
                        decoder,
                        "4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6"
                                + "2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3"));
        assertEquals(":status: 307", decode(decoder, "4883 640e ffc1 c0bf").getFirst());
        List<String> third = decode(
                decoder,
                "88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab"
                        + "77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5"
                        + "291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07");
        assertEquals("content-encoding: gzip", third.get(4));
        assertEquals("set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1", third.get(5));
    }

    @Test
    void an_index_that_names_nothing_is_a_fault_and_the_rest_is_read() {
        assertEquals(List.of("! invalid_header", ":method: GET"), decode(decoder(), "ff00 82"));
    }

    @Test
    void an_integer_without_end_is_an_overflow() {
        assertEquals(List.of("! header_integer_overflow"), decode(decoder(), "ff ffff ffff ffff ffff"));
    }

    @Test
    void a_string_longer_than_its_block_ends_the_reading() {
        assertEquals(List.of("! extra_header_data"), decode(decoder(), "400a 6375"));
    }

    @Test
    void the_dynamic_table_never_grows_beyond_its_bound() {
        HpackDecoder decoder = new HpackDecoder(100);
        decode(decoder, "3fe1 ff03 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65");
        // 32 + 22 bytes: one fits 100, a second does not beside it
        decode(decoder, "400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 66");
        assertEquals(List.of("custom-key: custom-valuf", "! invalid_header"), decode(decoder, "bebf"));
    }

    @Test
    void forgotten_entries_are_not_confused_with_later_ones() {
        HpackDecoder decoder = decoder();
        decode(decoder, "400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65");
        decoder.forget();
        assertEquals(List.of("! invalid_header"), decode(decoder, "be"));
    }

    @Test
    void many_entries_keep_their_order_while_old_ones_fall_out() {
        HpackDecoder decoder = decoder();
        for (int i = 0; i < 500; i++)
            decode(decoder, "4001 61 03" + HexFormat.of().formatHex(Ascii.bytes("" + (100 + i))));
        // 4096 bytes hold 113 entries of 36
        assertEquals(List.of("a: 599", "a: 598"), decode(decoder, "bebf"));
        assertEquals(List.of("a: 487"), decode(decoder, "ff2f"));
        assertEquals(List.of("! invalid_header"), decode(decoder, "ff30"));
    }

    @Test
    void any_bytes_at_all_end() {
        Seeds.run(300, random -> {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            Lines lines = new Lines();
            new HpackDecoder(4096).decode(bytes, lines);
            assertTrue(lines.all.size() <= bytes.length);
        });
    }
}
