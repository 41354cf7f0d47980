package dejfa.ingest.log.windows;

import dejfa.api.Address;
import dejfa.api.EveJson;
import dejfa.api.Slots;
import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import dejfa.ingest.log.BadLine;
import dejfa.ingest.log.Head;
import dejfa.ingest.log.Lines;
import dejfa.ingest.log.LogFormat;
import dejfa.ingest.log.Masks;
import dejfa.ingest.log.Parsed;
import dejfa.ingest.log.Times;
import dejfa.ingest.log.Values;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Windows events as JSON lines: Winlogbeat's shape (`winlog.…`, and the older one without it) and the flat one of
/// NXLog and Security-Datasets, where the event's data stand beside `Channel` and `EventID`.
public final class WindowsFormat implements LogFormat {
    /// More computers than one log has; further ones are not remembered.
    private static final int MAX_COMPUTERS = 65_536;

    private static final String SYSMON = "Microsoft-Windows-Sysmon/Operational";

    private static final String[] DATA_PREFIXES = {
        "winlog.event_data.", "winlog.user_data.", "event_data.", "user_data."
    };

    /// Of the flat shape: what describes the event or was added on its way, and is no data of its own.
    private static final Set<String> FLAT_HEAD = Set.of(
            "Channel",
            "EventID",
            "EventId",
            "SourceName",
            "ProviderName",
            "Provider",
            "Hostname",
            "Computer",
            "RecordNumber",
            "EventRecordID",
            "Severity",
            "Level",
            "Message",
            "@timestamp",
            "@version",
            "TimeCreated",
            "EventTime",
            "EventReceivedTime",
            "SourceModuleName",
            "SourceModuleType",
            "host",
            "port",
            "tags");

    private final Map<String, Address> addresses = new HashMap<>();
    /// of the line last read
    private Map<String, String> values = Map.of();

    private long withoutZone;

    public static LogFormat recognise(Head head) {
        for (String line : head.lines()) if (line.startsWith("{") && isEvent(line)) return new WindowsFormat();
        return null;
    }

    private static boolean isEvent(String line) {
        try {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            return isEvent(FlatJson.read(bytes, 0, bytes.length));
        } catch (BadLine e) {
            // Broken lines are counted when the log is read; the next may tell its kind.
            return false;
        }
    }

    private static boolean isEvent(Map<String, String> values) {
        return first(values, "winlog.channel", "log_name", "Channel") != null
                && first(values, "winlog.event_id", "event_id", "EventID", "EventId") != null;
    }

    @Override
    public boolean read(Lines lines, LogRecord record) throws BadLine {
        values = FlatJson.read(lines.bytes(), lines.from(), lines.lengthBytes());
        if (!isEvent(values)) throw new BadLine("it has no channel and event id");
        String time = first(values, "@timestamp", "TimeCreated", "EventTime", "winlog.time_created");
        record.timeNs = time == null ? -1 : Times.parse(time);
        if (record.timeNs < 0) throw new BadLine("it has no time");
        if (!Times.hasZone(time)) withoutZone++;
        record.origin = LogOrigin.WINDOWS;
        record.channel = first(values, "winlog.channel", "log_name", "Channel");
        record.eventId = Values.number(first(values, "winlog.event_id", "event_id", "EventID", "EventId"));
        record.recordId =
                Values.number(first(values, "winlog.record_id", "record_number", "RecordNumber", "EventRecordID"));
        record.computer = first(values, "winlog.computer_name", "computer_name", "Hostname", "Computer", "host.name");
        record.add("EventID", Long.toString(record.eventId));
        record.add("Channel", record.channel);
        boolean flat = values.containsKey("Channel");
        values.forEach((path, text) -> {
            String name = dataName(path, flat);
            if (name != null) record.add(name, text);
        });
        return true;
    }

    @Override
    public Parsed parsed(LogRecord record) {
        Slots slots = slots(values);
        return new Parsed(ownAddress(values, slots), -1, null, -1, -1, slots);
    }

