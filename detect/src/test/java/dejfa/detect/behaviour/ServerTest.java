package dejfa.detect.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Alert;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Behaviours of a web server in other hands, and of one in its owner's.
class ServerTest {
    private static final String SERVER = "10.0.0.80";
    private static final String INTRUDER = "203.0.113.7";

    /// Visitors come all the time, each reads a few pages and posts a search.
    private static World site(int hours) {
        World world = new World(new Random(1)).resolve(0, "10.0.0.9", "www.example.com", "198.51.100.1");
        for (int i = 0; i < hours * 60; i++) {
            String visitor = "198.51.100." + (1 + i % 40);
            world.flow(i * 60, visitor, SERVER, 443, true, 900, 9_000);
            world.http(i * 60 + 1, visitor, SERVER, "GET", "/page" + i % 9 + ".aspx", "Browser/" + i % 3, 0, 9_000);
            world.http(i * 60 + 2, visitor, SERVER, "POST", "/search.aspx", "Browser/" + i % 3, 40, 9_000);
            world.iis(i * 60 + 2, visitor, SERVER, "GET", "/page" + i % 9 + ".aspx");
        }
        return world;
    }

    @Test
    void a_page_that_one_client_posts_to_and_nobody_else_knows_is_a_web_shell() {
        World world = site(3);
        for (int i = 0; i < 12; i++) {
            world.http(7_200 + i * 95, INTRUDER, SERVER, "POST", "/_layouts/15/x.aspx?k=secret", "Odd/1", 120, 400);
        }
        Alert alert = world.alerts("web-shell").getFirst();
        assertEquals(INTRUDER, alert.peer().toString());
        assertTrue(alert.unforgeable());
        assertTrue(alert.indicators().contains("uri:/_layouts/15/x.aspx"), alert.indicators()::toString);
    }

    @Test
    void visitors_and_an_editor_are_no_web_shell() {
        World world = site(3);
        for (int i = 0; i < 30; i++) {
            world.http(i * 300, "198.51.100.90", SERVER, "GET", "/page" + i % 9 + ".aspx", "Browser/1", 0, 9_000);
            world.http(i * 300 + 9, "198.51.100.90", SERVER, "POST", "/edit.aspx", "Browser/1", 3_000, 9_000);
        }
        assertEquals(0, world.alerts("web-shell").size());
    }

    @Test
    void a_server_that_calls_out_for_the_first_time_after_the_window_is_told() {
        World world = site(3).tls(7_000, SERVER, INTRUDER, null, null, null, 900, 900);
        Alert alert = world.alerts("server-first-talk").getFirst();
        assertEquals(SERVER, alert.victim().toString());
        assertTrue(alert.unforgeable());
    }

    @Test
    void inside_the_learning_window_the_answer_is_unknown_and_counted() {
        World world = site(3).tls(3_000, SERVER, INTRUDER, null, null, null, 900, 900);
        world.tls(7_000, SERVER, INTRUDER, null, null, null, 900, 900);
        assertEquals(0, world.alerts("server-first-talk").size());
        DetectorStage stage = World.stage();
        world.sorted().forEach(event -> stage.accept(event, alert -> {}));
        assertTrue(stage.notes().stream().anyMatch(note -> note.startsWith("server-first-talk: unknown for 1 ")));
    }

    @Test
    void a_server_that_fetches_an_update_by_name_is_not_told() {
        World world = site(3).resolve(6_990, SERVER, "updates.example.net", "198.51.100.200");
        world.tls(7_000, SERVER, "198.51.100.200", "updates.example.net", "CN=a", "CN=b", 900, 900);
        assertEquals(0, world.alerts("server-first-talk").size());
    }

    @Test
    void a_workstation_may_call_whom_it_likes() {
        World world = site(3).tls(7_000, "10.0.0.9", INTRUDER, null, null, null, 900, 900);
        assertEquals(0, world.alerts("server-first-talk").size());
        assertEquals(
                0,
                world.flow(7_100, "10.0.0.9", "10.0.0.5", 445, true, 900, 900)
                        .alerts("lateral-admin")
                        .size());
    }

    @Test
    void a_first_smb_session_of_the_server_is_lateral_and_a_learned_one_is_not() {
        World world = site(3);
        for (int i = 0; i < 18; i++) world.flow(600 * i, SERVER, "10.0.0.10", 445, true, 900, 900);
        assertEquals(0, world.alerts("lateral-admin").size());
        world.flow(8_000, SERVER, "10.0.0.11", 445, true, 900, 900);
        assertEquals(1, world.alerts("lateral-admin").size());
    }

    @Test
    void an_access_log_that_stops_while_visitors_come_is_told() {
        World world = site(1);
        for (int i = 60; i < 100; i++) world.flow(i * 60, "198.51.100.3", SERVER, 443, true, 900, 9_000);
        Alert alert = world.alerts("access-log-silent").getFirst();
        assertTrue(alert.event().timeNs() < World.START + 75 * 60 * World.SECOND, "late: " + alert.event());
        assertEquals(SERVER, alert.victim().toString());
    }

    @Test
    void a_quiet_night_and_a_busy_log_are_not() {
        assertEquals(0, site(3).alerts("access-log-silent").size());
        World night = site(1);
        for (int i = 60; i < 600; i++) night.flow(i * 60, "10.0.0.8", "203.0.113.99", 80, true, 900, 9_000);
        assertEquals(0, night.alerts("access-log-silent").size());
    }

    @Test
    void archive_parts_fetched_by_one_client_are_told_and_a_public_download_is_not() {
        World world = site(2);
        for (int part = 1; part <= 4; part++) {
            String name = "/images/b.part" + part + ".rar";
            world.http(5_000 + part * 20, INTRUDER, SERVER, "GET", name, "Odd/1", 0, 900_000);
        }
        assertEquals(1, world.alerts("staged-archive").size());
        World download = site(2);
        for (int i = 0; i < 30; i++) {
            download.http(i * 100, "198.51.100." + (1 + i), SERVER, "GET", "/setup.zip", "Browser/1", 0, 90_000_000);
        }
        assertEquals(0, download.alerts("staged-archive").size());
    }
}
