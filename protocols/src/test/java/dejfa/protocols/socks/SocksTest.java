package dejfa.protocols.socks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dejfa.api.Flow;
import dejfa.api.Slots;
import dejfa.protocols.Conversation;
import dejfa.testkit.Seeds;
import org.junit.jupiter.api.Test;

class SocksTest {
    private static final String GREETING = "\5\1\0";
    private static final String CHOSEN = "\5\0";
    private static final String REQUEST = "\5\1\0\3\7a.local\0\26";
    private static final String GRANTED = "\5\0\0\1\12\0\0\1\4\70";

    private static Conversation throughProxy() {
        return new Conversation(1080)
                .client(GREETING)
                .server(CHOSEN)
                .client(REQUEST)
                .server(GRANTED)
                .server("SSH-2.0-OpenSSH_9.6\r\n")
                .client("SSH-2.0-b\r\n");
    }

    private static Slots socks(Flow flow) {
        return flow.transactions.live().getFirst().slots;
    }

    @Test
    void what_is_said_through_the_proxy_is_recognised() {
        Flow flow = throughProxy().run();
        assertEquals("ssh", flow.appProtocol);
        assertEquals("socks", flow.appProtocolOriginal);
        assertEquals("a.local", socks(flow).text(SocksFields.HOST));
        assertEquals(22, socks(flow).number(SocksFields.PORT, -1));
        assertEquals(0, socks(flow).number(SocksFields.REPLY, -1));
    }

    @Test
    void any_cut_of_the_stream_tells_the_same() {
        String whole = socks(throughProxy().run()).toString();
        Seeds.run(200, random -> {
            Flow flow = throughProxy().cut(random);
            assertEquals(whole, socks(flow).toString());
            assertEquals("ssh", flow.appProtocol);
        });
    }

    @Test
    void a_client_of_version_4_names_itself() {
        Flow flow = new Conversation(1080)
                .client("\4\1\0\120\12\0\0\7me\0")
                .server("\0\132\0\0\0\0\0\0")
                .client("GET / HTTP/1.0\r\n\r\n")
                .run();
        assertEquals("me", socks(flow).text(SocksFields.USER));
        assertEquals("10.0.0.7", socks(flow).text(SocksFields.HOST));
        assertEquals("http", flow.appProtocol);
    }

    @Test
    void a_refused_request_is_told_and_nothing_more_is_read() {
        Flow flow = new Conversation(1080)
                .client(GREETING)
                .server(CHOSEN)
                .client(REQUEST)
                .server("\5\2\0\1\0\0\0\0\0\0")
                .client("GET / HTTP/1.0\r\n\r\n")
                .run();
        assertEquals("socks", flow.appProtocol);
        assertEquals(2, socks(flow).number(SocksFields.REPLY, -1));
    }

    @Test
    void version_five_of_another_protocol_is_not_taken_for_it() {
        // the first bytes of a DCE/RPC bind
        Flow flow = new Conversation(1080)
                .client("\5\0\13\3\20\0\0\0\110\0\0\0\1\0\0\0")
                .run();
        assertNotEquals("socks", flow.appProtocol);
    }
}
