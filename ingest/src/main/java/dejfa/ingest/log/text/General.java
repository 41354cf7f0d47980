package dejfa.ingest.log.text;

import dejfa.api.Address;
import dejfa.api.EveJson;
import dejfa.api.Slots;
import dejfa.api.log.LogRecord;
import dejfa.ingest.log.Masks;
import dejfa.ingest.log.Parsed;
import dejfa.ingest.log.Values;
import java.util.Map;
import java.util.TreeMap;

/// A record that has no event type of its own as an event `log`.
public final class General {
    /// What an event keeps of a record; the record itself has all of it.
    private static final int MAX_FIELDS = 128;

    private static final int MAX_VALUE_CHARS = 4096;

    private General() {}

    /// @param source the name of the field that holds the address of who acted, or null; so is `destination`
    public static Parsed parsed(LogRecord record, String source, String destination) {
        Address from = source == null ? null : Values.address(record.value(source));
        Address to = destination == null ? null : Values.address(record.value(destination));
        return new Parsed(from, -1, to, -1, -1, slots(record));
    }

    public static Slots slots(LogRecord record) {
        Slots slots = new Slots(LogFields.SCHEMA);
        Values.text(slots, LogFields.PRODUCT, record.origin.product());
        Values.text(slots, LogFields.SERVICE, record.origin.service());
        Values.text(slots, LogFields.CATEGORY, record.origin.category());
        Values.text(slots, LogFields.COMPUTER, record.computer);
        String message = record.value("message");
        if (message != null) slots.set(LogFields.MESSAGE, Masks.text(cut(message)));
        Map<String, String> data = new TreeMap<>();
        for (int i = 0; i < record.count() && data.size() < MAX_FIELDS; i++) {
            if (record.kind(i) == LogRecord.Kind.NULL) continue;
            String name = record.name(i);
            if (name.equals("message")) continue;
            String value = isSecret(name) ? EveJson.MASK : Masks.text(cut(record.value(i)));
            data.merge(name, value, General::joined);
        }
        slots.set(LogFields.DATA, data);
        return slots;
    }

    private static String joined(String before, String value) {
        return before.length() > MAX_VALUE_CHARS ? before : before + ',' + value;
    }

    private static boolean isSecret(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return Masks.isPasswordName(last)
                || last.toLowerCase(java.util.Locale.ROOT).endsWith("token");
    }

    private static String cut(String text) {
        return text.length() <= MAX_VALUE_CHARS ? text : text.substring(0, MAX_VALUE_CHARS);
    }
}
