package dejfa.ingest.log.mapped;

import dejfa.api.log.LogRecord;
import dejfa.ingest.log.BadLine;
import dejfa.ingest.log.Lines;
import dejfa.ingest.log.tree.JsonText;
import dejfa.ingest.log.text.Cursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One line as fields, by the form of the log.
interface Rows {
    /// @return false where the line carries no record
    boolean read(Lines lines, LogRecord record) throws BadLine;

    static Rows of(Mapping mapping) {
        return switch (mapping.form()) {
            case JSON -> new Json();
            case CSV -> new Csv(mapping.columns());
            case PAIRS -> new Pairs();
            case OWN -> throw new IllegalStateException(mapping.name() + " has a reader of its own");
        };
    }

    /// One JSON object a line.
    final class Json implements Rows {
        private final JsonText json = new JsonText();

        @Override
        public boolean read(Lines lines, LogRecord record) throws BadLine {
            json.fields(lines.bytes(), lines.from(), lines.lengthBytes(), record);
            return true;
        }
    }

    /// RFC 4180, one record a line; comma, semicolon or tab, as the first line has it.
    final class Csv implements Rows {
        private static final int MAX_COLUMNS = 512;

        private final List<byte[]> columns = new ArrayList<>();
        private char separator = ',';
        private boolean named;

        Csv(List<String> columns) {
            for (String column : columns) this.columns.add(column.getBytes(StandardCharsets.UTF_8));
            named = !columns.isEmpty();
        }

        @Override
        public boolean read(Lines lines, LogRecord record) throws BadLine {
            byte[] bytes = lines.bytes();
            int end = lines.from() + lines.lengthBytes();
            if (!named) {
                header(bytes, lines.from(), end);
                return false;
            }
            int at = lines.from();
            for (int column = 0; at <= end; column++) {
                if (column == columns.size()) throw new BadLine("it has more than " + columns.size() + " columns");
                at = value(bytes, at, end, columns.get(column), record);
            }
            return true;
        }

        private void header(byte[] bytes, int from, int end) throws BadLine {
            named = true;
            int[] counts = new int[128];
            for (int i = from; i < end; i++) if (bytes[i] > 0) counts[bytes[i]]++;
            if (counts[';'] > counts[',']) separator = ';';
            if (counts['\t'] > counts[',']) separator = '\t';
            LogRecord names = new LogRecord(dejfa.api.log.FieldNames.NONE);
            byte[] none = {};
            for (int at = from; at <= end; ) {
                if (columns.size() == MAX_COLUMNS) throw new BadLine("it names more than " + MAX_COLUMNS + " columns");
                names.clear();
                at = value(bytes, at, end, none, names);
                columns.add(names.count() == 0 ? none : names.value(0).getBytes(StandardCharsets.UTF_8));
            }
        }

        /// @return where the next value begins; beyond the end after the last
        private int value(byte[] bytes, int from, int end, byte[] name, LogRecord record) {
            if (from >= end || bytes[from] != '"') {
                int to = from;
                while (to < end && bytes[to] != separator) to++;
                if (to > from) record.add(name, 0, name.length, bytes, from, to - from, LogRecord.Kind.TEXT);
                return to + 1;
            }
            int at = record.reserve(name.length + end - from);
            byte[] out = record.bytes();
            System.arraycopy(name, 0, out, at, name.length);
            int written = at + name.length;
            int i = from + 1;
            for (; i < end; i++) {
                if (bytes[i] == '"' && (i + 1 >= end || bytes[i + 1] != '"')) break;
                if (bytes[i] == '"') i++;
                out[written++] = bytes[i];
            }
            record.wrote(written - at);
            int value = at + name.length;
            if (written > value) record.add(at, name.length, value, written - value, LogRecord.Kind.TEXT);
            while (i < end && bytes[i] != separator) i++;
            return i + 1;
        }
    }

    /// `date=2019-05-10 time=11:50:48 devname="fw" …`, perhaps after a syslog priority. Date and time together
    /// stand as `timestamp` as well.
    final class Pairs implements Rows {
        private final Cursor cursor = new Cursor();

        @Override
        public boolean read(Lines lines, LogRecord record) {
            cursor.on(lines.bytes(), lines.from(), lines.lengthBytes());
            if (cursor.here() == '<') cursor.until('>');
            while (!cursor.atEnd()) {
                cursor.skipSpaces();
                byte[] bytes = cursor.bytes();
                int name = cursor.at();
                int equals = name;
                while (equals < cursor.end() && bytes[equals] != '=' && bytes[equals] > ' ') equals++;
                if (equals == name || equals == cursor.end() || bytes[equals] != '=') {
                    if (!cursor.word()) break;
                    continue;
                }
                cursor.at(equals + 1);
                boolean empty = cursor.here() == ' ';
                if (empty || !cursor.quotedOrWord()) continue;
                record.add(bytes, name, equals - name, bytes, cursor.from(), cursor.lengthBytes(), LogRecord.Kind.TEXT);
            }
            String date = record.value("date");
            String time = record.value("time");
            if (date != null && time != null) record.add("timestamp", date + ' ' + time);
            return record.count() > 0;
        }
    }
}
