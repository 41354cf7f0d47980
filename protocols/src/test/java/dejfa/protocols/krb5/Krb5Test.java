package dejfa.protocols.krb5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Asn;
import dejfa.protocols.wire.Talk;
import java.util.List;
import org.junit.jupiter.api.Test;

class Krb5Test {
    private static byte[] field(int number, byte[] content) {
        return Asn.of(0xa0 + number, content);
    }

    private static byte[] name(String... parts) {
        byte[][] strings = new byte[parts.length][];
        for (int i = 0; i < parts.length; i++) strings[i] = Asn.text(0x1b, parts[i]);
        return Asn.sequence(field(0, Asn.number(1)), field(1, Asn.sequence(strings)));
    }

    private static byte[] encrypted(int type) {
        return Asn.sequence(field(0, Asn.number(type)), field(2, Asn.text("secret")));
    }

    private static byte[] request() {
        byte[] body = Asn.sequence(
                field(1, name("alice")),
                field(2, Asn.text(0x1b, "EXAMPLE.ORG")),
                field(3, name("krbtgt", "EXAMPLE.ORG")),
                field(8, Asn.sequence(Asn.number(18), Asn.number(23))));
        return Asn.of(0x6a, Asn.sequence(field(1, Asn.number(5)), field(2, Asn.number(10)), field(4, body)));
    }

    private static byte[] reply(int ticket, int part) {
        byte[] inner = Asn.sequence(
                field(0, Asn.number(5)),
                field(1, Asn.text(0x1b, "EXAMPLE.ORG")),
                field(2, name("http", "www")),
                field(3, encrypted(ticket)));
        return Asn.of(
                0x6d,
                Asn.sequence(
                        field(0, Asn.number(5)),
                        field(1, Asn.number(13)),
                        field(3, Asn.text(0x1b, "EXAMPLE.ORG")),
                        field(4, name("alice")),
                        field(5, Asn.of(0x61, inner)),
                        field(6, encrypted(part))));
    }

    private static byte[] error(int code) {
        return Asn.of(
                0x7e,
                Asn.sequence(
                        field(0, Asn.number(5)),
                        field(1, Asn.number(30)),
                        field(6, Asn.number(code)),
                        field(9, Asn.text(0x1b, "EXAMPLE.ORG")),
                        field(10, name("krbtgt", "EXAMPLE.ORG"))));
    }

    @Test
    void a_request_names_client_realm_and_server() {
        Talk talk = new Talk(new Krb5Factory(), 17, 88).say(Direction.TO_SERVER, request());
        assertEquals(
                "{\"msg_type\":\"KRB_AS_REQ\",\"cname\":\"alice\",\"realm\":\"EXAMPLE.ORG\","
                        + "\"sname\":\"krbtgt/EXAMPLE.ORG\",\"encryption\":\"<none>\",\"weak_encryption\":false}",
                EveJson.text(talk.all.getFirst().slots));
    }

    @Test
    void a_ticket_under_rc4_is_weak_even_where_the_answer_is_not() {
        Talk talk = new Talk(new Krb5Factory(), 6, 88).say(Direction.TO_CLIENT, Asn.counted(reply(23, 18)));
        Transaction reply = talk.all.getFirst();
        assertEquals("RC4_HMAC", reply.slots.text(Krb5Fields.TICKET_ENCRYPTION));
        assertEquals("AES256_CTS_HMAC_SHA1_96", reply.slots.text(Krb5Fields.ENCRYPTION));
        assertTrue(reply.slots.flag(Krb5Fields.TICKET_WEAK_ENCRYPTION));
        assertEquals(List.of("weak_encryption"), reply.anomalies);
        assertEquals(2, reply.slots.list(Krb5Fields.SNAME_PARTS).size());
    }

    @Test
    void an_error_names_the_request_that_failed() {
        Talk talk = new Talk(new Krb5Factory(), 6, 88).say(Direction.TO_SERVER, Asn.counted(request()));
        talk.say(Direction.TO_CLIENT, Asn.counted(error(25)));
        assertEquals("KRB_AS_REQ", talk.all.get(1).slots.text(Krb5Fields.FAILED_REQUEST));
        assertEquals("KDC_ERR_PREAUTH_REQUIRED", talk.all.get(1).slots.text(Krb5Fields.ERROR_CODE));
    }

    @Test
    void what_is_cut_inside_is_malformed_and_keeps_what_could_be_read() {
        byte[] message = request();
        message[message.length - 2] = 0x7f;
        Talk talk = new Talk(new Krb5Factory(), 17, 88).say(Direction.TO_SERVER, message);
        assertEquals(List.of("malformed_data"), talk.all.getFirst().anomalies);
        assertEquals("alice", talk.all.getFirst().slots.text(Krb5Fields.CNAME));
    }

    @Test
    void recognition_asks_for_tag_length_and_version() {
        Talk tcp = new Talk(new Krb5Factory(), 6, 9999);
        byte[] message = Asn.counted(request());
        assertEquals(Recognition.YES, tcp.recognise(Direction.TO_SERVER, message));
        assertEquals(Recognition.MORE, tcp.recognise(Direction.TO_SERVER, java.util.Arrays.copyOf(message, 6)));
        message[3]++;
        assertEquals(Recognition.NO, tcp.recognise(Direction.TO_SERVER, message));
        assertEquals(Recognition.YES, new Talk(new Krb5Factory(), 17, 9).recognise(Direction.TO_CLIENT, error(6)));
    }
}
