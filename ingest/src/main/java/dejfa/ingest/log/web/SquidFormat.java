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
import dejfa.ingest.log.text.Name;
import java.nio.charset.StandardCharsets;

/// Squid's native access log: `time elapsed client code/status bytes method URL user hierarchy/peer type`.
public final class SquidFormat implements LogFormat {
    private static final LogOrigin ORIGIN = new LogOrigin(null, "squid", "proxy");
    private static final Name CLIENT = new Name("c-ip");
    private static final Name ACTION = new Name("s-action");
    private static final Name STATUS = new Name("sc-status");
    private static final Name BYTES = new Name("sc-bytes");
    private static final Name METHOD = new Name("cs-method");
    private static final Name USER = new Name("cs-username");
    private static final Name PEER = new Name("dst_ip");
    private static final Name TYPE = new Name("sc-content-type");

    private final Cursor cursor = new Cursor();

    public static LogFormat recognise(Head head) {
        SquidFormat format = new SquidFormat();
        byte[] line = head.first().getBytes(StandardCharsets.UTF_8);
        format.cursor.on(line, 0, line.length);
        if (format.time() < 0 || !format.cursor.word() || format.cursor.number() < 0 || !format.cursor.word())
            return null;
        return format.cursor.word() && format.cursor.text().matches("[A-Z_]+/\\d{3}") ? new SquidFormat() : null;
    }

    /// Seconds since 1970 with a fraction.
    private long time() {
        if (!cursor.word()) return -1;
        byte[] bytes = cursor.bytes();
        int dot = cursor.from();
        while (dot < cursor.to() && bytes[dot] != '.') dot++;
        long seconds = Cursor.number(bytes, cursor.from(), dot);
        long millis = cursor.to() - dot == 4 ? Cursor.number(bytes, dot + 1, cursor.to()) : -1;
        return seconds < 0 || seconds > 7_258_118_400L || millis < 0 ? -1 : (seconds * 1000 + millis) * 1_000_000;
    }

    @Override
    public boolean read(Lines lines, LogRecord record) throws BadLine {
        cursor.on(lines.bytes(), lines.from(), lines.lengthBytes());
        record.timeNs = time();
        if (record.timeNs < 0 || !cursor.word() || !cursor.word()) throw new BadLine("it is no line of Squid's log");
        record.origin = ORIGIN;
        CLIENT.add(record, cursor);
        if (cursor.word()) slash(ACTION, STATUS, record);
        if (cursor.word()) BYTES.number(record, cursor.bytes(), cursor.from(), cursor.to());
        if (cursor.word()) METHOD.add(record, cursor);
        if (cursor.word()) ProxyUrl.read(cursor.bytes(), cursor.from(), cursor.to(), record);
        if (cursor.word()) USER.add(record, cursor);
        if (cursor.word()) slash(null, PEER, record);
        if (cursor.word()) TYPE.add(record, cursor);
        return true;
    }

    private void slash(Name before, Name after, LogRecord record) {
        byte[] bytes = cursor.bytes();
        int slash = cursor.from();
        while (slash < cursor.to() && bytes[slash] != '/') slash++;
        if (before != null) before.add(record, bytes, cursor.from(), slash);
        boolean nothing = cursor.to() - slash < 2 || bytes[slash + 1] == '-';
        if (!nothing) after.add(record, bytes, slash + 1, cursor.to());
    }

    @Override
    public Parsed parsed(LogRecord record) {
        return General.parsed(record, "c-ip", "dst_ip");
    }

    @Override
    public String remark() {
        return null;
    }
}
