package dejfa.protocols.ldap;

import dejfa.api.Field;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Ber;
import dejfa.protocols.wire.Cursor;

/// Reads one request (RFC 4511 §4.2 to §4.12). Passwords of simple binds are not taken up.
final class LdapRequest {
    private static final String[] CHANGES = {"add", "delete", "replace", "increment"};

    private final Transaction transaction;
    private final Slots out = new Slots(LdapRequestFields.SCHEMA);
    private final LdapReader reader;
    private byte[] mechanism;
    private byte[] extended;

    private LdapRequest(Transaction transaction, LdapReader reader) {
        this.transaction = transaction;
        this.reader = reader;
    }

    /// What the connection has to know of a request.
    ///
    /// @param mechanism of a SASL bind, or null
    /// @param extended name of an extended request, or null
    record Effect(byte[] mechanism, byte[] extended) {}

    static Effect read(int operation, long id, Cursor in, LdapReader reader, Transaction transaction) {
        LdapRequest request = new LdapRequest(transaction, reader);
        request.out
                .set(LdapRequestFields.OPERATION, LdapNames.operationName(operation))
                .set(LdapRequestFields.MESSAGE_ID, id);
        switch (operation) {
            case LdapNames.BIND_REQUEST -> request.bind(in);
            case LdapNames.SEARCH_REQUEST -> request.search(in);
            case LdapNames.MODIFY_REQUEST -> request.modify(in);
            case LdapNames.ADD_REQUEST -> request.add(in);
            case LdapNames.DELETE_REQUEST -> request.name(LdapRequestFields.DELETED, in.rest());
            case LdapNames.RENAME_REQUEST -> request.rename(in);
            case LdapNames.COMPARE_REQUEST -> request.compare(in);
            case LdapNames.ABANDON_REQUEST ->
                request.out.set(LdapRequestFields.ABANDONED, new Ber(Ber.INTEGER, in).integer());
            case LdapNames.EXTENDED_REQUEST -> request.extended(in);
            default -> {
                // unbind has nothing inside
            }
        }
        transaction.set(LdapFields.REQUEST, request.out).set(LdapFields.REQUEST_OPERATION, operation);
        return new Effect(request.mechanism, request.extended);
    }

    /// The name that `ldap.request.dn` is asked of.
    private void name(Field field, byte[] value) {
        if (value == null) return;
        out.set(field, value);
        transaction.set(LdapFields.REQUEST_DN, value);
    }

    private void attribute(byte[] type) {
        if (type != null) transaction.add(LdapFields.REQUEST_ATTRIBUTE_TYPES, type);
    }

    private void bind(Cursor in) {
        out.set(LdapRequestFields.VERSION, reader.number(in));
        name(LdapRequestFields.BIND_NAME, reader.string(in));
        Ber authentication = reader.next(in);
        // [0] is a password
        if (authentication == null || authentication.tag() != 0xa3) return;
        mechanism = reader.string(authentication.content());
        LdapReader.set(out, LdapRequestFields.SASL_MECHANISM, mechanism);
        if (authentication.content().remaining() > 0) {
            LdapReader.set(out, LdapRequestFields.SASL_CREDENTIALS, reader.string(authentication.content()));
        }
    }

    private void search(Cursor in) {
        name(LdapRequestFields.BASE_OBJECT, reader.string(in));
        out.set(LdapRequestFields.SCOPE, reader.number(in)).set(LdapRequestFields.DEREF_ALIAS, reader.number(in));
        out.set(LdapRequestFields.SIZE_LIMIT, reader.number(in)).set(LdapRequestFields.TIME_LIMIT, reader.number(in));
        out.set(LdapRequestFields.TYPES_ONLY, (Object) (reader.number(in) != 0));
        Ber filter = reader.next(in);
        String type = filter == null ? null : LdapFilter.type(filter);
        if (type != null) {
            out.set(LdapRequestFields.FILTER_TYPE, type).set(LdapRequestFields.FILTER_VALUE, LdapFilter.value(filter));
        }
        if (in.remaining() == 0) return;
        Cursor attributes = reader.inside(in, Ber.SEQUENCE);
        for (int i = 0; attributes != null && attributes.remaining() > 0 && i < LdapReader.MAX_LIST; i++) {
            byte[] attribute = reader.string(attributes);
            if (attribute == null) return;
            out.add(LdapRequestFields.ATTRIBUTES, attribute);
            attribute(attribute);
        }
    }

