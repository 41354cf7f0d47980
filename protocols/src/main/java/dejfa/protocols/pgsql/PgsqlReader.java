package dejfa.protocols.pgsql;

import dejfa.api.Field;
import dejfa.api.Slots;
import dejfa.protocols.wire.Cursor;
import java.nio.charset.StandardCharsets;

/// Pieces that requests and responses are made of.
final class PgsqlReader {
    private PgsqlReader() {}

    /// Bytes up to the next zero, which is passed over, or to the end.
    static byte[] string(Cursor in) {
        byte[] all = in.array();
        int start = in.position();
        int end = start;
        while (end < in.limit() && all[end] != 0) end++;
        byte[] text = in.bytes(end - start);
        if (in.remaining() > 0) in.skip(1);
        return text;
    }

    /// A setting as EVE shows it: one member that has its name, words joined by `_`.
    static Slots parameter(byte[] name, byte[] value) {
        Slots entry = new Slots(PgsqlParameterFields.SCHEMA);
        String text = new String(name, StandardCharsets.ISO_8859_1);
        String key =
                switch (text) {
                    case "DateStyle" -> "date_style";
                    case "IntervalStyle" -> "interval_style";
                    case "TimeZone" -> "time_zone";
                    default -> text;
                };
        Field field = PgsqlParameterFields.SCHEMA.field(key);
        if (field != null && !key.equals("other")) return entry.set(field, value);
        byte[] both = java.util.Arrays.copyOf(name, name.length + 1 + value.length);
        both[name.length] = '=';
        System.arraycopy(value, 0, both, name.length + 1, value.length);
        return entry.set(PgsqlParameterFields.OTHER, both);
    }
}
