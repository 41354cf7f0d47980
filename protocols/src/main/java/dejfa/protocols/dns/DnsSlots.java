package dejfa.protocols.dns;

import dejfa.api.Field;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Hex;
import java.util.ArrayList;
import java.util.List;

/// Puts a message into the slots of a transaction.
final class DnsSlots {
    private static final int MAX_OPTIONS = 64;

    private final Transaction transaction;
    private final DnsMessage message;
    /// every name of a response, in order
    private final List<byte[]> names = new ArrayList<>();

    private DnsSlots(Transaction transaction, DnsMessage message) {
        this.transaction = transaction;
        this.message = message;
    }

    static void fill(Transaction transaction, DnsMessage message) {
        new DnsSlots(transaction, message).fill();
    }

    private void fill() {
        header();
        List<byte[]> queries = questions();
        List<byte[]> answers = section(message.answers, DnsFields.ANSWERS, true);
        List<byte[]> authorities = section(message.authorities, DnsFields.AUTHORITIES, false);
        List<byte[]> additionals = section(message.additionals, DnsFields.ADDITIONALS, false);
        List<Long> types = new ArrayList<>();
        if (message.isResponse()) {
            for (DnsMessage.Resource record : message.answers) types.add((long) record.type());
        } else {
            for (DnsMessage.Question question : message.questions) types.add((long) question.type());
        }
        list(DnsFields.RRTYPES, types);
        if (!message.isResponse()) list(DnsFields.QUERY, queries);
        list(DnsFields.QUERY_NAMES, queries);
        list(DnsFields.QUERIES_RRNAME, queries);
        list(DnsFields.ANSWER_NAMES, answers);
        list(DnsFields.ANSWERS_RRNAME, answers);
        list(DnsFields.AUTHORITIES_RRNAME, authorities);
        list(DnsFields.ADDITIONALS_RRNAME, additionals);
        if (message.isResponse()) list(DnsFields.RESPONSE_RRNAME, names);
    }

    private void list(Field field, List<?> values) {
        if (!values.isEmpty()) transaction.set(field, values);
    }

    private void header() {
        int flags = message.flags;
        transaction
                .set(DnsFields.VERSION, 3)
                .set(DnsFields.TYPE, message.isResponse() ? "response" : "request")
                .set(DnsFields.ID, message.id)
                .set(DnsFields.FLAGS, Integer.toHexString(flags))
                .set(DnsFields.OPCODE, message.opcode())
                .set(DnsFields.RCODE, DnsTypes.rcode(message.rcode()))
                .set(DnsFields.RCODE_NUMBER, message.rcode())
                .set(DnsFields.MESSAGE_BYTES, message.limit - message.start);
        flag(DnsFields.QR, flags & 0x8000);
        flag(DnsFields.AA, flags & 0x0400);
        flag(DnsFields.TC, flags & 0x0200);
        flag(DnsFields.RD, flags & 0x0100);
        flag(DnsFields.RA, flags & 0x0080);
        flag(DnsFields.Z, flags & 0x0040);
    }

    private void flag(Field field, int bit) {
        if (bit != 0) transaction.set(field, true);
    }

    private List<byte[]> questions() {
        List<byte[]> queryNames = new ArrayList<>(1);
        for (DnsMessage.Question question : message.questions) {
            Slots slots = new Slots(DnsQuestionFields.SCHEMA)
                    .set(DnsQuestionFields.RRNAME, question.name().text())
                    .set(DnsQuestionFields.RRTYPE, DnsTypes.type(question.type()))
                    .set(DnsQuestionFields.TYPE_NUMBER, question.type())
                    .set(DnsQuestionFields.CLASS_NUMBER, question.dnsClass());
            if (question.name().fault() != null) slots.set(DnsQuestionFields.RRNAME_TRUNCATED, true);
            transaction.add(DnsFields.QUERIES, slots);
            queryNames.add(question.name().text());
        }
        names.addAll(queryNames);
        return queryNames;
    }

    private List<byte[]> section(List<DnsMessage.Resource> records, Field target, boolean group) {
        List<byte[]> owners = new ArrayList<>(records.size());
        for (DnsMessage.Resource record : records) {
            byte[] owner = record.name().text();
            owners.add(owner);
            names.add(owner);
            Slots slots = new Slots(DnsRecordFields.SCHEMA)
                    .set(DnsRecordFields.RRNAME, owner)
                    .set(DnsRecordFields.RRTYPE, DnsTypes.type(record.type()))
                    .set(DnsRecordFields.TYPE_NUMBER, record.type())
                    .set(DnsRecordFields.CLASS_NUMBER, record.dnsClass())
                    .set(DnsRecordFields.TTL, record.ttl());
            if (record.name().fault() != null) slots.set(DnsRecordFields.RRNAME_TRUNCATED, true);
            data(record, slots);
            transaction.add(target, slots);
            if (group) group(record.type(), slots);
        }
        return owners;
    }

