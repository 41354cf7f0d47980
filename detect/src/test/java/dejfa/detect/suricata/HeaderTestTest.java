package dejfa.detect.suricata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dejfa.api.Direction;
import dejfa.api.Flow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeaderTestTest {
    private static int alerts(String header) {
        Bench bench = new Bench(
                new RuleSettings(
                        Map.of("HOME_NET", "[10.0.0.0/8,!10.1.1.0/24,10.1.1.1]", "EXT", "!$HOME_NET"),
                        Map.of("WEB", "[80,8000:8100,!8080]"),
                        Map.of(),
                        List.of()),
                "alert " + header + " (msg:\"x\"; content:\"a\"; sid:1;)");
        assertEquals(List.of(), bench.rules.rejected());
        return bench.see("a").alerts.size();
    }

    /// The packet goes from 10.1.1.1:40000 to 192.0.2.9:80.
    @Test
    void addresses_and_ports_with_lists_negation_and_variables() {
        assertEquals(1, alerts("tcp any any -> any any"));
        assertEquals(0, alerts("udp any any -> any any"));
        assertEquals(1, alerts("ip 10.1.0.0/16 any -> 192.0.2.0/24 80"));
        assertEquals(0, alerts("tcp ![10.1.1.1,10.2.0.0/16] any -> any any"));
        assertEquals(1, alerts("tcp any any -> !10.0.0.0/8 [80,443]"));
        assertEquals(1, alerts("tcp any any -> $EXT $WEB"));
        assertEquals(0, alerts("tcp any any -> any !$WEB"));
        assertEquals(0, alerts("tcp 192.0.2.9 80 -> any any"));
        assertEquals(1, alerts("tcp 192.0.2.9 80 <> any any"));
        assertEquals(1, alerts("tcp any 39999: -> any :80"));
    }

    /// Taking 10.1.1.0/24 out of the home net wins over putting 10.1.1.1 in.
    @Test
    void what_is_excluded_stays_excluded() {
        assertEquals(0, alerts("tcp $HOME_NET any -> any any"));
        assertEquals(1, alerts("tcp !$HOME_NET any -> any any"));
    }

    @Test
    void a_rule_on_addresses_alone_speaks_once_a_flow_and_direction() {
        Bench bench = new Bench("alert ip 10.0.0.0/8 any -> any any (msg:\"x\"; sid:1;)");
        Flow flow = Bench.flow();
        for (int i = 0; i < 3; i++) bench.see(bench.packet(flow, Direction.TO_SERVER, "a"));
        assertEquals(List.of(1L), bench.alerts);
    }
}
