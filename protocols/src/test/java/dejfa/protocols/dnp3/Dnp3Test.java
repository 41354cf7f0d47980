package dejfa.protocols.dnp3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.Slots;
import dejfa.protocols.wire.Captured;
import dejfa.protocols.wire.Talk;
import dejfa.testkit.Seeds;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Dnp3Test {
    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static Talk talk() {
        return new Talk(new Dnp3Factory(), 6, 20000);
    }

    /// A link frame of unconfirmed user data with right CRCs.
    private static byte[] frame(boolean master, byte[] user) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] head = {5, 0x64, (byte) (5 + user.length), (byte) (master ? 0xc4 : 0x44), 10, 0, 1, 0};
        block(out, head);
        for (int at = 0; at < user.length; at += 16)
            block(out, Arrays.copyOfRange(user, at, Math.min(user.length, at + 16)));
        return out.toByteArray();
    }

    /// CRC by long division, apart from the table under test.
    private static void block(ByteArrayOutputStream out, byte[] bytes) {
        int crc = 0;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >>> 1 ^ 0xa6bc : crc >>> 1;
        }
        crc = ~crc & 0xffff;
        out.writeBytes(bytes);
        out.write(crc);
        out.write(crc >>> 8);
    }

    private static Slots application(Talk talk, int index) {
        return (Slots) talk.all.get(index).slots.get(Dnp3Fields.APPLICATION);
    }

    @Test
    void a_response_shows_its_points_and_indications() {
        // binary inputs 0 to 9 packed, analog inputs 3 and 4 with flags
        byte[] user = hex("c0 c0 81 9000 0101 00 00 09 ff01 1e02 00 03 04 01 0100 01 ffff");
        Talk talk = talk().say(Direction.TO_CLIENT, frame(false, user));
        Slots application = application(talk, 0);
        assertTrue(application.flag(Dnp3ApplicationFields.COMPLETE));
        String text = application.toString();
        assertTrue(text.contains("\"index\":8,\"state\":1},{\"prefix\":0,\"index\":9,\"state\":0}"), text);
        assertTrue(text.contains("\"index\":4,\"online\":1"), text);
        assertTrue(text.contains("\"value\":-1"), text);
        assertEquals(
                List.of("need_time", "device_restart"),
                talk.all.getFirst().slots.list(Dnp3Fields.INDICATORS));
        assertEquals("response", talk.all.getFirst().slots.text(Dnp3Fields.TYPE));
    }

    @Test
    void segments_of_several_frames_are_joined_without_their_crcs() {
        byte[] first = new byte[20];
        first[0] = 0x41;
        first[1] = (byte) 0xc0;
        first[2] = 2;
        byte[] second = new byte[5];
        second[0] = (byte) 0x82;
        Talk talk = talk().say(Direction.TO_SERVER, frame(true, first)).say(Direction.TO_SERVER, frame(true, second));
        assertEquals(23, talk.all.getFirst().slots.bytes(Dnp3Fields.REQUEST_DATA).length);
    }

    @Test
    void wrong_crcs_and_lengths_are_told() {
        byte[] user = hex("c0 c0 01 3c01 06");
        byte[] badHeader = frame(true, user);
        badHeader[8] ^= 1;
        assertEquals(
                List.of("bad_link_crc"),
                talk().say(Direction.TO_SERVER, badHeader).all.getFirst().anomalies);
        byte[] badBlock = frame(true, user);
        badBlock[11] ^= 1;
        assertEquals(
                List.of("bad_transport_crc"),
                talk().say(Direction.TO_SERVER, badBlock).all.getFirst().anomalies);
        assertEquals(
                List.of("len_too_small"),
                talk().say(Direction.TO_SERVER, frame(true, hex("c0"))).all.getFirst().anomalies);
    }

    @Test
    void no_address_is_told_where_the_length_leaves_none() {
        Talk talk = talk().say(Direction.TO_SERVER, hex("0564 04 c4 0a00 0100 0000"));
        assertEquals(List.of("len_too_small"), talk.all.getFirst().anomalies);
        assertNull(talk.all.getFirst().slots.get(Dnp3Fields.SOURCE));
    }

    @Test
    void objects_beyond_the_limit_or_unknown_end_the_reading() {
        Dnp3Factory factory = new Dnp3Factory();
        factory.configure(Map.of("app-layer.protocols.dnp3.max-objects", "2"));
        Talk talk = new Talk(factory, 6, 20000);
        talk.say(Direction.TO_SERVER, frame(true, hex("c0 c0 15 3c02 06 3c03 06 3c04 06")));
        assertEquals(List.of("too_many_objects"), talk.all.getFirst().anomalies);
        Talk other = talk().say(Direction.TO_SERVER, frame(true, hex("c0 c0 02 fe01 07 01 00")));
        assertEquals(List.of("unknown_object"), other.all.getFirst().anomalies);
        Talk many = talk().say(Direction.TO_SERVER, frame(true, hex("c0 c0 02 3201 08 ffff 00")));
        assertEquals(List.of("too_many_points"), many.all.getFirst().anomalies);
    }

    @Test
    void a_fragment_without_end_is_given_up_at_the_limit() {
        Talk talk = talk();
        for (int i = 0; i < 30; i++) {
            byte[] user = new byte[200];
            user[0] = (byte) ((i == 0 ? 0x40 : 0) | i & 0x3f);
            talk.say(Direction.TO_SERVER, frame(true, user));
        }
        assertEquals(List.of("too_long_reassembly"), talk.all.getFirst().anomalies);
        assertEquals(1, talk.all.size());
    }

    @Test
    void any_cut_of_a_real_stream_yields_the_same_transactions() {
        for (String name : List.of("zeek/btest/dnp3_file_read.pcap", "zeek/btest/dnp3_select_operate.pcap")) {
            for (Captured.Conversation real : Captured.folder(name)) {
                if (real.said().isEmpty() || real.protocol() != 6) continue;
                List<String> whole = Talk.over(new Dnp3Factory(), real).lines();
                Seeds.run(
                        40,
                        random -> assertEquals(
                                whole,
                                Talk.over(new Dnp3Factory(), Talk.cut(real, random))
                                        .lines()));
                Seeds.run(100, random -> Talk.over(new Dnp3Factory(), Talk.mutate(real, random)));
            }
        }
    }

    @Test
    void any_application_bytes_end_in_a_transaction_and_never_throw() {
        Seeds.run(1_000, random -> {
            byte[] user = new byte[3 + random.nextInt(240)];
            random.nextBytes(user);
            user[0] = (byte) 0xc0;
            Talk talk = talk().say(Direction.TO_SERVER, frame(true, user)).end();
            assertEquals(1, talk.all.size());
        });
    }

    @Test
    void elsewhere_than_on_its_port_the_crc_decides() {
        byte[] good = frame(true, hex("c0 c0 01 3c01 06"));
        Talk elsewhere = new Talk(new Dnp3Factory(), 6, 9999);
        assertEquals(Recognition.YES, elsewhere.recognise(Direction.TO_SERVER, good));
        good[9] ^= 1;
        assertEquals(Recognition.NO, elsewhere.recognise(Direction.TO_SERVER, good));
        assertEquals(Recognition.MORE, elsewhere.recognise(Direction.TO_SERVER, hex("0564")));
    }
}
