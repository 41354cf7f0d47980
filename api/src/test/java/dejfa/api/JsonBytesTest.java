package dejfa.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JsonBytesTest {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxx").withZone(ZoneOffset.UTC);

    private static String written(Consumer<JsonBytes> writes) {
        // a buffer that is too small for anything
        JsonBytes out = new JsonBytes(1);
        writes.accept(out);
        return out.toString();
    }

    @Test
    void a_number_is_spelled_as_java_does() {
        Random random = new Random(1);
        long[] edges = {0, 9, 10, 99, 100, -1, -10, Long.MAX_VALUE, Long.MIN_VALUE, 999_999_999_999_999_999L};
        for (long edge : edges) assertEquals(Long.toString(edge), written(out -> out.number(edge)));
        for (int i = 0; i < 10_000; i++) {
            long number = random.nextLong() >> random.nextInt(64);
            assertEquals(Long.toString(number), written(out -> out.number(number)));
        }
    }

    @Test
    void a_time_is_spelled_in_utc_whatever_was_written_before() {
        Random random = new Random(2);
        JsonBytes out = new JsonBytes(1);
        for (int i = 0; i < 10_000; i++) {
            long timeNs = i % 3 == 0 ? random.nextLong() : 1_700_000_000_000_000_000L + i * 100_000_001L;
            out.clear();
            assertEquals(
                    TIME.format(Instant.ofEpochSecond(0, timeNs)),
                    out.time(timeNs).toString());
        }
        assertEquals("1970-01-01T00:00:00.000000+0000", EveJson.time(0));
        assertEquals("1969-12-31T23:59:59.999999+0000", EveJson.time(-1));
    }

    @Test
    void an_address_is_spelled_as_it_says_itself() {
        for (String text : new String[] {"0.0.0.0", "10.20.130.255", "::", "2001:db8::1", "fe80::ffff:a:0"}) {
            Address address = Address.parse(text);
            assertEquals(address.toString(), written(out -> out.address(address)));
        }
    }

    @Test
    void hostile_bytes_become_printable_text() {
        byte[] bytes = "a\"b\\c\r\n\t\0\u007f\u0080\u00ff\u001b[0m</script>".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                "\"a\\\"b\\\\c\\r\\n\\t\\\\x00\\\\x7f\\\\x80\\\\xff\\\\x1b[0m</script>\"",
                written(out -> out.string(bytes)));
    }

    @Test
    void text_outside_ascii_is_escaped_by_its_utf_16_units() {
        assertEquals(
                "\"\\u00e9\\u20ac\\ud83d\\ude00\\ud800 \\u007f\\u0000\\n\"",
                written(out -> out.string("é€\ud83d\ude00\ud800 \u007f\0\n")));
    }

    @Test
    void any_text_is_one_line_of_printable_ascii_and_can_be_read_back() {
        Random random = new Random(3);
        for (int run = 0; run < 300; run++) {
            StringBuilder text = new StringBuilder();
            int length = run < 290 ? random.nextInt(64) : 4096 * random.nextInt(4) + random.nextInt(3);
            for (int i = 0; i < length; i++) text.append((char) random.nextInt(run % 2 == 0 ? 0x100 : 0x10000));
            String json = written(out -> out.string(text.toString()));
            assertTrue(json.chars().allMatch(c -> c >= 0x20 && c < 0x7f));
            assertEquals(text.toString(), read(json));
        }
    }

    private static String read(String json) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < json.length() - 1; i++) {
            char c = json.charAt(i);
            assertTrue(c != '"');
            if (c != '\\') text.append(c);
            else {
                char letter = json.charAt(++i);
                switch (letter) {
                    case 'n' -> text.append('\n');
                    case 'r' -> text.append('\r');
                    case 't' -> text.append('\t');
                    case 'u' -> {
                        text.append((char) Integer.parseInt(json.substring(i + 1, i + 5), 16));
                        i += 4;
                    }
                    default -> text.append(letter);
                }
            }
        }
        return text.toString();
    }
}
