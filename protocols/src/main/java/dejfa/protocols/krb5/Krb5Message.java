package dejfa.protocols.krb5;

import dejfa.api.Transaction;
import dejfa.protocols.wire.Ber;
import dejfa.protocols.wire.Cursor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads one message into a transaction (RFC 4120 §5). What it can't read stays out; it then says so.
final class Krb5Message {
    static final int AS_REQUEST = 10;
    static final int AS_REPLY = 11;
    static final int TGS_REQUEST = 12;
    static final int TGS_REPLY = 13;
    static final int AP_REQUEST = 14;
    static final int ERROR = 30;

    /// application class, constructed
    static final int APPLICATION = 0x60;

    /// context class, constructed
    private static final int CONTEXT = 0xa0;
    /// parts of a name kept; principals have one to three
    private static final int MAX_PARTS = 32;

    private static final int MAX_TYPES = 64;
    private static final byte[] EMPTY = "<empty>".getBytes(StandardCharsets.ISO_8859_1);

    private final Transaction out;
    private boolean sound = true;

    private Krb5Message(Transaction out) {
        this.out = out;
    }

    /// @return the message type, or -1 where it is none
    static int typeOf(int tag) {
        return (tag & 0xe0) == APPLICATION && Krb5Names.isMessage(tag & 0x1f) ? tag & 0x1f : -1;
    }

    /// @param type from the outer tag
    /// @return whether it could be read whole
    static boolean read(int type, Cursor in, Transaction out) {
        Krb5Message message = new Krb5Message(out);
        out.set(Krb5Fields.MSG_TYPE, Krb5Names.message(type)).set(Krb5Fields.MSG_TYPE_NUMBER, type);
        Cursor body = Ber.read(in, Ber.SEQUENCE);
        if (body == null) message.sound = false;
        else {
            switch (type) {
                case AS_REQUEST, TGS_REQUEST -> message.request(body);
                case AS_REPLY, TGS_REPLY -> message.reply(body);
                case AP_REQUEST -> message.serviceRequest(body);
                case ERROR -> message.error(body);
                default -> {
                    // the rest is encrypted, or has nothing that rules ask for
                }
            }
        }
        message.defaults();
        return message.sound;
    }

    /// EVE shows what is missing as such.
    private void defaults() {
        if (out.slots.get(Krb5Fields.CNAME) == null) out.set(Krb5Fields.CNAME, EMPTY);
        if (out.slots.get(Krb5Fields.SNAME) == null) out.set(Krb5Fields.SNAME, EMPTY);
        if (out.slots.get(Krb5Fields.REALM) == null) out.set(Krb5Fields.REALM, EMPTY);
        if (out.slots.get(Krb5Fields.ENCRYPTION) == null) {
            out.set(Krb5Fields.ENCRYPTION, "<none>").set(Krb5Fields.WEAK_ENCRYPTION, (Object) false);
        }
    }

    /// The next `[n]` element, or null at the end or where it is broken.
    private Ber next(Cursor in) {
        if (!sound || in.remaining() == 0) return null;
        Ber element = Ber.read(in);
        if (element == null) sound = false;
        return element;
    }

    private Cursor inside(Cursor in, int tag) {
        Cursor content = Ber.read(in, tag);
        if (content == null) sound = false;
        return content;
    }

    private long number(Cursor in) {
        Ber element = Ber.read(in);
        if (element != null && element.tag() == Ber.INTEGER) return element.integer();
        sound = false;
        return -1;
    }

    private byte[] string(Cursor in) {
        Ber element = Ber.read(in);
        if (element != null) return element.content().rest();
        sound = false;
        return null;
    }

    /// KDC-REQ: §5.4.1.
    private void request(Cursor in) {
        for (Ber part = next(in); part != null; part = next(in)) {
            if (part.tag() == CONTEXT + 4) requestBody(inside(part.content(), Ber.SEQUENCE));
        }
    }

    private void requestBody(Cursor in) {
        if (in == null) return;
        for (Ber part = next(in); part != null; part = next(in)) {
            switch (part.tag()) {
                case CONTEXT + 1 -> client(part.content());
                case CONTEXT + 2 -> out.set(Krb5Fields.REALM, string(part.content()));
                case CONTEXT + 3 -> server(part.content());
                case CONTEXT + 8 -> offered(inside(part.content(), Ber.SEQUENCE));
                default -> {
                    // options, times, nonce, addresses, tickets
                }
            }
        }
    }

    private void offered(Cursor in) {
        if (in == null) return;
        for (int i = 0; i < MAX_TYPES && in.remaining() > 0 && sound; i++) {
            long type = number(in);
            if (sound) out.add(Krb5Fields.OFFERED_ENCRYPTION, type);
        }
    }

