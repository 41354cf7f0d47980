package dejfa.ingest.log.syslog;

import dejfa.api.log.LogRecord;
import dejfa.ingest.log.text.Cursor;
import dejfa.ingest.log.text.Name;

/// What known programs say in their messages, as fields: sudo's `USER=root ; COMMAND=…`, sshd's user and address,
/// cron's command.
final class Speech {
    private static final Name USER = new Name("user");
    private static final Name SOURCE = new Name("src_ip");
    private static final Name SOURCE_PORT = new Name("src_port");
    private static final Name OUTCOME = new Name("outcome");
    private static final Name COMMAND = new Name("command");

    private static final String[][] SSH = {
        {"Failed ", "failure"}, {"Accepted ", "success"}, {"Invalid user ", "failure"}, {"Connection closed by ", null}
    };

    private Speech() {}

    static void read(String service, Cursor message, LogRecord record) {
        int at = message.at();
        if ("sudo".equals(service)) sudo(message, record);
        else if ("sshd".equals(service)) sshd(message, record);
        else if ("cron".equals(service)) cron(message, record);
        message.at(at);
    }

    /// `alice : TTY=pts/0 ; PWD=/home/alice ; USER=root ; COMMAND=/bin/cat /etc/shadow`
    private static void sudo(Cursor message, LogRecord record) {
        message.skipSpaces();
        int colon = message.find(" : ");
        if (colon < 0) return;
        USER.add(record, message.bytes(), message.at(), colon);
        message.at(colon + 3);
        while (!message.atEnd()) {
            int end = message.find(" ; ");
            int from = message.at();
            int equals = from;
            byte[] bytes = message.bytes();
            while (equals < message.end() && bytes[equals] >= 'A' && bytes[equals] <= 'Z') equals++;
            boolean named = equals > from && equals < message.end() && bytes[equals] == '=';
            // The command comes last, and may hold anything.
            boolean command = named && message.startsWith("COMMAND=");
            int to = end < 0 || command ? message.end() : end;
            if (named) record.add(bytes, from, equals - from, bytes, equals + 1, to - equals - 1, LogRecord.Kind.TEXT);
            message.at(to == message.end() ? to : end + 3);
        }
    }

    /// `Failed password for invalid user admin from 192.0.2.1 port 22 ssh2`
    private static void sshd(Cursor message, LogRecord record) {
        for (String[] form : SSH) {
            if (!message.startsWith(form[0])) continue;
            if (form[1] != null) OUTCOME.add(record, form[1]);
            int user = message.find(" for ");
            if (user >= 0) message.at(user + 5);
            if (!message.skip("invalid user ")) message.skip("Invalid user ");
            // A name may hold ` from `: the last one counts.
            int from = last(message, " from ");
            if (from < 0) return;
            USER.add(record, message.bytes(), message.at(), from);
            message.at(from + 6);
            message.word();
            SOURCE.add(record, message);
            if (message.skip("port ") && message.word()) SOURCE_PORT.add(record, message);
            return;
        }
    }

    private static int last(Cursor message, String ascii) {
        int start = message.at();
        int last = -1;
        for (int at = message.find(ascii); at >= 0; at = message.find(ascii)) {
            last = at;
            message.at(at + 1);
        }
        message.at(start);
        return last;
    }

    /// `(root) CMD (run-parts /etc/cron.daily)`
    private static void cron(Cursor message, LogRecord record) {
        if (!message.skip('(') || !message.until(')')) return;
        USER.add(record, message);
        if (!message.skip(" CMD (")) return;
        message.rest();
        int to = message.to();
        if (to > message.from() && message.bytes()[to - 1] == ')') to--;
        COMMAND.add(record, message.bytes(), message.from(), to);
    }
}
