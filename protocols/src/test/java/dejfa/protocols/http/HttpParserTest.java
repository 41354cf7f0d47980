package dejfa.protocols.http;

import static dejfa.protocols.Conversation.everything;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.BodyWindow;
import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.FileTransfer;
import dejfa.api.Flow;
import dejfa.api.Packet;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Conversation;
import dejfa.protocols.ProtocolRecogniser;
import dejfa.testkit.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class HttpParserTest {
    private static final String GET = "GET /a HTTP/1.1\r\nHost: www.example.org\r\n\r\n";
    private static final String TEXT = "The quick brown fox jumps over the lazy dog.";

    private static Conversation talk() {
        return new Conversation(80);
    }

    private static Transaction only(Conversation talk) {
        Flow flow = talk.run();
        assertEquals(1, flow.transactions.live().size(), everything(flow));
        return flow.transactions.live().getFirst();
    }

    private static String responseBody(String head, byte[] body) {
        Transaction transaction =
                only(talk().client(GET).server(head + "\r\n\r\n").server(body));
        BodyWindow window = (BodyWindow) transaction.slots.get(HttpFields.RESPONSE_BODY);
        return window == null ? "" : Conversation.text(window);
    }

    private static String responseBody(String head, String body) {
        return responseBody(head, body.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] gzip(byte[] plain) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(plain);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Conversation large() {
        String form = "--zz\r\n"
                + "Content-Disposition: form-data; name=f; filename=\"a.txt\"\r\n\r\n"
                + "file body here!!\r\n"
                + "--zz--\r\n";
        return talk().client("POST /form?password=hunter2&x=1 HTTP/1.1\r\nHost: Example.ORG:8080\r\nCookie: sid=1\r\n"
                        + "Content-Type: multipart/form-data; boundary=zz\r\nContent-Length: " + form.length()
                        + "\r\n\r\n" + form)
                .server("HTTP/1.1 100 Continue\r\n\r\n")
                .client("GET /second HTTP/1.1\r\nHost: b\r\nX: 1\r\n\t2\r\n\r\nGET /third\r\n\r\n")
                .server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n")
                .server(chunked(gzip(TEXT.repeat(40).getBytes(StandardCharsets.US_ASCII))))
                .server("HTTP/1.1 302 Found\nLocation: /x?token=abc\nSet-Cookie: a=b\nContent-Length: 3\n\nabc")
                .server("raw answer of an old server");
    }

    private static byte[] chunked(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; at += 17) {
            int size = Math.min(17, body.length - at);
            out.writeBytes((Integer.toHexString(size) + ";x=y\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, at, size);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes("0\r\nTrailer: 1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    @Test
    void any_cut_of_the_stream_yields_the_same_transactions() {
        String whole = everything(large().run());
        assertTrue(whole.contains("file a.txt CLOSED gaps false 16 whole file body here!!"), whole);
        assertTrue(whole.contains("raw answer of an old server"), whole);
        Seeds.run(300, random -> assertEquals(whole, everything(large().cut(random))));
    }

    @Test
    void random_changes_never_make_the_parser_throw() {
        ProtocolRecogniser recogniser = new ProtocolRecogniser();
        Seeds.run(2_000, random -> large().run(recogniser, random, 1 + random.nextInt(20)));
        assertEquals(0, recogniser.parserFailures());
    }

    @Test
    void head_fields_are_what_rules_expect() {
        Transaction transaction =
                only(talk().client("GET /x//./y/../z%2e%41?q=%27+1 HTTP/1.1\r\nHost: WWW.Example.org:81\r\n"
                                + "User-Agent: curl\r\nCookie: a=1\r\nAccept: */*\r\nAccept: text/html\r\n\r\n")
                        .server("HTTP/1.0 404 Not Found\r\nServer:  nginx \r\nContent-Length: 0\r\n\r\n"));
        assertEquals("/x/z.A?q='+1", transaction.slots.text(HttpFields.URI));
        assertEquals("/x//./y/../z%2e%41?q=%27+1", transaction.slots.text(HttpFields.URI_RAW));
        assertEquals("www.example.org", transaction.slots.text(HttpFields.HOST));
        assertEquals("WWW.Example.org:81", transaction.slots.text(HttpFields.HOST_RAW));
        assertEquals(81, transaction.slots.number(HttpFields.PORT, 0));
        assertEquals(
                "Host: WWW.Example.org:81\r\nUser-Agent: curl\r\nAccept: */*, text/html\r\n",
                transaction.slots.text(HttpFields.REQUEST_HEADERS));
        assertEquals(
                "\r\nHost\r\nUser-Agent\r\nCookie\r\nAccept\r\n\r\n",
                transaction.slots.text(HttpFields.REQUEST_HEADER_NAMES));
        assertEquals("a=1", transaction.slots.text(HttpFields.REQUEST_COOKIE));
        assertEquals("Not Found", transaction.slots.text(HttpFields.STATUS_MESSAGE));
        assertEquals(
                "Server:  nginx \r\nContent-Length: 0\r\n\r\n",
                transaction.slots.text(HttpFields.RESPONSE_HEADERS_RAW));
        assertTrue(transaction.isComplete());
        assertNull(transaction.slots.get(HttpFields.RESPONSE_BODY));
    }

    @Test
    void credentials_are_masked_in_what_is_written_but_rules_see_them() {
        Transaction transaction = only(talk().client("GET http://bob:pw@h/a?Pass%77ord=hunter2&n=1 HTTP/1.1\r\n"
                        + "Host: h\r\n"
                        + "Authorization: Basic c2VjcmV0\r\n"
                        + "Cookie: id=c00kie\r\n"
                        + "Referer: http://h/?api_key=k3y\r\n\r\n")
                .server("HTTP/1.1 302 x\r\nSet-Cookie: s3ss\r\nLocation: /?token=t0k\r\nContent-Length: 0\r\n\r\n"));
        String written = EveJson.text(transaction.slots) + EveJson.texts(transaction.slots);
        for (String secret : new String[] {"hunter2", "pw@", "c2VjcmV0", "c00kie", "k3y", "s3ss", "t0k"}) {
            assertFalse(written.contains(secret), secret + " in " + written);
        }
        assertTrue(written.contains("n=1"), written);
        assertTrue(transaction.slots.text(HttpFields.URI).contains("hunter2"));
        assertTrue(transaction.slots.text(HttpFields.REQUEST_HEADERS).contains("c2VjcmV0"));
    }

    @Test
    void a_body_ends_where_any_of_the_framings_says() {
        assertEquals("abc", responseBody("HTTP/1.1 200 OK\r\nContent-Length: 3", "abcdef"));
        assertEquals("abcdef", responseBody("HTTP/1.1 200 OK", "abcdef"));
        assertEquals(
                "abcdef",
                responseBody("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", "3 \r\nabc\r\n\n3;x\ndef\n0\n\n"));
        assertEquals("", responseBody("HTTP/1.1 304 Not Modified", "abc"));
        assertEquals("abc", responseBody("HTTP/1.1 204 x\r\nContent-Length: 3", "abc"));
    }

    @Test
    void a_body_said_to_be_chunked_that_is_not_is_taken_as_it_is() {
        assertEquals("X5O!P", responseBody("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", "X5O!P"));
        assertEquals("Deadbeef it", responseBody("HTTP/1.1 200 OK\r\nTransfer-Encoding: x chunked", "Deadbeef it"));
        assertEquals(
                "abcd",
                responseBody(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 4",
                        "abcdefgh".replace("efgh", "zzzz")));
    }

    @Test
    void content_codings_are_undone_in_layers_and_wrong_ones_are_forgiven() {
        byte[] plain = TEXT.getBytes(StandardCharsets.US_ASCII);
        String head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: ";
        assertEquals(TEXT, responseBody(head + "gzip", gzip(plain)));
        assertEquals(TEXT, responseBody(head + "gzip, gzip", gzip(gzip(plain))));
        assertEquals(TEXT, responseBody(head + "deflate", gzip(plain)));
        assertEquals(TEXT, responseBody(head + "gzip,deflate", plain));
        assertEquals(TEXT, responseBody(head + "identity, unknown", plain));
        byte[] cutShort = java.util.Arrays.copyOf(gzip(plain), gzip(plain).length - 8);
        assertEquals(TEXT, responseBody(head + "x-gzip", cutShort));
    }

    @Test
    void a_decompression_bomb_is_cut_and_named() {
        byte[] bomb = gzip(gzip(gzip(new byte[64 * 1024 * 1024])));
        Transaction transaction = only(talk().client(GET)
                .server("HTTP/1.1 200 OK\r\nContent-Encoding: gzip,gzip,gzip\r\nContent-Length: " + bomb.length
                        + "\r\n\r\n")
                .server(bomb));
        assertTrue(transaction.anomalies.contains("compression_bomb"), transaction.anomalies.toString());
        long produced = transaction.files.getFirst().body.totalBytes();
        assertTrue(produced < 4 * 1024 * 1024, "produced " + produced);
    }

    @Test
    void a_body_without_announcement_belongs_to_the_request_before() {
        Transaction transaction = only(talk().client("POST /a HTTP/1.1\r\nHost: h\r\n\r\nlogin=foo&password=bar\r\n")
                .server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        assertTrue(transaction.anomalies.contains("request_body_unexpected"));
        assertEquals("login=foo&password=bar\r\n", Conversation.text((BodyWindow)
                transaction.slots.get(HttpFields.REQUEST_BODY)));
    }

    @Test
    void pipelined_requests_meet_their_answers_in_order() {
        Flow flow = talk().client(GET + "HEAD /b HTTP/1.1\r\nHost: h\r\n\r\nGET /c HTTP/1.1\r\nHost: h\r\n\r\n")
                .server("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 201 OK\r\nContent-Length: 9\r\n\r\n"
                        + "HTTP/1.1 202 OK\r\nContent-Length: 1\r\n\r\nc")
                .run();
        assertEquals(3, flow.transactions.live().size());
        for (int i = 0; i < 3; i++) {
            assertEquals(200 + i, flow.transactions.live().get(i).slots.number(HttpFields.STATUS, 0));
        }
    }

    @Test
    void the_protocol_inside_a_tunnel_is_recognised_anew() {
        Flow flow = talk().client("CONNECT mail.example.org:25 HTTP/1.1\r\nHost: mail.example.org:25\r\n\r\n")
                .server("HTTP/1.1 200 OK\r\n\r\n220 mail ESMTP\r\n")
                .client("EHLO me\r\n")
                .run();
        assertEquals("smtp", flow.appProtocol);
        assertEquals("http", flow.appProtocolOriginal);
        assertEquals(2, flow.transactions.live().size());
    }

    @Test
    void an_answer_whose_request_was_not_seen_has_a_transaction_of_its_own() {
        Transaction transaction = only(talk().server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab"));
        assertEquals("/libhtp::request_uri_not_seen", transaction.slots.text(HttpFields.URI));
        assertEquals("ab", Conversation.text(transaction.files.getFirst().body));
    }

    @Test
    void the_file_is_named_by_disposition_or_path() {
        Transaction named = only(talk().client(GET)
                .server("HTTP/1.1 200 OK\r\nContent-Disposition: attachment; filename=\"b;c.exe\"\r\n\r\nMZ"));
        assertArrayEquals("b;c.exe".getBytes(StandardCharsets.US_ASCII), named.files.getFirst().name);
        Transaction plain = only(talk().client(GET).server("HTTP/1.1 200 OK\r\n\r\nMZ"));
        assertArrayEquals("/a".getBytes(StandardCharsets.US_ASCII), plain.files.getFirst().name);
    }

    @Test
    void a_download_of_256_mebibytes_needs_no_more_state_than_its_window() {
        Flow flow = Conversation.flow(80);
        Transactions out = new Transactions(flow);
        HttpParser parser = new HttpParser(flow);
        give(parser, Direction.TO_SERVER, GET, out);
        give(parser, Direction.TO_CLIENT, "HTTP/1.1 200 OK\r\nContent-Length: " + (256L << 20) + "\r\n\r\n", out);
        MemorySegment chunk = MemorySegment.ofArray(new byte[1 << 20]);
        for (int i = 0; i < 256; i++) parser.accept(Direction.TO_CLIENT, chunk, 0, 1 << 20, out);
        FileTransfer file = out.live().getFirst().files.getFirst();
        assertEquals(256L << 20, file.body.totalBytes());
        assertTrue(file.body.data().length <= BodyWindow.LIMIT_BYTES);
        assertEquals(FileTransfer.State.CLOSED, file.state);
        assertTrue(out.live().getFirst().isComplete());
    }

    private static void give(HttpParser parser, Direction direction, String text, Transactions out) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        parser.accept(direction, MemorySegment.ofArray(bytes), 0, bytes.length, out);
    }

    @Test
    void a_gap_in_a_body_marks_the_file_and_the_next_message_is_read() {
        Flow flow = Conversation.flow(80);
        Packet packet = new Packet();
        ProtocolRecogniser recogniser = new ProtocolRecogniser();
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab";
        bytes(recogniser, packet, flow, Direction.TO_SERVER, GET + GET);
        bytes(recogniser, packet, flow, Direction.TO_CLIENT, head);
        recogniser.gap(packet, flow, Direction.TO_CLIENT, 8, head.length());
        bytes(recogniser, packet, flow, Direction.TO_CLIENT, "HTTP/1.1 201 OK\r\nContent-Length: 0\r\n\r\n");
        assertTrue(flow.transactions.live().getFirst().files.getFirst().gaps);
        assertEquals(201, flow.transactions.live().get(1).slots.number(HttpFields.STATUS, 0));
    }

    @Test
    void after_a_gap_in_a_head_reading_goes_on_with_the_next_message() {
        Flow flow = Conversation.flow(80);
        Packet packet = new Packet();
        ProtocolRecogniser recogniser = new ProtocolRecogniser();
        bytes(recogniser, packet, flow, Direction.TO_SERVER, GET);
        bytes(recogniser, packet, flow, Direction.TO_CLIENT, "HTTP/1.1 200 OK\r\nServ");
        recogniser.gap(packet, flow, Direction.TO_CLIENT, 800, 21);
        bytes(recogniser, packet, flow, Direction.TO_CLIENT, "the rest of some body");
        bytes(recogniser, packet, flow, Direction.TO_SERVER, GET.replace("/a", "/b"));
        bytes(recogniser, packet, flow, Direction.TO_CLIENT, "HTTP/1.1 201 OK\r\nContent-Length: 0\r\n\r\n");
        assertEquals(201, flow.transactions.live().get(1).slots.number(HttpFields.STATUS, 0), everything(flow));
        assertTrue(flow.transactions.anomalies().contains("response_found_again_after_gap"));
    }

    private static void bytes(
            ProtocolRecogniser recogniser, Packet packet, Flow flow, Direction direction, String text) {
        byte[] all = text.getBytes(StandardCharsets.ISO_8859_1);
        recogniser.bytes(packet, flow, direction, MemorySegment.ofArray(all), 0, all.length, 0);
    }
}
