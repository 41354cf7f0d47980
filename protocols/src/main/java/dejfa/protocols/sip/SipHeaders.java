package dejfa.protocols.sip;

import dejfa.api.Field;
import dejfa.api.Transaction;
import dejfa.protocols.Ascii;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The headers of one message: short names stand for the long ones (RFC 3261 §7.3.3), folded lines are joined (§7.3.1).
final class SipHeaders {
    private static final Map<String, String> SHORT = Map.of(
            "c", "content-type",
            "l", "content-length",
            "f", "from",
            "t", "to",
            "v", "via",
            "i", "call-id");
    private static final Map<String, Field> KEPT = Map.of(
            "from", SipFields.FROM,
            "to", SipFields.TO,
            "via", SipFields.VIA,
            "user-agent", SipFields.USER_AGENT,
            "content-type", SipFields.CONTENT_TYPE,
            "content-length", SipFields.CONTENT_LENGTH);

    private record Header(String name, ByteArrayOutputStream value) {}

    private final List<Header> all = new ArrayList<>();

    int count() {
        return all.size();
    }

    /// One line without its end.
    void line(byte[] line) {
        boolean folded = line[0] == ' ' || line[0] == '\t';
        if (folded) {
            if (all.isEmpty()) return;
            ByteArrayOutputStream value = all.getLast().value();
            value.write(' ');
            value.writeBytes(Ascii.trim(line));
            return;
        }
        int colon = Ascii.indexOf(line, ':');
        if (colon < 0) return;
        String name = Ascii.text(Ascii.lower(Ascii.trim(line, 0, colon)));
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.writeBytes(Ascii.trim(line, colon + 1, line.length));
        all.add(new Header(SHORT.getOrDefault(name, name), value));
    }

    void fill(Transaction transaction) {
        for (Header header : all) {
            Field field = KEPT.get(header.name());
            if (field != null) transaction.add(field, header.value().toByteArray());
        }
        byte[] call = value("call-id");
        if (call != null) transaction.set(SipFields.CALL_ID, call);
    }

    private byte[] value(String name) {
        for (Header header : all) {
            if (header.name().equals(name)) return header.value().toByteArray();
        }
        return null;
    }

    /// Bytes of the body, or -1 where the headers don't tell.
    long contentLength() {
        byte[] value = value("content-length");
        if (value == null || value.length == 0 || value.length > 10) return -1;
        long length = 0;
        for (byte b : value) {
            if (b < '0' || b > '9') return -1;
            length = length * 10 + b - '0';
        }
        return length;
    }

    /// Is the body a session description?
    boolean isDescription() {
        byte[] type = value("content-type");
        return type != null && Ascii.startsWith(type, "application/sdp");
    }
}
