package dejfa.ingest.log.audit;

import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import dejfa.ingest.log.text.Name;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// What the lines of one audit event say together, in the words of Sigma's generic categories.
final class AuditEvent {
    private static final LogOrigin PROCESS = new LogOrigin("linux", null, "process_creation");
    private static final LogOrigin FILE = new LogOrigin("linux", null, "file_event");
    private static final LogOrigin CONNECTION = new LogOrigin("linux", null, "network_connection");

    /// Arguments and paths of one event that are kept.
    private static final int MAX_KEPT = 256;

    private static final int MAX_CHARS = 64 * 1024;

    private static final Name IMAGE = new Name("Image");
    private static final Name COMMAND_LINE = new Name("CommandLine");
    private static final Name DIRECTORY = new Name("CurrentDirectory");
    private static final Name TARGET = new Name("TargetFilename");
    private static final Name ADDRESS = new Name("DestinationIp");
    private static final Name PORT = new Name("DestinationPort");
    private static final Name INITIATED = new Name("Initiated");

    final long timeNs;
    private final String computer;
    private final Map<String, String> call = new HashMap<>();
    private final TreeMap<Integer, String> arguments = new TreeMap<>();
    private final Map<Integer, String> made = new TreeMap<>();
    private String directory;
    private String title;
    private SocketAddress peer;
    private int keptChars;

    AuditEvent(long timeNs, String computer) {
        this.timeNs = timeNs;
        this.computer = computer;
    }

    /// Takes in one line that was read into `line`.
    void add(String type, LogRecord line) {
        switch (type) {
            case "SYSCALL" -> {
                for (String name :
                        new String[] {"SYSCALL", "success", "exe", "comm", "pid", "ppid", "auid", "uid", "ses"}) {
                    String value = line.value(name);
                    if (value != null) call.put(name, value);
                }
            }
            case "EXECVE" -> arguments(line);
            case "CWD" -> directory = line.value("cwd");
            case "PROCTITLE" -> title = line.value("proctitle");
            case "PATH" -> {
                String how = line.value("nametype");
                String name = line.value("name");
                if (name != null && "CREATE".equals(how) && made.size() < MAX_KEPT && fits(name))
                    made.put(made.size(), name);
            }
            case "SOCKADDR" -> peer = SocketAddress.of(line.value("saddr"));
            default -> {
                // the others say nothing that these categories ask for
            }
        }
    }

    private boolean fits(String text) {
        keptChars += text.length();
        return keptChars <= MAX_CHARS;
    }

    /// `a0="dd" a1="if=…"`; long ones in pieces: `a1_len=9000 a1[0]="…" a1[1]="…"`.
    private void arguments(LogRecord line) {
        for (int i = 0; i < line.count(); i++) {
            String name = line.name(i);
            if (name.length() < 2 || name.charAt(0) != 'a' || name.endsWith("_len")) continue;
            int bracket = name.indexOf('[');
            int number = number(name.substring(1, bracket < 0 ? name.length() : bracket));
            if (number < 0 || number >= MAX_KEPT) continue;
            String value = line.value(i);
            if (fits(value)) arguments.merge(number, value, String::concat);
        }
    }

    private static int number(String text) {
        if (text.isEmpty() || text.length() > 4) return -1;
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            value = value * 10 + digit;
        }
        return value;
    }

    /// @return whether it says anything in these categories
    boolean write(LogRecord record) {
        if ("no".equals(call.get("success"))) return false;
        String call = this.call.getOrDefault("SYSCALL", "");
        if (!arguments.isEmpty()) record.origin = PROCESS;
        else if (peer != null && call.equals("connect")) record.origin = CONNECTION;
        else if (!made.isEmpty()) record.origin = FILE;
        else return false;
        record.timeNs = timeNs;
        record.computer = computer;
        head(record);
        if (!arguments.isEmpty()) {
            COMMAND_LINE.add(record, String.join(" ", arguments.values()));
            if (directory != null) DIRECTORY.add(record, directory);
        } else if (record.origin == CONNECTION) {
            ADDRESS.add(record, peer.address().toString());
            PORT.add(record, Integer.toString(peer.port()));
            INITIATED.add(record, "true");
        } else {
            for (String name : made.values()) TARGET.add(record, absolute(name));
        }
        return true;
    }

    private void head(LogRecord record) {
        String image = call.get("exe");
        if (image != null) IMAGE.add(record, image);
        add(record, "ProcessId", call.get("pid"));
        add(record, "ParentProcessId", call.get("ppid"));
        add(record, "User", call.get("uid"));
        add(record, "LogonId", call.get("ses"));
        if (arguments.isEmpty()) add(record, "CommandLine", title);
    }

    private static void add(LogRecord record, String name, String value) {
        if (value != null) record.add(name, value);
    }

    private String absolute(String name) {
        if (name.startsWith("/") || directory == null) return name;
        return directory.endsWith("/") ? directory + name : directory + '/' + name;
    }
}
