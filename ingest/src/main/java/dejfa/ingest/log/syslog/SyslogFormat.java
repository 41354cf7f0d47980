package dejfa.ingest.log.syslog;

import dejfa.api.log.LogRecord;
import dejfa.ingest.log.BadLine;
import dejfa.ingest.log.Head;
import dejfa.ingest.log.Lines;
import dejfa.ingest.log.LogFormat;
import dejfa.ingest.log.Parsed;
import dejfa.ingest.log.audit.AuditFormat;
import dejfa.ingest.log.text.Cursor;
import dejfa.ingest.log.text.General;
import dejfa.ingest.log.text.Name;
import dejfa.ingest.log.windows.LinuxSysmon;
import java.nio.charset.StandardCharsets;

/// Syslog messages, one a line: RFC 5424, RFC 3164 and what devices make of it.
public final class SyslogFormat implements LogFormat {
    private static final Name PROGRAM = new Name("program");
    private static final Name PID = new Name("pid");
    private static final Name HOST = new Name("hostname");
    private static final Name MESSAGE_ID = new Name("msgid");
    private static final Name FACILITY = new Name("facility");
    private static final Name SEVERITY = new Name("severity");
    private static final Name MESSAGE = new Name("message");
    private static final Name MNEMONIC = new Name("mnemonic");

    private final Cursor cursor = new Cursor();
    private final Years years;
    private final Header header;
    /// joins audit lines that come by syslog, or null
    private AuditFormat audit;

    private final LinuxSysmon sysmon = new LinuxSysmon();
    private long local;

    /// @param referenceNs when the log was last written: no message is later
    public SyslogFormat(long referenceNs) {
        years = new Years(referenceNs);
        header = new Header(years);
    }

    public static LogFormat recognise(Head head) {
        SyslogFormat format = new SyslogFormat(head.writtenNs());
        int like = 0;
        for (String line : head.lines()) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            format.cursor.on(bytes, 0, bytes.length);
            if (format.header.read(format.cursor) && format.isSure()) like++;
        }
        return like > 0 && 2 * like >= head.lines().size() ? new SyslogFormat(head.writtenNs()) : null;
    }

    /// A time alone could stand at the start of any log.
    private boolean isSure() {
        return header.priority >= 0
                || header.program != null && header.host != null
                || header.timeNs >= 0 && header.program == null && cursor.here() == '%';
    }

    @Override
    public boolean read(Lines lines, LogRecord record) throws BadLine {
        if (joined(record)) {
            lines.back();
            return true;
        }
        cursor.on(lines.bytes(), lines.from(), lines.lengthBytes());
        return read(cursor, record);
    }

    /// What audit lines said together before this message, if anything is ready; asked for before each message.
    public boolean joined(LogRecord record) {
        return audit != null && audit.joined(record);
    }

    /// Fills the record from one message.
    public boolean read(Cursor message, LogRecord record) throws BadLine {
        if (!header.read(message)) throw new BadLine("it has no head of a syslog message");
        record.timeNs = header.timeNs;
        record.zoneless = header.local;
        if (header.local) local++;
        record.computer = header.host;
        String mnemonic = mnemonic(message);
        record.origin = Programs.origin(header.program, header.priority, mnemonic, message);
        if (record.origin == Programs.AUDITD || message.startsWith("type=") || message.startsWith("audit: type=")) {
            message.skip("audit: ");
            if (audit().line(message, record)) return true;
        }
        if (message.startsWith("<Event>") && sysmon(message, record)) return true;
        head(message, mnemonic, record);
        Speech.read(record.origin.service(), message, record);
        message.rest();
        MESSAGE.add(record, message.bytes(), message.from(), message.to());
        return true;
    }

    /// Sysmon for Linux: the event's XML is the message.
    private boolean sysmon(Cursor message, LogRecord record) {
        long timeNs = record.timeNs;
        boolean whole = sysmon.read(message.bytes(), message.at(), message.end() - message.at(), record);
        if (whole) return true;
        record.clear();
        record.timeNs = timeNs;
        record.computer = header.host;
        record.origin = Programs.origin(header.program, header.priority, null, message);
        return false;
    }

    private void head(Cursor message, String mnemonic, LogRecord record) {
        if (header.priority >= 0) {
            FACILITY.add(record, Integer.toString(header.priority >> 3));
            SEVERITY.add(record, Integer.toString(header.priority & 7));
        }
        if (header.host != null) HOST.add(record, header.host);
        if (header.program != null) PROGRAM.add(record, header.program);
        if (header.pid != null) PID.add(record, header.pid);
        if (header.messageId != null) MESSAGE_ID.add(record, header.messageId);
        if (mnemonic != null) MNEMONIC.add(record, mnemonic);
        StructuredData.read(message.bytes(), header.dataFrom, header.dataTo, record);
    }

    /// `%PARSER-5-CFGLOG_LOGGEDCMD` where the message begins so, else null. It stays in the message.
    private static String mnemonic(Cursor message) {
        if (message.here() != '%') return null;
        int start = message.at();
        int to = start;
        while (to < message.end() && to - start < 64 && message.bytes()[to] > ' ' && message.bytes()[to] != ':') to++;
        return new String(message.bytes(), start, to - start, StandardCharsets.UTF_8);
    }

    /// The parts of the record last read.
    @Override
    public Parsed parsed(LogRecord record) {
        return General.parsed(record, "src_ip", null);
    }

    @Override
    public String remark() {
        if (local == 0) return null;
        String year = years.known() == 0
                ? ""
                : " and no year; the first is taken for one of " + years.known() + ", by the file's date";
        return local + " messages carry a time without a zone, taken as UTC" + year;
    }

    @Override
    public boolean end(LogRecord record) {
        return audit != null && audit.end(record);
    }

    /// Made when the first audit line comes.
    private AuditFormat audit() {
        if (audit == null) audit = new AuditFormat();
        return audit;
    }
}
