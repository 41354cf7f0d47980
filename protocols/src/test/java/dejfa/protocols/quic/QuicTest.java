package dejfa.protocols.quic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Ascii;
import dejfa.testkit.Seeds;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuicTest {
    /// A client hello of TLS 1.3 with a name, ALPN h3 and one suite.
    private static final byte[] HELLO = hello();

    private static byte[] hello() {
        byte[] extensions = HexFormat.of()
                .parseHex("0000000e000c00000968332e65786d706c65".replace("68332e65786d706c65", "7777772e61622e6465")
                        + "001000050003026833" + "002b0003020304" + "000a00040002001d" + "000d000400020403");
        ByteBuffer body = ByteBuffer.allocate(512);
        body.putShort((short) 0x0303)
                .put(new byte[32])
                .put((byte) 0)
                .putShort((short) 2)
                .putShort((short) 0x1301);
        body.put((byte) 1).put((byte) 0).putShort((short) extensions.length).put(extensions);
        ByteBuffer message = ByteBuffer.allocate(4 + body.position());
        message.putInt(1 << 24 | body.position()).put(body.array(), 0, body.position());
        return message.array();
    }

    private static byte[] crypto(int offset, byte[] bytes, int from, int to) {
        ByteBuffer frame = ByteBuffer.allocate(5 + to - from);
        frame.put((byte) 6).putShort((short) (0x4000 | offset)).putShort((short) (0x4000 | to - from));
        return frame.put(bytes, from, to - from).array();
    }

    /// A parser with its transactions.
    private static final class Talk {
        final Flow flow = new Flow();
        final Transactions out = new Transactions(flow);
        final QuicParser parser = new QuicParser();

        Talk say(Direction direction, byte[] datagram) {
            flow.protocol = 17;
            parser.accept(direction, MemorySegment.ofArray(datagram), 0, datagram.length, out);
            return this;
        }
    }

    private static Recognition recognised(byte[] datagram) {
        return new QuicFactory()
                .recognise(Direction.TO_SERVER, MemorySegment.ofArray(datagram), 0, datagram.length, new Flow());
    }

    @Test
    void the_clients_hello_is_decrypted_with_the_keys_of_rfc_9001() throws Exception {
        byte[] packet = Sealed.client(2, crypto(0, HELLO, 0, HELLO.length));
        assertEquals(Recognition.YES, recognised(packet));
        Slots client = new Talk().say(Direction.TO_SERVER, packet).out.live().getFirst().slots;
        assertEquals("www.ab.de", client.text(QuicFields.SNI));
        assertEquals("771,4865,0-16-43-10-13,29,", client.text(QuicFields.JA3_STRING));
        assertTrue(client.text(QuicFields.JA4).startsWith("q13d0105h3_"), client.text(QuicFields.JA4));
        assertEquals("1", client.text(QuicFields.SHOWN_VERSION));
        Slots second = (Slots) client.list(QuicFields.EXTENSIONS).get(1);
        assertEquals("{\"name\":\"alpn\",\"type\":16,\"values\":[\"h3\"]}", second.toString());
    }

    @Test
    void the_servers_hello_of_rfc_9001_is_decrypted() throws Exception {
        Talk talk = new Talk()
                .say(Direction.TO_SERVER, Sealed.client(2, crypto(0, HELLO, 0, HELLO.length)))
                .say(Direction.TO_CLIENT, Sealed.SERVER);
        Transaction server = talk.out.live().get(1);
        assertEquals("771,4865,51-43", server.slots.text(QuicFields.JA3S_STRING));
        assertEquals(Direction.TO_CLIENT, server.only);
        assertTrue(server.anomalies.isEmpty());
    }

    @Test
    void a_hello_in_pieces_out_of_order_over_two_packets_is_put_together() throws Exception {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(crypto(60, HELLO, 60, HELLO.length));
        frames.write(1);
        frames.writeBytes(crypto(10, HELLO, 10, 40));
        Talk talk = new Talk().say(Direction.TO_SERVER, Sealed.client(0, frames.toByteArray()));
        assertEquals(0, talk.out.live().size());
        ByteArrayOutputStream more = new ByteArrayOutputStream();
        more.writeBytes(crypto(35, HELLO, 35, 60));
        more.writeBytes(crypto(0, HELLO, 0, 10));
        talk.say(Direction.TO_SERVER, Sealed.client(1, more.toByteArray()));
        assertEquals("www.ab.de", talk.out.live().getFirst().slots.text(QuicFields.SNI));
    }

    @Test
    void a_packet_whose_tag_does_not_fit_is_an_anomaly_and_work_on_forged_ones_is_bounded() throws Exception {
        byte[] forged = Sealed.client(2, crypto(0, HELLO, 0, HELLO.length));
        forged[200] ^= 1;
        Talk talk = new Talk();
        for (int i = 0; i < 1_000; i++) talk.say(Direction.TO_SERVER, forged);
        assertEquals(8, talk.out.live().size());
        assertEquals(List.of("failed_decrypt"), talk.out.live().getFirst().anomalies);
    }

    @Test
    void handshake_bytes_beyond_what_is_kept_are_an_anomaly() throws Exception {
        byte[] far = HexFormat.of().parseHex("06800100004001aa");
        Talk talk = new Talk().say(Direction.TO_SERVER, Sealed.client(2, far));
        assertEquals(List.of("crypto_frag_too_long"), talk.out.live().getFirst().anomalies);
    }

    private static byte[] google(String version, byte[] header) {
        ByteBuffer hello = ByteBuffer.allocate(256).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        hello.put(Ascii.bytes("CHLO")).putShort((short) 3).putShort((short) 0);
        hello.put(Ascii.bytes("PAD\0")).putInt(4).put(Ascii.bytes("SNI\0")).putInt(9);
        hello.put(Ascii.bytes("UAID")).putInt(13).put(Ascii.bytes("----a.com")).put(Ascii.bytes("test"));
        ByteBuffer packet = ByteBuffer.allocate(512);
        packet.put(header).put(new byte[12]);
        packet.put((byte) 0xa0).put((byte) 1).putShort((short) hello.position());
        packet.put(hello.array(), 0, hello.position());
        return packet.array();
    }

    @Test
    void googles_hellos_in_clear_give_cyu_name_and_agent() {
        byte[] q43 = HexFormat.of().parseHex("09" + "0102030405060708" + "51303433" + "01");
        byte[] q46 = HexFormat.of().parseHex("c3" + "51303436" + "50" + "0102030405060708" + "00000001");
        for (byte[] header : List.of(q43, q46)) {
            byte[] packet = google("", header);
            assertEquals(Recognition.YES, recognised(packet));
            Slots client =
                    new Talk().say(Direction.TO_SERVER, packet).out.live().getFirst().slots;
            assertEquals("a.com", client.text(QuicFields.SNI));
            assertEquals("test", client.text(QuicFields.USER_AGENT));
            Slots cyu = (Slots) client.list(QuicFields.CYU).getFirst();
            assertEquals((header == q43 ? "43" : "46") + ",PAD-SNI-UAID", cyu.text(QuicCyuFields.STRING));
            assertEquals(32, cyu.text(QuicCyuFields.HASH).length());
        }
    }

    @Test
    void any_bytes_at_all_end() throws Exception {
        byte[] good = Sealed.client(2, crypto(0, HELLO, 0, HELLO.length));
        Seeds.run(300, random -> {
            Talk talk = new Talk();
            for (int i = 0; i < 4; i++) {
                byte[] changed = random.nextBoolean() ? good.clone() : new byte[random.nextInt(1200)];
                if (changed.length != good.length) random.nextBytes(changed);
                for (int j = 0; j < 3 && changed.length > 0; j++) {
                    changed[random.nextInt(Math.min(60, changed.length))] = (byte) random.nextInt();
                }
                recognised(changed);
                talk.say(random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT, changed);
            }
            assertTrue(talk.out.live().size() <= 16);
        });
    }

    @Test
    void frames_that_an_initial_packet_cannot_carry_are_an_anomaly() throws Exception {
        Talk talk = new Talk().say(Direction.TO_SERVER, Sealed.client(2, new byte[] {0x1e, 0, 0}));
        assertEquals(List.of("error_on_data"), talk.out.live().getFirst().anomalies);
    }
}
