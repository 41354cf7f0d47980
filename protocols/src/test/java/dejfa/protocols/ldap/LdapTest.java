package dejfa.protocols.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Asn;
import dejfa.protocols.wire.Ber;
import dejfa.protocols.wire.Talk;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LdapTest {
    private static byte[] message(int id, byte[] operation) {
        return Asn.sequence(Asn.number(id), operation);
    }

    private static byte[] search(int id) {
        byte[] filter = Asn.of(
                0xa0, Asn.text(0x87, "objectClass"), Asn.of(0xa2, Asn.of(0xa3, Asn.text("cn"), Asn.text("a*b"))));
        return message(
                id,
                Asn.of(
                        0x63,
                        Asn.text("dc=example"),
                        Asn.number(Ber.ENUMERATED, 2),
                        Asn.number(Ber.ENUMERATED, 0),
                        Asn.number(0),
                        Asn.number(0),
                        Asn.number(Ber.BOOLEAN, 0),
                        filter,
                        Asn.sequence(Asn.text("cn"), Asn.text("mail"))));
    }

    private static byte[] entry(int id, String name) {
        byte[] attribute = Asn.sequence(Asn.text("cn"), Asn.of(Ber.SET, Asn.text("x")));
        return message(id, Asn.of(0x64, Asn.text(name), Asn.sequence(attribute)));
    }

    private static byte[] result(int id, int tag, int code, String text) {
        return message(id, Asn.of(tag, Asn.number(Ber.ENUMERATED, code), Asn.text(""), Asn.text(text)));
    }

    private static Talk talk() {
        return new Talk(new LdapFactory(), 6, 389);
    }

    @Test
    void a_search_gathers_its_responses_until_it_is_done() {
        Talk talk = talk().say(Direction.TO_SERVER, search(7));
        talk.say(Direction.TO_CLIENT, Asn.join(entry(7, "cn=one"), entry(7, "cn=two")));
        Transaction search = talk.all.getFirst();
        assertFalse(search.isComplete());
        talk.say(Direction.TO_CLIENT, result(7, 0x65, 4, "enough"));
        assertTrue(search.isComplete());
        assertEquals(List.of(4L, 4L, 5L), search.slots.list(LdapFields.RESPONSE_OPERATIONS));
        assertEquals(List.of(Long.MIN_VALUE, Long.MIN_VALUE, 4L), search.slots.list(LdapFields.RESPONSE_CODES));
        assertEquals(3, search.slots.number(LdapFields.RESPONSE_COUNT, 0));
        String shown = EveJson.text(search.slots);
        assertTrue(shown.contains("\"value\":\"(&(objectClass=*)(!(cn=a\\\\2ab)))\""), shown);
        assertTrue(shown.contains("\"attributes\":[\"cn\",\"mail\"]"), shown);
        assertTrue(shown.contains("\"search_result_done\":{\"result_code\":\"size_limit_exceeded\""), shown);
    }

    @Test
    void a_response_without_request_is_said_to_be_one() {
        Talk talk = talk().say(Direction.TO_CLIENT, result(3, 0x61, 49, "no"));
        assertEquals(List.of("request_not_found"), talk.all.getFirst().anomalies);
    }

    @Test
    void a_password_is_not_kept() {
        byte[] bind = message(1, Asn.of(0x60, Asn.number(3), Asn.text("cn=admin"), Asn.text(0x80, "hunter2")));
        Talk talk = talk().say(Direction.TO_SERVER, bind);
        String shown = EveJson.text(talk.all.getFirst().slots);
        assertTrue(shown.contains("cn=admin") && !shown.contains("hunter2"), shown);
    }

    @Test
    void after_start_tls_the_next_byte_belongs_to_tls() {
        byte[] start = message(1, Asn.of(0x77, Asn.text(0x80, LdapParser.START_TLS)));
        Talk talk = talk().say(Direction.TO_SERVER, start);
        talk.say(Direction.TO_CLIENT, result(1, 0x78, 0, ""));
        assertEquals("tls", talk.out.takeSuccessor());
        assertEquals(0, talk.out.leftoverBytes());
    }

    @Test
    void signed_buffers_of_a_sasl_layer_are_read_and_sealed_ones_passed_over() {
        byte[] bind = message(
                1, Asn.of(0x60, Asn.number(3), Asn.text(""), Asn.of(0xa3, Asn.text("GSSAPI"), Asn.text("ticket"))));
        Talk talk = talk().say(Direction.TO_SERVER, bind);
        talk.say(Direction.TO_CLIENT, result(1, 0x61, 0, ""));
        byte[] plain = search(2);
        byte[] header = {5, 4, 0, (byte) 0xff, 0, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1};
        talk.say(Direction.TO_SERVER, Asn.counted(Asn.join(header, new byte[] {1, 2}, plain)));
        assertEquals(
                "search_request",
                ((dejfa.api.Slots) talk.all.get(1).slots.get(LdapFields.REQUEST)).text(LdapRequestFields.OPERATION));
        header[2] = 2;
        talk.say(Direction.TO_SERVER, Asn.counted(Asn.join(header, new byte[] {1, 2}, plain)));
        assertEquals(2, talk.all.size());
    }

    @Test
    void too_many_requests_under_way_close_the_oldest() {
        LdapFactory factory = new LdapFactory();
        factory.configure(Map.of("app-layer.protocols.ldap.max-tx", "2"));
        Talk talk = new Talk(factory, 6, 389);
        for (int id = 1; id <= 3; id++) talk.say(Direction.TO_SERVER, search(id));
        assertEquals(List.of("too_many_transactions"), talk.all.getFirst().anomalies);
    }
}
