package dejfa.ingest.log.text;

import dejfa.api.log.LogRecord;
import java.nio.charset.StandardCharsets;

/// The name of a field that a format writes into records, as bytes once and for all.
public final class Name {
    private final byte[] text;

    public Name(String text) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    /// Copies the value.
    public void add(LogRecord record, byte[] bytes, int from, int to) {
        record.add(text, 0, text.length, bytes, from, to - from, LogRecord.Kind.TEXT);
    }

    public void number(LogRecord record, byte[] bytes, int from, int to) {
        record.add(text, 0, text.length, bytes, from, to - from, LogRecord.Kind.NUMBER);
    }

    /// The piece that the cursor took last; nothing where it is empty or the `-` for nothing.
    public void add(LogRecord record, Cursor piece) {
        if (piece.lengthBytes() > 0 && !piece.tokenIs("-")) add(record, piece.bytes(), piece.from(), piece.to());
    }

    public void add(LogRecord record, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        add(record, bytes, 0, bytes.length);
    }

    public void add(LogRecord record, byte[] value) {
        add(record, value, 0, value.length);
    }

    @Override
    public String toString() {
        return new String(text, StandardCharsets.UTF_8);
    }
}
