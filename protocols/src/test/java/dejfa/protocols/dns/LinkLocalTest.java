package dejfa.protocols.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.Transaction;
import dejfa.protocols.Ascii;
import dejfa.protocols.wire.Talk;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkLocalTest {
    /// ws, type A
    private static final String QUESTION = "02 7773 00 0001 0001";

    private static byte[] hex(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts).replace(" ", ""));
    }

    private static Transaction llmnr(Direction direction, byte[] message) {
        return new Talk(new LlmnrFactory(), 17, 5355)
                .say(direction, message)
                .all
                .getFirst();
    }

    private static List<String> texts(Transaction transaction, dejfa.api.Field field) {
        return transaction.slots.list(field).stream()
                .map(value -> Ascii.text((byte[]) value))
                .toList();
    }

    @Test
    void a_query_and_its_response_have_the_form_of_eve() {
        assertEquals(
                "{\"type\":\"request\",\"tx_id\":0,\"id\":9,\"opcode\":0,\"queries\":[{\"rrname\":\"ws\",\"rrtype\":\"a\"}]}",
                EveJson.text(llmnr(Direction.TO_SERVER, hex("0009 0000 0001 0000 0000 0000", QUESTION)).slots));
        Transaction response = llmnr(
                Direction.TO_CLIENT,
                hex("0009 8500 0001 0001 0000 0000", QUESTION, "c00c 0001 0001 0000001e 0004 c0000201"));
        assertEquals(
                "{\"type\":\"response\",\"tx_id\":0,\"id\":9,\"flags\":[\"c\",\"t\"],\"opcode\":0,"
                        + "\"queries\":[{\"rrname\":\"ws\",\"rrtype\":\"a\"}],\"answers\":[{\"rrname\":\"ws\",\"a\":\"192.0.2.1\"}]}",
                EveJson.text(response.slots));
        assertEquals(List.of("ws", "ws"), texts(response, LlmnrFields.RESPONSE_RRNAME));
        assertEquals(Direction.TO_CLIENT, response.only);
    }

    @Test
    void an_error_is_told_by_name_in_llmnr_and_by_number_in_mdns() {
        byte[] refused = hex("0009 8003 0001 0000 0000 0000", QUESTION);
        assertEquals("NXDOMAIN", llmnr(Direction.TO_CLIENT, refused).slots.text(LlmnrFields.RCODE));
        Transaction mdns = new Talk(new MdnsFactory(), 17, 5353)
                .say(Direction.TO_SERVER, refused)
                .all
                .getFirst();
        assertEquals(3, mdns.slots.number(MdnsFields.RCODE, 0));
    }

    @Test
    void an_unknown_operation_is_read_all_the_same_and_is_an_anomaly() {
        byte[] odd = hex("0009 7800 0001 0000 0000 0000", QUESTION);
        Talk talk = new Talk(new LlmnrFactory(), 17, 5355);
        assertEquals(Recognition.YES, talk.recognise(Direction.TO_SERVER, odd));
        Transaction transaction = talk.say(Direction.TO_SERVER, odd).all.getFirst();
        assertEquals(List.of("invalid_opcode"), transaction.anomalies);
        assertEquals(15, transaction.slots.number(LlmnrFields.OPCODE, 0));
    }

    @Test
    void a_services_records_are_told_by_type_and_names_in_them_are_for_rules() {
        String pointer = "015f 00 000c 0001 00000078 0003 01 62 00";
        String text = "0162 00 0010 8001 00000078 0006 02 613d 02 623d";
        String service = "0162 00 0021 8001 00000078 0009 0000 0001 0050 01 68 00";
        Transaction response = new Talk(new MdnsFactory(), 17, 5353)
                .say(Direction.TO_SERVER, hex("0000 8400 0000 0001 0000 0002", pointer, text, service))
                .all
                .getFirst();
        assertEquals(
                "{\"type\":\"response\",\"tx_id\":0,\"id\":0,\"flags\":[\"aa\"],\"opcode\":0,"
                        + "\"answers\":[{\"rrname\":\"_\",\"ptr\":\"b\"}],"
                        + "\"additionals\":[{\"rrname\":\"b\",\"txt\":[\"a=\",\"b=\"]},"
                        + "{\"rrname\":\"b\",\"srv\":{\"priority\":0,\"weight\":1,\"port\":80,\"name\":\"h\"}}]}",
                EveJson.text(response.slots));
        assertEquals(List.of("_", "b", "b", "b"), texts(response, MdnsFields.RESPONSE_RRNAME));
        assertEquals(List.of("b", "b"), texts(response, MdnsFields.ADDITIONALS_RRNAME));
    }

    @Test
    void a_stream_is_cut_by_its_lengths_and_ends_after_a_hole() {
        byte[] query = hex("0017", "0009 0000 0001 0000 0000 0000", QUESTION, "000000");
        Talk talk = new Talk(new LlmnrFactory(), 6, 5355).say(Direction.TO_SERVER, query);
        talk.say(Direction.TO_SERVER, query);
        assertEquals(2, talk.all.size());
        talk.gap(Direction.TO_SERVER, 3);
        talk.say(Direction.TO_SERVER, query);
        assertEquals(2, talk.all.size());
    }

    @Test
    void what_can_not_be_read_is_an_anomaly_of_its_direction() {
        Transaction broken = llmnr(Direction.TO_CLIENT, hex("0009 8000 0001 0000 0000 0000 3f"));
        assertEquals(List.of("malformed_data"), broken.anomalies);
        assertTrue(broken.onlyAnomalies);
        assertEquals(Direction.TO_CLIENT, broken.only);
    }

    @Test
    void only_the_port_tells_it_from_dns() {
        byte[] query = hex("0009 0000 0001 0000 0000 0000", QUESTION);
        assertEquals(Recognition.NO, new Talk(new LlmnrFactory(), 17, 53).recognise(Direction.TO_SERVER, query));
        assertEquals(Recognition.NO, new Talk(new DnsFactory(), 17, 5355).recognise(Direction.TO_SERVER, query));
        assertEquals(Recognition.YES, new Talk(new MdnsFactory(), 17, 5353).recognise(Direction.TO_SERVER, query));
    }
}
