package dejfa.detect.suricata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.Flow;
import dejfa.api.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameRulesTest {
    private static Bench bench(String... options) {
        String[] lines = new String[options.length];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "alert http any any -> any any (msg:\"f\"; " + options[i] + " sid:" + (i + 1) + ";)";
        }
        Bench bench = new Bench(lines);
        assertEquals(List.of(), bench.rules.rejected());
        return bench;
    }

    private static Flow spoken() {
        Flow flow = Bench.flow();
        flow.appProtocol = "http";
        return flow;
    }

    @Test
    void a_frame_is_a_buffer_of_its_own_bytes_and_matches_once() {
        Bench bench = bench(
                "frame:http.request; content:\"GET\"; startswith; content:\"end\"; endswith; bsize:7;",
                "frame:request; content:\"after\";",
                "frame:response; content:\"GET\";",
                "frame:request; to_lowercase; content:\"get\";");
        Flow flow = spoken();
        flow.transactions.frame("request", Direction.TO_SERVER, 2, 7, null);
        bench.say(flow, Direction.TO_SERVER, "xxGET endafter", 0);
        bench.say(flow, Direction.TO_SERVER, "more", 14);
        assertEquals(List.of(1L, 4L), bench.alerts);
        assertEquals(0, flow.transactions.frames().size());
    }

    @Test
    void a_frame_that_is_not_whole_waits_and_at_the_flows_end_counts_as_it_is() {
        Bench bench = bench("frame:request; content:\"ab\";", "frame:request; bsize:4;");
        Flow flow = spoken();
        flow.transactions.frame("request", Direction.TO_SERVER, 0, 100, null);
        bench.say(flow, Direction.TO_SERVER, "abcd", 0);
        assertEquals(List.of(), bench.alerts);
        bench.end(flow);
        assertEquals(List.of(1L, 2L), bench.alerts);
    }

    @Test
    void an_open_frame_is_looked_at_as_it_grows() {
        Bench bench = bench("frame:request; content:\"needle\";");
        Flow flow = spoken();
        Frame frame = flow.transactions.frame("request", Direction.TO_SERVER, 0, Frame.OPEN, null);
        bench.say(flow, Direction.TO_SERVER, "nee", 0);
        bench.say(flow, Direction.TO_SERVER, "dle" + "x".repeat(3000), 3);
        assertEquals(List.of(1L), bench.alerts);
        frame.close(3006);
        bench.say(flow, Direction.TO_SERVER, "y", 3006);
        assertEquals(List.of(1L), bench.alerts);
        assertEquals(0, flow.transactions.frames().size());
    }

    @Test
    void bytes_that_never_came_part_a_frame_and_are_told_in_words() {
        Bench bench = bench("frame:request; content:\"left\";", "frame:request; content:\"leftright\";");
        Flow flow = spoken();
        flow.transactions.frame("request", Direction.TO_SERVER, 0, 19, null);
        bench.say(flow, Direction.TO_SERVER, "left", 0);
        bench.engine.gap(bench.packet(flow, Direction.TO_SERVER, ""), flow, Direction.TO_SERVER, 10, 4);
        bench.say(flow, Direction.TO_SERVER, "right", 14);
        assertEquals(List.of(1L), bench.alerts);
        String told = EveJson.text(bench.events.getFirst().related().getLast());
        assertTrue(told.contains("left[10 bytes missing]right"), told);
        assertTrue(told.contains("\"length\":19,\"complete\":true"), told);
    }

    @Test
    void the_stream_is_a_frame_too() {
        Bench bench = bench("frame:http.stream; content:\"one\"; content:\"two\"; distance:0;");
        Flow flow = spoken();
        bench.say(flow, Direction.TO_SERVER, "one ", 0);
        bench.say(flow, Direction.TO_SERVER, "two", 4);
        bench.end(flow);
        assertEquals(List.of(1L), bench.alerts);
    }

    @Test
    void a_datagrams_frames_are_gone_with_it() {
        Bench bench = bench("frame:pdu; content:\"bc\"; bsize:2;");
        Flow flow = spoken();
        flow.protocol = 17;
        flow.transactions.frame("pdu", Direction.TO_SERVER, 1, 2, null);
        bench.see(bench.packet(flow, Direction.TO_SERVER, "abcd"));
        assertEquals(List.of(1L), bench.alerts);
        assertEquals(0, flow.transactions.frames().size());
    }

    @Test
    void frames_that_no_rule_wants_are_forgotten() {
        Bench bench = Bench.http("http.uri; content:\"x\";");
        Flow flow = spoken();
        flow.transactions.frame("request", Direction.TO_SERVER, 0, 100, null);
        bench.say(flow, Direction.TO_CLIENT, "a", 0);
        assertEquals(0, flow.transactions.frames().size());
    }

    @Test
    void frames_do_not_mix_with_buffers_of_transactions() {
        Bench bench = new Bench(
                "alert http any any -> any any (frame:request; content:\"a\"; http.uri; content:\"b\"; sid:1;)",
                "alert tcp any any -> any any (frame:request; content:\"a\"; sid:2;)");
        assertEquals(2, bench.rules.rejected().size());
    }
}
