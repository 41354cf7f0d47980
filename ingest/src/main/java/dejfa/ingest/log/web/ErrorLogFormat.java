package dejfa.ingest.log.web;

import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import dejfa.ingest.log.BadLine;
import dejfa.ingest.log.Head;
import dejfa.ingest.log.Lines;
import dejfa.ingest.log.LogFormat;
import dejfa.ingest.log.Parsed;
import dejfa.ingest.log.text.Cursor;
import dejfa.ingest.log.text.General;
import dejfa.ingest.log.text.Months;
import dejfa.ingest.log.text.Name;
import java.nio.charset.StandardCharsets;

/// Error log of Apache (`[Wed Oct 11 14:32:52.123456 2000] [core:error] [pid 35708] [client 10.0.0.1:4711] …`) or
/// Nginx (`2000/10/11 14:32:52 [error] 35708#0: *1 …, client: 10.0.0.1, …`).
public final class ErrorLogFormat implements LogFormat {
    private static final LogOrigin APACHE = new LogOrigin(null, "apache", null);
    private static final LogOrigin NGINX = new LogOrigin(null, "nginx", null);
    private static final Name LEVEL = new Name("level");
    private static final Name CLIENT = new Name("c-ip");
    private static final Name MESSAGE = new Name("message");

    private final Cursor cursor = new Cursor();
    private long last = -1;

    public static LogFormat recognise(Head head) {
        byte[] line = head.first().getBytes(StandardCharsets.UTF_8);
        ErrorLogFormat format = new ErrorLogFormat();
        format.cursor.on(line, 0, line.length);
        return format.time() >= 0 && format.cursor.find("[") >= 0 ? new ErrorLogFormat() : null;
    }

    @Override
    public boolean read(Lines lines, LogRecord record) throws BadLine {
        cursor.on(lines.bytes(), lines.from(), lines.lengthBytes());
        boolean apache = cursor.here() == '[';
        long timeNs = time();
        if (timeNs < 0) {
            // A message that goes on: it has the time of its first line.
            if (last < 0) throw new BadLine("it has no time");
            cursor.on(lines.bytes(), lines.from(), lines.lengthBytes());
        } else last = timeNs;
        record.timeNs = last;
        record.origin = apache || timeNs < 0 ? APACHE : NGINX;
        cursor.skipSpaces();
        while (cursor.skip('[')) {
            cursor.until(']');
            part(record);
            cursor.skipSpaces();
        }
        int client = cursor.find(", client: ");
        cursor.rest();
        MESSAGE.add(record, cursor.bytes(), cursor.from(), cursor.to());
        if (client >= 0) client(client + 10, record);
        return true;
    }

    private void part(LogRecord record) {
        String text = cursor.text();
        if (text.startsWith("client ")) {
            String peer = text.substring(7);
            int colon = peer.lastIndexOf(':');
            CLIENT.add(record, colon > 0 && peer.indexOf('.') > 0 ? peer.substring(0, colon) : peer);
        } else if (!text.startsWith("pid ")) LEVEL.add(record, text.substring(text.indexOf(':') + 1));
    }

    private void client(int from, LogRecord record) {
        byte[] bytes = cursor.bytes();
        int to = from;
        while (to < cursor.end() && bytes[to] != ',' && bytes[to] > ' ') to++;
        CLIENT.add(record, bytes, from, to);
    }

    /// Passes the time; -1 where none stands here.
    private long time() {
        byte[] bytes = cursor.bytes();
        if (cursor.skip('[')) {
            // `Wed Oct 11 14:32:52.123456 2000]`
            if (!cursor.word() || !cursor.word()) return -1;
            int month = Months.month(bytes, cursor.from(), cursor.to());
            if (month == 0 || !cursor.word()) return -1;
            long day = cursor.number();
            if (!cursor.word()) return -1;
            int second = Months.clock(bytes, cursor.from(), cursor.to());
            if (!cursor.until(']')) return -1;
            long year = cursor.number();
            if (day < 1 || day > 31 || second < 0 || year < 1970 || year > 2199) return -1;
            return Months.ns((int) year, month, (int) day, second);
        }
        if (!cursor.word() || cursor.lengthBytes() != 10 || bytes[cursor.from() + 4] != '/') return -1;
        long year = Cursor.number(bytes, cursor.from(), cursor.from() + 4);
        long month = Cursor.number(bytes, cursor.from() + 5, cursor.from() + 7);
        long day = Cursor.number(bytes, cursor.from() + 8, cursor.from() + 10);
        if (!cursor.word()) return -1;
        int second = Months.clock(bytes, cursor.from(), cursor.to());
        if (year < 1970 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31 || second < 0) return -1;
        return Months.ns((int) year, (int) month, (int) day, second);
    }

    @Override
    public Parsed parsed(LogRecord record) {
        return General.parsed(record, "c-ip", null);
    }

    @Override
    public String remark() {
        return null;
    }
}
