package dejfa.protocols.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Flow;
import dejfa.api.Transaction;
import dejfa.protocols.Conversation;
import dejfa.protocols.ProtocolRecogniser;
import dejfa.testkit.Seeds;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// With the examples of RFC 6455 §5.7 and RFC 7692 §7.2.3.
class WebSocketTest {
    private static final String MASKED_HELLO = "818537fa213d7f9f4d5158";

    private static Conversation opened(String extensions) {
        return new Conversation(80)
                .client("GET /chat HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
                .server("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + extensions
                        + "\r\n");
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static List<Transaction> frames(Flow flow) {
        assertEquals("websocket", flow.appProtocol);
        return flow.transactions.live().stream()
                .filter(one -> one.protocol().equals("websocket"))
                .toList();
    }

    @Test
    void a_masked_text_is_unmasked() {
        Transaction hello = frames(opened("").client(hex(MASKED_HELLO)).run()).getFirst();
        assertEquals("Hello", hello.slots.text(WebsocketFields.PAYLOAD));
        assertEquals(0x37fa213dL, hello.slots.number(WebsocketFields.MASK, 0));
        assertEquals("text", hello.slots.text(WebsocketFields.SHOWN_OPCODE));
        assertEquals(0x80, hello.slots.number(WebsocketFields.FLAGS, 0));
        assertTrue(hello.isComplete());
    }

    @Test
    void the_last_piece_of_a_message_has_all_of_it_even_with_a_ping_between() {
        List<Transaction> all =
                frames(opened("").server(hex("0103 48656c 8900 8002 6c6f")).run());
        assertEquals(3, all.size());
        assertEquals("Hel", all.get(0).slots.text(WebsocketFields.PAYLOAD));
        assertEquals("ping", all.get(1).slots.text(WebsocketFields.SHOWN_OPCODE));
        assertEquals("Hello", all.get(2).slots.text(WebsocketFields.PAYLOAD));
    }

    @Test
    void compressed_messages_share_a_window_unless_the_ends_agreed_otherwise() {
        Conversation shared = opened("Sec-WebSocket-Extensions: permessage-deflate\r\n")
                .server(hex("c107 f248cdc9c90700 c105 f200110000"));
        List<Transaction> all = frames(shared.run());
        assertEquals("Hello", all.get(0).slots.text(WebsocketFields.PAYLOAD));
        assertEquals("Hello", all.get(1).slots.text(WebsocketFields.PAYLOAD));
        Conversation apart = opened("Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n")
                .server(hex("c107 f248cdc9c90700 c107 f248cdc9c90700"));
        assertEquals("Hello", frames(apart.run()).get(1).slots.text(WebsocketFields.PAYLOAD));
    }

    @Test
    void a_compressed_message_in_pieces_is_inflated_whole() {
        List<Transaction> all = frames(opened("Sec-WebSocket-Extensions: permessage-deflate\r\n")
                .server(hex("4103 f248cd 8004 c9c90700"))
                .run());
        assertEquals("Hello", all.get(1).slots.text(WebsocketFields.PAYLOAD));
    }

    @Test
    void longer_lengths_are_read_and_what_is_kept_is_bounded() {
        byte[] frame = new byte[10 + 100_000];
        frame[0] = (byte) 0x82;
        frame[1] = 127;
        frame[7] = 1;
        frame[8] = (byte) (100_000 >> 8);
        frame[9] = (byte) 100_000;
        List<Transaction> all =
                frames(opened("").server(frame).server(hex("8a00")).run());
        assertEquals(65_535, all.get(0).slots.bytes(WebsocketFields.PAYLOAD).length);
        assertEquals(List.of("skip_end_of_payload"), all.get(0).anomalies);
        assertEquals("pong", all.get(1).slots.text(WebsocketFields.SHOWN_OPCODE));
    }

    @Test
    void a_message_that_inflates_without_end_is_cut() {
        java.util.zip.Deflater deflater = new java.util.zip.Deflater(9, true);
        deflater.setInput(new byte[4_000_000]);
        deflater.finish();
        byte[] packed = new byte[8192];
        int length = deflater.deflate(packed);
        deflater.end();
        byte[] frame = new byte[4 + length];
        frame[0] = (byte) 0xc2;
        frame[1] = 126;
        frame[2] = (byte) (length >> 8);
        frame[3] = (byte) length;
        System.arraycopy(packed, 0, frame, 4, length);
        Transaction bomb = frames(opened("").server(frame).run()).getFirst();
        assertEquals(65_535, bomb.slots.bytes(WebsocketFields.PAYLOAD).length);
    }

    @Test
    void any_cut_yields_the_same_and_changed_bytes_make_no_parser_fail() {
        Conversation conversation =
                opened("").client(hex(MASKED_HELLO + MASKED_HELLO)).server(hex("0103 48656c 8900 8002 6c6f"));
        String whole = Conversation.everything(conversation.run());
        ProtocolRecogniser recogniser = new ProtocolRecogniser();
        Seeds.run(200, random -> {
            assertEquals(whole, Conversation.everything(conversation.cut(random)));
            conversation.run(recogniser, random, 1 + random.nextInt(6));
        });
        assertEquals(0, recogniser.parserFailures());
    }
}
