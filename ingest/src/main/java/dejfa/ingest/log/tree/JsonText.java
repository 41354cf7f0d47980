package dejfa.ingest.log.tree;

import dejfa.api.log.LogRecord;
import dejfa.ingest.log.BadLine;
import dejfa.ingest.log.Lines;
import dejfa.ingest.log.json.JsonReader;
import dejfa.ingest.log.json.JsonShape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Reads one JSON object.
public final class JsonText {
    private static final int MAX_DEPTH = 48;
    /// Values of one tree.
    private static final int MAX_NODES = 20_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(512)
                    .maxStringLength(Lines.MAX_LINE_BYTES)
                    .maxNumberLength(100)
                    .build())
            .build();

    private final JsonReader reader = new JsonReader(JsonShape.of("", false));
    private int nodes;

    /// Adds every value to the record, under its dotted name; the elements of a list under the list's.
    public void fields(byte[] bytes, int from, int lengthBytes, LogRecord record) throws BadLine {
        reader.read(bytes, from, lengthBytes, record);
    }

    /// The object as maps, lists, `String`, `Long`, `Double`, `Boolean`; nulls are left out.
    public Map<String, Object> tree(byte[] bytes, int from, int lengthBytes) throws BadLine {
        nodes = 0;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes, from, lengthBytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) throw new BadLine("it is no JSON object");
            Map<String, Object> tree = members(parser);
            if (parser.nextToken() != null) throw new BadLine("something follows the JSON object");
            return tree;
        } catch (JacksonException e) {
            throw new BadLine("it is no JSON that can be read: " + e.getOriginalMessage());
        }
    }

    /// The tree of a text, or null where it is no object.
    public static Map<String, Object> treeOf(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return new JsonText().tree(bytes, 0, bytes.length);
        } catch (BadLine e) {
            // It is asked whether it is one.
            return null;
        }
    }

    private Map<String, Object> members(JsonParser parser) throws BadLine {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = node(parser);
            if (value != null) members.put(name, value);
        }
        return members;
    }

    private Object node(JsonParser parser) throws BadLine {
        if (++nodes > MAX_NODES) throw new BadLine("it has more than " + MAX_NODES + " values");
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    Object element = node(parser);
                    if (element != null) list.add(element);
                }
                yield list;
            }
            case VALUE_NULL -> null;
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NUMBER_INT -> number(parser.getString());
            case VALUE_NUMBER_FLOAT -> Double.valueOf(parser.getString());
            case null, default -> parser.getString();
        };
    }

    /// A number beyond 64 bits is a text.
    private static Object number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
