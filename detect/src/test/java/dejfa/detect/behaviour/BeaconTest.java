package dejfa.detect.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Alert;
import dejfa.testkit.Seeds;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BeaconTest {
    private static final String HOST = "10.0.0.8";
    private static final String PEER = "203.0.113.7";

    private static World withDns(Random random) {
        return new World(random).resolve(0, "10.0.0.9", "www.example.com", "198.51.100.1");
    }

    private static void beat(World world, int calls, double every, double jitter, Call call) {
        double at = 10;
        for (int i = 0; i < calls; i++) {
            call.at(world, at);
            at += every * (1 + jitter * (2 * world.random.nextDouble() - 1));
        }
    }

    private interface Call {
        void at(World world, double atS);
    }

    private static void bareTls(World world, double atS) {
        world.tls(atS, HOST, PEER, null, null, null, 900 + world.random.nextInt(60), 2_100);
    }

    @Test
    void tls_to_a_bare_address_every_minute_is_a_beacon() {
        Seeds.run(50, random -> {
            World world = withDns(random);
            beat(world, 40, 60, 0.1, BeaconTest::bareTls);
            List<Alert> alerts = world.alerts("beacon");
            assertEquals(1, alerts.size());
            Alert alert = alerts.getFirst();
            assertTrue(alert.confidence() > 0.9, () -> "confidence " + alert.confidence());
            assertTrue(alert.unforgeable());
            assertEquals(HOST, alert.victim().toString());
            assertEquals(PEER, alert.peer().toString());
            assertTrue(alert.event().slots().text("weighed").contains("TLS without a server name"));
        });
    }

    @Test
    void jitter_of_a_half_is_still_a_beacon_after_enough_calls() {
        int[] found = new int[1];
        Seeds.run(50, random -> {
            World world = withDns(random);
            beat(world, 60, 60, 0.5, BeaconTest::bareTls);
            found[0] += world.alerts("beacon").size();
        });
        assertTrue(found[0] >= 48, () -> "found " + found[0] + " of 50");
    }

    @Test
    void nine_calls_are_too_few() {
        World world = withDns(new Random(1));
        beat(world, 9, 60, 0.05, BeaconTest::bareTls);
        assertEquals(0, world.alerts("beacon").size());
    }

    @Test
    void a_lost_beat_and_a_burst_hide_nothing() {
        World world = withDns(new Random(2));
        beat(world, 30, 60, 0.05, (one, at) -> {
            if (at > 600 && at < 660) return;
            bareTls(one, at);
            if (at > 900 && at < 960) bareTls(one, at + 0.5);
        });
        assertEquals(1, world.alerts("beacon").size());
    }

    @Test
    void failed_connections_do_not_count() {
        World world = withDns(new Random(3));
        beat(world, 100, 60, 0.02, (one, at) -> one.flow(at, HOST, PEER, 443, false, 60, 0));
        assertEquals(0, world.alerts("beacon").size());
    }

    @Test
    void an_update_checker_with_a_resolved_name_stays_below_the_threshold() {
        Seeds.run(20, random -> {
            World world = withDns(random);
            world.resolve(5, HOST, "updates.example.net", PEER);
            beat(
                    world,
                    60,
                    60,
                    0.02,
                    (one, at) -> one.tls(at, HOST, PEER, "updates.example.net", "CN=a", "CN=b", 800, 3_000));
            assertEquals(0, world.alerts("beacon").size());
        });
    }

    @Test
    void a_peer_that_many_hosts_call_is_no_beacon_unless_all_else_speaks_for_it() {
        World world = withDns(new Random(5));
        for (int host = 10; host < 20; host++) {
            String from = "10.0.0." + host;
            beat(world, 40, 60, 0.05, (one, at) -> one.flow(at, from, PEER, 8_443, true, 700, 900));
        }
        assertEquals(
                0,
                world.alerts("beacon").stream()
                        .filter(a -> a.confidence() > 0.9)
                        .count());
    }

    @Test
    void people_browsing_are_no_beacon() {
        Seeds.run(100, random -> {
            World world = withDns(random);
            double at = 10;
            for (int i = 0; i < 80; i++) {
                at += 3 - 45 * Math.log(1 - random.nextDouble());
                world.tls(at, HOST, PEER, null, null, null, 500 + random.nextInt(4_000), random.nextInt(200_000));
            }
            assertEquals(0, world.alerts("beacon").size());
        });
    }

    @Test
    void time_and_name_servers_are_no_beacons() {
        World world = withDns(new Random(7));
        beat(world, 100, 64, 0.01, (one, at) -> one.flow(at, HOST, PEER, 123, 17, true, 76, 76, "ntp"));
        beat(world, 100, 30, 0.01, (one, at) -> one.flow(at, HOST, "8.8.8.8", 53, true, 76, 200));
        assertEquals(0, world.alerts("beacon").size());
    }
}
