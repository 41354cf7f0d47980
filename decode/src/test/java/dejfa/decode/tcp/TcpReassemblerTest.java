package dejfa.decode.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.Packet;
import dejfa.api.StreamSink;
import dejfa.decode.Anomaly;
import dejfa.decode.Frames;
import dejfa.decode.Route;
import dejfa.decode.flow.FlowSettings;
import dejfa.decode.packet.ChecksumMode;
import dejfa.decode.packet.DecodeSettings;
import dejfa.testkit.Seeds;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TcpReassemblerTest {
    private static final int CLIENT = 1;
    private static final int SERVER = 2;

    /// Writes down what each side said; a gap as `[n]`, the end as `.`.
    private static final class Transcript implements StreamSink {
        final StringBuilder[] said = {new StringBuilder(), new StringBuilder()};

        @Override
        public void bytes(
                Packet cause, Flow flow, Direction side, MemorySegment data, long offset, int length, long at) {
            byte[] copy = data.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
            said[side.ordinal()].append(new String(copy, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void gap(Packet cause, Flow flow, Direction side, int length, long at) {
            said[side.ordinal()].append('[').append(length).append(']');
        }

        @Override
        public void end(Packet cause, Flow flow, Direction side) {
            said[side.ordinal()].append('.');
        }

        String client() {
            return said[0].toString();
        }

        String server() {
            return said[1].toString();
        }
    }

    private final Transcript heard = new Transcript();
    private Route route = new Route(TcpSettings.DEFAULT, heard);
    private long clientStart = 1000;
    private long serverStart = 5000;

    private Packet client(int flags, long at, long acked, String data) {
        return route.ip(Frames.tcp(
                CLIENT, SERVER, 40000, 80, clientStart + at, serverStart + acked, flags, 8000, Frames.bytes(data)));
    }

    private Packet server(int flags, long at, long acked, String data) {
        return route.ip(Frames.tcp(
                SERVER, CLIENT, 80, 40000, serverStart + at, clientStart + acked, flags, 8000, Frames.bytes(data)));
    }

    private void open() {
        client(2, 0, -serverStart, "");
        server(18, 0, 1, "");
        client(16, 1, 1, "");
    }

    private static boolean has(Packet p, Anomaly anomaly) {
        for (int i = 0; i < p.anomalyCount; i++) if (p.anomalies[i] == anomaly.ordinal()) return true;
        return false;
    }

    private void use(TcpSettings settings) {
        route = new Route(settings, heard);
    }

    @Test
    void data_is_delivered_on_the_acknowledgment() {
        open();
        Packet p = client(24, 1, 1, "GET");
        assertTrue(p.inStream && p.established);
        assertEquals("", heard.client());
        server(16, 1, 4, "");
        assertEquals("GET", heard.client());
        server(24, 1, 4, "200");
        client(16, 4, 4, "");
        assertEquals("200", heard.server());
    }

    @Test
    void the_ack_that_ends_the_handshake_is_not_yet_of_an_established_session() {
        assertFalse(client(2, 0, -serverStart, "").established);
        assertFalse(server(18, 0, 1, "").established);
        assertFalse(client(16, 1, 1, "").established);
        assertTrue(client(16, 1, 1, "").established);
    }

    @Test
    void inline_delivers_at_once() {
        use(TcpSettings.DEFAULT.withInline(true));
        open();
        client(24, 1, 1, "GET");
        assertEquals("GET", heard.client());
        client(24, 7, 1, "c");
        client(24, 4, 1, "abb");
        assertEquals("GETabbc", heard.client());
    }

    @Test
    void states_are_told_by_suricatas_names_and_the_end_when_all_is_acknowledged() {
        open();
        Flow flow = client(16, 1, 1, "").flow;
        assertEquals("established", flow.tcpState);
        assertTrue(flow.handshakeSeen && flow.answered());
        client(17, 1, 1, "bye");
        assertEquals("close_wait", flow.tcpState);
        server(16, 1, 5, "");
        assertEquals("bye.", heard.client());
        server(17, 1, 5, "");
        assertEquals("last_ack", flow.tcpState);
        client(16, 5, 2, "");
        assertEquals("closed", flow.tcpState);
        assertEquals(Flow.State.CLOSED, flow.state);
        assertEquals(".", heard.server());
    }

    @Test
    void a_server_that_closes_first_goes_by_fin_wait() {
        open();
        Flow flow = server(17, 1, 1, "").flow;
        assertEquals("fin_wait1", flow.tcpState);
        client(16, 1, 2, "");
        assertEquals("fin_wait2", flow.tcpState);
        client(17, 1, 2, "");
        assertEquals("time_wait", flow.tcpState);
        server(16, 2, 2, "");
        assertEquals("closed", flow.tcpState);
    }

    @Test
    void overlapping_segment_keeps_the_bytes_seen_first() {
        open();
        client(24, 3, 1, "CD");
        Packet p = client(24, 1, 1, "abXYef");
        assertTrue(has(p, Anomaly.STREAM_REASSEMBLY_OVERLAP_DIFFERENT_DATA));
        server(16, 1, 7, "");
        assertEquals("abCDef", heard.client());
    }

    @Test
    void other_policies_decide_overlaps_as_those_hosts_do() {
        for (TcpOverlap overlap : TcpOverlap.values()) {
            Transcript said = new Transcript();
            Route other = new Route(TcpSettings.DEFAULT.withOverlap(overlap), said);
            route = other;
            open();
            client(24, 3, 1, "CDE");
            client(24, 4, 1, "xyz");
            client(24, 1, 1, "abRST");
            client(24, 1, 1, "12");
            server(16, 1, 7, "");
            String expected =
                    switch (overlap) {
                        case FIRST -> "abCDEz";
                        case LAST -> "12RSTz";
                        case BSD, WINDOWS -> "abRSTz";
                        case LINUX -> "12RSTz";
                    };
            assertEquals(expected, said.client(), overlap.toString());
        }
    }

    @Test
    void the_policy_still_knows_where_segments_began_after_a_delivery() {
        use(TcpSettings.DEFAULT.withOverlap(TcpOverlap.BSD));
        open();
        client(24, 1, 1, "ab");
        client(24, 5, 1, "EFG");
        server(16, 1, 3, "");
        client(24, 6, 1, "zzz");
        client(24, 3, 1, "cd");
        server(16, 1, 9, "");
        assertEquals("abcdEFGz", heard.client());
    }

    @Test
    void what_was_acknowledged_but_never_seen_is_a_gap() {
        open();
        client(24, 1, 1, "ab");
        client(24, 6, 1, "fg");
        Packet p = server(16, 1, 8, "");
        assertEquals("ab[3]fg", heard.client());
        assertTrue(has(p, Anomaly.STREAM_REASSEMBLY_SEQ_GAP));
    }

    @Test
    void a_session_picked_up_in_its_middle_is_left_alone_unless_asked() {
        Packet p = client(24, 1, 1, "GET");
        assertNull(p.flow.tcpState);
        assertFalse(p.inStream || p.established);
        use(TcpSettings.DEFAULT.withMidstream(true));
        p = client(24, 1, 1, "GET");
        server(24, 1, 4, "200");
        client(16, 4, 4, "");
        assertTrue(p.flow.midstream && !p.flow.handshakeSeen && !p.flow.answered());
        assertEquals("GET", heard.client());
        assertEquals("200", heard.server());
    }

    @Test
    void one_side_alone_is_followed_where_asked() {
        use(TcpSettings.DEFAULT.withAsyncOneside(true));
        client(2, 0, -serverStart, "");
        client(16, 1, 1, "");
        client(24, 1, 1, "GET");
        client(24, 4, 200, " /");
        assertEquals("GET /", heard.client());
    }

    @Test
    void a_valid_reset_closes_and_the_rest_comes_when_the_flow_ends() {
        open();
        client(24, 1, 1, "GET");
        Packet blind = server(4, 100_000, 1, "");
        assertTrue(has(blind, Anomaly.STREAM_RST_INVALID_ACK));
        assertEquals("established", blind.flow.tcpState);
        Packet reset = server(20, 1, 1, "");
        assertEquals("closed", reset.flow.tcpState);
        route.flows.finish(route.timeNs);
        assertEquals("GET.", heard.client());
        assertEquals(".", heard.server());
    }

    @Test
    void a_forged_reset_blinds_nobody() {
        open();
        client(24, 1, 1, "GET");
        client(20, 4, 1, "");
        Packet after = client(24, 4, 1, " /");
        assertTrue(has(after, Anomaly.STREAM_SUSPECTED_RST_INJECT));
        assertEquals("established", after.flow.tcpState);
        server(16, 1, 6, "");
        assertEquals("GET /", heard.client());
    }

    @Test
    void a_reset_acknowledges_too() {
        open();
        client(24, 1, 1, "GET");
        server(20, 1, 4, "no");
        assertEquals("GET", heard.client());
        assertEquals("", heard.server());
    }

    @Test
    void a_split_handshake_is_a_handshake() {
        client(2, 0, -serverStart, "");
        server(2, 0, -clientStart, "");
        client(18, 0, 1, "");
        assertTrue(server(16, 1, 1, "").flow.handshakeSeen);
        client(24, 1, 1, "EVIL");
        server(16, 1, 5, "");
        assertEquals("EVIL", heard.client());
    }

    @Test
    void data_on_the_syn_counts_where_the_server_takes_it() {
        client(2, 0, -serverStart, "GET");
        server(18, 0, 4, "");
        assertEquals("GET", heard.client());
        server(24, 1, 4, "200");
        client(16, 4, 4, "");
        assertEquals("200", heard.server());
        clientStart = 70_000;
        serverStart = 90_000;
        Transcript said = new Transcript();
        route = new Route(TcpSettings.DEFAULT, said);
        client(2, 0, -serverStart, "GET");
        server(18, 0, 1, "");
        client(24, 1, 1, "PUT");
        server(16, 1, 4, "");
        assertEquals("PUT", said.client());
    }

    @Test
    void a_new_syn_on_closed_ports_is_a_new_flow() {
        open();
        Flow first = server(20, 1, 1, "").flow;
        clientStart = 900_000;
        open();
        Packet p = client(24, 1, 1, "again");
        assertTrue(p.flow != first && p.flow.id != first.id && p.flow.handshakeSeen);
        assertEquals(List.of(first), route.ended);
    }

    @Test
    void acknowledgments_and_data_outside_of_the_window_are_refused() {
        open();
        assertTrue(has(client(16, 1, 60_000, ""), Anomaly.STREAM_PKT_INVALID_ACK));
        Packet far = client(24, 9000, 1, "far");
        assertTrue(has(far, Anomaly.STREAM_EST_PACKET_OUT_OF_WINDOW));
        assertFalse(far.inStream);
        client(24, 1, 1, "GET");
        server(16, 1, 4, "");
        assertTrue(has(client(24, 1, 1, "GET"), Anomaly.STREAM_PKT_SPURIOUS_RETRANSMISSION));
        client(16, 3, 1, "T");
        client(24, 4, 1, " /");
        server(16, 1, 6, "");
        assertEquals("GET /", heard.client());
    }

    @Test
    void the_last_acknowledgment_of_the_handshake_must_be_right() {
        client(2, 0, -serverStart, "");
        server(18, 0, 1, "");
        Packet p = client(16, 1, 20_000, "");
        assertTrue(has(p, Anomaly.STREAM_3WHS_RIGHT_SEQ_WRONG_ACK_EVASION));
        assertFalse(p.flow.handshakeSeen);
        p = server(16, 1, 1, "");
        assertTrue(has(p, Anomaly.STREAM_3WHS_ACK_IN_WRONG_DIR));
        assertFalse(p.established);
    }

    @Test
    void an_urgent_byte_is_taken_out_of_the_stream() {
        open();
        byte[] packet = Frames.tcp(
                CLIENT, SERVER, 40000, 80, clientStart + 1, serverStart + 1, 24 | 32, 8000, Frames.bytes("abXcd"));
        packet[20 + 19] = 3;
        packet[20 + 16] = packet[20 + 17] = 0;
        Transcript said = new Transcript();
        route = new Route(
                DecodeSettings.DEFAULT.withChecksums(ChecksumMode.NONE),
                FlowSettings.defaults(1),
                TcpSettings.DEFAULT,
                said);
        open();
        route.ip(packet);
        client(24, 6, 1, "ef");
        server(16, 1, 8, "");
        assertEquals("abcdef", said.client());
    }

    @Test
    void beyond_the_depth_nothing_is_delivered() {
        use(TcpSettings.DEFAULT.withDepth(4));
        open();
        client(24, 1, 1, "abc");
        server(16, 1, 4, "");
        Packet p = client(24, 4, 1, "defg");
        assertTrue(has(p, Anomaly.STREAM_REASSEMBLY_DEPTH_REACHED));
        server(16, 1, 8, "");
        client(24, 8, 1, "hij");
        server(16, 1, 11, "");
        assertEquals("abcd", heard.client());
        assertEquals(6, route.reassembler.depthBytes());
    }

    @Test
    void any_segmentation_order_and_repetition_of_a_stream_yields_the_same_bytes() {
        Seeds.run(600, random -> {
            byte[] content = new byte[1 + random.nextInt(6000)];
            for (int i = 0; i < content.length; i++) content[i] = (byte) ('a' + random.nextInt(26));
            String text = new String(content, StandardCharsets.ISO_8859_1);
            TcpOverlap[] policies = TcpOverlap.values();
            TcpSettings settings = TcpSettings.DEFAULT
                    .withInline(random.nextBoolean())
                    .withOverlap(policies[random.nextInt(policies.length)]);
            Transcript said = new Transcript();
            route = new Route(settings, said);
            // Near the end of the number range, so that it wraps.
            clientStart = 0xffff_ffffL - random.nextInt(3000);
            serverStart = random.nextInt() & 0xffff_ffffL;
            open();
            send(random, text);
            server(16, 1, 1 + text.length(), "");
            assertEquals(text, said.client());
            client(17, 1 + text.length(), 1, "");
            server(16, 1, 2 + text.length(), "");
            assertEquals(text + ".", said.client());
            assertEquals(0, route.reassembler.heldBytes());
        });
    }

    /// All of the text in pieces, each once or twice, overlapping, in any order; acknowledged now and then.
    private void send(Random random, String text) {
        List<int[]> pieces = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(1400));
            int early = Math.max(0, at - random.nextInt(50));
            pieces.add(new int[] {random.nextInt(4) == 0 ? early : at, end});
            if (random.nextInt(5) == 0) pieces.add(new int[] {at, end});
            at = end;
        }
        if (random.nextInt(3) > 0) Collections.shuffle(pieces, random);
        boolean[] sent = new boolean[text.length() + 1];
        for (int[] piece : pieces) {
            client(24, 1 + piece[0], 1, text.substring(piece[0], piece[1]));
            Arrays.fill(sent, piece[0], piece[1], true);
            int complete = 0;
            while (sent[complete]) complete++;
            if (random.nextInt(3) == 0) server(16, 1, 1 + complete, "");
        }
    }

    @Test
    void any_segments_at_all_give_each_byte_once_and_no_exception() {
        Seeds.run(400, random -> {
            TcpOverlap[] policies = TcpOverlap.values();
            Transcript said = new Transcript();
            route = new Route(
                    TcpSettings.DEFAULT
                            .withMidstream(random.nextBoolean())
                            .withAsyncOneside(random.nextBoolean())
                            .withInline(random.nextBoolean())
                            .withDepth(random.nextInt(3) * 2000L)
                            .withOverlap(policies[random.nextInt(policies.length)]),
                    said);
            if (random.nextBoolean()) open();
            for (int i = 0; i < 200; i++) {
                int flags = random.nextInt(4) == 0 ? random.nextInt(64) : 24;
                long at = random.nextInt(9) == 0 ? random.nextInt() : random.nextInt(4000);
                long ack = random.nextInt(9) == 0 ? random.nextInt() : random.nextInt(4000);
                String data = "x".repeat(random.nextInt(100));
                if (random.nextBoolean()) client(flags, at, ack, data);
                else server(flags, at, ack, data);
            }
            route.flows.finish(route.timeNs);
            assertEquals(0, route.reassembler.heldBytes());
        });
    }
}
