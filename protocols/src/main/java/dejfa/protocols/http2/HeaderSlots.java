package dejfa.protocols.http2;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.Field;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.protocols.Ascii;
import dejfa.protocols.http.Authority;
import dejfa.protocols.http.ContentRange;
import dejfa.protocols.http.Masking;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Puts header fields into the slots that rules and EVE know from HTTP/1.
final class HeaderSlots {
    private static final byte[] PROTOCOL = Ascii.bytes("HTTP/2");
    private static final Set<String> CREDENTIALS =
            Set.of("cookie", "set-cookie", "authorization", "proxy-authorization");
    private static final Map<String, Field> REQUEST = Map.ofEntries(
            Map.entry(":method", Http2Fields.METHOD),
            Map.entry(":path", Http2Fields.URI),
            Map.entry("user-agent", Http2Fields.USER_AGENT),
            Map.entry("x-forwarded-for", Http2Fields.FORWARDED_FOR),
            Map.entry("cookie", Http2Fields.REQUEST_COOKIE),
            Map.entry("referer", Http2Fields.REFERER),
            Map.entry("accept", Http2Fields.ACCEPT),
            Map.entry("accept-encoding", Http2Fields.ACCEPT_ENCODING),
            Map.entry("accept-language", Http2Fields.ACCEPT_LANGUAGE),
            Map.entry("connection", Http2Fields.REQUEST_CONNECTION),
            Map.entry("content-length", Http2Fields.REQUEST_CONTENT_LENGTH),
            Map.entry("content-type", Http2Fields.REQUEST_CONTENT_TYPE));
    private static final Map<String, Field> RESPONSE = Map.of(
            ":status", Http2Fields.STATUS_CODE,
            "set-cookie", Http2Fields.RESPONSE_COOKIE,
            "server", Http2Fields.SERVER,
            "location", Http2Fields.LOCATION,
            "connection", Http2Fields.RESPONSE_CONNECTION,
            "content-length", Http2Fields.RESPONSE_CONTENT_LENGTH,
            "content-type", Http2Fields.RESPONSE_CONTENT_TYPE);

    private final Transaction transaction;
    private final Consumer<String> anomaly;

    HeaderSlots(Transaction transaction, Consumer<String> anomaly) {
        this.transaction = transaction;
        this.anomaly = anomaly;
    }

    /// What every block adds, be it the first, an interim one or a trailer.
    void list(Direction direction, HeaderBlock block) {
        Sides sides = Sides.of(direction);
        for (HeaderBlock.Entry entry : block.entries) {
            if (transaction.slots.list(sides.names()).size() >= HeaderBlock.MAX_FIELDS) break;
            if (entry.name() != null) transaction.add(sides.names(), entry.name());
            else if (entry.fault() != null) anomaly.accept(entry.fault());
            else transaction.add(sides.sizeUpdates(), entry.size());
        }
        show(direction, block);
    }

    /// The list that EVE shows.
    void show(Direction direction, HeaderBlock block) {
        Field headers = Sides.of(direction).headers();
        int room = HeaderBlock.MAX_FIELDS - transaction.slots.list(headers).size();
        for (HeaderBlock.Entry entry : block.entries) {
            if (room-- <= 0) return;
            Slots shown = new Slots(Http2HeaderFields.SCHEMA);
            if (entry.name() != null) {
                shown.set(Http2HeaderFields.NAME, entry.name()).set(Http2HeaderFields.VALUE, shown(entry));
            } else if (entry.fault() != null) shown.set(Http2HeaderFields.ERROR, entry.fault());
            else shown.set(Http2HeaderFields.TABLE_SIZE_UPDATE, entry.size());
            transaction.add(headers, shown);
        }
    }

    private static byte[] shown(HeaderBlock.Entry entry) {
        String name = Ascii.text(Ascii.lower(entry.name()));
        if (CREDENTIALS.contains(name)) return Ascii.bytes(EveJson.MASK);
        boolean url = name.equals(":path") || name.equals("referer") || name.equals("location");
        return url ? Ascii.bytes(Masking.url(entry.value())) : entry.value();
    }