    /// KDC-REP: §5.4.2.
    private void reply(Cursor in) {
        for (Ber part = next(in); part != null; part = next(in)) {
            switch (part.tag()) {
                case CONTEXT + 3 -> out.set(Krb5Fields.REALM, string(part.content()));
                case CONTEXT + 4 -> client(part.content());
                case CONTEXT + 5 -> ticket(part.content());
                case CONTEXT + 6 -> {
                    long type = encryptionOf(part.content());
                    if (!sound) continue;
                    out.set(Krb5Fields.ENCRYPTION, Krb5Names.encryption(type))
                            .set(Krb5Fields.ENCRYPTION_NUMBER, type)
                            .set(Krb5Fields.WEAK_ENCRYPTION, (Object) Krb5Names.isWeak(type));
                    if (Krb5Names.isWeak(type)) weak();
                }
                default -> {
                    // version, type, pre-authentication
                }
            }
        }
    }

    private void weak() {
        if (!out.anomalies.contains("weak_encryption")) out.anomaly("weak_encryption");
    }

    /// AP-REQ: §5.5.1.
    private void serviceRequest(Cursor in) {
        for (Ber part = next(in); part != null; part = next(in)) {
            if (part.tag() == CONTEXT + 3) ticket(part.content());
        }
    }

    /// Ticket: §5.3; who may read it is not us, but how it is encrypted is plain.
    private void ticket(Cursor in) {
        Cursor outer = inside(in, APPLICATION + 1);
        Cursor body = outer == null ? null : inside(outer, Ber.SEQUENCE);
        if (body == null) return;
        for (Ber part = next(body); part != null; part = next(body)) {
            switch (part.tag()) {
                case CONTEXT + 2 -> server(part.content());
                case CONTEXT + 3 -> {
                    long type = encryptionOf(part.content());
                    if (!sound) continue;
                    out.set(Krb5Fields.TICKET_ENCRYPTION, Krb5Names.encryption(type))
                            .set(Krb5Fields.TICKET_ENCRYPTION_NUMBER, type)
                            .set(Krb5Fields.TICKET_WEAK_ENCRYPTION, (Object) Krb5Names.isWeak(type));
                    if (Krb5Names.isWeak(type)) weak();
                }
                default -> {
                    // version, realm
                }
            }
        }
    }

    /// EncryptedData: §5.2.9.
    private long encryptionOf(Cursor in) {
        Cursor body = inside(in, Ber.SEQUENCE);
        Cursor type = body == null ? null : inside(body, CONTEXT);
        return type == null ? -1 : number(type);
    }

    /// KRB-ERROR: §5.9.1.
    private void error(Cursor in) {
        byte[] clientRealm = null;
        for (Ber part = next(in); part != null; part = next(in)) {
            switch (part.tag()) {
                case CONTEXT + 6 -> {
                    long code = number(part.content());
                    if (sound)
                        out.set(Krb5Fields.ERROR_CODE, Krb5Names.error(code)).set(Krb5Fields.ERROR_NUMBER, code);
                }
                case CONTEXT + 7 -> clientRealm = string(part.content());
                case CONTEXT + 8 -> client(part.content());
                case CONTEXT + 9 -> out.set(Krb5Fields.REALM, string(part.content()));
                case CONTEXT + 10 -> server(part.content());
                default -> {
                    // times, text, data
                }
            }
        }
        if (out.slots.get(Krb5Fields.REALM) == null && clientRealm != null) out.set(Krb5Fields.REALM, clientRealm);
    }

    private void client(Cursor in) {
        List<byte[]> parts = name(in);
        if (parts == null) return;
        out.set(Krb5Fields.CNAME, joined(parts)).set(Krb5Fields.CNAME_PARTS, parts);
    }

    private void server(Cursor in) {
        List<byte[]> parts = name(in);
        if (parts == null) return;
        out.set(Krb5Fields.SNAME, joined(parts)).set(Krb5Fields.SNAME_PARTS, parts);
    }

    /// PrincipalName: §5.2.2. Null where it is broken.
    private List<byte[]> name(Cursor in) {
        Cursor body = inside(in, Ber.SEQUENCE);
        if (body == null) return null;
        List<byte[]> parts = new ArrayList<>(2);
        for (Ber part = next(body); part != null; part = next(body)) {
            if (part.tag() != CONTEXT + 1) continue;
            Cursor strings = inside(part.content(), Ber.SEQUENCE);
            while (strings != null && strings.remaining() > 0 && parts.size() < MAX_PARTS) {
                byte[] text = string(strings);
                if (text == null) break;
                parts.add(text);
            }
        }
        return sound || !parts.isEmpty() ? parts : null;
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            if (text.size() > 0) text.write('/');
            text.writeBytes(part);
        }
        return text.toByteArray();
    }
}
