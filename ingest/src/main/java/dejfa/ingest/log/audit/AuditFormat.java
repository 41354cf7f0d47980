package dejfa.ingest.log.audit;

import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import dejfa.ingest.log.BadLine;
import dejfa.ingest.log.Head;
import dejfa.ingest.log.Lines;
import dejfa.ingest.log.LogFormat;
import dejfa.ingest.log.Parsed;
import dejfa.ingest.log.text.Cursor;
import dejfa.ingest.log.text.General;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// The audit daemon's log: a record a line, and one more for an event whose lines together say what was run, made
/// or called.
public final class AuditFormat implements LogFormat {
    private static final LogOrigin ORIGIN = new LogOrigin("linux", "auditd", null);

    /// Events whose lines are still coming: the kernel writes those of several processors in turns.
    private static final int MAX_OPEN = 64;

    /// An event that got no line for so long of the log's time is whole.
    private static final long PATIENCE_NS = 2_000_000_000L;

    private final Cursor cursor = new Cursor();
    private final AuditLine line = new AuditLine();
    private final Map<Long, AuditEvent> open = new LinkedHashMap<>();
    private final ArrayDeque<AuditEvent> whole = new ArrayDeque<>();

    public static LogFormat recognise(Head head) {
        AuditFormat format = new AuditFormat();
        for (String text : head.lines()) {
            byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            if (format.line.head(format.cursor.on(bytes, 0, bytes.length))) return new AuditFormat();
        }
        return null;
    }

    @Override
    public boolean read(Lines lines, LogRecord record) throws BadLine {
        while (!whole.isEmpty()) {
            if (!whole.poll().write(record)) continue;
            lines.back();
            return true;
        }
        cursor.on(lines.bytes(), lines.from(), lines.lengthBytes());
        if (!line(cursor, record)) throw new BadLine("it is no line of the audit log");
        return !line.type.equals("EOE");
    }

    /// One line, wherever it came from; the joined records come with [#joined].
    ///
    /// @return false where it is no audit line
    public boolean line(Cursor text, LogRecord record) {
        int start = text.at();
        if (!line.head(text)) {
            text.at(start);
            return false;
        }
        record.origin = ORIGIN;
        record.timeNs = line.timeNs;
        if (line.node != null) record.computer = line.node;
        line.fields(text, record);
        join(record);
        return true;
    }

    private void join(LogRecord record) {
        if (line.type.equals("EOE")) {
            AuditEvent ended = open.remove(line.serial);
            if (ended != null) whole.add(ended);
            return;
        }
        AuditEvent event = open.get(line.serial);
        if (event == null) {
            event = new AuditEvent(line.timeNs, record.computer);
            open.put(line.serial, event);
        }
        event.add(line.type, record);
        if (line.type.equals("PROCTITLE")) {
            // The last line of an event that has one.
            open.remove(line.serial);
            whole.add(event);
        }
        for (Iterator<AuditEvent> oldest = open.values().iterator(); oldest.hasNext(); ) {
            AuditEvent first = oldest.next();
            if (open.size() <= MAX_OPEN && first.timeNs > line.timeNs - PATIENCE_NS) break;
            whole.add(first);
            oldest.remove();
        }
    }

    /// The next joined record, if one is ready.
    public boolean joined(LogRecord record) {
        while (!whole.isEmpty()) if (whole.poll().write(record)) return true;
        return false;
    }

    @Override
    public boolean end(LogRecord record) {
        whole.addAll(open.values());
        open.clear();
        return joined(record);
    }

    @Override
    public Parsed parsed(LogRecord record) {
        return General.parsed(record, "addr", "DestinationIp");
    }

    @Override
    public String remark() {
        return null;
    }
}
