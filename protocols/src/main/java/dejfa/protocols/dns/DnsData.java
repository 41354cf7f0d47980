package dejfa.protocols.dns;

import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Hex;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The data of one record as presentation text (RFC 1035 §5.1 and the types' own), raw where names and strings are
/// raw.
final class DnsData {
    private final DnsMessage message;
    private final DnsMessage.Resource record;
    private final Cursor in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    /// names inside the data
    final List<byte[]> names = new ArrayList<>(0);

    DnsData(DnsMessage message, DnsMessage.Resource record) {
        this.message = message;
        this.record = record;
        this.in = new Cursor(message.bytes, record.dataStart(), record.dataEnd());
    }

    /// The text; null where the data is empty, or the type has no text form here. Data that breaks off early is an
    /// anomaly
    /// of the message.
    byte[] text() {
        if (in.remaining() == 0) return null;
        boolean known = write();
        if (!in.ok()) message.anomaly("malformed_data");
        return known && in.ok() ? out.toByteArray() : null;
    }

    private boolean write() {
        switch (record.type()) {
            case DnsTypes.A -> address(4);
            case DnsTypes.AAAA -> address(16);
            case DnsTypes.NS, DnsTypes.CNAME, DnsTypes.PTR, DnsTypes.DNAME -> name();
            case DnsTypes.MX -> {
                in.skip(2);
                name();
            }
            case DnsTypes.TXT -> strings();
            case DnsTypes.NULL -> raw(in.rest());
            case DnsTypes.NAPTR -> naptr();
            case DnsTypes.DS, DnsTypes.CDS -> digest();
            case DnsTypes.DNSKEY, DnsTypes.CDNSKEY -> key();
            case DnsTypes.RRSIG -> signature();
            case DnsTypes.NSEC -> next();
            case DnsTypes.SVCB, DnsTypes.HTTPS -> service();
            case DnsTypes.CAA -> authority();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void address(int lengthBytes) {
        byte[] address = in.bytes(lengthBytes);
        if (in.ok()) text(lengthBytes == 4 ? v4(address, 0) : v6(address, 0));
    }

    private static String v4(byte[] bytes, int at) {
        return (bytes[at] & 0xff) + "." + (bytes[at + 1] & 0xff) + "." + (bytes[at + 2] & 0xff) + "."
                + (bytes[at + 3] & 0xff);
    }

    /// All eight groups, four digits each, as Suricata's EVE shows addresses in answers.
    private static String v6(byte[] bytes, int at) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 16; i += 2) {
            text.append(i == 0 ? "" : ":").append(String.format("%02x%02x", bytes[at + i], bytes[at + i + 1]));
        }
        return text.toString();
    }

    /// A name at the cursor; compressed ones are followed.
    byte[] name() {
        DnsName name = message.name(in.position());
        if (name == null || name.end() > in.limit()) {
            in.skip(Integer.MAX_VALUE);
            return new byte[0];
        }
        in.seek(name.end());
        names.add(name.text());
        raw(name.text());
        return name.text();
    }

    private void strings() {
        while (in.ok() && in.remaining() > 0) raw(in.bytes(in.u8()));
    }

    private void naptr() {
        text(in.u16() + " " + in.u16());
        for (int i = 0; i < 3; i++) {
            text(" \"");
            raw(in.bytes(in.u8()));
            text("\"");
        }
        text(" ");
        name();
    }

    private void digest() {
        text(in.u16() + " " + in.u8() + " " + in.u8() + " " + Hex.plain(in.rest()));
    }

    private void key() {
        text(in.u16() + " " + in.u8() + " " + in.u8() + " ");
        text(Base64.getEncoder().encodeToString(in.rest()));
    }

    private void signature() {
        text(DnsTypes.type(in.u16()) + " " + in.u8() + " " + in.u8() + " " + in.u32() + " " + in.u32() + " " + in.u32()
                + " " + in.u16() + " ");
        name();
        text(" " + Base64.getEncoder().encodeToString(in.rest()));
    }

    /// Next owner and the types present, as bit windows (RFC 4034 §4.1.2).
    private void next() {
        name();
        while (in.ok() && in.remaining() > 0) {
            int window = in.u8();
            byte[] bits = in.bytes(in.u8());
            for (int i = 0; i < bits.length * 8; i++) {
                if ((bits[i / 8] >> (7 - i % 8) & 1) != 0) text(" " + DnsTypes.type(window << 8 | i));
            }
        }
    }

    /// Priority, target, parameters (RFC 9460 §2.1).
    private void service() {
        text(in.u16() + " ");
        if (name().length == 0) text(".");
        while (in.ok() && in.remaining() > 0) {
            int key = in.u16();
            Cursor value = in.slice(in.u16());
            if (!in.ok()) return;
            text(" " + DnsTypes.serviceKey(key));
            if (value.remaining() == 0) continue;
            text("=");
            parameter(key, value);
        }
    }

    private void parameter(int key, Cursor value) {
        switch (key) {
            case 1 -> {
                for (String comma = ""; value.ok() && value.remaining() > 0; comma = ",") {
                    text(comma);
                    raw(value.bytes(value.u8()));
                }
            }
            case 3 -> text(Integer.toString(value.u16()));
            case 4, 6 -> {
                int lengthBytes = key == 4 ? 4 : 16;
                for (String comma = ""; value.remaining() >= lengthBytes; comma = ",") {
                    byte[] address = value.bytes(lengthBytes);
                    text(comma + (key == 4 ? v4(address, 0) : v6(address, 0)));
                }
            }
            case 7 -> raw(value.rest());
            default -> text(Hex.plain(value.rest()));
        }
    }

    /// RFC 8659 §4.1
    private void authority() {
        text(in.u8() + " ");
        raw(in.bytes(in.u8()));
        text(" \"");
        raw(in.rest());
        text("\"");
    }

    private void text(String text) {
        raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void raw(byte[] bytes) {
        out.writeBytes(bytes);
    }
}
