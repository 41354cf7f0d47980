package dejfa.ingest.log.audit;

import dejfa.api.log.LogRecord;
import dejfa.ingest.log.text.Cursor;
import dejfa.ingest.log.text.Name;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// One line of the audit log as fields of a record.
final class AuditLine {
    private static final Name TYPE = new Name("type");
    private static final Name NODE = new Name("node");
    private static final Name SYSCALL = new Name("SYSCALL");

    /// Separates what `log_format = ENRICHED` adds.
    private static final char GROUP_SEPARATOR = 0x1d;

    /// What user space or a program chose is written in hexadecimal where it holds a space, a quote or a control
    /// character.
    private static final Set<String> ENCODED = Set.of(
            "name", "exe", "comm", "cwd", "proctitle", "key", "path", "cmd", "data", "acct", "old-log", "vm", "dir");

    private static final long NS = 1_000_000_000L;

    /// the event's serial number
    long serial;

    /// nanoseconds since 1970
    long timeNs;
    String type;
    String node;

    private final Cursor inner = new Cursor();

    /// `[node=…] type=… msg=audit(1604996384.965:93777): …`
    ///
    /// @return false where it is no audit line
    boolean head(Cursor cursor) {
        node = null;
        if (cursor.skip("node=")) {
            cursor.word();
            node = cursor.text();
        }
        if (!cursor.skip("type=") || !cursor.word()) return false;
        type = cursor.text();
        if (!cursor.skip("msg=") && !cursor.startsWith("audit(")) return false;
        if (!cursor.skip("audit(")) return false;
        if (!cursor.until('.')) return false;
        long seconds = cursor.number();
        if (!cursor.until(':')) return false;
        long millis = cursor.number();
        if (!cursor.until(')')) return false;
        serial = cursor.number();
        if (seconds < 0 || seconds > 9_000_000_000L || millis < 0 || millis > 999 || serial < 0) return false;
        timeNs = seconds * NS + millis * 1_000_000;
        cursor.skip(':');
        cursor.skip(' ');
        return true;
    }

    void fields(Cursor cursor, LogRecord record) {
        TYPE.add(record, type);
        if (node != null) NODE.add(record, node);
        boolean arguments = type.equals("EXECVE");
        pairs(cursor, arguments, record);
        if (type.equals("SYSCALL") && record.value("SYSCALL") == null) {
            String name = Syscalls.name(record.value("arch"), record.value("syscall"));
            if (name != null) SYSCALL.add(record, name);
        }
    }

    private void pairs(Cursor cursor, boolean arguments, LogRecord record) {
        while (!cursor.atEnd()) {
            cursor.skipSpaces();
            while (cursor.skip(GROUP_SEPARATOR) || cursor.skip(',')) cursor.skipSpaces();
            int name = cursor.at();
            byte[] bytes = cursor.bytes();
            int equals = name;
            while (equals < cursor.end() && bytes[equals] != '=' && bytes[equals] > ' ') equals++;
            if (equals == cursor.end() || bytes[equals] != '=' || equals == name) {
                // Words without a name ("op=PAM:authentication grantors=…" has some): passed.
                if (!cursor.word()) return;
                continue;
            }
            cursor.at(equals + 1);
            value(cursor, name, equals - name, arguments, record);
        }
    }

    private void value(Cursor cursor, int name, int nameBytes, boolean arguments, LogRecord record) {
        byte[] bytes = cursor.bytes();
        byte first = cursor.here();
        if (first == '\'') {
            // User space's own text: `msg='op=login acct="root" … res=success'`.
            cursor.skip('\'');
            int from = cursor.at();
            int to = cursor.end();
            while (to > from && bytes[to - 1] != '\'') to--;
            if (to > from) to--;
            else to = cursor.end();
            inner.on(bytes, from, to - from);
            pairs(inner, false, record);
            cursor.at(Math.min(cursor.end(), to + 1));
            return;
        }
        if (first == '"') {
            cursor.quotedOrWord();
            record.add(bytes, name, nameBytes, bytes, cursor.from(), cursor.lengthBytes(), LogRecord.Kind.TEXT);
            return;
        }
        int from = cursor.at();
        int to = from;
        while (to < cursor.end() && bytes[to] > ' ' && bytes[to] != GROUP_SEPARATOR) to++;
        cursor.at(to);
        if (isNull(bytes, from, to)) return;
        if (to - from >= 2
                && (to - from) % 2 == 0
                && isEncoded(bytes, name, nameBytes, arguments)
                && isHex(bytes, from, to)) {
            decoded(bytes, name, nameBytes, from, to, record);
        } else record.add(bytes, name, nameBytes, bytes, from, to - from, LogRecord.Kind.TEXT);
    }

    private static boolean isNull(byte[] bytes, int from, int to) {
        return to == from || to - from == 6 && bytes[from] == '(' && bytes[from + 1] == 'n' && bytes[to - 1] == ')';
    }

    private static boolean isEncoded(byte[] bytes, int name, int nameBytes, boolean arguments) {
        if (arguments && bytes[name] == 'a' && nameBytes > 1 && isDigit(bytes[name + 1])) {
            return bytes[name + nameBytes - 1] != 'n';
        }
        return nameBytes <= 9 && ENCODED.contains(new String(bytes, name, nameBytes, StandardCharsets.US_ASCII));
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHex(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(bytes[i]) && !(bytes[i] >= 'A' && bytes[i] <= 'F')) return false;
        }
        return true;
    }

    /// NUL separates the arguments of a process title: a space to the eye.
    private static void decoded(byte[] bytes, int name, int nameBytes, int from, int to, LogRecord record) {
        int count = (to - from) / 2;
        int at = record.reserve(nameBytes + count);
        byte[] out = record.bytes();
        System.arraycopy(bytes, name, out, at, nameBytes);
        for (int i = 0; i < count; i++) {
            int value = Character.digit(bytes[from + 2 * i], 16) << 4 | Character.digit(bytes[from + 2 * i + 1], 16);
            out[at + nameBytes + i] = (byte) (value == 0 ? ' ' : value);
        }
        record.wrote(nameBytes + count);
        record.add(at, nameBytes, at + nameBytes, count, LogRecord.Kind.TEXT);
    }
}
