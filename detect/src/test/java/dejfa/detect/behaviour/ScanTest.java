package dejfa.detect.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Alert;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScanTest {
    private static final String SCANNER = "203.0.113.7";
    private static final String SERVER = "10.0.0.80";

    private static World ports(int count, boolean handshake) {
        World world = new World(new Random(1));
        for (int port = 1; port <= count; port++) world.flow(port, SCANNER, SERVER, port, handshake, 60, 40);
        return world;
    }

    @Test
    void twelve_refused_ports_are_a_scan_and_eleven_are_not() {
        assertEquals(1, ports(12, false).alerts("port-scan").size());
        assertEquals(0, ports(11, false).alerts("port-scan").size());
    }

    @Test
    void a_syn_scan_can_be_forged_and_says_so() {
        Alert alert = ports(100, false).alerts("port-scan").getFirst();
        assertFalse(alert.unforgeable());
        assertEquals(SERVER, alert.victim().toString());
        assertEquals(SCANNER, alert.peer().toString());
    }

    @Test
    void the_alert_waits_for_the_numbers_to_grow() {
        List<Alert> alerts = ports(50, false).alerts("port-scan");
        assertEquals(1, alerts.size());
        assertTrue(
                alerts.getFirst().count() > 40,
                () -> "count " + alerts.getFirst().count());
    }

    @Test
    void many_answered_ports_between_two_hosts_are_no_scan() {
        assertEquals(0, ports(200, true).alerts("port-scan").size());
    }
}
