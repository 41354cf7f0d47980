package dejfa.range.proto;

import dejfa.range.wire.Octets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// HTTP/1.1 messages (RFC 9112).
public final class Http {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /// A request under construction; headers keep their order.
    public static final class Request {
        public final String method;
        public final String target;
        public final Map<String, String> headers = new LinkedHashMap<>();
        public byte[] body = {};

        public Request(String method, String target, String host) {
            this.method = method;
            this.target = target;
            headers.put("Host", host);
        }

        public Request with(String name, String value) {
            headers.put(name, value);
            return this;
        }

        public Request body(String type, byte[] bytes) {
            body = bytes;
            return with("Content-Type", type).with("Content-Length", String.valueOf(bytes.length));
        }

        public byte[] toBytes() {
            Octets out = new Octets().ascii(method + " " + target + " HTTP/1.1\r\n");
            headers.forEach((name, value) -> out.ascii(name + ": " + value + "\r\n"));
            return out.ascii("\r\n").raw(body).toBytes();
        }
    }

    private Http() {}

    /// @param server value of the Server header
    public static byte[] response(int status, String server, long timeNs, String type, byte[] body) {
        return response(status, server, timeNs, type, body, "");
    }

    /// @param more further header lines, each with its line end
    public static byte[] response(int status, String server, long timeNs, String type, byte[] body, String more) {
        Octets out = new Octets().ascii("HTTP/1.1 " + status + " " + reason(status) + "\r\n");
        if (type != null) out.ascii("Content-Type: " + type + "\r\n");
        out.ascii("Server: " + server + "\r\n").ascii(more);
        out.ascii("Date: " + date(timeNs) + "\r\n");
        return out.ascii("Content-Length: " + body.length + "\r\n\r\n")
                .raw(body)
                .toBytes();
    }

    public static String date(long timeNs) {
        return DATE.format(Instant.ofEpochSecond(timeNs / 1_000_000_000L));
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 204 -> "No Content";
            case 206 -> "Partial Content";
            case 302 -> "Found";
            case 304 -> "Not Modified";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 500 -> "Internal Server Error";
            default -> "Status";
        };
    }
}