    private void data(DnsMessage.Resource record, Slots slots) {
        DnsData data = new DnsData(message, record);
        Cursor in = new Cursor(message.bytes, record.dataStart(), record.dataEnd());
        switch (record.type()) {
            case DnsTypes.SOA -> keep(record, slots, DnsRecordFields.SOA, soa(message, record, names));
            case DnsTypes.SRV -> keep(record, slots, DnsRecordFields.SRV, srv(message, record, names));
            case DnsTypes.SSHFP -> {
                Slots print = new Slots(DnsSshfpFields.SCHEMA)
                        .set(DnsSshfpFields.ALGORITHM, in.u8())
                        .set(DnsSshfpFields.TYPE, in.u8())
                        .set(DnsSshfpFields.FINGERPRINT, Hex.colons(in.rest()));
                keep(record, slots, DnsRecordFields.SSHFP, in.ok() ? print : null);
            }
            case DnsTypes.OPT -> options(record, in, slots);
            default -> {
                byte[] text = data.text();
                if (text != null) slots.set(DnsRecordFields.RDATA, text);
                names.addAll(data.names);
            }
        }
    }

    private void keep(DnsMessage.Resource record, Slots slots, Field field, Slots value) {
        if (value != null) slots.set(field, value);
        else if (record.dataEnd() > record.dataStart()) message.anomaly("malformed_data");
    }

    /// @param names gets the primary server's name
    /// @return null where the data is broken
    static Slots soa(DnsMessage message, DnsMessage.Resource record, List<byte[]> names) {
        DnsName primary = message.name(record.dataStart());
        DnsName mailbox = primary == null ? null : message.name(primary.end());
        if (mailbox == null || record.dataEnd() - mailbox.end() < 20) return null;
        names.add(primary.text());
        Cursor in = new Cursor(message.bytes, mailbox.end(), record.dataEnd());
        return new Slots(DnsSoaFields.SCHEMA)
                .set(DnsSoaFields.MNAME, primary.text())
                .set(DnsSoaFields.RNAME, mailbox.text())
                .set(DnsSoaFields.SERIAL, in.u32())
                .set(DnsSoaFields.REFRESH, in.u32())
                .set(DnsSoaFields.RETRY, in.u32())
                .set(DnsSoaFields.EXPIRE, in.u32())
                .set(DnsSoaFields.MINIMUM, in.u32());
    }

    /// @param names gets the target's name; null where it is not wanted
    /// @return null where the data is broken
    static Slots srv(DnsMessage message, DnsMessage.Resource record, List<byte[]> names) {
        Cursor in = new Cursor(message.bytes, record.dataStart(), record.dataEnd());
        Slots service = new Slots(DnsSrvFields.SCHEMA)
                .set(DnsSrvFields.PRIORITY, in.u16())
                .set(DnsSrvFields.WEIGHT, in.u16())
                .set(DnsSrvFields.PORT, in.u16());
        DnsName target = in.ok() ? message.name(in.position()) : null;
        if (target == null || target.end() > record.dataEnd()) return null;
        if (names != null) names.add(target.text());
        return service.set(DnsSrvFields.TARGET, target.text());
    }

    /// OPT is no record of the zone: its class is the UDP payload size (RFC 6891 §6.1.2).
    private void options(DnsMessage.Resource record, Cursor in, Slots slots) {
        transaction.set(DnsFields.EDNS_PAYLOAD_BYTES, record.dnsClass());
        for (int i = 0; i < MAX_OPTIONS && in.remaining() > 0; i++) {
            int code = in.u16();
            byte[] value = in.bytes(in.u16());
            if (!in.ok()) {
                message.anomaly("malformed_data");
                return;
            }
            slots.add(
                    DnsRecordFields.OPT,
                    new Slots(DnsOptionFields.SCHEMA)
                            .set(DnsOptionFields.CODE, code)
                            .set(DnsOptionFields.DATA, Hex.plain(value)));
        }
    }

    private void group(int type, Slots record) {
        Field target =
                switch (type) {
                    case DnsTypes.A -> DnsGroupedFields.A;
                    case DnsTypes.AAAA -> DnsGroupedFields.AAAA;
                    case DnsTypes.CNAME -> DnsGroupedFields.CNAME;
                    case DnsTypes.MX -> DnsGroupedFields.MX;
                    case DnsTypes.NS -> DnsGroupedFields.NS;
                    case DnsTypes.NULL -> DnsGroupedFields.NULL;
                    case DnsTypes.PTR -> DnsGroupedFields.PTR;
                    case DnsTypes.TXT -> DnsGroupedFields.TXT;
                    case DnsTypes.SOA -> DnsGroupedFields.SOA;
                    case DnsTypes.SRV -> DnsGroupedFields.SRV;
                    case DnsTypes.SSHFP -> DnsGroupedFields.SSHFP;
                    default -> null;
                };
        if (target == null) return;
        Field source =
                switch (type) {
                    case DnsTypes.SOA -> DnsRecordFields.SOA;
                    case DnsTypes.SRV -> DnsRecordFields.SRV;
                    case DnsTypes.SSHFP -> DnsRecordFields.SSHFP;
                    default -> DnsRecordFields.RDATA;
                };
        Object value = record.get(source);
        if (value == null) return;
        Slots grouped = (Slots) transaction.slots.get(DnsFields.GROUPED);
        if (grouped == null) transaction.set(DnsFields.GROUPED, grouped = new Slots(DnsGroupedFields.SCHEMA));
        grouped.add(target, value);
    }
}
