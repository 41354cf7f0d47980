package dejfa.decode.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.Ids;
import dejfa.api.Packet;
import dejfa.decode.Frames;
import dejfa.decode.packet.DecodeSettings;
import dejfa.decode.packet.PacketDecoder;
import dejfa.testkit.Seeds;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlowTableTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<String> ended = new ArrayList<>();
    private final Packet[] out = {new Packet(), new Packet(), new Packet()};
    private final PacketDecoder decoder = new PacketDecoder(DecodeSettings.DEFAULT);
    private FlowTable table = new FlowTable(FlowSettings.defaults(7), this::end);
    private long number;
    private long now = SECOND;

    private void end(Flow flow, long timeNs) {
        ended.add(flow.firstPacket + " " + flow.endReason + " " + timeNs / SECOND);
    }

    private Packet see(byte[] ip) {
        return see(ip, 101);
    }

    private Packet see(byte[] frame, int linkType) {
        MemorySegment data = MemorySegment.ofArray(frame);
        int count = decoder.decode(data, 0, frame.length, frame.length, linkType, ++number, now, 0, -1, out);
        for (int i = 0; i < count; i++) table.find(out[i]);
        return out[0];
    }

    private Packet udp(int from, int to, int fromPort, int toPort) {
        return see(Frames.ipv4(from, to, 17, Frames.udp(fromPort, toPort, new byte[10])));
    }

    @Test
    void both_directions_meet_in_one_flow_and_are_counted() {
        Flow flow = udp(1, 2, 500, 53).flow;
        assertEquals(Flow.State.NEW, flow.state);
        Packet p = udp(2, 1, 53, 500);
        assertSame(flow, p.flow);
        assertEquals(Direction.TO_CLIENT, p.direction);
        assertTrue(p.established && flow.answered());
        assertEquals(Flow.State.ESTABLISHED, flow.state);
        udp(1, 2, 500, 53);
        assertEquals(2, flow.packetsToServer);
        assertEquals(76, flow.bytesToServer);
        assertEquals(1, flow.packetsToClient);
        assertEquals("10.0.0.1", flow.client().toString());
        assertEquals(53, flow.serverPort);
        assertEquals(Ids.of(7, 1, 0), flow.id);
    }

    @Test
    void who_answers_a_syn_is_the_server() {
        Flow flow = see(Frames.tcp(2, 1, 80, 4000, 1, 1, 18, 100, new byte[0])).flow;
        assertEquals("10.0.0.1", flow.client().toString());
        assertEquals(Direction.TO_CLIENT, out[0].direction);
    }

    @Test
    void vlans_part_flows_unless_told_otherwise() {
        byte[] ip = Frames.ipv4(1, 2, 17, Frames.udp(1, 2, new byte[1]));
        byte[] seven = Frames.ethernet(0x8100, Frames.join(Frames.hex("00070800"), ip));
        byte[] eight = Frames.ethernet(0x8100, Frames.join(Frames.hex("00080800"), ip));
        assertNotEquals(see(seven, 1).flow.id, see(eight, 1).flow.id);
        table = new FlowTable(FlowSettings.defaults(7).withVlanTracking(false), this::end);
        assertSame(see(seven, 1).flow, see(eight, 1).flow);
    }

    @Test
    void echo_and_its_reply_are_one_flow() {
        Flow flow = see(Frames.ipv4(1, 2, 1, Frames.hex("0800000000010001"))).flow;
        Packet reply = see(Frames.ipv4(2, 1, 1, Frames.hex("0000000000010001")));
        assertSame(flow, reply.flow);
        assertEquals(Direction.TO_CLIENT, reply.direction);
    }

    @Test
    void an_unreachable_message_belongs_to_the_flow_it_is_about() {
        byte[] sent = Frames.ipv4(1, 2, 17, Frames.udp(500, 53, new byte[10]));
        Flow flow = see(sent).flow;
        Packet error = see(Frames.ipv4(2, 1, 1, Frames.join(Frames.hex("0303000000000000"), sent)));
        assertSame(flow, error.flow);
        assertEquals(Direction.TO_CLIENT, error.direction);
        assertEquals(1, table.live());
    }

    @Test
    void fragments_and_tunnels_outer_packets_have_no_flow() {
        assertNull(see(Frames.ipv4(1, 2, 17, 1, 0x2000, new byte[16])).flow);
        assertNull(see(Frames.ipv4(3, 4, 4, Frames.ipv4(1, 2, 17, Frames.udp(1, 2, new byte[1])))).flow);
        assertEquals(1, out[1].flow.tunnelDepth);
    }

    @Test
    void idle_flows_end_in_order_of_their_time_out() {
        udp(1, 2, 1, 53);
        now += SECOND;
        udp(1, 2, 2, 53);
        udp(2, 1, 53, 2);
        now += SECOND;
        udp(1, 2, 3, 53);
        now += 31 * SECOND;
        udp(1, 2, 9, 53);
        assertEquals(List.of("1 timeout 34", "4 timeout 34"), ended);
        table.advance(out[0].partition, now + 400 * SECOND);
        assertEquals(List.of("5 timeout 434", "2 timeout 434"), ended.subList(2, 4));
    }

    @Test
    void a_state_that_changes_after_the_last_packet_counts_for_its_time_out() {
        Packet p = see(Frames.tcp(1, 2, 4000, 80, 1, 0, 2, 100, new byte[0]));
        p.flow.state = Flow.State.ESTABLISHED;
        p.flow.tcpState = "established";
        table.advance(p.partition, now + 599 * SECOND);
        assertEquals(1, table.live());
        table.advance(p.partition, now + 601 * SECOND);
        assertEquals(0, table.live());
    }

    @Test
    void a_full_partition_ends_the_flow_idle_for_longest() {
        table = new FlowTable(FlowSettings.defaults(7).withMaxFlows(2), this::end);
        udp(1, 2, 1, 53);
        now += SECOND;
        udp(1, 2, 2, 53);
        now += SECOND;
        udp(1, 2, 1, 53);
        now += SECOND;
        udp(1, 2, 3, 53);
        assertEquals(List.of("2 forced 4"), ended);
        assertEquals(1, table.evicted());
        table.finish(now);
        assertEquals(List.of("2 forced 4", "1 shutdown 4", "4 shutdown 4"), ended);
    }

    @Test
    void the_table_agrees_with_a_plain_map() {
        Seeds.run(20, random -> {
            ended.clear();
            table = new FlowTable(FlowSettings.defaults(7), this::end);
            Map<String, Flow> expected = new HashMap<>();
            for (int i = 0; i < 3000; i++) {
                int from = random.nextInt(12);
                int to = random.nextInt(12);
                int fromPort = random.nextInt(12);
                int toPort = random.nextInt(12);
                Flow flow = udp(from, to, fromPort, toPort).flow;
                String one = from + ":" + fromPort;
                String other = to + ":" + toPort;
                String key = one.compareTo(other) < 0 ? one + "-" + other : other + "-" + one;
                assertSame(expected.computeIfAbsent(key, k -> flow), flow);
            }
            assertEquals(expected.size(), table.live());
            table.finish(now);
            assertEquals(expected.size(), ended.size());
        });
    }
}
