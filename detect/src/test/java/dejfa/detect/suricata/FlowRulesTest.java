package dejfa.detect.suricata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.AlertFields;
import dejfa.api.Direction;
import dejfa.api.DropFields;
import dejfa.api.EveJson;
import dejfa.api.Flow;
import dejfa.api.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowRulesTest {
    private static final Map<String, String> INLINE = Map.of("stream.inline", "yes");

    private static List<String> types(Bench bench) {
        return bench.events.stream().map(event -> event.type()).toList();
    }

    @Test
    void tagged_packets_are_told_after_the_alert_as_long_as_the_tag_counts() {
        Bench bench = Bench.telling(
                Map.of(),
                Map.of("alert", Map.of("tagged-packets", true)),
                "alert tcp any any -> any any (content:\"bad\"; tag:session,3,packets; sid:1;)");
        Flow flow = Bench.flow();
        for (String payload : List.of("before", "bad", "one", "two", "three")) {
            bench.see(bench.packet(flow, Direction.TO_SERVER, payload));
        }
        assertEquals(List.of("alert", "packet", "packet"), types(bench));
    }

    @Test
    void a_tagged_host_is_told_of_in_other_flows_until_its_time_is_over() {
        Bench bench = Bench.telling(
                Map.of(),
                Map.of("alert", Map.of("tagged-packets", true)),
                "alert tcp any any -> any any (content:\"bad\"; tag:host,5,seconds,src; sid:1;)");
        bench.see(bench.packet(Bench.flow(), Direction.TO_SERVER, "bad"));
        Flow other = Bench.flow();
        other.id = 8;
        bench.see(bench.packet(other, Direction.TO_CLIENT, "x"));
        bench.later(6);
        bench.see(bench.packet(other, Direction.TO_CLIENT, "y"));
        assertEquals(List.of("alert", "packet"), types(bench));
    }

    @Test
    void a_dropped_flow_stays_dropped_and_each_packet_is_told() {
        Bench bench = Bench.telling(
                INLINE,
                Map.of("alert", Map.of("verdict", true), "drop", Map.of("alerts", true, "verdict", true)),
                "drop http any any -> any any (http.uri; content:\"/evil\"; sid:1;)",
                "alert tcp any any -> any any (content:\"later\"; sid:2;)");
        Flow flow = Bench.flow();
        bench.transaction(flow).set(Bench.URI, Bench.bytes("/evil")).complete();
        bench.see(bench.packet(flow, Direction.TO_SERVER, ""));
        bench.see(bench.packet(flow, Direction.TO_SERVER, "later"));
        assertEquals(List.of("alert", "drop", "drop"), types(bench));
        assertEquals("blocked", bench.events.get(0).slots().text(AlertFields.ACTION));
        assertEquals("drop", bench.events.get(0).slots().text(AlertFields.VERDICT));
        assertEquals("rules", bench.events.get(1).slots().text(DropFields.REASON));
        assertEquals("flow drop", bench.events.get(2).slots().text(DropFields.REASON));
        assertTrue(EveJson.text(bench.events.get(1).related().getFirst()).contains("\"signature_id\":1"));
        assertEquals("drop", RuleEngine.actionOn(flow));
    }

    @Test
    void as_a_bystander_nothing_is_dropped() {
        Bench bench = Bench.telling(
                Map.of(), Map.of("drop", Map.of()), "drop tcp any any -> any any (content:\"bad\"; sid:1;)");
        Flow flow = Bench.flow();
        bench.see(bench.packet(flow, Direction.TO_SERVER, "bad"));
        bench.see(bench.packet(flow, Direction.TO_SERVER, "bad"));
        assertEquals(List.of("alert", "alert"), types(bench));
        assertEquals("allowed", bench.events.getFirst().slots().text(AlertFields.ACTION));
        assertNull(RuleEngine.actionOn(flow));
    }

    @Test
    void past_its_rate_a_rule_acts_anew_for_a_while(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("threshold.config"),
                "rate_filter gen_id 1, sig_id 1, track by_src, count 2, seconds 60, new_action drop, timeout 10\n");
        Bench bench = new Bench(
                new RuleSettings(
                        Map.of(),
                        Map.of(),
                        Map.of("stream.inline", "yes", "threshold-file", "threshold.config"),
                        List.of(folder)),
                "alert tcp any any -> any any (content:\"a\"; sid:1;)");
        assertEquals(List.of(), bench.rules.rejected());
        for (int i = 0; i < 3; i++) bench.see("a");
        bench.later(11);
        bench.see("a");
        List<String> actions = bench.events.stream()
                .map(event -> event.slots().text(AlertFields.ACTION))
                .toList();
        assertEquals(List.of("allowed", "allowed", "blocked", "allowed"), actions);
    }

    @Test
    void a_hook_asks_when_that_state_is_reached() {
        Bench bench = new Bench(
                "alert http1:request_headers any any -> any any (sid:1;)",
                "alert http1:response_complete any any -> any any (sid:2;)",
                "alert http any any -> any any (app-layer-state:<request_headers; http.uri; content:\"/\"; sid:3;)",
                "alert http1:request_nonsense any any -> any any (sid:4;)",
                "accept:hook http1:request_line any any -> any any (sid:5;)");
        assertEquals(2, bench.rules.rejected().size());
        Flow flow = Bench.flow();
        Transaction tx = bench.transaction(flow);
        tx.set(Bench.URI, Bench.bytes("/")).progress(Direction.TO_SERVER, 1);
        bench.see(bench.packet(flow, Direction.TO_SERVER, ""));
        assertEquals(List.of(3L), bench.alerts);
        tx.progress(Direction.TO_SERVER, 2);
        bench.see(bench.packet(flow, Direction.TO_SERVER, ""));
        assertEquals(List.of(3L, 1L), bench.alerts);
        tx.complete();
        bench.see(bench.packet(flow, Direction.TO_CLIENT, ""));
        assertEquals(List.of(3L, 1L, 2L), bench.alerts);
    }

    @Test
    void an_anomaly_of_the_flow_sets_its_rules_off_once() {
        Bench bench = new Bench(
                "alert tcp any any -> any any (app-layer-event:applayer_mismatch_protocol_both_directions; sid:1;)",
                "alert tcp any any -> any any (flow:to_client; app-layer-event:http.lost; sid:2;)",
                "alert tcp any any -> any any (app-layer-event:other; sid:3;)");
        Flow flow = Bench.flow();
        flow.appProtocol = "http";
        flow.transactions.anomaly("applayer_mismatch_protocol_both_directions");
        flow.transactions.anomaly("lost");
        bench.see(bench.packet(flow, Direction.TO_SERVER, ""));
        // The route writes and forgets them.
        flow.transactions.anomalies().clear();
        assertEquals(List.of(1L), bench.alerts);
        bench.see(bench.packet(flow, Direction.TO_CLIENT, ""));
        bench.see(bench.packet(flow, Direction.TO_CLIENT, ""));
        assertEquals(List.of(1L, 2L), bench.alerts);
    }

    @Test
    void directions_may_speak_different_protocols() {
        Bench bench = new Bench(
                "alert tcp any any -> any any (app-layer-protocol:http1,to_server; app-layer-protocol:ssh,to_client; sid:1;)",
                "alert tcp any any -> any any (app-layer-protocol:ssh,either; sid:2;)",
                "alert tcp any any -> any any (app-layer-protocol:ssh,final; sid:3;)",
                "alert tcp any any -> any any (app-layer-protocol:smtp,original; sid:4;)",
                "alert tcp any any -> any any (app-layer-protocol:ssh,sideways; sid:5;)");
        assertEquals(1, bench.rules.rejected().size());
        Flow flow = Bench.flow();
        flow.appProtocol = "http";
        flow.appProtocolToServer = "http";
        flow.appProtocolToClient = "ssh";
        bench.see(bench.packet(flow, Direction.TO_SERVER, ""));
        assertEquals(List.of(1L, 2L), bench.alerts);
        // After a switch both speak the new one.
        flow = Bench.flow();
        flow.appProtocol = "http";
        flow.appProtocolToServer = "smtp";
        flow.appProtocolOriginal = "smtp";
        bench.see(bench.packet(flow, Direction.TO_SERVER, ""));
        assertEquals(List.of(1L, 2L, 4L), bench.alerts);
    }

    @Test
    void what_pcre_captures_is_told_in_context_and_metadata() {
        Bench bench = Bench.tcp(
                "pcre:\"/^(?P<alert_kind>[a-z]+)=(?P<flow_value>[0-9]+)/\";",
                "pcre:\"/^([a-z]+)=([0-9]+)/,alert:name, pkt:number\";");
        Flow flow = Bench.flow();
        bench.see(bench.packet(flow, Direction.TO_SERVER, "key=42"));
        StringBuilder line = new StringBuilder();
        for (var event : bench.events) EveJson.line(event, line);
        for (String part : List.of(
                "\"context\":{\"kind\":\"key\"}",
                "\"flowvars\":[{\"value\":\"42\"}]",
                "\"context\":{\"name\":\"key\"}",
                "\"pktvars\":[{\"number\":\"42\"}]")) {
            assertTrue(line.indexOf(part) >= 0, part + " in " + line);
        }
    }

    @Test
    void entropy_and_ber_are_measured() {
        Bench bench = Bench.tcp(
                "entropy:value > 2;",
                "entropy:bytes 4, offset 0, value = 0;",
                "content:\"aaaa\"; entropy:bytes 4, value <= 0;",
                "asn1:oversize_length 1000;",
                "asn1:oversize_length 10000;");
        assertEquals(List.of(), bench.rules.rejected());
        bench.see("aaaa");
        assertEquals(List.of(2L, 3L), bench.alerts);
        bench.alerts.clear();
        bench.see("0\u0082\u0010\u0000abcdefgh");
        assertEquals(List.of(1L, 4L), bench.alerts);
    }
}
