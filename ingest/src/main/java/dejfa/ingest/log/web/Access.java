package dejfa.ingest.log.web;

import dejfa.api.Address;
import dejfa.api.Field;
import dejfa.api.Slots;
import dejfa.api.log.LogRecord;
import dejfa.ingest.log.Masks;
import dejfa.ingest.log.Parsed;
import dejfa.ingest.log.Values;

/// One request of an access log as an event, whatever wrote the log: its fields have Sigma's names by then.
public final class Access {
    private Access() {}

    /// The parts of the record last read.
    public static Parsed parsed(LogRecord record) {
        long port = Values.number(record.value("s-port"));
        Address client = Values.address(record.value("c-ip"));
        return new Parsed(
                client,
                -1,
                Values.address(record.value("s-ip")),
                port >= 0 && port < 65_536 ? (int) port : -1,
                6,
                slots(record));
    }

    private static Slots slots(LogRecord record) {
        Slots slots = new Slots(AccessFields.SCHEMA);
        Values.text(slots, AccessFields.METHOD, record.value("cs-method"));
        String stem = record.value("cs-uri-stem");
        if (stem != null) slots.set(AccessFields.URI_STEM, Masks.url(stem));
        String uri = record.value("cs-uri");
        int mark = uri == null ? -1 : uri.indexOf('?');
        if (mark >= 0) slots.set(AccessFields.URI_QUERY, Masks.query(uri.substring(mark + 1)));
        Values.text(slots, AccessFields.USER, record.value("cs-username"));
        Values.text(slots, AccessFields.USER_AGENT, record.value("cs-user-agent"));
        Values.text(slots, AccessFields.HOST, record.value("cs-host"));
        number(slots, AccessFields.STATUS, record, "sc-status");
        number(slots, AccessFields.SERVER_PORT, record, "s-port");
        String referrer = record.value("cs-referer");
        if (referrer != null) slots.set(AccessFields.REFERRER, Masks.url(referrer));
        number(slots, AccessFields.BYTES_TO_CLIENT, record, "sc-bytes");
        number(slots, AccessFields.BYTES_TO_SERVER, record, "cs-bytes");
        number(slots, AccessFields.TIME_TAKEN_MS, record, "time-taken");
        Values.text(slots, AccessFields.FORWARDED_FOR, record.value("x-forwarded-for"));
        return slots;
    }

    private static void number(Slots slots, Field field, LogRecord record, String name) {
        Values.number(slots, field, record.value(name));
    }
}
