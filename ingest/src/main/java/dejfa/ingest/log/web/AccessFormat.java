package dejfa.ingest.log.web;

import dejfa.api.Address;
import dejfa.api.Slots;
import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import dejfa.ingest.log.BadLine;
import dejfa.ingest.log.Head;
import dejfa.ingest.log.Lines;
import dejfa.ingest.log.LogFormat;
import dejfa.ingest.log.Masks;
import dejfa.ingest.log.Parsed;
import dejfa.ingest.log.Values;
import dejfa.ingest.log.text.Cursor;
import dejfa.ingest.log.text.Months;
import dejfa.ingest.log.text.Name;

/// Access log of Apache or Nginx: the Common Log Format, the combined one with referrer and user agent, each
/// perhaps with the virtual host before (`vhost:port`), and whatever quoted or bare columns the operator put
/// behind.
public final class AccessFormat implements LogFormat {
    private static final LogOrigin ORIGIN = new LogOrigin(null, null, "webserver");

    private static final Name CLIENT = new Name("c-ip");
    private static final Name USER = new Name("cs-username");
    private static final Name METHOD = new Name("cs-method");
    private static final Name STATUS = new Name("sc-status");
    private static final Name BYTES = new Name("sc-bytes");
    private static final Name REFERRER = new Name("cs-referer");
    private static final Name AGENT = new Name("cs-user-agent");
    private static final Name HOST = new Name("cs-host");
    private static final Name PORT = new Name("s-port");
    private static final Name VERSION = new Name("cs-version");

    private final Cursor cursor = new Cursor();

    /// A log of which most lines are of this form.
    public static LogFormat recognise(Head head) {
        AccessFormat format = new AccessFormat();
        int like = 0;
        for (String line : head.lines()) {
            byte[] bytes = line.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            if (format.isAccess(bytes)) like++;
        }
        return like > 0 && 2 * like >= head.lines().size() ? new AccessFormat() : null;
    }

    private boolean isAccess(byte[] line) {
        cursor.on(line, 0, line.length);
        int open = cursor.find(" [");
        if (open < 0 || open > 512) return false;
        int close = indexOf(line, open, line.length, "] \"");
        return close > 0 && Months.access(line, open + 2, close, 0) >= 0;
    }

    private static int indexOf(byte[] line, int from, int end, String ascii) {
        Cursor cursor = new Cursor().on(line, from, end - from);
        return cursor.find(ascii);
    }

    @Override
    public boolean read(Lines lines, LogRecord record) throws BadLine {
        cursor.on(lines.bytes(), lines.from(), lines.lengthBytes());
        int start = cursor.at();
        int open = cursor.find(" [");
        if (open < 0) throw new BadLine("it has no time in brackets");
        record.origin = ORIGIN;
        before(start, open, record);
        cursor.on(lines.bytes(), open + 2, lines.from() + lines.lengthBytes() - open - 2);
        if (!cursor.until(']')) throw new BadLine("its time has no end");
        record.timeNs = Months.access(cursor.bytes(), cursor.from(), cursor.to(), 0);
        if (record.timeNs < 0) throw new BadLine("its time is none");
        if (!cursor.quotedOrWord()) throw new BadLine("it has no request");
        Request.read(cursor, record);
        if (cursor.word() && cursor.number() >= 0) STATUS.number(record, cursor.bytes(), cursor.from(), cursor.to());
        if (cursor.word() && cursor.number() >= 0) BYTES.number(record, cursor.bytes(), cursor.from(), cursor.to());
        if (cursor.quotedOrWord()) REFERRER.add(record, cursor);
        if (cursor.quotedOrWord()) AGENT.add(record, cursor);
        return true;
    }

    /// `host ident user`, with a virtual host before them or not; a user's name may hold spaces.
    private void before(int start, int end, LogRecord record) throws BadLine {
        cursor.on(cursor.bytes(), start, end - start);
        if (!cursor.word()) throw new BadLine("it has no client");
        int from = cursor.from();
        int to = cursor.to();
        boolean ident = cursor.word();
        if (ident && isAddress(cursor) && !isAddress(cursor.bytes(), from, to)) {
            virtualHost(from, to, record);
            CLIENT.add(record, cursor);
            cursor.word();
        } else CLIENT.add(record, cursor.bytes(), from, to);
        cursor.rest();
        USER.add(record, cursor);
    }

    private static boolean isAddress(Cursor piece) {
        return isAddress(piece.bytes(), piece.from(), piece.to());
    }

    private static boolean isAddress(byte[] bytes, int from, int to) {
        boolean separated = false;
        for (int i = from; i < to; i++) {
            byte c = bytes[i];
            if (c == '.' || c == ':') separated = true;
            else if (Character.digit(c, 16) < 0) return false;
        }
        return separated
                && Values.address(new String(bytes, from, to - from, java.nio.charset.StandardCharsets.US_ASCII))
                        != null;
    }

    private static void virtualHost(int from, int to, Cursor cursor, LogRecord record) {
        int colon = to - 1;
        while (colon > from && cursor.bytes()[colon] != ':') colon--;
        boolean port = colon > from && Cursor.number(cursor.bytes(), colon + 1, to) >= 0;
        HOST.add(record, cursor.bytes(), from, port ? colon : to);
        if (port) PORT.number(record, cursor.bytes(), colon + 1, to);
    }

    private void virtualHost(int from, int to, LogRecord record) {
        virtualHost(from, to, cursor, record);
    }

    @Override
    public Parsed parsed(LogRecord record) {
        return Access.parsed(record);
    }

    @Override
    public String remark() {
        return null;
    }
}
