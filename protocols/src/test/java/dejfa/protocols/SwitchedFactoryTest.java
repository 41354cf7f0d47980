package dejfa.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Flow;
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
}
