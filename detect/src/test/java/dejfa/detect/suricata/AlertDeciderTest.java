package dejfa.detect.suricata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dejfa.api.Direction;
import dejfa.api.Flow;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertDeciderTest {
    /// Packets at 0, 1, 2, … seconds; the seconds at which an alert comes.
    private static List<Integer> seconds(String options, int packets) {
        Bench bench = Bench.tcp("content:\"a\"; " + options);
        assertEquals(List.of(), bench.rules.rejected());
        java.util.ArrayList<Integer> at = new java.util.ArrayList<>();
        for (int i = 0; i < packets; i++) {
            int before = bench.alerts.size();
            bench.see("a");
            if (bench.alerts.size() > before) at.add(i);
            bench.later(1);
        }
        return at;
    }

    @Test
    void limit_threshold_both_and_filter_count_in_their_windows() {
        assertEquals(List.of(0, 4, 8), seconds("threshold:type limit, track by_src, count 1, seconds 4;", 9));
        assertEquals(List.of(2, 5, 8), seconds("threshold:type threshold, track by_src, count 3, seconds 60;", 9));
        assertEquals(List.of(1, 5), seconds("threshold:type both, track by_rule, count 2, seconds 4;", 8));
        assertEquals(List.of(2, 3, 4), seconds("detection_filter:track by_dst, count 2, seconds 60;", 5));
    }

    @Test
    void bits_on_hosts_reach_from_one_flow_to_another() {
        Bench bench = new Bench(
                "alert tcp any any -> any any (msg:\"s\"; content:\"one\"; xbits:set,b,track ip_src,expire 5; sid:1;)",
                "alert tcp any any -> any any (msg:\"t\"; content:\"two\"; xbits:isset,b,track ip_src; sid:2;)",
                "alert tcp any any -> any any (msg:\"u\"; content:\"two\"; hostbits:isset,c,src; sid:3;)");
        bench.see("two").see("one").see("two");
        assertEquals(List.of(1L, 2L), bench.alerts);
        bench.later(6);
        bench.see("two");
        assertEquals(List.of(1L, 2L), bench.alerts);
    }

    @Test
    void one_packet_raises_no_more_alerts_than_allowed() {
        String[] rules = new String[30];
        java.util.Arrays.fill(rules, "content:\"a\";");
        assertEquals(15, Bench.tcp(rules).see("a").alerts.size());
    }

    @Test
    void an_alert_carries_direction_and_rule() {
        Bench bench = new Bench("alert tcp any any -> any any (msg:\"m\"; content:\"a\"; metadata:k v; sid:5; rev:2;)");
        Flow flow = Bench.flow();
        bench.see(bench.packet(flow, Direction.TO_CLIENT, "a"));
        String json = dejfa.api.EveJson.text(bench.events.getFirst().slots());
        for (String part :
                List.of("\"signature_id\":5", "\"rev\":2", "\"signature\":\"m\"", "\"action\":\"allowed\"")) {
            assertEquals(true, json.contains(part), json);
        }
    }
}
