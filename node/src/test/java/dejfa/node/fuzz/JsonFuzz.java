package dejfa.node.fuzz;

import dejfa.api.log.FieldNames;
import dejfa.api.log.LogRecord;
import dejfa.ingest.log.BadLine;
import dejfa.ingest.log.json.JsonReader;
import dejfa.ingest.log.json.JsonShape;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The logs' JSON reader: no exception but a bad line, and none for an object that Jackson reads.
public final class JsonFuzz {
    private static final JsonFactory JACKSON = new JsonFactory();
    private static final JsonReader READER = new JsonReader(JsonShape.of("", true)
            .tagged("id", "EventID", 1)
            .hidden("time", 2)
            .drop("noise")
            .child("Data", JsonShape.pair("Data", true)));
    private static final LogRecord RECORD = new LogRecord(new FieldNames(List.of("EventID", "a", "a.b")));

    private JsonFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        RECORD.clear();
        try {
            READER.read(data, 0, data.length, RECORD);
            for (int i = 0; i < RECORD.count(); i++) {
                if (RECORD.valueAt(i) + RECORD.valueBytes(i) > RECORD.usedBytes()) {
                    throw new IllegalStateException("a value beyond the record");
                }
            }
        } catch (BadLine e) {
            boolean bounded =
                    e.getMessage().contains("nested") || e.getMessage().contains("too long");
            if (!bounded && isObject(data)) throw new IllegalStateException("refused: " + e.getMessage());
        }
    }

    private static boolean isObject(byte[] data) {
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), data)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) return false;
            int depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                if (token == null) return false;
                if (token.isStructStart()) depth++;
                if (token.isStructEnd()) depth--;
                if (token == JsonToken.PROPERTY_NAME) parser.currentName();
                else if (token.isScalarValue()) parser.getString();
            }
            // Jackson takes other encodings and a byte order mark, which come resolved to this reader.
            return parser.nextToken() == null && firstSolid(data) == '{' && noZeros(data);
        } catch (JacksonException e) {
            return false;
        }
    }

    private static int firstSolid(byte[] data) {
        for (byte c : data) if (c > ' ' || c < 0) return c;
        return -1;
    }

    private static boolean noZeros(byte[] data) {
        for (byte c : data) if (c == 0) return false;
        return true;
    }
}