    private void modify(Cursor in) {
        name(LdapRequestFields.MODIFIED, reader.string(in));
        Cursor changes = reader.inside(in, Ber.SEQUENCE);
        for (int i = 0; changes != null && changes.remaining() > 0 && i < LdapReader.MAX_LIST; i++) {
            Cursor change = reader.inside(changes, Ber.SEQUENCE);
            if (change == null) return;
            long operation = reader.number(change);
            Slots entry = new Slots(LdapChangeFields.SCHEMA)
                    .set(
                            LdapChangeFields.OPERATION,
                            operation >= 0 && operation < CHANGES.length
                                    ? CHANGES[(int) operation]
                                    : "unknown-" + operation);
            Cursor attribute = reader.inside(change, Ber.SEQUENCE);
            byte[] type = attribute == null ? null : reader.string(attribute);
            LdapReader.set(entry, LdapChangeFields.ATTRIBUTE_TYPE, type);
            attribute(type);
            if (attribute != null) {
                reader.strings(reader.inside(attribute, Ber.SET), entry, LdapChangeFields.ATTRIBUTE_VALUES);
            }
            out.add(LdapRequestFields.CHANGES, entry);
        }
    }

    private void add(Cursor in) {
        name(LdapRequestFields.ADDED, reader.string(in));
        Cursor attributes = reader.inside(in, Ber.SEQUENCE);
        for (int i = 0; attributes != null && attributes.remaining() > 0 && i < LdapReader.MAX_LIST; i++) {
            Cursor attribute = reader.inside(attributes, Ber.SEQUENCE);
            byte[] type = attribute == null ? null : reader.string(attribute);
            if (type == null) return;
            attribute(type);
            Slots entry = new Slots(LdapAddedFields.SCHEMA).set(LdapAddedFields.NAME, type);
            reader.strings(reader.inside(attribute, Ber.SET), entry, LdapAddedFields.VALUES);
            out.add(LdapRequestFields.ADDED_ATTRIBUTES, entry);
        }
    }

    private void rename(Cursor in) {
        name(LdapRequestFields.RENAMED, reader.string(in));
        LdapReader.set(out, LdapRequestFields.NEW_RDN, reader.string(in));
        out.set(LdapRequestFields.DELETE_OLD_RDN, (Object) (reader.number(in) != 0));
        Ber superior = reader.next(in);
        if (superior != null && superior.tag() == 0x80) {
            out.set(LdapRequestFields.NEW_SUPERIOR, superior.content().rest());
        }
    }

    private void compare(Cursor in) {
        name(LdapRequestFields.COMPARED, reader.string(in));
        Cursor assertion = reader.inside(in, Ber.SEQUENCE);
        if (assertion == null) return;
        byte[] type = reader.string(assertion);
        attribute(type);
        LdapReader.set(out, LdapRequestFields.COMPARED_ATTRIBUTE, type);
        LdapReader.set(out, LdapRequestFields.COMPARED_VALUE, reader.string(assertion));
    }

    private void extended(Cursor in) {
        for (Ber part = reader.next(in); part != null; part = reader.next(in)) {
            byte[] value = part.content().rest();
            if (part.tag() == 0x80) {
                extended = value;
                out.set(LdapRequestFields.EXTENDED_NAME, value);
            } else if (part.tag() == 0x81) out.set(LdapRequestFields.EXTENDED_VALUE, value);
        }
    }
}
