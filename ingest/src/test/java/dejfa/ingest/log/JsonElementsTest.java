package dejfa.ingest.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dejfa.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonElementsTest {
    private static final List<String> TWO = List.of("{\"a\":[{\"b\":\"}\\\"]\"}]}", "{\"c\":{}}");

    private static List<String> lines(String text) throws IOException {
        return new String(all(text).readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static InputStream all(String text) throws IOException {
        return JsonElements.over(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void the_objects_of_an_array_come_as_lines() throws IOException {
        assertEquals(TWO, lines("[" + TWO.get(0) + "," + TWO.get(1) + "]"));
        assertEquals(TWO, lines("\ufeff[\n" + TWO.get(0) + ",\n" + TWO.get(1) + "\n]\n"));
    }

    @Test
    void the_records_of_a_wrapper_come_as_lines() throws IOException {
        assertEquals(TWO, lines("{\"Records\":[" + TWO.get(0) + "," + TWO.get(1) + "]}"));
        assertEquals(
                TWO,
                lines("{\n \"@odata.context\": \"x\",\n \"value\": [\n" + TWO.get(0) + ",\n" + TWO.get(1) + "\n]\n}"));
    }

    @Test
    void objects_written_over_lines_are_joined() throws IOException {
        List<String> joined = lines("{\n\"a\":\n1\n}\n{\"b\":2}\n");
        assertEquals(List.of("{ \"a\": 1 }", "{\"b\":2}"), joined);
    }

    @Test
    void lines_that_are_objects_and_texts_of_other_kinds_stay_as_they_are() throws IOException {
        String plain = "{\"value\":[{\"x\":1}]}\n{\"y\":[{}]}\n";
        assertEquals(plain, new String(all(plain).readAllBytes(), StandardCharsets.UTF_8));
        String log = "[Wed Oct 11 14:32:52 2017] [error] x\n";
        assertEquals(log, new String(all(log).readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void any_size_of_a_read_gives_the_same_lines() throws IOException {
        String text = "[" + TWO.get(0) + "," + TWO.get(1) + "]";
        byte[] whole = all(text).readAllBytes();
        Seeds.run(200, random -> {
            try {
                InputStream in = all(text);
                byte[] got = new byte[whole.length];
                int count = 0;
                while (count < got.length) {
                    int read = in.read(got, count, Math.min(got.length - count, 1 + random.nextInt(4)));
                    if (read < 0) break;
                    count += read;
                }
                assertEquals(
                        new String(whole, StandardCharsets.UTF_8), new String(got, 0, count, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void a_document_cut_anywhere_ends_without_a_fault() {
        String text = "{\"Records\":[" + TWO.get(0) + "," + TWO.get(1) + "]}";
        for (int cut = 0; cut < text.length(); cut++) {
            try {
                lines(text.substring(0, cut));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
