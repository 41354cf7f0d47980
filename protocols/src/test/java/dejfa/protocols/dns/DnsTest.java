package dejfa.protocols.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Talk;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DnsTest {
    private static final String HEADER = "1234 8180 0001 0001 0000 0000";
    /// www.example, type A, class IN
    private static final String QUESTION = "03 777777 07 6578616d706c65 00 0001 0001";

    private static byte[] hex(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts).replace(" ", ""));
    }

    private static Talk udp(Direction direction, byte[] message) {
        return new Talk(new DnsFactory(), 17, 53).say(direction, message);
    }

    /// The record that a response to www.example has as its answer.
    private static Slots answer(int type, String data) {
        byte[] bytes = hex(data);
        String record = "c00c " + String.format("%04x", type) + " 0001 0000003c " + String.format("%04x", bytes.length);
        Talk talk = udp(Direction.TO_CLIENT, hex(HEADER, QUESTION, record, data));
        return (Slots) talk.all.getFirst().slots.list(DnsFields.ANSWERS).getFirst();
    }

    private static String data(int type, String data) {
        return answer(type, data).text(DnsRecordFields.RDATA);
    }

    @Test
    void a_request_and_its_response_are_two_transactions() {
        Talk talk = udp(Direction.TO_SERVER, hex("1234 0100 0001 0000 0000 0000", QUESTION));
        talk.say(Direction.TO_CLIENT, hex(HEADER, QUESTION, "c00c 0001 0001 0000003c 0004 c0000201"));
        assertEquals(2, talk.all.size());
        assertEquals(
                "{\"version\":3,\"type\":\"request\",\"id\":4660,\"flags\":\"100\",\"rd\":true,\"opcode\":0,"
                        + "\"rcode\":\"NOERROR\",\"queries\":[{\"rrname\":\"www.example\",\"rrtype\":\"A\"}]}",
                EveJson.text(talk.all.getFirst().slots));
        Transaction response = talk.all.getLast();
        assertTrue(EveJson.text(response.slots).endsWith("\"grouped\":{\"A\":[\"192.0.2.1\"]}}"));
        assertEquals(Direction.TO_CLIENT, response.only);
        assertEquals(List.of(1L), response.slots.list(DnsFields.RRTYPES));
    }

    @Test
    void data_of_all_common_types_is_shown_as_text() {
        assertEquals("2001:0db8:0000:0000:0000:0000:0000:0001", data(28, "20010db8000000000000000000000001"));
        assertEquals("ns.example", data(2, "026e73 c010"));
        assertEquals("mail.example", data(15, "000a 046d61696c c010"));
        assertEquals(
                "v=spf1 -all",
                data(16, "07763d73706631 20 042d616c6c".replace("07763d73706631 20", "07763d7370663120")));
        assertEquals("100 10 \"u\" \"E2U+sip\" \"\" www.example", data(35, "0064 000a 0175 074532552b736970 00 c00c"));
        assertEquals("60485 5 1 2bb183af", data(43, "ec45 05 01 2bb183af"));
        assertEquals("257 3 8 AQID", data(48, "0101 03 08 010203"));
        assertEquals("example A MX RRSIG NSEC", data(47, "c010 00 06 400100000003"));
        assertEquals(
                "1 . alpn=h2,h3 port=443 ipv4hint=192.0.2.1",
                data(65, "0001 00 0001 0006 026832 026833 0003 0002 01bb 0004 0004 c0000201"));
        assertEquals("0 issue \"ca.example\"", data(257, "00 05 6973737565 63612e6578616d706c65"));
        assertTrue(EveJson.text(answer(33, "0001 0002 01bb c00c"))
                .contains("\"srv\":{\"priority\":1,\"weight\":2,\"port\":443,\"name\":\"www.example\"}"));
        assertTrue(EveJson.text(answer(44, "01 01 abcd"))
                .contains("\"sshfp\":{\"fingerprint\":\"ab:cd\",\"algo\":1,\"type\":1}"));
        assertTrue(EveJson.text(answer(6, "c00c 00 00000001 00000002 00000003 00000004 00000005"))
                .contains("\"soa\":{\"mname\":\"www.example\",\"rname\":\"\",\"serial\":1"));
    }

    @Test
    void data_that_breaks_off_is_an_anomaly_and_no_text() {
        Talk talk = udp(Direction.TO_CLIENT, hex(HEADER, QUESTION, "c00c 0001 0001 0000003c 0002 c000"));
        assertEquals(List.of("malformed_data"), talk.all.getFirst().anomalies);
        assertNull(answer(1, "").text(DnsRecordFields.RDATA));
    }

    @Test
    void compression_loops_end_and_are_named() {
        Talk self = udp(Direction.TO_SERVER, hex("1234 0100 0001 0000 0000 0000", "c00c 0001 0001"));
        assertEquals(List.of("infinite_loop"), self.all.getFirst().anomalies);
        Talk pair = udp(Direction.TO_SERVER, hex("1234 0100 0001 0000 0000 0000", "0161 c00c 0001 0001"));
        assertEquals(1, pair.all.getFirst().anomalies.size());
        assertTrue(pair.all.getFirst().slots.toString().length() < 3_000);
    }

    @Test
    void names_that_unfold_beyond_bounds_are_cut() {
        // one long name, then as many records that point to it as fit
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(hex("1234 8180 0001 1300 0000 0000"));
        for (int i = 0; i < 15; i++) {
            message.write(63);
            message.writeBytes("x".repeat(63).getBytes(StandardCharsets.ISO_8859_1));
        }
        message.writeBytes(hex("00 0001 0001"));
        while (message.size() < 60_000) message.writeBytes(hex("c00c 0001 0001 0000003c 0000"));
        Talk talk = udp(Direction.TO_CLIENT, message.toByteArray());
        assertTrue(talk.all.getFirst().anomalies.contains("name_too_long"));
        long bytes = talk.all.getFirst().slots.list(DnsFields.ANSWERS_RRNAME).stream()
                .mapToLong(name -> ((byte[]) name).length)
                .sum();
        assertTrue(bytes <= 256 * 1024, "bytes of names: " + bytes);
    }

    @Test
    void a_response_from_the_client_is_an_anomaly() {
        assertEquals(
                List.of("not_a_request"),
                udp(Direction.TO_SERVER, hex("1234 8180 0001 0000 0000 0000", QUESTION))
                        .out
                        .anomalies());
    }

    @Test
    void after_a_gap_tcp_goes_on_with_the_next_message() {
        byte[] query = hex("1234 0100 0001 0000 0000 0000", QUESTION);
        byte[] framed = new byte[query.length + 2];
        framed[1] = (byte) query.length;
        System.arraycopy(query, 0, framed, 2, query.length);
        Talk talk = new Talk(new DnsFactory(), 6, 53);
        talk.say(Direction.TO_SERVER, framed).say(Direction.TO_SERVER, hex("00ff 1234"));
        talk.gap(Direction.TO_SERVER, 500).say(Direction.TO_SERVER, framed);
        assertEquals(2, talk.all.size());
    }

    @Test
    void off_its_port_only_what_looks_asked_is_recognised() {
        byte[] query = hex("1234 0100 0001 0000 0000 0000", QUESTION);
        assertEquals(Recognition.YES, new Talk(new DnsFactory(), 17, 4444).recognise(Direction.TO_SERVER, query));
        query[query.length - 1] = 9;
        assertEquals(Recognition.NO, new Talk(new DnsFactory(), 17, 4444).recognise(Direction.TO_SERVER, query));
        assertEquals(Recognition.YES, new Talk(new DnsFactory(), 17, 53).recognise(Direction.TO_SERVER, query));
    }
}