    void request(HeaderBlock block) {
        set(REQUEST, block);
        byte[] method = block.value(":method");
        byte[] path = block.value(":path");
        transaction
                .set(Http2Fields.REQUEST_PROTOCOL, PROTOCOL)
                .set(Http2Fields.REQUEST_HEADER_LINES, block.lines())
                .set(Http2Fields.REQUEST_HEADER_NAMES, block.names())
                .set(Http2Fields.REQUEST_HEADER_LIST, block.list());
        if (method != null && path != null) {
            String line = Ascii.text(method) + " " + Ascii.text(path) + " HTTP/2";
            transaction.set(Http2Fields.REQUEST_LINE, Ascii.bytes(line));
        }
        byte[] authority = block.value(":authority");
        byte[] header = block.value("host");
        byte[] raw = authority != null ? authority : header;
        if (raw != null) {
            if (Ascii.indexOf(raw, '@') >= 0) anomaly.accept("userinfo_in_uri");
            if (authority != null && header != null && !Arrays.equals(Ascii.lower(authority), Ascii.lower(header))) {
                anomaly.accept("authority_host_mismatch");
            }
            transaction
                    .set(Http2Fields.HOST_RAW, raw)
                    .set(Http2Fields.HOST, Authority.of(raw).host());
        }
        showRequest(block);
    }

    /// The fields of a request that EVE shows beside the list.
    void showRequest(HeaderBlock block) {
        byte[] method = block.value(":method");
        byte[] path = block.value(":path");
        byte[] agent = block.value("user-agent");
        byte[] referer = block.value("referer");
        byte[] authority = block.value(":authority");
        byte[] host = authority != null ? authority : block.value("host");
        if (method != null) transaction.set(Http2Fields.SHOWN_METHOD, method);
        if (path != null) transaction.set(Http2Fields.SHOWN_URL, Masking.url(path));
        if (agent != null) transaction.set(Http2Fields.SHOWN_USER_AGENT, agent);
        if (referer != null) transaction.set(Http2Fields.SHOWN_REFERER, Masking.url(referer));
        if (host != null) {
            transaction.set(Http2Fields.HOSTNAME, Ascii.text(Arrays.copyOfRange(host, userEnd(host), host.length)));
        }
        length(block);
    }

    private static int userEnd(byte[] authority) {
        int end = 0;
        for (int i = 0; i < authority.length; i++) if (authority[i] == '@') end = i + 1;
        return end;
    }

    void response(HeaderBlock block) {
        set(RESPONSE, block);
        String status = block.text(":status");
        transaction
                .set(Http2Fields.RESPONSE_PROTOCOL, PROTOCOL)
                .set(Http2Fields.STATUS_MESSAGE, new byte[0])
                .set(Http2Fields.RESPONSE_HEADER_LINES, block.lines())
                .set(Http2Fields.RESPONSE_HEADER_NAMES, block.names())
                .set(Http2Fields.RESPONSE_HEADER_LIST, block.list());
        if (status != null) transaction.set(Http2Fields.RESPONSE_LINE, Ascii.bytes("HTTP/2 " + status));
        if (status != null && status.matches("[0-9]{1,5}")) {
            transaction.set(Http2Fields.STATUS, Long.parseLong(status));
        }
        String type = block.text("content-type");
        if (type != null) {
            int end = type.indexOf(';');
            transaction.set(Http2Fields.SHOWN_CONTENT_TYPE, (end < 0 ? type : type.substring(0, end)).strip());
        }
        String range = block.text("content-range");
        if (range != null && ContentRange.of(range).isEmpty()) anomaly.accept("invalid_range");
        length(block);
    }

    private void length(HeaderBlock block) {
        String length = block.text("content-length");
        if (length != null && length.matches("[0-9]{1,18}")) {
            transaction.set(Http2Fields.LENGTH, Long.parseLong(length));
        }
    }

    private void set(Map<String, Field> fields, HeaderBlock block) {
        fields.forEach((name, field) -> {
            byte[] value = block.value(name);
            if (value != null) transaction.set(field, value);
        });
    }
}
