package dejfa.protocols.ldap;

import dejfa.api.Field;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Ber;
import dejfa.protocols.wire.Cursor;
import java.util.List;

/// Reads one response (RFC 4511 §4.1.9, §4.2 to §4.13) and appends it to its transaction. A search can have a million:
/// the first are kept for show, and of what rules ask a bounded number, the last one always.
final class LdapResponse {
    /// responses shown at most
    private static final int MAX_SHOWN = 256;
    /// bytes of responses shown at most
    private static final long MAX_SHOWN_BYTES = 128 * 1024;
    /// elements of a list that rules look at
    private static final int MAX_ELEMENTS = 1024;
    /// the element of a response that has no such number: no comparison holds for it
    private static final long NO_NUMBER = Long.MIN_VALUE;

    private static final byte[] NOTHING = new byte[0];

    private final Slots out = new Slots(LdapResponseFields.SCHEMA);
    private final LdapReader reader;
    private final Transaction transaction;
    private byte[] name = NOTHING;
    private byte[] message = NOTHING;
    private long code = NO_NUMBER;

    private LdapResponse(Transaction transaction, LdapReader reader) {
        this.transaction = transaction;
        this.reader = reader;
    }

    /// @param shownBytes of responses shown before
    /// @return the result code, or a negative number where it has none
    static long read(int operation, long id, Cursor in, LdapReader reader, Transaction transaction, long[] shownBytes) {
        LdapResponse response = new LdapResponse(transaction, reader);
        int bytes = in.remaining();
        response.out.set(LdapResponseFields.OPERATION, LdapNames.operationName(operation));
        if (transaction.slots.get(LdapFields.REQUEST) == null) response.out.set(LdapResponseFields.MESSAGE_ID, id);
        switch (operation) {
            case LdapNames.SEARCH_ENTRY -> response.entry(in);
            case LdapNames.SEARCH_REFERENCE -> reader.strings(in, response.out, LdapResponseFields.REFERENCES);
            case LdapNames.INTERMEDIATE -> response.intermediate(in);
            default -> response.result(operation, in);
        }
        Slots all = transaction.slots;
        long count = all.number(LdapFields.RESPONSE_COUNT, 0) + 1;
        transaction.set(LdapFields.RESPONSE_COUNT, count);
        append(transaction, LdapFields.RESPONSE_OPERATIONS, (long) operation);
        append(transaction, LdapFields.RESPONSE_CODES, response.code);
        append(transaction, LdapFields.RESPONSE_DNS, response.name);
        append(transaction, LdapFields.RESPONSE_MESSAGES, response.message);
        if (count <= MAX_SHOWN && shownBytes[0] + bytes <= MAX_SHOWN_BYTES) {
            shownBytes[0] += bytes;
            transaction.add(LdapFields.RESPONSES, response.out);
        }
        return response.code;
    }

    private static void append(Transaction transaction, Field field, Object value) {
        List<?> list = transaction.slots.list(field);
        if (list.size() < MAX_ELEMENTS) transaction.add(field, value);
        else {
            @SuppressWarnings("unchecked")
            List<Object> full = (List<Object>) list;
            full.set(full.size() - 1, value);
        }
    }

    private void entry(Cursor in) {
        byte[] text = reader.string(in);
        if (text == null) return;
        name = text;
        out.set(LdapResponseFields.ENTRY, name);
        Cursor attributes = reader.inside(in, Ber.SEQUENCE);
        for (int i = 0; attributes != null && attributes.remaining() > 0 && i < LdapReader.MAX_LIST; i++) {
            Cursor attribute = reader.inside(attributes, Ber.SEQUENCE);
            byte[] type = attribute == null ? null : reader.string(attribute);
            if (type == null) return;
            append(transaction, LdapFields.RESPONSE_ATTRIBUTE_TYPES, type);
            Slots shown = new Slots(LdapAttributeFields.SCHEMA).set(LdapAttributeFields.TYPE, type);
            reader.strings(reader.inside(attribute, Ber.SET), shown, LdapAttributeFields.VALUES);
            out.add(LdapResponseFields.ENTRY_ATTRIBUTES, shown);
        }
    }

    private void intermediate(Cursor in) {
        for (Ber part = reader.next(in); part != null; part = reader.next(in)) {
            if (part.tag() == 0x80)
                out.set(LdapResponseFields.INTERMEDIATE_NAME, part.content().rest());
            else if (part.tag() == 0x81)
                out.set(LdapResponseFields.INTERMEDIATE_VALUE, part.content().rest());
        }
    }

    private void result(int operation, Cursor in) {
        Field shown = out.schema().field(LdapNames.operationName(operation));
        Slots result = new Slots(LdapResultFields.SCHEMA);
        if (shown != null) out.set(shown, result);
        code = reader.number(in);
        byte[] matched = reader.string(in);
        byte[] text = reader.string(in);
        result.set(LdapResultFields.RESULT_CODE, LdapNames.result(code));
        LdapReader.set(result, LdapResultFields.MATCHED_DN, matched);
        LdapReader.set(result, LdapResultFields.MESSAGE, text);
        if (matched != null) name = matched;
        if (text != null) message = text;
        for (Ber part = reader.next(in); part != null; part = reader.next(in)) {
            switch (part.tag()) {
                case 0xa3 -> reader.strings(part.content(), result, LdapResultFields.REFERRAL);
                case 0x87 ->
                    result.set(
                            LdapResultFields.SERVER_SASL_CREDS, part.content().rest());
                case 0x8a -> result.set(LdapResultFields.NAME, part.content().rest());
                case 0x8b -> result.set(LdapResultFields.VALUE, part.content().rest());
                default -> {
                    // extensions are passed over (RFC 4511 §4)
                }
            }
        }
    }
}
