package dejfa.range.log;

import dejfa.range.wire.Dice;
import dejfa.range.wire.Host;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Windows events of several hosts as one file of JSON lines, in the shape of Winlogbeat 7.
public final class WindowsLog {
    public static final String SECURITY = "Security";
    public static final String SYSMON = "Microsoft-Windows-Sysmon/Operational";
    public static final String SYSTEM = "System";

    private record Entry(long timeNs, Host host, String channel, int id, Map<String, String> data) {}

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SYSMON_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final List<Entry> entries = new ArrayList<>();
    private final String domain;
    private final Dice dice;

    /// @param domain DNS domain of the computers
    public WindowsLog(String domain, Dice dice) {
        this.domain = domain;
        this.dice = dice;
    }

    /// @param data names and values by turns, in the event's own order
    public void add(long timeNs, Host host, String channel, int id, Map<String, String> data) {
        entries.add(new Entry(timeNs, host, channel, id, data));
    }

    public static String sysmonTime(long timeNs) {
        return SYSMON_TIME.format(instant(timeNs));
    }

    public void write(Path file, long endNs) throws IOException {
        entries.sort(Comparator.comparingLong(Entry::timeNs));
        Map<String, Long> recordIds = new TreeMap<>();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Entry entry : entries) {
                if (entry.timeNs >= endNs) break;
                String key = entry.host.name + '/' + entry.channel;
                long first = dice.fork(key).between(20_000L, 4_000_000L);
                long recordId = recordIds.merge(key, first, (old, unused) -> old + 1);
                out.write(line(entry, recordId));
                out.write('\n');
            }
        }
    }

    private String line(Entry entry, long recordId) {
        String computer = entry.host.name.toUpperCase(Locale.ROOT) + "." + domain;
        String provider = provider(entry.channel);
        String time = TIME.format(instant(entry.timeNs));
        StringBuilder out = new StringBuilder(800);
        out.append("{\"@timestamp\":").append(text(time));
        out.append(",\"@metadata\":{\"beat\":\"winlogbeat\",\"type\":\"_doc\",\"version\":\"7.5.0\"}");
        out.append(",\"agent\":{\"type\":\"winlogbeat\",\"version\":\"7.5.0\",\"hostname\":")
                .append(text(entry.host.name.toUpperCase(Locale.ROOT)))
                .append('}');
        out.append(",\"ecs\":{\"version\":\"1.1.0\"},\"event\":{\"kind\":\"event\",\"code\":")
                .append(entry.id);
        out.append(",\"provider\":")
                .append(text(provider))
                .append(",\"action\":")
                .append(text(action(entry)));
        out.append("},\"host\":{\"name\":")
                .append(text(computer))
                .append(",\"ip\":[")
                .append(text(entry.host.ip()));
        out.append("]},\"labels\":{\"synthetic\":\"dejfa-range\"},\"log\":{\"level\":\"information\"},\"message\":")
                .append(text(message(entry)));
        out.append(",\"winlog\":{\"api\":\"wineventlog\",\"channel\":").append(text(entry.channel));
        out.append(",\"computer_name\":")
                .append(text(computer))
                .append(",\"event_id\":")
                .append(entry.id);
        out.append(",\"provider_name\":")
                .append(text(provider))
                .append(",\"record_id\":")
                .append(recordId);
        out.append(",\"event_data\":{");
        char separator = 0;
        for (Map.Entry<String, String> value : entry.data.entrySet()) {
            if (separator != 0) out.append(separator);
            separator = ',';
            out.append(text(value.getKey())).append(':').append(text(value.getValue()));
        }
        return out.append("}}}").toString();
    }

    private static String provider(String channel) {
        return switch (channel) {
            case SYSMON -> "Microsoft-Windows-Sysmon";
            case SYSTEM -> "Service Control Manager";
            default -> "Microsoft-Windows-Security-Auditing";
        };
    }

    private static String action(Entry entry) {
        if (entry.channel.equals(SYSMON)) {
            return switch (entry.id) {
                case 1 -> "Process Create (rule: ProcessCreate)";
                case 3 -> "Network connection detected (rule: NetworkConnect)";
                case 7 -> "Image loaded (rule: ImageLoad)";
                case 10 -> "Process accessed (rule: ProcessAccess)";
                case 11 -> "File created (rule: FileCreate)";
                case 12, 13 -> "Registry value set (rule: RegistryEvent)";
                case 17, 18 -> "Pipe Created (rule: PipeEvent)";
                case 22 -> "Dns query (rule: DnsQuery)";
                default -> "Sysmon event";
            };
        }
        return switch (entry.id) {
            case 4624, 4648 -> "Logon";
            case 4625 -> "Logon";
            case 4634 -> "Logoff";
            case 4672 -> "Special Logon";
            case 4776 -> "Credential Validation";
            case 4768, 4769 -> "Kerberos Authentication Service";
            case 5140, 5145 -> "File Share";
            case 1102 -> "Log clear";
            default -> "None";
        };
    }

    private static String message(Entry entry) {
        StringBuilder out = new StringBuilder(action(entry)).append(':');
        entry.data.forEach((name, value) -> {
            if (out.length() < 160) out.append('\n').append(name).append(": ").append(value);
        });
        return out.toString();
    }

    private static Instant instant(long timeNs) {
        return Instant.ofEpochSecond(timeNs / 1_000_000_000L, timeNs % 1_000_000_000L);
    }

    /// A JSON string; everything beyond ASCII and all control characters as escapes.
    private static String text(String value) {
        StringBuilder out = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c >= 0x20 && c < 0x7f) out.append(c);
            else out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
        return out.append('"').toString();
    }
}