    private static Slots slots(Map<String, String> values) {
        Slots slots = new Slots(WindowsFields.SCHEMA);
        Values.number(
                slots, WindowsFields.EVENT_ID, first(values, "winlog.event_id", "event_id", "EventID", "EventId"));
        Values.text(slots, WindowsFields.CHANNEL, first(values, "winlog.channel", "log_name", "Channel"));
        Values.text(
                slots,
                WindowsFields.PROVIDER,
                first(
                        values,
                        "winlog.provider_name",
                        "source_name",
                        "SourceName",
                        "ProviderName",
                        "Provider",
                        "Source"));
        Values.text(
                slots,
                WindowsFields.COMPUTER,
                first(values, "winlog.computer_name", "computer_name", "Hostname", "Computer", "host.name"));
        Values.number(
                slots,
                WindowsFields.RECORD_ID,
                first(values, "winlog.record_id", "record_number", "RecordNumber", "EventRecordID"));
        Values.text(
                slots, WindowsFields.LEVEL, first(values, "winlog.level", "log.level", "level", "Severity", "Level"));
        Values.text(slots, WindowsFields.USER, user(values));
        String message = first(values, "message", "Message");
        if (message != null) slots.set(WindowsFields.MESSAGE, Masks.text(message));
        slots.set(WindowsFields.DATA, data(values));
        return slots;
    }

    private static String user(Map<String, String> values) {
        String name = first(values, "winlog.user.name", "user.name", "AccountName");
        String domain = first(values, "winlog.user.domain", "user.domain", "Domain");
        return name == null || domain == null ? name : domain + '\\' + name;
    }

    private static Map<String, String> data(Map<String, String> values) {
        boolean flat = values.containsKey("Channel");
        Map<String, String> data = new TreeMap<>();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            String name = dataName(entry.getKey(), flat);
            if (name == null) continue;
            data.putIfAbsent(name, Masks.isPasswordName(name) ? EveJson.MASK : Masks.text(entry.getValue()));
        }
        return data;
    }

    /// The name within the event's data, or null where the path leads elsewhere.
    private static String dataName(String path, boolean flat) {
        for (String prefix : DATA_PREFIXES) if (path.startsWith(prefix)) return path.substring(prefix.length());
        return flat && !FLAT_HEAD.contains(path) ? path : null;
    }

    /// The host's own address: as the agent tells it, or as Sysmon saw it open a connection earlier in this log.
    private Address ownAddress(Map<String, String> values, Slots slots) {
        String computer = slots.text(WindowsFields.COMPUTER);
        Address told = firstIpv4(first(values, "host.ip"));
        if (told == null && slots.number(WindowsFields.EVENT_ID, 0) == 3) told = opened(slots);
        if (computer == null) return told;
        if (told != null && (addresses.size() < MAX_COMPUTERS || addresses.containsKey(computer))) {
            addresses.put(computer, told);
        }
        return told != null ? told : addresses.get(computer);
    }

    /// Sysmon's event 3 with Initiated: the source address is the host's own.
    private static Address opened(Slots slots) {
        Map<?, ?> data = slots.map(WindowsFields.DATA);
        if (!SYSMON.equals(slots.text(WindowsFields.CHANNEL)) || !"true".equals(data.get("Initiated"))) return null;
        return firstIpv4((String) data.get("SourceIp"));
    }

    /// The first IPv4 address of a list with commas that is neither loopback nor link-local (RFC 3927), or null.
    private static Address firstIpv4(String list) {
        if (list == null) return null;
        for (String text : list.split(",")) {
            Address address = Values.address(text);
            if (address == null || !address.isV4()) continue;
            int bits = address.v4Bits();
            if (bits >>> 24 != 127 && bits >>> 16 != 0xA9FE && bits != 0) return address;
        }
        return null;
    }

    private static String first(Map<String, String> values, String... paths) {
        for (String path : paths) {
            String value = values.get(path);
            if (value != null) return value;
        }
        return null;
    }

    @Override
    public String remark() {
        return withoutZone == 0
                ? null
                : withoutZone + " events carry a time without a zone, taken as UTC;"
                        + " shift the log if the machine wrote local time";
    }
}
