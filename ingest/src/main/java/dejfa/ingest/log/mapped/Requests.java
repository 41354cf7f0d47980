package dejfa.ingest.log.mapped;

import dejfa.api.log.LogRecord;
import dejfa.ingest.log.text.Cursor;
import dejfa.ingest.log.web.Request;
import java.nio.charset.StandardCharsets;

/// A request line that stands in one field.
final class Requests {
    private Requests() {}

    static void read(String line, LogRecord record) {
        if (line == null) return;
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        Cursor cursor = new Cursor().on(bytes, 0, bytes.length);
        cursor.rest();
        Request.read(cursor, record);
    }
}
