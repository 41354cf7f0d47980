package dejfa.ingest.log.windows;

import dejfa.ingest.log.BadLine;
import dejfa.ingest.log.Lines;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// One JSON object as dotted paths and texts: `{"host":{"ip":["10.0.0.5","::1"]}}` is `host.ip` with `10.0.0.5,::1`.
final class FlatJson {
    /// The widest Windows events have some 80.
    static final int MAX_FIELDS = 512;

    private static final int MAX_DEPTH = 16;
    private static final int MAX_PATH_CHARS = 512;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(256)
                    .maxStringLength(Lines.MAX_LINE_BYTES)
                    .maxNumberLength(100)
                    .build())
            .build();

    private FlatJson() {}

    static Map<String, String> read(byte[] bytes, int from, int lengthBytes) throws BadLine {
        Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes, from, lengthBytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) throw new BadLine("it is no JSON object");
            object(parser, "", values);
            if (parser.nextToken() != null) throw new BadLine("something follows the JSON object");
            return values;
        } catch (JacksonException e) {
            throw new BadLine("it is no JSON that can be read: " + e.getOriginalMessage());
        }
    }

    private static void object(JsonParser parser, String prefix, Map<String, String> values) throws BadLine {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String path = prefix + parser.currentName();
            if (path.length() > MAX_PATH_CHARS) throw new BadLine("its names are too long");
            parser.nextToken();
            value(parser, path, values);
        }
    }

    private static void value(JsonParser parser, String path, Map<String, String> values) throws BadLine {
        switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, path + '.', values);
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) value(parser, path, values);
            }
            case VALUE_NULL -> {}
            case null, default -> put(path, parser.getString(), values);
        }
    }

    private static void put(String path, String text, Map<String, String> values) throws BadLine {
        String before = values.get(path);
        if (before == null && values.size() == MAX_FIELDS) throw new BadLine("it has more than 512 values");
        // A million elements of one array must not cost a million copies: what comes after 1 KiB is left out.
        if (before == null) values.put(path, text);
        else if (before.length() < 1024) values.put(path, before + ',' + text);
    }
}
