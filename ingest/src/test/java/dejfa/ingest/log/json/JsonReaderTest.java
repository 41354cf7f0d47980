package dejfa.ingest.log.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.log.FieldNames;
import dejfa.api.log.LogRecord;
import dejfa.ingest.log.BadLine;
import dejfa.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class JsonReaderTest {
    private static List<String> read(JsonReader reader, String json) throws BadLine {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        LogRecord record = new LogRecord(FieldNames.NONE);
        reader.read(bytes, 0, bytes.length, record);
        return fields(record);
    }

    private static List<String> fields(LogRecord record) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < record.count(); i++) {
            all.add(record.name(i) + '=' + record.kind(i) + ':' + record.value(i));
        }
        return all;
    }

    private static List<String> read(String json) throws BadLine {
        return read(new JsonReader(JsonShape.of("", false)), json);
    }

    @Test
    void members_are_fields_and_nested_ones_are_joined_by_dots() throws BadLine {
        assertEquals(
                List.of("a=TEXT:x", "b.c=NUMBER:-1.5e3", "b.d.e=FLAG:true", "f=NUMBER:1", "f=TEXT:2", "f.g=FLAG:false"),
                read(
                        "{\"a\":\"x\",\"b\":{\"c\":-1.5e3,\"d\":{\"e\":true}},\"f\":[1,\"2\",{\"g\":false}],\"h\":{},\"i\":[]}"));
        assertEquals(List.of("n=NULL:"), read(" { \"n\" : null } "));
        assertEquals(List.of(), read("{}"));
    }

    @Test
    void escapes_are_resolved_in_values_and_in_names() throws BadLine {
        assertEquals(
                List.of("p\"q=TEXT:C:\\Windows\\System32\\cmd.exe \"\n\t\r\b\f/é€😀�"),
                read(
                        "{\"p\\\"q\":\"C:\\\\Windows\\\\System32\\\\cmd.exe \\\"\\n\\t\\r\\b\\f\\/\\u00e9\\u20ac\\ud83d\\ude00\\ud800\"}"));
    }

    @Test
    void what_is_no_json_is_a_bad_line() {
        for (String bad : List.of(
                "",
                "[]",
                "1",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "{a:1}",
                "{\"a\":tru}",
                "{\"a\":x}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"b}",
                "{\"a\":1}}",
                "{\"a\":[1}",
                "{\"a\":[1,]}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}",
                "{\"a\":" + "{\"b\":".repeat(40) + "1" + "}".repeat(41),
                "{\"" + "n".repeat(600) + "\":1}")) {
            assertThrows(BadLine.class, () -> read(bad), bad);
        }
    }

    @Test
    void a_shape_renames_hides_drops_and_remembers() throws BadLine {
        JsonShape shape = JsonShape.of("", true)
                .tagged("id", "Id", 1)
                .hidden("time", 2)
                .drop("noise")
                .child("data", JsonShape.of("", true))
                .child("list", JsonShape.pair("Data", true));
        JsonReader reader = new JsonReader(shape);
        assertEquals(
                List.of("Id=NUMBER:7", "A B=TEXT:x", "AB=TEXT:x", "Image=TEXT:a", "Data=TEXT:b", "n=NUMBER:1"),
                read(
                        reader,
                        "{\"id\":7,\"time\":\"now\",\"noise\":{\"a\":[\"]}\"]},\"data\":{\"A B\":\"x\"},"
                                + "\"list\":[{\"@Name\":\"Image\",\"#text\":\"a\"},{\"#text\":\"b\"}],\"n\":1}"));
        assertEquals("7", reader.text(1));
        assertEquals("now", reader.text(2));
        assertFalse(reader.has(3));
        assertFalse(reader.isData(0));
        assertTrue(reader.isData(1));
    }

    @Test
    void a_log_that_never_repeats_a_name_costs_bounded_memory_and_time() {
        JsonReader reader = new JsonReader(JsonShape.of("", false).field("known", "Known"));
        assertTimeout(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 50_000; i++) {
                String line = "{\"a" + i + "\":{\"b" + i + "\":1},\"known\":2}";
                assertEquals(List.of("a" + i + ".b" + i + "=NUMBER:1", "Known=NUMBER:2"), read(reader, line));
            }
        });
    }

    @Test
    void an_array_of_a_million_elements_fills_the_record_and_no_more() throws BadLine {
        byte[] line = ("{\"a\":[" + "\"xxxxxxxx\",".repeat(90_000) + "1]}").getBytes(StandardCharsets.US_ASCII);
        LogRecord record = new LogRecord(FieldNames.NONE);
        new JsonReader(JsonShape.of("", false)).read(line, 0, line.length, record);
        assertEquals(LogRecord.MAX_FIELDS, record.count());
        assertTrue(record.dropped() > 80_000);
    }

    /// What Jackson makes of it, in the same words.
    private static List<String> jackson(JsonFactory factory, String json) {
        List<String> all = new ArrayList<>();
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            jackson(parser, "", all);
            return all;
        }
    }

    private static void jackson(JsonParser parser, String prefix, List<String> all) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = prefix + parser.currentName();
            parser.nextToken();
            jacksonValue(parser, name, all);
        }
    }

    private static void jacksonValue(JsonParser parser, String name, List<String> all) {
        switch (parser.currentToken()) {
            case START_OBJECT -> jackson(parser, name + '.', all);
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) jacksonValue(parser, name, all);
            }
            case VALUE_NULL -> all.add(name + "=NULL:");
            case VALUE_TRUE, VALUE_FALSE -> all.add(name + "=FLAG:" + parser.getString());
            case VALUE_STRING -> all.add(name + "=TEXT:" + parser.getString());
            case null, default -> all.add(name + "=NUMBER:" + parser.getString());
        }
    }

    @Test
    void any_json_is_what_jackson_says_it_is() {
        JsonFactory factory = new JsonFactory();
        JsonReader reader = new JsonReader(JsonShape.of("", false));
        Seeds.run(5_000, random -> {
            StringBuilder json = new StringBuilder();
            object(random, json, 0);
            try {
                assertEquals(jackson(factory, json.toString()), read(reader, json.toString()), json::toString);
            } catch (BadLine e) {
                throw new AssertionError(json.toString(), e);
            }
        });
    }

    @Test
    void any_damage_ends_in_a_bad_line_or_in_other_fields() {
        JsonReader reader = new JsonReader(JsonShape.of("", false).child("a", JsonShape.pair("Data", false)));
        JsonFactory factory = new JsonFactory();
        Seeds.run(20_000, random -> {
            StringBuilder json = new StringBuilder();
            object(random, json, 0);
            for (int i = random.nextInt(3); i >= 0; i--) {
                json.setCharAt(random.nextInt(json.length()), "{}[]\",:\\u0a".charAt(random.nextInt(11)));
            }
            try {
                read(reader, json.toString());
            } catch (BadLine e) {
                assertThrows(JacksonException.class, () -> whole(factory, json.toString()), json::toString);
            }
        });
    }

    /// Fails where Jackson does.
    private static void whole(JsonFactory factory, String json) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) throw new Refused();
            int depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                if (token.isStructStart()) depth++;
                if (token.isStructEnd()) depth--;
            }
            if (parser.nextToken() != null) throw new Refused();
        } catch (NullPointerException cut) {
            throw new Refused();
        }
    }

    private static final class Refused extends JacksonException {
        Refused() {
            super("not an object");
        }

        @Override
        public Object processor() {
            return null;
        }
    }

    private static void object(RandomGenerator random, StringBuilder out, int depth) {
        out.append('{');
        for (int i = random.nextInt(6); i > 0; i--) {
            text(random, out);
            out.append(random.nextBoolean() ? ":" : " : ");
            value(random, out, depth);
            if (i > 1) out.append(random.nextBoolean() ? "," : " ,\t");
        }
        out.append('}');
    }

    private static void value(RandomGenerator random, StringBuilder out, int depth) {
        switch (random.nextInt(depth > 4 ? 5 : 8)) {
            case 0 -> out.append(random.nextInt());
            case 1 -> out.append(random.nextBoolean() ? "null" : "true");
            case 2 -> out.append(random.nextBoolean() ? "false" : "1.25E+7");
            case 5 -> object(random, out, depth + 1);
            case 6, 7 -> {
                out.append('[');
                for (int i = random.nextInt(4); i > 0; i--) {
                    value(random, out, depth + 1);
                    if (i > 1) out.append(',');
                }
                out.append(']');
            }
            default -> text(random, out);
        }
    }

    private static void text(RandomGenerator random, StringBuilder out) {
        String[] parts = {
            "a", "Image", "\\\\", "\\\"", "\\n", "é", "€", "😀", "\\u0041", "\\u20ac", "\\ud83d\\ude00", "/", " "
        };
        out.append('"');
        for (int i = random.nextInt(random.nextInt(3) == 0 ? 30 : 6); i > 0; i--) {
            out.append(parts[random.nextInt(parts.length)]);
        }
        out.append('"');
    }
}
