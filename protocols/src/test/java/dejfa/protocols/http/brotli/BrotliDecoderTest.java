package dejfa.protocols.http.brotli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.testkit.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class BrotliDecoderTest {
    /// What the reference encoder (1.1, quality 11) makes of [#plain()]; it uses dictionary, transforms and contexts.
    private static final byte[] PACKED = Base64.getDecoder()
            .decode(
                    "oRgXAO88sGPIGHGi+kSFGjoaBObRTbRfw3C06C8rjNqWUBa2gQMuqBpkLm+4LQ/oQakuSMI8TWjD0QAHOPDZgPH1ZM9KVU75bDB9"
                            + "pLgyJFp4yaAG2SeSLpsMl72tekggXySJWCKJRJaLwzhebtircuVh2qz4f93fLPseW63daw9Xs6fJ4dGaeEmmGqjSaEGpMkBQ5YAF");
    /// 16 MiB of zeros by the same encoder, window 24.
    private static final byte[] ZEROS = Base64.getDecoder().decode("z///f/gnAOKxQCD3/n8=");

    private static byte[] plain() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            text.append(i)
                    .append(". The quick brown fox of the department jumps over the lazy dog, and then it is not there"
                            + " any more.\n"
                            + "<div class=\"wp-content\">Université – национальный – 中文 ")
                    .append(i * i)
                    .append("</div>\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private record Result(byte[] bytes, BrotliDecoder.State state) {}

    private static Result decode(byte[] packed, Random cuts, int limitBytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BrotliDecoder decoder = new BrotliDecoder((bytes, from, count) -> {
            out.write(bytes, from, count);
            return out.size() < limitBytes;
        });
        int at = 0;
        while (at < packed.length) {
            int count = cuts == null ? packed.length : Math.min(packed.length - at, 1 + cuts.nextInt(40));
            decoder.feed(MemorySegment.ofArray(packed), at, count);
            at += count;
        }
        decoder.end();
        return new Result(out.toByteArray(), decoder.state());
    }

    @Test
    void what_the_reference_encoder_packed_comes_out_again() {
        Result result = decode(PACKED, null, Integer.MAX_VALUE);
        assertArrayEquals(plain(), result.bytes());
        assertEquals(BrotliDecoder.State.DONE, result.state());
    }

    @Test
    void the_dictionary_is_the_one_of_the_standard() throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = Words.class.getResourceAsStream("dictionary.bin")) {
            crc.update(in.readAllBytes());
        }
        assertEquals(0x5136cb04L, crc.getValue());
    }

    @Test
    void words_are_transformed_as_the_standard_says() throws Stop {
        assertEquals("time", text(Words.word(4, 0)));
        assertEquals("time ", text(Words.word(4, 1 << 10)));
        assertEquals("Time", text(Words.word(4, 9 << 10)));
        assertEquals(" TIME='", text(Words.word(4, 119 << 10)));
        assertEquals("tim", text(Words.word(4, 12 << 10)));
        assertEquals("ime", text(Words.word(4, 3 << 10)));
    }

    private static String text(byte[] word) {
        return new String(word, StandardCharsets.UTF_8);
    }

    @Test
    void any_cut_of_the_stream_yields_the_same_bytes() {
        Seeds.run(
                300,
                random -> assertArrayEquals(
                        plain(), decode(PACKED, random, Integer.MAX_VALUE).bytes()));
    }

    @Test
    void a_truncated_stream_delivers_its_prefix() {
        int longest = 0;
        for (int length = 0; length < PACKED.length; length++) {
            Result result = decode(Arrays.copyOf(PACKED, length), null, Integer.MAX_VALUE);
            assertEquals(BrotliDecoder.State.READING, result.state());
            assertArrayEquals(Arrays.copyOf(plain(), result.bytes().length), result.bytes());
            assertTrue(result.bytes().length >= longest, "more bytes in, more bytes out");
            longest = result.bytes().length;
        }
        assertTrue(longest > plain().length * 3 / 4, "only " + longest);
    }

    @Test
    void random_and_damaged_bytes_end_in_a_state_that_no_cut_changes() {
        Seeds.run(2_000, random -> {
            byte[] bytes = random.nextBoolean() ? PACKED.clone() : new byte[random.nextInt(2_000)];
            if (bytes.length != PACKED.length) random.nextBytes(bytes);
            else bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Result whole = decode(bytes, null, 1 << 20);
            if (whole.state() == BrotliDecoder.State.REFUSED) return;
            Result cut = decode(bytes, random, 1 << 20);
            assertArrayEquals(whole.bytes(), cut.bytes());
            assertEquals(whole.state(), cut.state());
        });
    }

    @Test
    void whoever_refuses_output_gets_no_more() {
        Result result = decode(ZEROS, null, 100_000);
        assertEquals(BrotliDecoder.State.REFUSED, result.state());
        assertTrue(result.bytes().length < 110_000, result.bytes().length + " bytes");
        assertEquals(16 << 20, decode(ZEROS, null, Integer.MAX_VALUE).bytes().length);
    }
}
