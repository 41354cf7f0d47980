package dejfa.detect.suricata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.Packet;
import dejfa.api.Transaction;
import dejfa.testkit.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Rules exchanged while flows are open.
class ReloadTest {
    private static final String FIRST = "alert tcp any any -> any any (msg:\"f\"; content:\"first\"; sid:9;)";

    private static String rule(long sid, String options) {
        return "alert tcp any any -> any any (msg:\"r\"; " + options + " sid:" + sid + ";)";
    }

    @Test
    void a_packet_before_is_judged_by_the_old_rules_and_one_after_by_the_new() {
        Bench bench = new Bench(rule(1, "content:\"a\";"), rule(2, "content:\"b\";"));
        bench.see("a b")
                .reload(rule(3, "content:\"a\";"), rule(2, "content:\"b\";"))
                .see("a b");
        assertEquals(List.of(1L, 2L, 3L, 2L), bench.alerts);
    }

    @Test
    void flowbits_and_flowints_go_on_by_name() {
        String set = rule(1, "content:\"set\"; flowbits:set,seen; flowint:n,+,1; flowbits:noalert;");
        String ask = rule(2, "content:\"ask\"; flowbits:isset,seen; flowint:n,==,1;");
        Bench bench = new Bench(set, ask);
        Flow flow = Bench.flow();
        bench.see(bench.packet(flow, Direction.TO_SERVER, "set"));
        // Other names come first in the new set, so that numbers alone would mean something else.
        bench.reload(
                rule(7, "content:\"x\"; flowbits:set,other; flowint:m,+,1;"),
                rule(8, "content:\"ask\"; flowbits:isset,other;"),
                rule(2, "content:\"ask\"; flowbits:isset,seen; flowint:n,==,1;"));
        bench.see(bench.packet(flow, Direction.TO_SERVER, "ask"));
        assertEquals(List.of(2L), bench.alerts);
    }

    @Test
    void thresholds_go_on_by_gid_and_sid_wherever_the_rule_stands() {
        String limited = rule(5, "content:\"a\"; threshold:type limit, track by_src, count 2, seconds 60;");
        Bench bench = new Bench(limited);
        bench.see("a").reload(FIRST, limited).see("a").see("a");
        assertEquals(List.of(5L, 5L), bench.alerts);
    }

    @Test
    void bits_on_hosts_go_on_by_name() {
        String set = rule(1, "content:\"one\"; xbits:set,b,track ip_src,expire 60;");
        String ask = rule(2, "content:\"two\"; xbits:isset,b,track ip_src;");
        Bench bench = new Bench(set).see("one").reload(FIRST, ask).see("two");
        assertEquals(List.of(1L, 2L), bench.alerts);
    }

    @Test
    void a_match_across_the_reload_is_found_by_a_rule_that_was_there_before() {
        String across = rule(1, "content:\"left\"; content:\"right\"; distance:0;");
        Bench bench = Bench.inline(across);
        Flow flow = Bench.flow();
        bench.say(flow, Direction.TO_SERVER, "left ", 0);
        bench.reload(FIRST, across);
        bench.say(flow, Direction.TO_SERVER, "right", 5);
        assertEquals(List.of(1L), bench.alerts);
    }

    @Test
    void stream_bytes_that_were_judged_are_not_judged_again_by_any_rule() {
        Bench bench = Bench.inline(rule(1, "content:\"old\";"));
        Flow flow = Bench.flow();
        bench.say(flow, Direction.TO_SERVER, "old new ", 0);
        bench.reload(FIRST, rule(1, "content:\"old\";"), rule(2, "content:\"new\";"));
        bench.say(flow, Direction.TO_SERVER, "nothing", 8);
        assertEquals(List.of(1L), bench.alerts);
        bench.say(flow, Direction.TO_SERVER, " new", 15);
        assertEquals(List.of(1L, 2L), bench.alerts);
    }

    @Test
    void a_rule_on_addresses_is_asked_once_a_flow_and_a_new_one_is_asked_of_open_flows() {
        String one = "alert ip 10.0.0.0/8 any -> any any (msg:\"r\"; sid:1;)";
        String two = "alert ip any any -> 192.0.2.0/24 any (msg:\"r\"; sid:2;)";
        Bench bench = new Bench(one);
        Flow flow = Bench.flow();
        bench.see(bench.packet(flow, Direction.TO_SERVER, "a"));
        bench.reload(FIRST, one).see(bench.packet(flow, Direction.TO_SERVER, "b"));
        assertEquals(List.of(1L), bench.alerts);
        bench.reload(two, FIRST, one).see(bench.packet(flow, Direction.TO_SERVER, "c"));
        bench.see(bench.packet(flow, Direction.TO_SERVER, "d"));
        assertEquals(List.of(1L, 2L), bench.alerts);
    }

