package dejfa.ingest.log.syslog;

import dejfa.api.log.LogRecord;
import dejfa.ingest.log.text.Cursor;

/// Structured data (RFC 5424 §6.3): `[id name="value" …]…` as fields `id.name`.
final class StructuredData {
    private StructuredData() {}

    static void read(byte[] bytes, int from, int to, LogRecord record) {
        if (to <= from) return;
        Cursor cursor = new Cursor().on(bytes, from, to - from);
        while (cursor.skip('[')) {
            int id = cursor.at();
            while (!cursor.atEnd() && cursor.here() != ' ' && cursor.here() != ']') cursor.at(cursor.at() + 1);
            int idBytes = cursor.at() - id;
            while (cursor.skip(' ')) parameter(cursor, id, idBytes, record);
            if (!cursor.skip(']')) return;
        }
    }

    private static void parameter(Cursor cursor, int id, int idBytes, LogRecord record) {
        if (!cursor.until('=')) return;
        int name = cursor.from();
        int nameBytes = cursor.lengthBytes();
        if (cursor.here() != '"') return;
        cursor.skip('"');
        int value = cursor.at();
        byte[] bytes = cursor.bytes();
        int at = record.reserve(idBytes + 1 + nameBytes + cursor.end() - value);
        byte[] out = record.bytes();
        System.arraycopy(bytes, id, out, at, idBytes);
        out[at + idBytes] = '.';
        System.arraycopy(bytes, name, out, at + idBytes + 1, nameBytes);
        int start = at + idBytes + 1 + nameBytes;
        int end = start;
        for (; value < cursor.end() && bytes[value] != '"'; value++) {
            boolean escaped = bytes[value] == '\\' && value + 1 < cursor.end() && isEscaped(bytes[value + 1]);
            out[end++] = bytes[escaped ? ++value : value];
        }
        cursor.at(Math.min(cursor.end(), value + 1));
        record.wrote(end - at);
        record.add(at, start - at, start, end - start, LogRecord.Kind.TEXT);
    }

    private static boolean isEscaped(byte c) {
        return c == '"' || c == '\\' || c == ']';
    }
}
