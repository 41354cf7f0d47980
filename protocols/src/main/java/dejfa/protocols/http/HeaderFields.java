package dejfa.protocols.http;

import dejfa.api.Field;
import dejfa.api.Transaction;
import java.util.Map;

/// Headers that have a field of their own.
final class HeaderFields {
    private static final Map<String, Field> REQUEST = Map.of(
            "user-agent", HttpFields.USER_AGENT,
            "x-forwarded-for", HttpFields.FORWARDED_FOR,
            "cookie", HttpFields.REQUEST_COOKIE,
            "referer", HttpFields.REFERER,
            "accept", HttpFields.ACCEPT,
            "accept-encoding", HttpFields.ACCEPT_ENCODING,
            "accept-language", HttpFields.ACCEPT_LANGUAGE,
            "connection", HttpFields.REQUEST_CONNECTION,
            "content-length", HttpFields.REQUEST_CONTENT_LENGTH,
            "content-type", HttpFields.REQUEST_CONTENT_TYPE);
    private static final Map<String, Field> RESPONSE = Map.of(
            "set-cookie", HttpFields.RESPONSE_COOKIE,
            "server", HttpFields.SERVER,
            "location", HttpFields.LOCATION,
            "connection", HttpFields.RESPONSE_CONNECTION,
            "content-length", HttpFields.RESPONSE_CONTENT_LENGTH,
            "content-type", HttpFields.RESPONSE_CONTENT_TYPE,
            "content-range", HttpFields.RANGE_RAW);

    private HeaderFields() {}

    static void request(Headers headers, Transaction transaction) {
        set(REQUEST, headers, transaction);
    }

    static void response(Headers headers, Transaction transaction) {
        set(RESPONSE, headers, transaction);
    }

    private static void set(Map<String, Field> fields, Headers headers, Transaction transaction) {
        fields.forEach((name, field) -> {
            byte[] value = headers.value(name);
            if (value != null) transaction.set(field, value);
        });
    }
}
