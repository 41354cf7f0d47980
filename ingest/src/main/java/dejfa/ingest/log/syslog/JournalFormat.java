package dejfa.ingest.log.syslog;

import dejfa.api.log.LogRecord;
import dejfa.ingest.log.BadLine;
import dejfa.ingest.log.Head;
import dejfa.ingest.log.Lines;
import dejfa.ingest.log.LogFormat;
import dejfa.ingest.log.Parsed;
import dejfa.ingest.log.Values;
import dejfa.ingest.log.text.Cursor;
import dejfa.ingest.log.text.General;
import dejfa.ingest.log.text.Name;
import dejfa.ingest.log.tree.JsonText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// systemd's journal: the Journal Export Format, and the JSON lines of `journalctl -o json`. Its own names stay;
/// those of syslog stand beside them.
public final class JournalFormat implements LogFormat {
    /// What a binary field may hold.
    private static final int MAX_VALUE_BYTES = Lines.MAX_LINE_BYTES;

    private static final Name PROGRAM = new Name("program");
    private static final Name PID = new Name("pid");
    private static final Name HOST = new Name("hostname");
    private static final Name MESSAGE = new Name("message");
    private static final Name TYPE = new Name("type");
    private static final String AUDIT_FIELD = "_AUDIT_FIELD_";

    private final boolean json;
    private final JsonText objects = new JsonText();
    private final Cursor cursor = new Cursor();

    private JournalFormat(boolean json) {
        this.json = json;
    }

    public static LogFormat recognise(Head head) {
        for (String line : head.lines()) {
            if (line.startsWith("__CURSOR=") || line.startsWith("__REALTIME_TIMESTAMP="))
                return new JournalFormat(false);
            if (line.startsWith("{") && line.contains("\"__REALTIME_TIMESTAMP\"") && JsonText.treeOf(line) != null) {
                return new JournalFormat(true);
            }
        }
        return null;
    }

    @Override
    public boolean read(Lines lines, LogRecord record) throws BadLine {
        if (json) objects.fields(lines.bytes(), lines.from(), lines.lengthBytes(), record);
        else export(lines, record);
        interpret(record);
        return true;
    }

    /// Lines `NAME=value` up to an empty one; a value that is no text follows its name's line with a length of
    /// eight bytes, little endian, before it.
    private void export(Lines lines, LogRecord record) throws BadLine {
        do {
            byte[] bytes = lines.bytes();
            int from = lines.from();
            int to = from + lines.lengthBytes();
            int equals = from;
            while (equals < to && bytes[equals] != '=') equals++;
            if (equals < to) {
                record.add(bytes, from, equals - from, bytes, equals + 1, to - equals - 1, LogRecord.Kind.TEXT);
            } else if (to > from) binary(lines, new String(bytes, from, to - from, StandardCharsets.UTF_8), record);
        } while (lines.next() && !lines.isBlank());
    }

    private static void binary(Lines lines, String name, LogRecord record) throws BadLine {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        long wanted = 8;
        boolean measured = false;
        while (raw.size() < wanted) {
            if (!lines.next()) throw new BadLine("it ends within a value");
            if (lines.isOverlong()) throw new BadLine("a value of it is too long");
            byte[] bytes = lines.bytes();
            int end = lines.from() + lines.lengthBytes();
            raw.write(bytes, lines.from(), lines.lengthBytes());
            // The line's end belongs to the value, and so does the carriage return before it.
            if (end < bytes.length && bytes[end] == '\r') raw.write('\r');
            raw.write('\n');
            if (measured || raw.size() < 8) continue;
            measured = true;
            byte[] head = raw.toByteArray();
            long length = 0;
            for (int i = 7; i >= 0; i--) length = length << 8 | head[i] & 255;
            if (length < 0 || length > MAX_VALUE_BYTES) throw new BadLine("a value of it is too long");
            // A line feed ends the value.
            wanted = 8 + length + 1;
        }
        record.add(name, raw.toByteArray(), 8, (int) wanted - 9, LogRecord.Kind.TEXT);
    }

    private void interpret(LogRecord record) throws BadLine {
        cursor.on(new byte[0], 0, 0);
        long micros = Values.number(record.value("__REALTIME_TIMESTAMP"));
        if (micros < 0 || micros > Long.MAX_VALUE / 1000) throw new BadLine("it has no __REALTIME_TIMESTAMP");
        record.timeNs = micros * 1000;
        record.computer = record.value("_HOSTNAME");
        if (record.computer != null) HOST.add(record, record.computer);
        String audit = record.value("_AUDIT_TYPE_NAME");
        String program = record.value("SYSLOG_IDENTIFIER");
        if (program == null) program = record.value("_COMM");
        long facility = Values.number(record.value("SYSLOG_FACILITY"));
        record.origin = audit != null
                ? Programs.AUDITD
                : Programs.origin(program, facility < 0 || facility > 23 ? -1 : (int) facility << 3, null, cursor);
        if (program != null) PROGRAM.add(record, program);
        String pid = record.value("_PID");
        if (pid != null) PID.add(record, pid);
        if (audit != null) audit(audit, record);
        message(record);
    }

    private static void audit(String type, LogRecord record) {
        TYPE.add(record, type);
        int count = record.count();
        for (int i = 0; i < count; i++) {
            String name = record.name(i);
            if (!name.startsWith(AUDIT_FIELD)) continue;
            String value = record.value(i);
            boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
            record.add(
                    name.substring(AUDIT_FIELD.length()).toLowerCase(Locale.ROOT),
                    quoted ? value.substring(1, value.length() - 1) : value);
        }
    }

    /// As JSON, a message that is no text is a list of its bytes.
    private void message(LogRecord record) {
        byte[] text = null;
        ByteArrayOutputStream listed = new ByteArrayOutputStream();
        int count = record.count();
        for (int i = 0; i < count; i++) {
            if (record.nameBytes(i) != 7 || !record.name(i).equals("MESSAGE")) continue;
            if (record.kind(i) == LogRecord.Kind.NUMBER) listed.write((int) Values.number(record.value(i)));
            else if (text == null && record.kind(i) == LogRecord.Kind.TEXT) {
                text = record.value(i).getBytes(StandardCharsets.UTF_8);
            }
        }
        if (text == null) text = listed.toByteArray();
        cursor.on(text, 0, text.length);
        Speech.read(record.origin.service(), cursor, record);
        MESSAGE.add(record, text);
    }

    @Override
    public Parsed parsed(LogRecord record) {
        return General.parsed(record, "src_ip", null);
    }

    @Override
    public String remark() {
        return null;
    }
}
