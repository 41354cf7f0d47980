package dejfa.protocols.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.Transaction;
import dejfa.protocols.Ascii;
import dejfa.protocols.wire.Talk;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RfbTest {
    private static final String DESKTOP = "0320 0258 20 18 00 01 00ff 00ff 00ff 10 08 00 000000 00000004 6465736b";

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static Talk versions(String version) {
        return new Talk(new RfbFactory(), 6, 5900)
                .say(Direction.TO_CLIENT, Ascii.bytes("RFB 003.008\n"))
                .say(Direction.TO_SERVER, Ascii.bytes("RFB " + version + "\n"));
    }

    private static Talk challenged(String version) {
        return versions(version)
                .say(Direction.TO_CLIENT, hex("01 02"))
                .say(Direction.TO_SERVER, hex("02"))
                .say(Direction.TO_CLIENT, hex("000102030405060708090a0b0c0d0e0f"))
                .say(Direction.TO_SERVER, hex("101112131415161718191a1b1c1d1e1f"));
    }

    @Test
    void a_whole_handshake_is_one_event() {
        Talk talk = challenged("003.008")
                .say(Direction.TO_CLIENT, hex("00000000"))
                .say(Direction.TO_SERVER, hex("01"))
                .say(Direction.TO_CLIENT, hex(DESKTOP));
        assertEquals(
                "{\"server_protocol_version\":{\"major\":\"003\",\"minor\":\"008\"},"
                        + "\"client_protocol_version\":{\"major\":\"003\",\"minor\":\"008\"},"
                        + "\"authentication\":{\"security_type\":2,\"vnc\":{"
                        + "\"challenge\":\"000102030405060708090a0b0c0d0e0f\","
                        + "\"response\":\"101112131415161718191a1b1c1d1e1f\"},\"security_result\":\"OK\"},"
                        + "\"screen_shared\":true,\"framebuffer\":{\"width\":800,\"height\":600,\"name\":\"desk\","
                        + "\"pixel_format\":{\"bits_per_pixel\":32,\"depth\":24,\"big_endian\":false,\"true_color\":true,"
                        + "\"red_max\":255,\"green_max\":255,\"blue_max\":255,\"red_shift\":16,\"green_shift\":8,"
                        + "\"blue_shift\":0}}}",
                EveJson.text(talk.all.getFirst().slots));
        assertTrue(talk.all.getFirst().isComplete());
        assertEquals(9, talk.out.frames().size());
    }

    @Test
    void what_follows_the_handshake_is_not_read() {
        Talk talk =
                challenged("003.008").say(Direction.TO_CLIENT, hex("00000000")).say(Direction.TO_SERVER, hex("00"));
        talk.say(Direction.TO_CLIENT, hex(DESKTOP)).say(Direction.TO_CLIENT, new byte[100_000]);
        assertEquals(1, talk.all.size());
        assertEquals(List.of(), talk.all.getFirst().anomalies);
    }

    @Test
    void a_refusal_says_why_from_version_3_8_on() {
        Transaction refused = challenged("003.008")
                .say(Direction.TO_CLIENT, hex("00000001 00000003 627965"))
                .all
                .getFirst();
        assertEquals("FAIL", refused.slots.text(RfbFields.SECURITY_RESULT_TEXT));
        assertEquals("bye", refused.slots.text(RfbFields.FAILURE));
        assertTrue(challenged("003.007")
                .say(Direction.TO_CLIENT, hex("00000002"))
                .all
                .getFirst()
                .isComplete());
    }

    @Test
    void version_3_3_is_told_its_type_and_none_needs_no_result() {
        Talk talk = versions("003.003")
                .say(Direction.TO_CLIENT, hex("00000001"))
                .say(Direction.TO_SERVER, hex("00"))
                .say(Direction.TO_CLIENT, hex(DESKTOP));
        assertEquals(1, talk.all.getFirst().slots.number(RfbFields.SECURITY_TYPE, 0));
        assertFalse(talk.all.getFirst().slots.flag(RfbFields.SCREEN_SHARED));
        assertEquals("desk", talk.all.getFirst().slots.text(RfbFields.NAME));
    }

    @Test
    void unknown_results_types_and_versions_are_anomalies() {
        assertEquals(
                List.of("unknown_security_result"),
                challenged("003.008")
                        .say(Direction.TO_CLIENT, hex("00000009"))
                        .all
                        .getFirst()
                        .anomalies);
        assertEquals(
                List.of("unimplemented_security_type"),
                versions("003.889")
                        .say(Direction.TO_CLIENT, hex("01 1e"))
                        .say(Direction.TO_SERVER, hex("1e"))
                        .all
                        .getFirst()
                        .anomalies);
        Talk talk = new Talk(new RfbFactory(), 6, 5900).say(Direction.TO_CLIENT, Ascii.bytes("RFB 003.008\n"));
        talk.say(Direction.TO_SERVER, Ascii.bytes("RFB x"));
        assertEquals(List.of("malformed_message"), talk.all.getFirst().anomalies);
    }

    @Test
    void a_name_of_impossible_length_is_malformed() {
        Talk talk = versions("003.007").say(Direction.TO_CLIENT, hex("01 01")).say(Direction.TO_SERVER, hex("01 01"));
        talk.say(Direction.TO_CLIENT, hex("0320 0258 20 18 00 01 00ff 00ff 00ff 10 08 00 000000 7fffffff"));
        assertEquals(List.of("malformed_message"), talk.all.getFirst().anomalies);
    }

    @Test
    void a_client_that_talks_before_its_turn_is_read_in_its_turn_and_held_within_a_bound() {
        Talk talk = new Talk(new RfbFactory(), 6, 5900).say(Direction.TO_SERVER, Ascii.bytes("RFB 003.007\n\001\001"));
        talk.say(Direction.TO_CLIENT, Ascii.bytes("RFB 003.008\n\001\001"));
        assertTrue(talk.all.getFirst().slots.flag(RfbFields.SCREEN_SHARED));
        Talk flood = versions("003.008").say(Direction.TO_SERVER, new byte[50_000]);
        assertEquals(List.of("malformed_message"), flood.all.getFirst().anomalies);
    }
}
