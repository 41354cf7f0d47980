package dejfa.protocols.pgsql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Asn;
import dejfa.protocols.wire.Talk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PgsqlTest {
    private static final byte[] SSL = {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f};

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] typed(char type, String content) {
        byte[] body = latin(content);
        return Asn.join(new byte[] {(byte) type, 0, 0, (byte) (body.length + 4 >> 8), (byte) (body.length + 4)}, body);
    }

    private static byte[] startup() {
        byte[] body = latin("\0\3\0\0user\0joe\0database\0shop\0\0");
        return Asn.join(new byte[] {0, 0, 0, (byte) (body.length + 4)}, body);
    }

    private static Talk talk() {
        return new Talk(new PgsqlFactory(), 6, 5432);
    }

    private static Talk session(Talk talk) {
        talk.say(Direction.TO_SERVER, startup()).say(Direction.TO_CLIENT, typed('R', "\0\0\0\5salt"));
        talk.say(Direction.TO_SERVER, typed('p', "md5abcdef\0"));
        return talk.say(Direction.TO_CLIENT, Asn.join(typed('R', "\0\0\0\0"), typed('Z', "I")));
    }

    @Test
    void rows_are_counted_and_the_query_is_kept() {
        Talk talk = session(talk()).say(Direction.TO_SERVER, typed('Q', "SELECT 1\0"));
        talk.say(
                Direction.TO_CLIENT,
                Asn.join(
                        typed('T', "\0\2"),
                        typed('D', "\0\2\0\0\0\3abc\u00ff\u00ff\u00ff\u00ff"),
                        typed('D', "\0\2\0\0\0\1a\0\0\0\1b"),
                        typed('C', "SELECT 2\0"),
                        typed('Z', "I")));
        Transaction query = talk.all.get(2);
        assertEquals(
                "{\"tx_id\":3,\"request\":{\"simple_query\":\"SELECT 1\"},\"response\":{\"field_count\":2,"
                        + "\"data_rows\":2,\"data_size\":5,\"command_completed\":\"SELECT 2\"}}",
                EveJson.text(query.slots));
        assertTrue(query.isComplete());
    }

    @Test
    void a_password_is_written_only_where_the_operator_wants_it() {
        assertFalse(EveJson.text(session(talk()).all.get(1).slots).contains("abcdef"));
        PgsqlFactory factory = new PgsqlFactory();
        factory.configure(Map.of("outputs.eve-log.pgsql.passwords", "true"));
        Talk talk = session(new Talk(factory, 6, 5432));
        assertEquals("md5abcdef", talk.all.get(1).slots.text(PgsqlFields.PASSWORD));
    }

    @Test
    void after_an_accepted_ssl_request_tls_is_spoken() {
        Talk talk = talk().say(Direction.TO_SERVER, SSL).say(Direction.TO_CLIENT, latin("S"));
        assertEquals("tls", talk.out.takeSuccessor());
        Talk refused = talk().say(Direction.TO_SERVER, SSL).say(Direction.TO_CLIENT, latin("N"));
        refused.say(Direction.TO_SERVER, startup());
        assertEquals("joe", refused.all.get(1).slots.text(PgsqlFields.USER));
    }

    @Test
    void what_is_no_message_is_malformed_and_a_gap_in_a_row_costs_only_that_row() {
        Talk talk = session(talk()).say(Direction.TO_SERVER, typed('Q', "SELECT 1\0"));
        talk.say(Direction.TO_CLIENT, java.util.Arrays.copyOf(typed('D', "\0\1\0\0\0\5hello"), 9));
        talk.gap(Direction.TO_CLIENT, 7);
        talk.say(Direction.TO_CLIENT, Asn.join(typed('C', "SELECT 1\0"), typed('Z', "I")));
        assertEquals("SELECT 1", talk.all.get(2).slots.text(PgsqlFields.COMMAND_COMPLETED));
        talk.say(Direction.TO_CLIENT, latin("\u0001\u0002"));
        assertEquals(List.of("malformed_response"), talk.all.get(3).anomalies);
    }
}
