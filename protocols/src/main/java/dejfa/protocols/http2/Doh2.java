package dejfa.protocols.http2;

import dejfa.api.Direction;
import dejfa.api.Field;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.protocols.Ascii;
import dejfa.protocols.GrowingBytes;
import dejfa.protocols.dns.DnsFields;
import dejfa.protocols.dns.DnsReader;
import dejfa.protocols.http.body.ByteSink;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/// DNS over HTTP/2 (RFC 8484): an HTTP/2 transaction that also holds the DNS messages of its two bodies.
final class Doh2 {
    static final String PROTOCOL = "doh2";
    static final String MEDIA_TYPE = "application/dns-message";
    /// RFC 8484 §6
    static final int MAX_MESSAGE_BYTES = 65_535;

    private static final int HTTP_FIELDS = Http2Fields.SCHEMA.fields().size();
    private static final Field QUESTION = field("dns_request", HTTP_FIELDS, Direction.TO_SERVER);
    private static final Field ANSWER = field("dns_response", HTTP_FIELDS + 1, Direction.TO_CLIENT);
    /// HTTP/2's fields with the same slots, and the messages; of the two EVE shows the answer.
    static final Schema SCHEMA = schema();

    private Doh2() {}

    private static Field field(String name, int slot, Direction side) {
        return new Field(PROTOCOL, name, Field.Kind.RECORD, slot, side, 0, null, "/dns", DnsFields.SCHEMA, false);
    }

    private static Schema schema() {
        List<Field> fields = new ArrayList<>(Http2Fields.SCHEMA.fields());
        fields.add(QUESTION);
        fields.add(ANSWER);
        return new Schema(PROTOCOL, List.copyOf(fields), "dns");
    }

    /// Does the client ask with a DNS message?
    static boolean isAsked(HeaderBlock request) {
        return isMessage(request)
                || MEDIA_TYPE.equals(request.text("accept")) && parameter(request.text(":path")) != null;
    }

    /// Is the body a DNS message?
    static boolean isMessage(HeaderBlock block) {
        String type = block.text("content-type");
        return type != null && type.strip().equalsIgnoreCase(MEDIA_TYPE);
    }

    /// The message in the path's `dns` parameter (RFC 8484 §4.1.1); null where there is none.
    private static String parameter(String path) {
        if (path == null) return null;
        int query = path.indexOf('?');
        if (query < 0) return null;
        for (String pair : path.substring(query + 1).split("&", 64)) {
            if (pair.startsWith("dns=")) return pair.substring(4);
        }
        return null;
    }

    static void question(HeaderBlock request, Transaction transaction, Consumer<String> anomaly) {
        String text = parameter(request.text(":path"));
        if (text == null) return;
        if (text.length() / 4 * 3 > MAX_MESSAGE_BYTES) {
            anomaly.accept("dns_request_too_long");
            return;
        }
        try {
            String padded = text.strip();
            while (padded.endsWith("=")) padded = padded.substring(0, padded.length() - 1);
            read(Base64.getUrlDecoder().decode(Ascii.bytes(padded)), Direction.TO_SERVER, transaction, anomaly);
        } catch (IllegalArgumentException e) {
            // What is no base64url is no message.
            anomaly.accept("malformed_data");
        }
    }

    private static void read(byte[] message, Direction direction, Transaction transaction, Consumer<String> anomaly) {
        Slots dns = DnsReader.read(message, anomaly);
        if (dns == null) return;
        boolean asks = "request".equals(dns.text(DnsFields.TYPE));
        if (asks != (direction == Direction.TO_SERVER)) {
            anomaly.accept(asks ? "not_a_response" : "not_a_request");
            return;
        }
        transaction.set(asks ? QUESTION : ANSWER, dns);
    }

    /// Gathers a body and reads the message when it is whole.
    static ByteSink sink(Direction direction, Transaction transaction, Consumer<String> anomaly) {
        GrowingBytes message = new GrowingBytes(MAX_MESSAGE_BYTES);
        return new ByteSink() {
            @Override
            public void write(MemorySegment bytes, long offset, int lengthBytes) {
                message.append(bytes, offset, lengthBytes);
                if (message.dropped() > 0) {
                    anomaly.accept(direction == Direction.TO_SERVER ? "dns_request_too_long" : "dns_response_too_long");
                }
            }

            @Override
            public void end() {
                if (message.dropped() == 0 && message.length() > 0) {
                    read(message.copy(), direction, transaction, anomaly);
                }
                message.release();
            }
        };
    }
}
