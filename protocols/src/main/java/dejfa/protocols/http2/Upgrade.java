package dejfa.protocols.http2;

import dejfa.api.Slots;
import dejfa.protocols.Ascii;
import dejfa.protocols.http.HttpFields;
import java.util.Arrays;
import java.util.Base64;

/// The HTTP/1.1 request that asked for HTTP/2 (RFC 7540 §3.2).
record Upgrade(Slots http) {
    boolean isHttp() {
        return http.schema() == HttpFields.SCHEMA;
    }

    /// The request as a header block.
    HeaderBlock block() {
        HeaderBlock block = new HeaderBlock();
        byte[] host = http.bytes(HttpFields.HOST_RAW);
        if (host != null) block.header(Ascii.bytes(":authority"), host);
        byte[] method = http.bytes(HttpFields.METHOD);
        if (method != null) block.header(Ascii.bytes(":method"), method);
        byte[] uri = http.bytes(HttpFields.URI_RAW);
        if (uri != null) block.header(Ascii.bytes(":path"), uri);
        for (Object line : http.list(HttpFields.REQUEST_HEADER_LIST)) {
            byte[] text = (byte[]) line;
            int colon = Ascii.indexOf(text, ':');
            if (colon <= 0) continue;
            block.header(Ascii.lower(Arrays.copyOf(text, colon)), Ascii.trim(text, colon + 1, text.length));
        }
        return block;
    }

    /// The payload of a SETTINGS frame out of HTTP2-Settings; null where it is none.
    byte[] settings() {
        String text = block().text("http2-settings");
        if (text == null) return null;
        try {
            String bare = text.strip();
            while (bare.endsWith("=")) bare = bare.substring(0, bare.length() - 1);
            byte[] payload = Base64.getUrlDecoder().decode(Ascii.bytes(bare));
            return payload.length % 6 == 0 ? payload : null;
        } catch (IllegalArgumentException e) {
            // no base64url: no settings
            return null;
        }
    }
}
