package dejfa.node.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Flow;
import dejfa.api.FlowFields;
import dejfa.api.Packet;
import dejfa.api.Transactions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SheddingTest {
    private static final long LONG = 1000;

    private final Packet packet = packet(100);
    private int notices;
    private final Shedding shedding = new Shedding(LONG, () -> notices++);

    private static Packet packet(int bytes) {
        Packet packet = new Packet();
        packet.frameBytes = bytes;
        return packet;
    }

    private static Flow flow(String protocol, long bytes) {
        Flow flow = new Flow();
        flow.protocol = 6;
        flow.appProtocol = protocol;
        flow.bytesToServer = bytes / 2;
        flow.bytesToClient = bytes - bytes / 2;
        flow.transactions = new Transactions(flow);
        return flow;
    }

    /// Past its handshake, or in the middle of it.
    private static Flow encrypted(boolean past) {
        Flow flow = flow("tls", 0);
        var hello = flow.transactions.open(FlowFields.SCHEMA);
        if (past) hello.complete();
        return flow;
    }

    @Test
    void nothing_goes_while_the_ring_has_room() {
        shedding.filled(0);
        assertFalse(shedding.sheds(packet, encrypted(true)));
        assertFalse(shedding.sheds(packet, flow("http", 5000)));
        assertEquals(0, notices);
    }

    @Test
    void encrypted_flows_go_first_and_only_past_their_handshake() {
        shedding.filled(Shedding.FIRST_PERCENT);
        assertTrue(shedding.sheds(packet, encrypted(true)));
        assertFalse(shedding.sheds(packet, encrypted(false)));
        assertFalse(shedding.sheds(packet, flow("tls", 0)), "recognised, and nothing said yet");
        assertFalse(shedding.sheds(packet, flow("http", 5000)), "long flows stay");
        assertFalse(shedding.sheds(packet, null), "no flow");
    }

    @Test
    void long_flows_go_when_that_was_not_enough() {
        shedding.filled(Shedding.LONG_PERCENT);
        assertTrue(shedding.sheds(packet, flow("http", LONG + 1)));
        assertTrue(shedding.sheds(packet, flow(null, LONG + 1)));
        assertFalse(shedding.sheds(packet, flow("http", LONG)));
    }

    @Test
    void what_has_gone_is_counted_to_its_end_and_told_once() {
        shedding.filled(Shedding.FIRST_PERCENT);
        Flow first = encrypted(true);
        Flow second = encrypted(true);
        shedding.sheds(packet, first);
        shedding.sheds(packet, second);
        shedding.filled(0);
        assertTrue(shedding.sheds(packet(50), first), "it has a hole by now");
        assertEquals(Flow.State.BYPASSED, first.state);
        Map<String, Long> counters = new TreeMap<>();
        shedding.count(counters);
        assertEquals(
                Map.of("flow_bypassed.flows", 2L, "flow_bypassed.local_pkts", 3L, "flow_bypassed.local_bytes", 250L),
                counters);
        assertEquals(1, notices);
    }

    @Test
    void a_session_that_ends_frees_its_ports_for_a_new_one() {
        shedding.filled(Shedding.FIRST_PERCENT);
        Flow reset = encrypted(true);
        reset.tcpFlagsToClient = 4;
        shedding.sheds(packet, reset);
        assertEquals(Flow.State.CLOSED, reset.state);
        Flow half = encrypted(true);
        half.tcpFlagsToClient = 1;
        shedding.sheds(packet, half);
        assertEquals(Flow.State.BYPASSED, half.state);
        half.tcpFlagsToServer = 1;
        shedding.sheds(packet, half);
        assertEquals(Flow.State.CLOSED, half.state);
    }

    @Test
    void captures_never_shed_and_count_nothing_of_it() {
        Map<String, Long> counters = new TreeMap<>();
        new Shedding(0, () -> {}).count(counters);
        assertEquals(Map.of(), counters);
    }
}
