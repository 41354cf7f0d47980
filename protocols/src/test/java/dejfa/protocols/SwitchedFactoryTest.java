package dejfa.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.Packet;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SwitchedFactoryTest {
    private static Flow request(String setting, String value) {
        ProtocolRecogniser recogniser = new ProtocolRecogniser(Map.of("app-layer.protocols." + setting, value));
        return new Conversation(80)
                .client("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                .server("HTTP/1.1 204 None\r\n\r\n")
                .run(recogniser, null, 0);
    }

    @Test
    void a_protocol_that_is_only_to_be_recognised_has_its_name_and_no_transactions() {
        Flow flow = request("http.enabled", "detection-only");
        assertEquals("http", flow.appProtocol);
        assertTrue(flow.transactions.live().isEmpty());
    }

    @Test
    void a_protocol_that_is_off_is_not_recognised() {
        assertEquals("failed", request("http.enabled", "no").appProtocol);
        assertEquals("failed", request("http.tcp.enabled", "no").appProtocol);
        assertEquals("http", request("http.udp.enabled", "no").appProtocol);
    }

    @Test
    void a_protocol_of_which_one_transport_is_off_still_knows_an_answer_over_the_other() {
        byte[] answer = HexFormat.of().parseHex("000181800001000000000000" + "0161000001" + "0001");
        assertTrue(takenForAnswer(answer, Map.of()));
        assertTrue(takenForAnswer(answer, Map.of("app-layer.protocols.dns.tcp.enabled", "no")));
    }

    private static boolean takenForAnswer(byte[] datagram, Map<String, String> settings) {
        Flow flow = new Flow();
        flow.protocol = 17;
        flow.clientPort = 53;
        flow.serverPort = 40_000;
        Packet packet = new Packet();
        packet.protocol = 17;
        packet.direction = Direction.TO_SERVER;
        packet.flow = flow;
        packet.data = MemorySegment.ofArray(datagram);
        packet.payloadOffset = 0;
        packet.payloadBytes = datagram.length;
        return new ProtocolRecogniser(settings).isDatagramAnswer(packet);
    }
}
