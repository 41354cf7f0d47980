package dejfa.protocols.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.BodyWindow;
import dejfa.api.FileTransfer;
import dejfa.api.Flow;
import dejfa.api.Transaction;
import dejfa.protocols.Ascii;
import dejfa.protocols.Conversation;
import dejfa.protocols.ProtocolRecogniser;
import dejfa.protocols.dns.DnsFields;
import dejfa.testkit.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class Http2Test {
    private static final byte[] SETTINGS = HexFormat.of().parseHex("000300000064" + "00040000ffff");
    /// `example.com`, type A
    private static final byte[] QUESTION =
            HexFormat.of().parseHex("00000100000100000000000007" + "6578616d706c65" + "03636f6d" + "00" + "00010001");

    private static Frames client() {
        return new Frames().preface().frame(FrameHeader.SETTINGS, 0, 0, SETTINGS);
    }

    private static Frames server() {
        return new Frames().frame(FrameHeader.SETTINGS, 0, 0, SETTINGS);
    }

    private static Frames get(Frames frames, int stream) {
        return frames.headers(
                Frames.END_STREAM,
                stream,
                ":method",
                "GET",
                ":scheme",
                "http",
                ":authority",
                "Example.com:8080",
                ":path",
                "/a/b?token=secret",
                "user-agent",
                "curl/8",
                "cookie",
                "a=b");
    }

    private static Frames answer(Frames frames, int stream) {
        return frames.headers(0, stream, ":status", "200", "server", "nginx", "content-length", "5")
                .data(Frames.END_STREAM, stream, "hello");
    }

    private static Flow exchange() {
        return new Conversation(80)
                .client(get(client(), 1).bytes())
                .server(answer(server(), 1).bytes())
                .run();
    }

    private static Transaction stream(Flow flow, long id) {
        for (Transaction transaction : flow.transactions.live()) {
            if (transaction.slots.number(Http2Fields.STREAM_ID, -1) == id) return transaction;
        }
        throw new AssertionError("no stream " + id);
    }

    private static String text(BodyWindow body) {
        return new String(body.data(), 0, body.length(), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_request_fills_the_buffers_that_http_1_fills() {
        Transaction one = stream(exchange(), 1);
        assertEquals("GET", one.slots.text(Http2Fields.METHOD));
        assertEquals("/a/b?token=secret", one.slots.text(Http2Fields.URI));
        assertEquals("example.com", one.slots.text(Http2Fields.HOST));
        assertEquals("Example.com:8080", one.slots.text(Http2Fields.HOST_RAW));
        assertEquals("curl/8", one.slots.text(Http2Fields.USER_AGENT));
        assertEquals("a=b", one.slots.text(Http2Fields.REQUEST_COOKIE));
        assertEquals(":method: GET", Ascii.text((byte[])
                one.slots.list(Http2Fields.REQUEST_HEADER_LIST).getFirst()));
        assertEquals("200", one.slots.text(Http2Fields.STATUS_CODE));
        assertEquals("nginx", one.slots.text(Http2Fields.SERVER));
        assertEquals("hello", text((BodyWindow) one.slots.get(Http2Fields.RESPONSE_BODY)));
        assertTrue(one.isComplete());
    }

    @Test
    void events_show_it_as_http_of_version_2_without_credentials() {
        Transaction one = stream(exchange(), 1);
        assertEquals("http", one.slots.schema().type());
        String shown = one.slots.toString();
        assertTrue(shown.contains("\"version\":\"2\""), shown);
        assertTrue(shown.contains("{\"name\":\":path\",\"value\":\"/a/b?token=***\"}"), shown);
        assertTrue(shown.contains("{\"name\":\"cookie\",\"value\":\"***\"}"), shown);
        assertTrue(shown.contains("\"http2\":{\"stream_id\":1"), shown);
        assertTrue(shown.contains("\"length\":5"), shown);
    }

    @Test
    void each_frame_of_stream_0_is_a_transaction_and_an_empty_one_makes_no_event() {
        Flow flow = new Conversation(80)
                .client(client().frame(FrameHeader.SETTINGS, 1, 0, new byte[0])
                        .frame(FrameHeader.GOAWAY, 0, 0, HexFormat.of().parseHex("0000000000000002"))
                        .bytes())
                .run();
        List<Transaction> all = flow.transactions.live();
        assertEquals(3, all.size());
        assertEquals(
                List.of(3L << 32 | 100, 4L << 32 | 0xffff), all.get(0).slots.list(Http2Fields.REQUEST_SETTING_VALUES));
        assertTrue(all.get(1).logged);
        assertEquals("INTERNALERROR", all.get(2).slots.text(Http2Fields.SHOWN_REQUEST_ERROR));
        assertFalse(all.get(2).logged);
    }

    @Test
    void a_header_block_in_pieces_padded_and_with_priority_is_one() {
        byte[] block = Frames.block(":method", "GET", ":path", "/x", ":authority", "h");
        byte[] first = new byte[1 + 5 + 4 + 3];
        first[0] = 3;
        first[5] = 41;
        System.arraycopy(block, 0, first, 6, 4);
        byte[] rest = java.util.Arrays.copyOfRange(block, 4, block.length);
        Flow flow = new Conversation(80)
                .client(client().frame(FrameHeader.HEADERS, 8 | 32 | 1, 1, first)
                        .frame(FrameHeader.CONTINUATION, 4, 1, rest)
                        .bytes())
                .run();
        Transaction one = stream(flow, 1);
        assertEquals("/x", one.slots.text(Http2Fields.URI));
        assertTrue(one.anomalies.isEmpty(), one.anomalies.toString());
    }

    @Test
    void a_padded_body_is_decoded_by_its_content_coding() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(Ascii.bytes("plain text"));
        }
        byte[] payload = new byte[1 + packed.size() + 7];
        payload[0] = 7;
        System.arraycopy(packed.toByteArray(), 0, payload, 1, packed.size());
        Flow flow = new Conversation(80)
                .client(get(client(), 1).bytes())
                .server(server().headers(0, 1, ":status", "200", "content-encoding", "gzip")
                        .frame(FrameHeader.DATA, 8 | 1, 1, payload)
                        .bytes())
                .run();
        Transaction one = stream(flow, 1);
        assertEquals("plain text", text(one.files.getFirst().body));
        assertEquals(FileTransfer.State.CLOSED, one.files.getFirst().state);
        assertEquals("/a/b", Ascii.text(one.files.getFirst().name));
    }

    @Test
    void an_upgrade_from_http_1_goes_on_as_stream_1() {
        String settings = Base64.getUrlEncoder().withoutPadding().encodeToString(SETTINGS);
        Flow flow = new Conversation(80)
                .client("GET /up HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                        + "HTTP2-Settings: " + settings + "\r\n\r\n")
                .server("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
                .server(answer(server(), 1).bytes())
                .client(client().bytes())
                .run();
        assertEquals("http2", flow.appProtocol);
        assertEquals("http", flow.appProtocolOriginal);
        Transaction one = stream(flow, 1);
        assertEquals("/up", one.slots.text(Http2Fields.SHOWN_URL));
        // Rules have seen the request where it was made.
        assertNull(one.slots.get(Http2Fields.URI));
        assertEquals(2, one.slots.list(Http2Fields.REQUEST_SETTING_VALUES).size());
        assertEquals(200, one.slots.number(Http2Fields.STATUS, 0));
        assertTrue(one.isComplete());
    }

    @Test
    void dns_in_the_path_and_in_the_bodies_is_read() {
        String asked = Base64.getUrlEncoder().withoutPadding().encodeToString(QUESTION);
        byte[] answer = QUESTION.clone();
        answer[2] |= (byte) 0x80;
        Frames client =
                client().headers(1, 1, ":method", "GET", ":path", "/dns-query?dns=" + asked, "accept", Doh2.MEDIA_TYPE);
        client.headers(0, 3, ":method", "POST", ":path", "/dns-query", "content-type", Doh2.MEDIA_TYPE)
                .frame(FrameHeader.DATA, 1, 3, QUESTION);
        Frames server = server().headers(0, 1, ":status", "200", "content-type", Doh2.MEDIA_TYPE)
                .frame(FrameHeader.DATA, 1, 1, answer);
        Flow flow = new Conversation(80)
                .client(client.bytes())
                .server(server.bytes())
                .run();
        assertEquals("doh2", flow.appProtocol);
        for (long id : new long[] {1, 3}) {
            Transaction one = stream(flow, id);
            assertEquals("doh2", one.protocol());
            assertEquals("dns", one.slots.schema().type());
            dejfa.api.Slots dns =
                    (dejfa.api.Slots) one.slots.get(one.slots.schema().field("dns_request"));
            assertEquals("example.com", Ascii.text((byte[])
                    dns.list(DnsFields.QUERY_NAMES).getFirst()));
        }
        dejfa.api.Slots dns = (dejfa.api.Slots)
                stream(flow, 1).slots.get(stream(flow, 1).slots.schema().field("dns_response"));
        assertEquals("response", dns.text(DnsFields.TYPE));
        assertTrue(stream(flow, 1).slots.toString().contains("\"dns\":{\"version\":3,\"type\":\"response\""));
    }

    @Test
    void a_dns_message_longer_than_one_can_be_is_an_anomaly() {
        Frames client = client().headers(0, 1, ":method", "POST", ":path", "/", "content-type", Doh2.MEDIA_TYPE);
        for (int i = 0; i < 9; i++) client.data(i == 8 ? 1 : 0, 1, "x".repeat(8192));
        Flow flow = new Conversation(80).client(client.bytes()).run();
        assertEquals(List.of("dns_request_too_long"), stream(flow, 1).anomalies);
    }

    @Test
    void what_rules_call_wrong_is_named() {
        Flow flow = new Conversation(80)
                .client(client().headers(1, 1, ":method", "GET", ":authority", "u@a", "host", "b", ":path", "/")
                        .frame(FrameHeader.WINDOW_UPDATE, 0, 1, new byte[3])
                        .frame(FrameHeader.DATA, 0, 0, new byte[3])
                        .bytes())
                .server(server().headers(1, 1, ":status", "206", "content-range", "bytes a-b/c")
                        .bytes())
                .run();
        assertEquals(
                List.of("userinfo_in_uri", "authority_host_mismatch", "invalid_frame_length", "invalid_range"),
                stream(flow, 1).anomalies);
        assertTrue(flow.transactions.live().stream().anyMatch(one -> one.anomalies.contains("data_stream_zero")));
    }

    @Test
    void a_stream_that_is_used_again_is_an_anomaly_and_a_late_window_is_none() {
        Flow flow = new Conversation(80)
                .client(get(client(), 1).bytes())
                .server(answer(server(), 1).bytes())
                .client(get(new Frames().frame(FrameHeader.WINDOW_UPDATE, 0, 1, new byte[] {0, 0, 1, 0}), 1)
                        .bytes())
                .run();
        List<Transaction> streams = flow.transactions.live().stream()
                .filter(one -> one.slots.number(Http2Fields.STREAM_ID, -1) == 1)
                .toList();
        assertEquals(2, streams.size());
        assertTrue(streams.get(0).anomalies.isEmpty());
        assertEquals(List.of("stream_id_reuse"), streams.get(1).anomalies);
    }

    @Test
    void any_cut_of_the_streams_yields_the_same_transactions() {
        Conversation conversation = new Conversation(80)
                .client(get(get(client(), 1), 3).bytes())
                .server(answer(answer(server(), 1), 3).bytes())
                .client(new Frames()
                        .frame(FrameHeader.RST_STREAM, 0, 5, new byte[4])
                        .bytes());
        String whole = Conversation.everything(conversation.run());
        Seeds.run(200, random -> assertEquals(whole, Conversation.everything(conversation.cut(random))));
    }

    @Test
    void changed_bytes_make_no_parser_fail_and_keep_nothing_without_end() {
        Conversation conversation = new Conversation(80)
                .client(get(get(client(), 1), 3).bytes())
                .server(answer(answer(server(), 1), 3).bytes())
                .client(get(new Frames(), 5).bytes())
                .server(answer(new Frames(), 5).bytes());
        ProtocolRecogniser recogniser = new ProtocolRecogniser();
        Seeds.run(300, random -> {
            Flow flow = conversation.run(recogniser, random, 1 + random.nextInt(12));
            if (flow.transactions != null) assertTrue(flow.transactions.live().size() < 64);
        });
        assertEquals(0, recogniser.parserFailures());
    }

    @Test
    void too_many_streams_close_the_oldest() {
        Frames client = client();
        for (int i = 0; i < 10; i++) get(client, 2 * i + 1);
        Http2Factory factory = new Http2Factory();
        factory.configure(java.util.Map.of("app-layer.protocols.http2.max-streams", "4"));
        Flow flow = new Conversation(80).client(client.bytes()).run(new ProtocolRecogniser(List.of(factory)), null, 0);
        assertTrue(stream(flow, 1).anomalies.contains("too_many_streams"));
        assertFalse(stream(flow, 19).anomalies.contains("too_many_streams"));
    }
}
