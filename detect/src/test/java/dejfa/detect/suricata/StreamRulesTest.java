package dejfa.detect.suricata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.testkit.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamRulesTest {
    @Test
    void a_content_cut_by_segments_is_found_in_the_stream() {
        Bench bench = Bench.inlineTcp("content:\"needle\";");
        Flow flow = Bench.flow();
        bench.say(flow, Direction.TO_SERVER, "xxnee", 0).say(flow, Direction.TO_SERVER, "dlexx", 5);
        assertEquals(List.of(1L), bench.alerts);
        assertEquals(1L, bench.events.getFirst().slots().get(dejfa.api.AlertFields.STREAM));
    }

    @Test
    void tcp_pkt_looks_at_packets_and_tcp_stream_at_the_stream() {
        Bench bench = Bench.inline(
                "alert tcp-pkt any any -> any any (msg:\"p\"; content:\"needle\"; sid:1;)",
                "alert tcp-stream any any -> any any (msg:\"s\"; content:\"needle\"; sid:2;)");
        Flow flow = Bench.flow();
        bench.say(flow, Direction.TO_SERVER, "nee", 0).say(flow, Direction.TO_SERVER, "dle", 3);
        assertEquals(List.of(2L), bench.alerts);
        bench.say(flow, Direction.TO_SERVER, "needle", 6);
        assertEquals(List.of(2L, 1L, 2L), bench.alerts);
    }

    @Test
    void a_bystander_looks_in_chunks_and_at_the_end() {
        Bench bench = Bench.tcp("content:\"needle\";");
        Flow flow = Bench.flow();
        bench.say(flow, Direction.TO_SERVER, "a needle", 0);
        assertEquals(List.of(), bench.alerts);
        bench.say(flow, Direction.TO_SERVER, "x".repeat(2560), 8);
        assertEquals(List.of(1L), bench.alerts);
        bench.say(flow, Direction.TO_SERVER, "needle", 2568).end(flow);
        assertEquals(List.of(1L, 1L), bench.alerts);
    }

    @Test
    void a_match_in_a_packet_does_not_hide_the_one_in_the_stream() {
        Bench bench = Bench.tcp("content:\"a\"; depth:3; content:\"needle\"; distance:0;");
        Flow flow = Bench.flow();
        bench.say(flow, Direction.TO_SERVER, "a needle", 0);
        assertEquals(List.of(1L), bench.alerts, "in the packet");
        bench.say(flow, Direction.TO_SERVER, "x".repeat(2560), 8);
        assertEquals(List.of(1L, 1L), bench.alerts, "in the stream's chunk");
    }

    @Test
    void nothing_reaches_across_a_gap() {
        Bench bench = Bench.inlineTcp("content:\"needle\";");
        Flow flow = Bench.flow();
        bench.say(flow, Direction.TO_SERVER, "nee", 0);
        bench.engine.gap(null, flow, Direction.TO_SERVER, 10, 3);
        bench.say(flow, Direction.TO_SERVER, "dle", 13);
        assertEquals(List.of(), bench.alerts);
    }

    @Test
    void what_waits_before_a_gap_is_still_looked_at() {
        Bench bench = Bench.tcp("content:\"needle\";");
        Flow flow = Bench.flow();
        bench.say(flow, Direction.TO_SERVER, "needle", 0);
        bench.engine.gap(null, flow, Direction.TO_SERVER, 10, 6);
        bench.end(flow);
        assertEquals(List.of(1L), bench.alerts);
    }

    @Test
    void a_match_is_told_once() {
        Bench bench = Bench.inlineTcp("content:\"needle\";");
        Flow flow = Bench.flow();
        bench.say(flow, Direction.TO_SERVER, "needle", 0).say(flow, Direction.TO_SERVER, "more", 6);
        bench.say(flow, Direction.TO_SERVER, "more", 10).end(flow);
        assertEquals(List.of(1L), bench.alerts);
    }

    @Test
    void offset_and_depth_count_from_the_start_of_the_stream() {
        Bench bench = Bench.inlineTcp("content:\"b\"; offset:5; depth:1; flow:only_stream;");
        Flow flow = Bench.flow();
        bench.say(flow, Direction.TO_SERVER, "aaa", 0).say(flow, Direction.TO_SERVER, "aabaa", 3);
        assertEquals(List.of(1L), bench.alerts);
        Bench other = Bench.inlineTcp("content:\"b\"; depth:3; flow:only_stream;");
        other.say(Bench.flow(), Direction.TO_SERVER, "aaaaab", 0);
        assertEquals(List.of(), other.alerts);
    }

    @Test
    void any_cut_of_the_stream_gives_the_same_alert() {
        String text = "GET /index.html HTTP/1.1\r\nHost: example.org\r\n\r\n";
        Seeds.run(200, random -> {
            Bench bench = Bench.inlineTcp("content:\"index\"; content:\"example\"; distance:0;");
            Flow flow = Bench.flow();
            for (int at = 0; at < text.length(); ) {
                int size = Math.min(text.length() - at, 1 + random.nextInt(12));
                bench.say(flow, Direction.TO_SERVER, text.substring(at, at + size), at);
                at += size;
            }
            assertEquals(List.of(1L), bench.end(flow).alerts);
        });
    }

    @Test
    void flowbits_of_an_earlier_packet_open_a_later_rule() {
        Bench bench = Bench.inline(
                "alert tcp any any -> any any (msg:\"s\"; content:\"one\"; flowbits:set,seen; flowbits:noalert;"
                        + " sid:1;)",
                "alert tcp any any -> any any (msg:\"t\"; content:\"two\"; flowbits:isset,seen; sid:2;)",
                "alert tcp any any -> any any (msg:\"u\"; content:\"two\"; flowbits:isset,never|seen; sid:3;)",
                "alert tcp any any -> any any (msg:\"v\"; content:\"two\"; flowbits:isnotset,seen; sid:4;)");
        Flow flow = Bench.flow();
        bench.say(flow, Direction.TO_SERVER, "two", 0);
        assertEquals(List.of(4L), bench.alerts);
        bench.say(flow, Direction.TO_SERVER, "one", 3).say(flow, Direction.TO_SERVER, "two", 6);
        assertEquals(List.of(4L, 2L, 3L), bench.alerts);
    }

    @Test
    void a_pass_rule_silences_the_others() {
        Bench bench = Bench.inline(
                "alert tcp any any -> any any (msg:\"a\"; content:\"evil\"; sid:1;)",
                "pass tcp any any -> any any (msg:\"p\"; content:\"evil\"; flow:to_server; sid:2;)");
        Flow flow = Bench.flow();
        bench.say(flow, Direction.TO_SERVER, "evil", 0);
        assertEquals(List.of(), bench.alerts);
    }
}
