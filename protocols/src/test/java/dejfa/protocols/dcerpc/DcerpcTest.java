package dejfa.protocols.dcerpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.BodyWindow;
import dejfa.api.Direction;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Talk;
import dejfa.testkit.Seeds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DcerpcTest {
    private static final String SVCCTL = "367abb81-9844-35f1-ad32-98f038001003";
    private static final String ATSVC = "1ff70682-0a51-30e8-076d-740be8cee98b";
    private static final int FIRST = 1;
    private static final int LAST = 2;

    static byte[] pdu(int type, int flags, int call, boolean big, byte[] body) {
        ByteBuffer out = ByteBuffer.allocate(16 + body.length).order(order(big));
        out.put((byte) 5).put((byte) 0).put((byte) type).put((byte) flags);
        out.put((byte) (big ? 0 : 0x10)).put(new byte[3]);
        return out.putShort((short) (16 + body.length))
                .putShort((short) 0)
                .putInt(call)
                .put(body)
                .array();
    }

    private static ByteOrder order(boolean big) {
        return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private static void uuid(ByteBuffer out, String text) {
        ByteBuffer raw = ByteBuffer.wrap(HexFormat.of().parseHex(text.replace("-", "")));
        out.putInt(raw.getInt()).putShort(raw.getShort()).putShort(raw.getShort());
        out.put(raw);
    }

    static byte[] bind(int type, int call, boolean big, String... uuids) {
        ByteBuffer out = ByteBuffer.allocate(12 + 44 * uuids.length).order(order(big));
        out.putInt(0x10b8_10b8).putInt(0).put((byte) uuids.length).put(new byte[3]);
        for (int i = 0; i < uuids.length; i++) {
            out.putShort((short) i).put((byte) 1).put((byte) 0);
            uuid(out, uuids[i]);
            out.putShort((short) 2).putShort((short) 0);
            uuid(out, "8a885d04-1ceb-11c9-9fe8-08002b104860");
            out.putInt(2);
        }
        return pdu(type, FIRST | LAST, call, big, out.array());
    }

    static byte[] bindAck(int type, int call, boolean big, int... results) {
        ByteBuffer out = ByteBuffer.allocate(16 + 4 + 24 * results.length).order(order(big));
        out.putInt(0x10b8_10b8).putInt(7).putShort((short) 4).put("135\0".getBytes(StandardCharsets.ISO_8859_1));
        out.position(16);
        out.put((byte) results.length).put(new byte[3]);
        for (int result : results)
            out.putShort((short) result).putShort((short) 0).put(new byte[20]);
        return pdu(type, FIRST | LAST, call, big, out.array());
    }

    static byte[] request(int flags, int call, boolean big, int context, int opnum, String stub) {
        byte[] bytes = stub.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer out = ByteBuffer.allocate(8 + bytes.length).order(order(big));
        out.putInt(bytes.length)
                .putShort((short) context)
                .putShort((short) opnum)
                .put(bytes);
        return pdu(0, flags, call, big, out.array());
    }

    static byte[] response(int flags, int call, String stub) {
        byte[] bytes = stub.getBytes(StandardCharsets.ISO_8859_1);
        return pdu(
                2,
                flags,
                call,
                false,
                ByteBuffer.allocate(8 + bytes.length).put(8, bytes).array());
    }

    private static Talk bound() {
        Talk talk = new Talk(new DcerpcFactory(), 6, 49_664);
        talk.say(Direction.TO_SERVER, bind(11, 1, false, SVCCTL, ATSVC));
        return talk.say(Direction.TO_CLIENT, bindAck(12, 1, false, 0, 2));
    }

    private static String stub(Transaction transaction, dejfa.api.Field field) {
        BodyWindow body = (BodyWindow) transaction.slots.get(field);
        return new String(body.data(), 0, body.length(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_bind_shows_its_interfaces_and_what_became_of_them() {
        Transaction bind = bound().all.getFirst();
        assertTrue(bind.isComplete());
        assertEquals("BIND", bind.slots.text(DcerpcFields.REQUEST));
        assertEquals("BINDACK", bind.slots.text(DcerpcFields.RESPONSE));
        Slots second = (Slots) bind.slots.list(DcerpcFields.INTERFACES).get(1);
        assertEquals(ATSVC, second.text("uuid"));
        assertEquals("2.0", second.text("version"));
        assertEquals("2", second.text("ack_result"));
    }

    @Test
    void fragments_of_a_call_are_one_stub() {
        Talk talk = bound();
        talk.say(Direction.TO_SERVER, request(FIRST, 2, false, 0, 15, "OpenSC"));
        assertFalse(talk.all.getLast().isComplete());
        assertEquals("REQUEST_LOST", talk.all.getLast().slots.text(DcerpcFields.REQUEST));
        talk.say(Direction.TO_SERVER, request(LAST, 2, false, 0, 15, "Manager"));
        talk.say(Direction.TO_CLIENT, response(FIRST, 2, "hand")).say(Direction.TO_CLIENT, response(LAST, 2, "le"));
        Transaction call = talk.all.getLast();
        assertEquals(2, talk.all.size());
        assertTrue(call.isComplete());
        assertEquals("OpenSCManager", stub(call, DcerpcFields.STUB_REQUEST));
        assertEquals(2, call.slots.number(DcerpcFields.REQUEST_FRAGMENTS, 0));
        assertEquals(2, call.slots.number(DcerpcFields.RESPONSE_FRAGMENTS, 0));
        assertEquals("REQUEST", call.slots.text(DcerpcFields.REQUEST));
        assertEquals("RESPONSE", call.slots.text(DcerpcFields.RESPONSE));
        Slots called = (Slots) call.slots.list(DcerpcFields.INTERFACES).getFirst();
        assertEquals("svcctl", called.text("service"));
        assertEquals("OpenSCManagerW", called.text("procedure"));
    }

    @Test
    void a_call_belongs_to_the_interface_of_its_context_and_to_none_that_was_refused() {
        Talk talk = bound();
        talk.say(Direction.TO_SERVER, request(FIRST | LAST, 2, false, 0, 1, "a"));
        assertEquals(List.of(SVCCTL + "/2"), talk.all.getLast().slots.list(DcerpcFields.IFACE));
        talk.say(Direction.TO_SERVER, request(FIRST | LAST, 3, false, 1, 1, "a"));
        assertEquals(List.of(), talk.all.getLast().slots.list(DcerpcFields.IFACE));
        talk.say(Direction.TO_SERVER, bind(14, 4, false, ATSVC)).say(Direction.TO_CLIENT, bindAck(15, 4, false, 0));
        talk.say(Direction.TO_SERVER, request(FIRST | LAST, 5, false, 0, 1, "a"));
        assertEquals(List.of(ATSVC + "/2"), talk.all.getLast().slots.list(DcerpcFields.IFACE));
    }

    @Test
    void numbers_are_read_in_the_sender_s_byte_order() {
        Talk talk = new Talk(new DcerpcFactory(), 6, 135);
        talk.say(Direction.TO_SERVER, bind(11, 1, true, SVCCTL)).say(Direction.TO_CLIENT, bindAck(12, 1, true, 0));
        talk.say(Direction.TO_SERVER, request(FIRST | LAST, 2, true, 0, 300, "x"));
        Transaction call = talk.all.getLast();
        assertEquals(300, call.slots.number(DcerpcFields.OPNUM, 0));
        assertEquals(2, call.slots.number(DcerpcFields.CALL_ID, 0));
        assertTrue(call.slots.flag(DcerpcFields.BIG_ENDIAN));
        assertEquals(List.of(SVCCTL + "/2"), call.slots.list(DcerpcFields.IFACE));
    }

    @Test
    void a_fault_ends_its_call_and_an_answer_without_a_call_is_told() {
        Talk talk = bound().say(Direction.TO_SERVER, request(FIRST | LAST, 2, false, 0, 1, "a"));
        talk.say(Direction.TO_CLIENT, pdu(3, FIRST | LAST, 2, false, new byte[16]));
        assertEquals("FAULT", talk.all.getLast().slots.text(DcerpcFields.RESPONSE));
        assertTrue(talk.all.getLast().isComplete());
        talk.say(Direction.TO_CLIENT, response(FIRST | LAST, 9, "late"));
        assertEquals("REQUEST_LOST", talk.all.getLast().slots.text(DcerpcFields.REQUEST));
        assertEquals("RESPONSE", talk.all.getLast().slots.text(DcerpcFields.RESPONSE));
    }

    @Test
    void after_a_gap_the_next_pdu_that_begins_a_chunk_is_read() {
        Talk talk = bound();
        byte[] whole = request(FIRST | LAST, 2, false, 0, 1, "abcdefgh");
        talk.say(Direction.TO_SERVER, java.util.Arrays.copyOf(whole, 20)).gap(Direction.TO_SERVER, 12);
        talk.say(Direction.TO_SERVER, "rest of nothing!".getBytes(StandardCharsets.ISO_8859_1));
        talk.say(Direction.TO_SERVER, request(FIRST | LAST, 3, false, 0, 7, "next"));
        assertEquals(7, talk.all.getLast().slots.number(DcerpcFields.OPNUM, 0));
        assertEquals(List.of(), talk.out.anomalies());
    }

    @Test
    void calls_without_answer_are_bounded() {
        Talk talk = bound();
        for (int i = 0; i < 2_000; i++) {
            talk.say(Direction.TO_SERVER, request(FIRST | LAST, 100 + i, false, 0, 1, ""));
        }
        assertTrue(talk.out.live().size() <= 128);
    }

    private static byte[] datagram(int type, int flags, int sequence, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer out = ByteBuffer.allocate(80 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 4)
                .put((byte) type)
                .put((byte) flags)
                .put((byte) 0)
                .put((byte) 0x10)
                .position(24);
        uuid(out, ATSVC);
        uuid(out, SVCCTL);
        out.putInt(0).putInt(0x0003_0001).putInt(sequence).putShort((short) 6).putInt(-1);
        return out.putShort((short) bytes.length).put(80, bytes).array();
    }

    @Test
    void datagrams_of_one_activity_and_sequence_are_one_call() {
        Talk talk = new Talk(new DcerpcFactory(), 17, 1_026);
        assertEquals(Recognition.YES, talk.recognise(Direction.TO_SERVER, datagram(0, 0, 1, "x")));
        talk.say(Direction.TO_SERVER, datagram(0, 4, 1, "first ")).say(Direction.TO_SERVER, datagram(0, 6, 1, "last"));
        talk.say(Direction.TO_CLIENT, datagram(2, 0, 1, "answer"));
        Transaction call = talk.all.getFirst();
        assertEquals(1, talk.all.size());
        assertTrue(call.isComplete());
        assertEquals("first last", stub(call, DcerpcFields.STUB_REQUEST));
        assertEquals("answer", stub(call, DcerpcFields.STUB_RESPONSE));
        assertEquals(List.of(ATSVC + "/1"), call.slots.list(DcerpcFields.IFACE));
        assertEquals("4.0", call.slots.text(DcerpcFields.RPC_VERSION));
        assertEquals(SVCCTL, call.slots.text(DcerpcFields.ACTIVITY));
    }

    @Test
    void procedures_have_the_names_of_their_specifications() {
        assertEquals("DRSGetNCChanges", Procedures.name("e3514235-4b06-11d1-ab04-00c04fc2dcd2", 3));
        assertEquals("CreateServiceWOW64W", Procedures.name(SVCCTL, 45));
        assertEquals("NetrServerPasswordSet2", Procedures.name("12345678-1234-abcd-ef00-01234567cffb", 30));
        assertEquals("LsarLookupNames4", Procedures.name("12345778-1234-abcd-ef00-0123456789ab", 77));
        assertNull(Procedures.name(SVCCTL, 46));
        assertNull(Procedures.name(SVCCTL, 4_000));
        assertNull(Procedures.service("00000000-0000-0000-0000-000000000000"));
    }

    @Test
    void any_pdu_that_is_damaged_never_throws() {
        byte[][] said = {
            bind(11, 1, false, SVCCTL),
            bindAck(12, 1, false, 0),
            request(3, 2, false, 0, 15, "abc"),
            response(3, 2, "x")
        };
        Seeds.run(2_000, random -> {
            Talk talk = new Talk(new DcerpcFactory(), 6, 135);
            for (int i = 0; i < said.length; i++) {
                byte[] bytes = said[i].clone();
                for (int flips = random.nextInt(4); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                talk.say(i % 2 == 0 ? Direction.TO_SERVER : Direction.TO_CLIENT, bytes);
            }
            talk.end();
        });
    }
}
