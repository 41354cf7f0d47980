package dejfa.protocols.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.BodyWindow;
import dejfa.api.Transaction;
import dejfa.protocols.Conversation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BrotliBodyTest {
    private static final String TEXT = "The quick brown fox jumps over the lazy dog.";
    /// TEXT by the reference encoder
    private static final byte[] PACKED =
            Base64.getDecoder().decode("jxWAVGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIHRoZSBsYXp5IGRvZy4D");
    /// 16 MiB of zeros
    private static final byte[] ZEROS = Base64.getDecoder().decode("z///f/gnAOKxQCD3/n8=");

    private static Transaction answer(String coding, byte[] body) {
        return new Conversation(80)
                .client("GET /a HTTP/1.1\r\nHost: www.example.org\r\n\r\n")
                .server("HTTP/1.1 200 OK\r\nContent-Encoding: " + coding + "\r\nContent-Length: " + body.length
                        + "\r\n\r\n")
                .server(body)
                .run()
                .transactions
                .live()
                .getFirst();
    }

    private static String body(Transaction transaction) {
        return Conversation.text((BodyWindow) transaction.slots.get(HttpFields.RESPONSE_BODY));
    }

    @Test
    void brotli_is_undone_alone_and_under_gzip() throws IOException {
        ByteArrayOutputStream layered = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(layered)) {
            gzip.write(PACKED);
        }
        assertEquals(TEXT, body(answer("br", PACKED)));
        assertEquals(TEXT, body(answer("br, gzip", layered.toByteArray())));
        assertEquals("[]", answer("br", PACKED).anomalies.toString());
    }

    @Test
    void a_body_cut_short_shows_what_came() {
        String shown = body(answer("br", Arrays.copyOf(PACKED, 30)));
        assertTrue(shown.length() > 20 && TEXT.startsWith(shown), shown);
    }

    @Test
    void what_is_no_brotli_is_passed_on_and_named() {
        byte[] plain = new byte[] {0x11, 'p', 'l', 'a', 'i', 'n'};
        Transaction transaction = answer("br", plain);
        assertEquals("\u0011plain", body(transaction));
        assertTrue(transaction.anomalies.contains("brotli_decompression_failed"), transaction.anomalies.toString());
    }

    @Test
    void a_brotli_bomb_is_cut_and_named() {
        Transaction transaction = answer("br", ZEROS);
        assertTrue(transaction.anomalies.contains("compression_bomb"), transaction.anomalies.toString());
        BodyWindow window = (BodyWindow) transaction.slots.get(HttpFields.RESPONSE_BODY);
        assertTrue(window.totalBytes() <= 1024 * 1024, window.totalBytes() + " bytes");
    }
}
