package dejfa.protocols.dns;

import dejfa.api.Field;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Hex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Puts a message of LLMNR or multicast DNS into the slots of a transaction; the two schemas differ in names of flags
/// and in how the response code is told.
final class LinkLocalSlots {
    static final LinkLocalSlots LLMNR =
            new LinkLocalSlots(LlmnrFields.SCHEMA, List.of(0x0400, 0x0200, 0x0100), List.of("c", "tc", "t"));
    static final LinkLocalSlots MDNS = new LinkLocalSlots(
            MdnsFields.SCHEMA,
            List.of(0x0400, 0x0200, 0x0100, 0x0080, 0x0040, 0x0020, 0x0010),
            List.of("aa", "tc", "rd", "ra", "z", "ad", "cd"));

    final Schema schema;
    private final List<Integer> bits;
    private final List<String> flagNames;
    private final Field type;
    private final Field txId;
    private final Field id;
    private final Field flags;
    private final Field opcode;
    private final Field rcode;
    private final Field queries;
    private final Field queryNames;
    private final Field responseNames;

    private LinkLocalSlots(Schema schema, List<Integer> bits, List<String> flagNames) {
        this.schema = schema;
        this.bits = bits;
        this.flagNames = flagNames;
        this.type = schema.field("type");
        this.txId = schema.field("tx_id");
        this.id = schema.field("id");
        this.flags = schema.field("flags");
        this.opcode = schema.field("opcode");
        this.rcode = schema.field("rcode");
        this.queries = schema.field("queries");
        this.queryNames = schema.field("queries_rrname");
        this.responseNames = schema.field("response_rrname");
    }

    void fill(Transaction out, DnsMessage message) {
        boolean response = message.isResponse();
        out.set(type, response ? "response" : "request");
        out.set(txId, out.id).set(id, message.id);
        for (int i = 0; i < bits.size(); i++) {
            if ((message.flags & bits.get(i)) != 0) out.add(flags, flagNames.get(i));
        }
        out.set(opcode, message.opcode());
        if (response && message.rcode() != 0) {
            Object code = rcode.kind() == Field.Kind.NUMBER
                    ? (Object) (long) message.rcode()
                    : DnsTypes.rcode(message.rcode());
            out.set(rcode, code);
        }
        List<byte[]> names = new ArrayList<>();
        for (DnsMessage.Question question : message.questions) {
            byte[] name = question.name().text();
            Slots slots = new Slots(LinkQuestionFields.SCHEMA)
                    .set(LinkQuestionFields.RRNAME, name)
                    .set(
                            LinkQuestionFields.RRTYPE,
                            DnsTypes.type(question.type()).toLowerCase(Locale.ROOT));
            if (question.name().fault() != null) slots.set(LinkQuestionFields.RRNAME_TRUNCATED, true);
            out.add(queries, slots).add(queryNames, name);
            names.add(name);
        }
        section(out, message, message.answers, "answers", names);
        section(out, message, message.authorities, "authorities", names);
        section(out, message, message.additionals, "additionals", names);
        if (response && !names.isEmpty()) out.set(responseNames, names);
    }

    private void section(
            Transaction out, DnsMessage message, List<DnsMessage.Resource> records, String name, List<byte[]> names) {
        Field target = schema.field(name);
        Field owners = schema.field(name + "_rrname");
        for (DnsMessage.Resource record : records) {
            // OPT is no record of a host (RFC 6891 §6.1.1)
            if (record.type() == DnsTypes.OPT) continue;
            byte[] owner = record.name().text();
            Slots slots = new Slots(LinkRecordFields.SCHEMA).set(LinkRecordFields.RRNAME, owner);
            if (record.name().fault() != null) slots.set(LinkRecordFields.RRNAME_TRUNCATED, true);
            names.add(owner);
            out.add(target, slots).add(owners, owner);
            data(message, record, slots, names);
        }
    }

    private static void data(DnsMessage message, DnsMessage.Resource record, Slots slots, List<byte[]> names) {
        Cursor in = new Cursor(message.bytes, record.dataStart(), record.dataEnd());
        switch (record.type()) {
            case DnsTypes.A -> text(LinkRecordFields.A, message, record, slots, names);
            case DnsTypes.AAAA -> text(LinkRecordFields.AAAA, message, record, slots, names);
            case DnsTypes.CNAME -> text(LinkRecordFields.CNAME, message, record, slots, names);
            case DnsTypes.MX -> text(LinkRecordFields.MX, message, record, slots, names);
            case DnsTypes.NS -> text(LinkRecordFields.NS, message, record, slots, names);
            case DnsTypes.NULL -> text(LinkRecordFields.NULL, message, record, slots, names);
            case DnsTypes.PTR -> text(LinkRecordFields.PTR, message, record, slots, names);
            case DnsTypes.TXT -> {
                while (in.ok() && in.remaining() > 0) slots.add(LinkRecordFields.TXT, in.bytes(in.u8()));
                if (!in.ok()) message.anomaly("malformed_data");
            }
            case DnsTypes.SOA -> keep(message, DnsSlots.soa(message, record, names), LinkRecordFields.SOA, slots);
            case DnsTypes.SRV -> keep(message, DnsSlots.srv(message, record, null), LinkRecordFields.SRV, slots);
            case DnsTypes.SSHFP -> {
                Slots print = new Slots(DnsSshfpFields.SCHEMA)
                        .set(DnsSshfpFields.ALGORITHM, in.u8())
                        .set(DnsSshfpFields.TYPE, in.u8())
                        .set(DnsSshfpFields.FINGERPRINT, Hex.colons(in.rest()));
                keep(message, in.ok() ? print : null, LinkRecordFields.SSHFP, slots);
            }
            default -> {
                // its owner is told; what the data means is not known here
            }
        }
    }

    private static void keep(DnsMessage message, Slots value, Field field, Slots slots) {
        if (value != null) slots.set(field, value);
        else message.anomaly("malformed_data");
    }

    private static void text(
            Field field, DnsMessage message, DnsMessage.Resource record, Slots slots, List<byte[]> names) {
        DnsData data = new DnsData(message, record);
        byte[] text = data.text();
        if (text != null) slots.set(field, text);
        names.addAll(data.names);
    }
}
