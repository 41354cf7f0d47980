package dejfa.ingest.log.windows;

import dejfa.api.Address;
import dejfa.api.EveJson;
import dejfa.api.Slots;
import dejfa.api.log.LogRecord;
import dejfa.ingest.log.Masks;
import dejfa.ingest.log.Parsed;
import dejfa.ingest.log.Values;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Windows records as events. What one record tells about its host stays for the later ones of the same log.
public final class WindowsEvents {
    /// More computers than one log has; further ones are not remembered.
    private static final int MAX_COMPUTERS = 65_536;
    /// A million values of one name must not cost a million copies: what comes after is left out.
    private static final int MAX_JOINED_CHARS = 1024;

    private static final String SYSMON = "Microsoft-Windows-Sysmon/Operational";

    private static final String[] LEVELS = {"information", "critical", "error", "warning", "information", "verbose"};

    private final Map<String, Address> addresses = new HashMap<>();

    /// The record's parts for an event, secrets masked.
    public Parsed parsed(LogRecord record, DataMarks marks) {
        Slots slots = slots(record, marks);
        return new Parsed(ownAddress(record, slots), -1, null, -1, -1, slots);
    }

    private static Slots slots(LogRecord record, DataMarks marks) {
        Slots slots = new Slots(WindowsFields.SCHEMA);
        if (record.eventId >= 0) slots.set(WindowsFields.EVENT_ID, record.eventId);
        Values.text(slots, WindowsFields.CHANNEL, record.channel);
        Values.text(slots, WindowsFields.PROVIDER, record.value("Provider_Name"));
        Values.text(slots, WindowsFields.COMPUTER, record.computer);
        if (record.recordId >= 0) slots.set(WindowsFields.RECORD_ID, record.recordId);
        Values.text(slots, WindowsFields.LEVEL, level(record.value("Level")));
        Values.text(slots, WindowsFields.USER, user(record, marks));
        String message = record.value("Message");
        if (message != null) slots.set(WindowsFields.MESSAGE, Masks.text(message));
        slots.set(WindowsFields.DATA, data(record, marks));
        return slots;
    }

    private static String level(String number) {
        if (number == null || number.length() != 1) return number;
        int level = number.charAt(0) - '0';
        return level >= 0 && level < LEVELS.length ? LEVELS[level] : number;
    }

    private static String user(LogRecord record, DataMarks marks) {
        String name = head(record, marks, "user.name", "AccountName");
        String domain = head(record, marks, "user.domain", "Domain");
        return name == null || domain == null ? name : domain + '\\' + name;
    }

    /// What collectors add under these names, and no event's own data.
    private static String head(LogRecord record, DataMarks marks, String first, String second) {
        String found = null;
        for (int i = 0; i < record.count(); i++) {
            if (marks.isData(i) || record.kind(i) == LogRecord.Kind.NULL) continue;
            String name = record.name(i);
            if (name.equals(first)) return record.value(i);
            if (found == null && name.equals(second)) found = record.value(i);
        }
        return found;
    }

    private static Map<String, String> data(LogRecord record, DataMarks marks) {
        Map<String, String> data = new TreeMap<>();
        for (int i = 0; i < record.count(); i++) {
            if (!marks.isData(i) || record.kind(i) == LogRecord.Kind.NULL) continue;
            String name = record.name(i);
            String before = data.get(name);
            if (before == null) data.put(name, masked(name, record.value(i)));
            else if (before.length() < MAX_JOINED_CHARS) data.put(name, before + ',' + masked(name, record.value(i)));
        }
        return data;
    }

    private static String masked(String name, String value) {
        return Masks.isPasswordName(name) ? EveJson.MASK : Masks.text(value);
    }

    /// The host's own address: as the agent tells it, or as Sysmon saw it open a connection earlier in this log.
    private Address ownAddress(LogRecord record, Slots slots) {
        Address told = agents(record);
        if (told == null && record.eventId == 3 && SYSMON.equals(record.channel)) told = opened(slots);
        String computer = record.computer;
        if (computer == null) return told;
        if (told != null && (addresses.size() < MAX_COMPUTERS || addresses.containsKey(computer))) {
            addresses.put(computer, told);
        }
        return told != null ? told : addresses.get(computer);
    }

    private static Address agents(LogRecord record) {
        for (int i = 0; i < record.count(); i++) {
            if (record.nameBytes(i) != 7 || !record.name(i).equals("host.ip")) continue;
            Address address = own(record.value(i));
            if (address != null) return address;
        }
        return null;
    }

    /// Sysmon's event 3 with Initiated: the source address is the host's own.
    private static Address opened(Slots slots) {
        Map<?, ?> data = slots.map(WindowsFields.DATA);
        return "true".equals(data.get("Initiated")) ? own((String) data.get("SourceIp")) : null;
    }

    /// An IPv4 address that is neither loopback nor link-local (RFC 3927), or null.
    private static Address own(String text) {
        Address address = Values.address(text);
        if (address == null || !address.isV4()) return null;
        int bits = address.v4Bits();
        return bits >>> 24 != 127 && bits >>> 16 != 0xA9FE && bits != 0 ? address : null;
    }
}
