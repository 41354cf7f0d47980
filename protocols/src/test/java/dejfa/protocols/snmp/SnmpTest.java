package dejfa.protocols.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.protocols.wire.Asn;
import dejfa.protocols.wire.Ber;
import dejfa.protocols.wire.Talk;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnmpTest {
    private static final byte[] VARIABLES =
            Asn.sequence(Asn.sequence(Asn.of(Ber.OID, new byte[] {0x2b, 6, 1, 2, 1}), Asn.of(5)));

    private static byte[] get(int version, int error) {
        byte[] pdu = Asn.of(0xa2, Asn.number(77), Asn.number(error), Asn.number(1), VARIABLES);
        return Asn.sequence(Asn.number(version), Asn.text("public"), pdu);
    }

    private static byte[] three(byte[] data, int model) {
        byte[] header =
                Asn.sequence(Asn.number(1), Asn.number(1500), Asn.of(Ber.OCTETS, new byte[] {3}), Asn.number(model));
        byte[] user = Asn.sequence(
                Asn.text("engine"), Asn.number(1), Asn.number(2), Asn.text("admin"), Asn.text(""), Asn.text(""));
        return Asn.sequence(Asn.number(3), header, Asn.of(Ber.OCTETS, user), data);
    }

    private static Talk talk() {
        return new Talk(new SnmpFactory(), 17, 161);
    }

    @Test
    void version_community_and_variables_are_read() {
        Talk talk = talk().say(Direction.TO_CLIENT, get(1, 2));
        assertEquals(
                "{\"version\":2,\"community\":\"public\",\"pdu_type\":\"response\",\"error\":\"NoSuchName\","
                        + "\"vars\":[\"1.3.6.1.2.1\"]}",
                EveJson.text(talk.all.getFirst().slots));
    }

    @Test
    void version_3_shows_the_user_and_that_the_rest_is_encrypted() {
        Talk talk = talk().say(Direction.TO_SERVER, three(Asn.text("sealed"), 3));
        assertEquals(
                "{\"version\":3,\"usm\":\"admin\",\"pdu_type\":\"encrypted\"}",
                EveJson.text(talk.all.getFirst().slots));
    }

    @Test
    void another_security_model_or_version_is_an_event() {
        Talk talk = talk().say(Direction.TO_SERVER, three(Asn.text("sealed"), 9));
        talk.say(Direction.TO_SERVER, get(0, 0));
        assertEquals(List.of("unknown_security_model"), talk.all.get(0).anomalies);
        assertEquals(List.of("version_mismatch"), talk.all.get(1).anomalies);
        talk.say(Direction.TO_SERVER, new byte[] {0x30, 3, 2, 1, 3});
        assertEquals(List.of("malformed_data"), talk.all.get(2).anomalies);
    }

    @Test
    void recognition_asks_for_a_pdu() {
        assertEquals(Recognition.YES, talk().recognise(Direction.TO_SERVER, get(0, 0)));
        byte[] other = Asn.sequence(Asn.number(1), Asn.text("public"), Asn.of(0x63, VARIABLES));
        assertEquals(Recognition.NO, talk().recognise(Direction.TO_SERVER, other));
    }
}
