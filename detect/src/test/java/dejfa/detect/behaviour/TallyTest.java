package dejfa.detect.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Alert;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final String HOST = "10.0.0.8";
    private static final String PEER = "203.0.113.7";

    @Test
    void a_sweep_of_fifteen_hosts_is_told_and_a_browser_is_not() {
        World sweep = new World(new Random(1));
        for (int i = 1; i <= 15; i++) sweep.flow(i, PEER, "10.0.0." + i, 445, false, 60, 0);
        assertEquals(1, sweep.alerts("port-sweep").size());
        World browser = new World(new Random(1));
        for (int i = 1; i <= 200; i++) browser.flow(i, HOST, "198.51.100." + i, 443, i % 4 != 0, 900, 9_000);
        assertEquals(0, browser.alerts("port-sweep").size());
    }

    @Test
    void a_scan_over_hours_is_told_and_a_client_of_a_dead_service_is_not() {
        World slow = new World(new Random(1));
        for (int i = 1; i <= 30; i++) slow.flow(i * 400, PEER, "10.0.0.80", i, false, 60, 0);
        assertEquals(1, slow.alerts("port-scan-slow").size());
        assertEquals(
                0, slow.alerts("port-scan").size() + slow.alerts("port-sweep").size());
        World dead = new World(new Random(1));
        for (int i = 1; i <= 500; i++) dead.flow(i * 60, HOST, "10.0.0.81", 8_080, false, 60, 0);
        assertEquals(0, dead.alerts("port-scan-slow").size());
    }

    @Test
    void names_asked_of_ten_hosts_are_a_scan_and_of_the_broadcast_address_are_not() {
        World scan = new World(new Random(1));
        for (int i = 1; i <= 10; i++) scan.flow(i, HOST, "10.0.0." + (100 + i), 137, 17, false, 78, 0, null);
        Alert alert = scan.alerts("nbt-scan").getFirst();
        assertEquals(HOST, alert.victim().toString());
        assertFalse(alert.unforgeable());
        World broadcast = new World(new Random(1));
        for (int i = 1; i <= 100; i++) broadcast.flow(i, HOST, "10.0.0.255", 137, 17, false, 78, 0, null);
        assertEquals(0, broadcast.alerts("nbt-scan").size());
    }

    @Test
    void guessing_from_outside_is_told_and_monitoring_or_automation_is_not() {
        World guess = new World(new Random(1));
        for (int i = 0; i < 30; i++) guess.flow(i * 5, PEER, "10.0.0.80", 22, true, 1_900, 2_400);
        Alert alert = guess.alerts("password-guessing").getFirst();
        assertTrue(alert.unforgeable());
        World honest = new World(new Random(1));
        for (int i = 0; i < 300; i++) honest.flow(i * 60, HOST, "10.0.0.80", 22, true, 1_900, 2_400);
        for (int i = 0; i < 60; i++) honest.flow(i * 5, HOST, "10.0.0.81", 22, true, 14_000, 22_000);
        for (int i = 0; i < 25; i++) honest.flow(i * 5, HOST, "10.0.0.82", 22, true, 1_900, 2_400);
        assertEquals(0, honest.alerts("password-guessing").size());
    }

    @Test
    void failed_windows_logons_name_their_source() {
        World world = new World(new Random(1));
        for (int i = 0; i < 10; i++) {
            Map<String, String> data = Map.of("IpAddress", PEER, "TargetUserName", "user" + i);
            world.windows(i, "10.0.0.80", 4_625, "Security", data);
        }
        Alert alert = world.alerts("password-guessing-windows").getFirst();
        assertEquals(PEER, alert.peer().toString());
        assertTrue(alert.event().slots().text("weighed").contains("10 different accounts"), alert.toString());
    }

    @Test
    void base64_labels_asked_as_txt_are_a_tunnel_and_no_resolver_is_blamed() {
        World world = new World(new Random(1));
        byte[] bytes = new byte[24];
        for (int i = 0; i < 40; i++) {
            world.random.nextBytes(bytes);
            String label = Base64.getUrlEncoder().encodeToString(bytes);
            world.query(i * 30, HOST, label + ".t.evil.example", "TXT");
        }
        Alert alert = world.alerts("dns-tunnel").getFirst();
        assertEquals(HOST, alert.victim().toString());
        assertNull(alert.peer());
        assertEquals("domain:evil.example", alert.indicators().getFirst());
    }

    @Test
    void reverse_names_content_networks_and_hash_lookups_are_no_tunnel() {
        World world = new World(new Random(1));
        for (int i = 0; i < 300; i++) {
            world.query(i * 5, HOST, i % 250 + ".2.0.192.in-addr.arpa", "PTR");
            world.query(i * 5, HOST, "d3f8a9c1b2e4f6" + i % 12 + ".cloudfront.example", "A");
            world.query(i * 5, HOST, "host" + i + ".example.com", "A");
            world.query(i * 5, HOST, Long.toHexString(world.random.nextLong()) + "a0b1.hash.antivirus.example", "A");
        }
        assertEquals(0, world.alerts("dns-tunnel").size());
    }

    @Test
    void three_hundred_half_open_connections_in_a_minute_are_a_flood_without_a_named_peer() {
        World world = new World(new Random(1));
        for (int i = 0; i < 400; i++) {
            world.flow(i * 0.1, "198.51." + i % 100 + "." + i % 250, "10.0.0.80", 80, false, 60, 0);
        }
        Alert alert = world.alerts("syn-flood").getFirst();
        assertNull(alert.peer());
        assertFalse(alert.unforgeable());
        World crowd = new World(new Random(1));
        for (int i = 0; i < 4_000; i++)
            crowd.flow(i * 0.01, "198.51." + i % 100 + "." + i % 250, "10.0.0.80", 80, true, 600, 60);
        assertEquals(0, crowd.alerts("syn-flood").size());
    }

    @Test
    void an_upload_to_a_bare_address_is_told_and_a_backup_to_a_named_one_is_not() {
        World leak = new World(new Random(1)).resolve(0, "10.0.0.9", "www.example.com", "198.51.100.1");
        assertEquals(
                1,
                leak.flow(9, HOST, PEER, 443, true, 150_000_000, 900_000)
                        .alerts("large-upload")
                        .size());
        World backup = new World(new Random(1)).resolve(0, HOST, "backup.example.com", PEER);
        assertEquals(
                0,
                backup.flow(9, HOST, PEER, 443, true, 150_000_000, 900_000)
                        .alerts("large-upload")
                        .size());
    }

    @Test
    void gh0st_framing_is_a_decoder_s_word_on_a_shared_tool() {
        World world = new World(new Random(1));
        for (int i = 0; i < 9; i++) {
            world.add(
                    i,
                    HOST,
                    PEER,
                    8_080,
                    6,
                    "gh0st",
                    World.slots(
                            World.GH0ST, "tag", "W0rld", "message_bytes", 40L, "inflated_bytes", 90L, "proven", true));
        }
        Alert alert = world.alerts("gh0st-framing").getFirst();
        assertEquals(Alert.Engine.DECODER, alert.engine());
        assertEquals("gh0st", alert.tool());
        assertEquals("tag:W0rld", alert.indicators().getFirst());
        assertEquals(1, world.alerts().size());
    }

    @Test
    void connections_that_ran_before_the_capture_began_are_no_sweep() {
        World world = new World(new Random(1));
        for (int i = 1; i <= 40; i++) world.flow(i, HOST, "198.51.100." + i, 443, false, 900, 9_000);
        assertEquals(0, world.alerts("port-sweep").size());
    }
}
