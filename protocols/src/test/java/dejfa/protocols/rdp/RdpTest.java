package dejfa.protocols.rdp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.protocols.wire.Asn;
import dejfa.protocols.wire.Talk;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RdpTest {
    private static byte[] packet(byte[] body) {
        int length = body.length + 4;
        return Asn.join(new byte[] {3, 0, (byte) (length >> 8), (byte) length}, body);
    }

    private static byte[] connection(int code, byte[] more) {
        return packet(Asn.join(new byte[] {(byte) (6 + more.length), (byte) code, 0, 0, 0, 0, 0}, more));
    }

    private static byte[] negotiation(int type, int flags, int value) {
        return new byte[] {(byte) type, (byte) flags, 8, 0, (byte) value, 0, 0, 0};
    }

    private static byte[] request() {
        byte[] cookie = "Cookie: mstshash=joe\r\n".getBytes(StandardCharsets.ISO_8859_1);
        return connection(0xe0, Asn.join(cookie, negotiation(1, 1, 3)));
    }

    private static byte[] connectRequest() {
        ByteBuffer core = ByteBuffer.allocate(216).order(ByteOrder.LITTLE_ENDIAN);
        core.putShort((short) 0xc001).putShort((short) 216).putInt(0x00080004);
        core.putShort((short) 1024)
                .putShort((short) 768)
                .putShort((short) 0xca01)
                .putShort((short) 0xaa03);
        core.putInt(0x0409)
                .putInt(2600)
                .put("HOST".getBytes(StandardCharsets.UTF_16LE))
                .position(56);
        core.putInt(4).putInt(0).putInt(12).position(132);
        core.putShort((short) 0xca01)
                .putShort((short) 1)
                .putInt(0)
                .putShort((short) 16)
                .putShort((short) 7);
        core.putShort((short) 1).put("55274-X".getBytes(StandardCharsets.UTF_16LE));
        ByteBuffer net = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        net.putShort((short) 0xc003).putShort((short) 20).putInt(1).put("rdpdr".getBytes(StandardCharsets.US_ASCII));
        byte[] blocks = Asn.join(core.array(), net.array());
        byte[] user = Asn.join(
                new byte[] {0, 5, 0, 20, 124, 0, 1, 0},
                "Duca".getBytes(StandardCharsets.US_ASCII),
                new byte[] {(byte) (0x80 | blocks.length >> 8), (byte) blocks.length},
                blocks);
        byte[] parameters = Asn.sequence(Asn.number(1));
        byte[] one = Asn.of(4, new byte[] {1});
        byte[] initial =
                Asn.of(0x65, one, one, Asn.of(1, new byte[] {-1}), parameters, parameters, parameters, Asn.of(4, user));
        return packet(Asn.join(new byte[] {2, (byte) 0xf0, (byte) 0x80, 0x7f}, initial));
    }

    private static Talk talk() {
        return new Talk(new RdpFactory(), 6, 3389);
    }

    @Test
    void cookie_flags_and_the_chosen_protocol_are_told_and_tls_is_handed_over() {
        Talk talk = talk().say(Direction.TO_SERVER, request());
        talk.say(Direction.TO_CLIENT, connection(0xd0, negotiation(2, 9, 2)));
        assertEquals(
                "{\"tx_id\":0,\"event_type\":\"initial_request\",\"cookie\":\"joe\","
                        + "\"flags\":[\"restricted_admin_mode_required\"]}",
                EveJson.text(talk.all.get(0).slots));
        assertEquals(
                "{\"tx_id\":1,\"event_type\":\"initial_response\",\"protocol\":\"hybrid\","
                        + "\"server_supports\":[\"extended_client_data\",\"restricted_admin\"]}",
                EveJson.text(talk.all.get(1).slots));
        talk.say(Direction.TO_SERVER, new byte[] {22, 3, 1, 0, 5});
        assertEquals("tls", talk.out.takeSuccessor());
        assertEquals(5, talk.out.leftoverBytes());
    }

    @Test
    void a_refusal_has_its_reason() {
        Talk talk = talk().say(Direction.TO_CLIENT, connection(0xd0, negotiation(3, 0, 5)));
        assertEquals("hybrid required by server", talk.all.getFirst().slots.text(RdpFields.REASON));
    }

    @Test
    void the_client_tells_of_itself_in_the_connect_request() {
        Talk talk = talk().say(Direction.TO_SERVER, connectRequest());
        assertEquals(
                "{\"tx_id\":0,\"event_type\":\"connect_request\",\"client\":{\"version\":\"v5\","
                        + "\"desktop_width\":1024,\"desktop_height\":768,\"color_depth\":16,"
                        + "\"keyboard_layout\":\"en-US\",\"build\":\"Windows XP\",\"client_name\":\"HOST\","
                        + "\"keyboard_type\":\"enhanced\",\"function_keys\":12,\"product_id\":1,"
                        + "\"capabilities\":[\"support_errinfo_pdf\"],\"id\":\"55274-X\"},\"channels\":[\"rdpdr\"]}",
                EveJson.text(talk.all.getFirst().slots));
    }

    @Test
    void other_protocols_in_the_same_frames_are_left_alone() {
        assertEquals(Recognition.YES, talk().recognise(Direction.TO_SERVER, request()));
        byte[] s7 = connection(0xe0, new byte[] {(byte) 0xc1, 2, 1, 0, (byte) 0xc2, 2, 1, 2});
        assertEquals(Recognition.NO, talk().recognise(Direction.TO_SERVER, s7));
        assertEquals(
                Recognition.NO,
                new Talk(new RdpFactory(), 6, 102).recognise(Direction.TO_SERVER, connection(0xe0, new byte[0])));
    }
}
