package dejfa.ingest.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LinesTest {
    /// Gives what it has in pieces of any size.
    private static InputStream dripping(byte[] bytes, RandomGenerator random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(100_000)));
            }
        };
    }

    private static List<String> read(Lines lines) {
        List<String> all = new ArrayList<>();
        while (lines.next()) all.add(lines.text());
        return all;
    }

    @Test
    void a_short_log_takes_little_memory_and_a_long_one_loses_nothing() {
        Lines few = new Lines(new ByteArrayInputStream("one\ntwo\n".getBytes(StandardCharsets.UTF_8)));
        while (few.next()) assertTrue(few.bytes().length <= 8 * 1024);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) text.append("line ").append(i).append('\n');
        Lines many = new Lines(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < 100_000; i++) {
            assertTrue(many.next());
            assertEquals("line " + i, many.text());
        }
    }

    @Test
    void lines_are_the_same_however_the_bytes_come() {
        Seeds.run(200, random -> {
            List<String> written = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i >= 0; i--) {
                int length = random.nextInt(3) > 0 ? random.nextInt(30) : random.nextInt(300_000);
                String line = "x".repeat(length) + i;
                written.add(line);
                text.append(line).append(random.nextBoolean() ? "\n" : "\r\n");
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
            assertEquals(written, read(new Lines(dripping(bytes, random))));
        });
    }

    @Test
    void a_line_beyond_the_limit_is_empty_and_its_neighbours_stay() {
        Seeds.run(5, random -> {
            String text = "a\n" + "x".repeat(Lines.MAX_LINE_BYTES) + "\n" + "y".repeat(Lines.MAX_LINE_BYTES + 1)
                    + "\nb\n" + "z".repeat(Lines.MAX_LINE_BYTES * 3);
            Lines lines = new Lines(dripping(text.getBytes(StandardCharsets.US_ASCII), random));
            List<Integer> lengths = new ArrayList<>();
            List<Long> overlong = new ArrayList<>();
            while (lines.next()) {
                lengths.add(lines.lengthBytes());
                if (lines.isOverlong()) overlong.add(lines.number());
            }
            assertEquals(List.of(1, Lines.MAX_LINE_BYTES, 0, 1, 0), lengths);
            assertEquals(List.of(3L, 5L), overlong);
        });
    }

    @Test
    void a_line_given_back_comes_again_under_its_number() {
        Lines lines = new Lines(new ByteArrayInputStream("a\nb\nc".getBytes(StandardCharsets.US_ASCII)));
        assertTrue(lines.next());
        assertTrue(lines.next());
        lines.back();
        assertTrue(lines.next());
        assertEquals("b", lines.text());
        assertEquals(2, lines.number());
        assertTrue(lines.next());
        assertEquals("c", lines.text());
        assertFalse(lines.next());
    }
}