    @Test
    void a_transaction_under_way_goes_on_and_a_new_rule_sees_what_is_there_of_it() {
        String http = "alert http any any -> any any (msg:\"r\"; ";
        String both = http + "flow:to_client; http.uri; content:\"/login\"; http.stat_code; content:\"500\"; sid:1;)";
        String fresh = http + "flow:to_client; http.uri; content:\"/log\"; http.stat_code; content:\"50\"; sid:2;)";
        String uri = http + "http.uri; content:\"/login\"; sid:3;)";
        Bench bench = new Bench(both, uri);
        Flow flow = Bench.flow();
        Transaction transaction = flow.transactions.open(Bench.HTTP);
        flow.appProtocol = "http";
        transaction.set(Bench.URI, Bench.bytes("/login")).progress(Direction.TO_SERVER, Transaction.COMPLETE);
        bench.see(bench.packet(flow, Direction.TO_SERVER, "x"));
        assertEquals(List.of(3L), bench.alerts);
        bench.reload(FIRST, fresh, uri, both);
        transaction.set(Bench.STATUS, Bench.bytes("500")).progress(Direction.TO_CLIENT, Transaction.COMPLETE);
        bench.see(bench.packet(flow, Direction.TO_CLIENT, "y"));
        List<Long> sorted = new ArrayList<>(bench.alerts);
        Collections.sort(sorted);
        assertEquals(List.of(1L, 2L, 3L), sorted);
    }

    @Test
    void a_flow_that_a_pass_rule_freed_is_looked_at_again_once_that_rule_is_gone() {
        String pass = "pass ip 10.0.0.0/8 any -> any any (msg:\"p\"; sid:1;)";
        String alert = rule(2, "content:\"a\";");
        Bench bench = new Bench(pass, alert);
        Flow flow = Bench.flow();
        bench.see(bench.packet(flow, Direction.TO_SERVER, "a"));
        bench.reload(FIRST, pass, alert).see(bench.packet(flow, Direction.TO_SERVER, "a"));
        assertEquals(List.of(), bench.alerts);
        bench.reload(alert).see(bench.packet(flow, Direction.TO_SERVER, "a"));
        assertEquals(List.of(2L), bench.alerts);
    }

    @Test
    void a_flow_that_slept_through_several_reloads_reads_its_memory_in_the_last_set() {
        String set = rule(1, "content:\"set\"; flowbits:set,seen; flowbits:noalert;");
        String ask = rule(2, "content:\"ask\"; flowbits:isset,seen;");
        String once = "alert ip 10.0.0.0/8 any -> any any (msg:\"r\"; sid:3;)";
        Bench bench = new Bench(set, ask, once);
        Flow flow = Bench.flow();
        bench.see(bench.packet(flow, Direction.TO_SERVER, "set"));
        bench.reload(FIRST, once, ask);
        bench.reload(rule(11, "content:\"q\"; flowbits:set,q;"), FIRST, ask, once);
        bench.reload(ask, once, FIRST);
        bench.see(bench.packet(flow, Direction.TO_SERVER, "ask"));
        assertEquals(List.of(3L, 2L), bench.alerts);
    }

    /// A stream in pieces, with the same rules before and after reloads at random places and in random order.
    @Test
    void reloads_of_the_same_rules_change_no_alert() {
        List<String> rules = List.of(
                rule(1, "content:\"alpha\"; content:\"beta\"; distance:0;"),
                rule(2, "content:\"gamma\"; flowbits:set,g;"),
                rule(3, "content:\"delta\"; flowbits:isset,g;"),
                rule(4, "pcre:\"/al.ha/\";"),
                rule(5, "content:\"beta\"; threshold:type limit, track by_src, count 3, seconds 60;"));
        String[] words = {"alpha", " beta", "gamma", " ", "delta", "al", "pha", "be", "ta"};
        Seeds.run(300, random -> {
            List<String> pieces = new ArrayList<>();
            for (int i = 0; i < 20; i++) pieces.add(words[random.nextInt(words.length)]);
            assertEquals(alerts(rules, pieces, null), alerts(rules, pieces, random));
        });
    }

    private static List<Long> alerts(List<String> rules, List<String> pieces, Random reloads) {
        Bench bench = Bench.inline(rules.toArray(String[]::new));
        Flow flow = Bench.flow();
        long offset = 0;
        for (String piece : pieces) {
            if (reloads != null && reloads.nextInt(3) == 0) bench.reload(rules.toArray(String[]::new));
            Direction direction = Direction.TO_SERVER;
            bench.say(flow, direction, piece, offset);
            offset += piece.length();
        }
        bench.rules.close();
        return bench.alerts;
    }

    @Test
    void the_packet_after_a_reload_may_end_a_flow_that_began_before() {
        String late = rule(1, "content:\"late\";");
        Bench bench = new Bench(late);
        Flow flow = Bench.flow();
        Packet packet = bench.packet(flow, Direction.TO_SERVER, "late");
        packet.inStream = true;
        bench.engine.bytes(packet, flow, Direction.TO_SERVER, packet.data, 0, 4, 0);
        bench.see(packet);
        assertEquals(List.of(), bench.alerts);
        bench.reload(FIRST, late);
        bench.end(flow);
        assertEquals(List.of(1L), bench.alerts);
    }
}
