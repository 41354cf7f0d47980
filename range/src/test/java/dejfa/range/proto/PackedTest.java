package dejfa.range.proto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class PackedTest {
    @Test
    void whatever_is_packed_comes_out_of_the_usual_inflater_again() {
        Seeds.run(300, random -> {
            byte[] content = content(random);
            assertArrayEquals(content, inflated(Packed.zlib(content), content.length));
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Packed.gzip(content)))) {
                assertArrayEquals(content, in.readAllBytes());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void a_text_that_repeats_itself_becomes_shorter_and_starts_as_zlib_does() {
        byte[] packed = Packed.zlib(
                "the minutes of the meeting of the office ".repeat(20).getBytes());
        assertEquals(0x78, packed[0]);
        assertEquals((byte) 0x9c, packed[1]);
        assertTrue(packed.length < 100);
    }

    private static byte[] content(Random random) {
        byte[] content = new byte[random.nextInt(70_000)];
        int letters = 1 + random.nextInt(256);
        for (int i = 0; i < content.length; i++) content[i] = (byte) random.nextInt(letters);
        return content;
    }

    private static byte[] inflated(byte[] packed, int length) {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(packed);
            byte[] content = new byte[length + 1];
            int count = inflater.inflate(content);
            assertTrue(inflater.finished());
            return java.util.Arrays.copyOf(content, count);
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        }
    }
}
