package dejfa.protocols.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Talk;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DhcpTest {
    private static byte[] message(int operation, String options) {
        String fixed = String.format("%02x", operation)
                + "010600 0000002a 0000 0000 c0000201 c0000202 c0000203 c0000204 020000000001" + "00".repeat(10 + 192);
        return HexFormat.of().parseHex((fixed + "63825363" + options).replace(" ", ""));
    }

    private static Transaction read(int operation, String options) {
        return new Talk(new DhcpFactory(), 17, 67)
                .say(Direction.TO_SERVER, message(operation, options))
                .all
                .getFirst();
    }

    @Test
    void a_reply_tells_what_was_given_for_how_long() {
        Transaction reply = read(
                2,
                "350105 0104ffffff00 0308c0000201c0000202 0604c0000235 33040000003c 3a040000001e 3b0400000028"
                        + " 0c036e6173 3204c0000209 3c027669 3d0701020000000001 ff");
        assertEquals(
                "{\"type\":\"reply\",\"id\":42,\"client_mac\":\"02:00:00:00:00:01\",\"assigned_ip\":\"192.0.2.2\","
                        + "\"client_ip\":\"192.0.2.1\",\"relay_ip\":\"192.0.2.4\",\"next_server_ip\":\"192.0.2.3\","
                        + "\"dhcp_type\":\"ack\",\"subnet_mask\":\"255.255.255.0\","
                        + "\"routers\":[\"192.0.2.1\",\"192.0.2.2\"],\"hostname\":\"nas\",\"lease_time\":60,"
                        + "\"renewal_time\":30,\"rebinding_time\":40,\"client_id\":\"02:00:00:00:00:01\","
                        + "\"dns_servers\":[\"192.0.2.53\"],\"requested_ip\":\"192.0.2.9\","
                        + "\"vendor_class_identifier\":\"vi\"}",
                EveJson.text(reply.slots));
        assertEquals(Direction.TO_SERVER, reply.only);
        assertTrue(reply.isComplete() && reply.anomalies.isEmpty());
    }

    @Test
    void requested_parameters_are_named_in_order_and_a_request_has_no_servers_fields() {
        Transaction request = read(1, "350101 3706 0103 0f 06 2a 96 0000 ff");
        assertEquals(
                List.of("subnet_mask", "router", "domain", "dns_server", "ntp_server", "tftp_server_ip"),
                request.slots.list(DhcpFields.PARAMS));
        assertEquals("discover", request.slots.text(DhcpFields.DHCP_TYPE));
        assertEquals(null, request.slots.text(DhcpFields.RELAY_IP));
    }

    @Test
    void options_of_a_wrong_length_or_without_an_end_are_anomalies() {
        assertEquals(List.of("malformed_options"), read(1, "3302003c ff").anomalies);
        assertEquals(List.of("truncated_options"), read(1, "350101").anomalies);
        assertEquals(List.of("truncated_options"), read(1, "0cff6e").anomalies);
        assertEquals(List.of("malformed_options", "truncated_options"), read(1, "3503010203").anomalies);
    }

    @Test
    void it_is_recognised_by_its_cookie_on_any_port() {
        Talk talk = new Talk(new DhcpFactory(), 17, 4_000);
        byte[] message = message(1, "350101ff");
        assertEquals(Recognition.YES, talk.recognise(Direction.TO_SERVER, message));
        message[237] ^= 1;
        assertEquals(Recognition.NO, talk.recognise(Direction.TO_SERVER, message));
        assertEquals(Recognition.NO, talk.recognise(Direction.TO_SERVER, new byte[20]));
    }
}
