package dejfa.detect.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Address;
import dejfa.api.Alert;
import dejfa.api.Event;
import dejfa.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class DetectorStageTest {
    /// Something for every behaviour, over two hours.
    static World everything(Random random) {
        World world = new World(random).resolve(0, "10.0.0.9", "www.example.com", "198.51.100.1");
        for (int i = 0; i < 60; i++) {
            double at = 10 + i * 60 + random.nextInt(6);
            world.tls(at, "10.0.0.8", "203.0.113.7", null, "CN=x", "CN=x", 900, 2_000);
            world.flow(at / 10, "198.51.100.66", "10.0.0.80", 1 + i, false, 60, 0);
            world.http(at, "198.51.100.77", "10.0.0.80", "POST", "/_layouts/x" + i % 3 + ".aspx", "agent", 90, 300);
            world.iis(at, "198.51.100.77", "10.0.0.80", "GET", "/default.aspx");
            world.query(
                    at, "10.0.0.80", random.nextLong() + "abcdefghijklmnopqrstuvwxyz0123456789.evil.example", "TXT");
            world.flow(at, "198.51.100.2", "10.0.0.80", 443, true, 600, 9_000);
            world.flow(at * 2, "10.0.0.80", "192.0.2." + i, 443, true, 6_000, 9_000);
        }
        world.windows(700, "10.0.0.80", 1102, "Security", Map.of());
        return world;
    }

    private static List<String> run(List<Event> events, int cut) throws IOException, ClassNotFoundException {
        List<String> lines = new ArrayList<>();
        DetectorStage stage = World.stage();
        for (int i = 0; i < events.size(); i++) {
            if (i == cut) {
                DetectorStage other = World.stage();
                other.restore(roundTrip(stage.state()));
                stage = other;
            }
            stage.accept(events.get(i), alert -> lines.add(line(alert)));
        }
        stage.finish(events.getLast().timeNs(), alert -> lines.add(line(alert)));
        return lines;
    }

    @Test
    void detectors_exchanged_for_the_same_go_on_and_others_start_anew() {
        Seeds.run(5, random -> {
            List<Event> events = everything(random).sorted();
            int cut = random.nextInt(events.size());
            List<String> still = swapped(events, events.size(), name -> true);
            assertTrue(still.size() > 5, "nothing was recognised");
            assertEquals(still, swapped(events, cut, name -> true));
        });
        List<Event> events = everything(new Random(3)).sorted();
        List<String> still = swapped(events, events.size(), name -> true);
        assertNotEquals(still, swapped(events, events.size() / 2, name -> false));
    }

    private static List<String> swapped(List<Event> events, int cut, Predicate<String> goesOn) {
        List<String> lines = new ArrayList<>();
        DetectorStage stage = World.stage();
        for (int i = 0; i < events.size(); i++) {
            if (i == cut) stage.swap(World.detectors(), goesOn);
            stage.accept(events.get(i), alert -> lines.add(line(alert)));
        }
        stage.finish(events.getLast().timeNs(), alert -> lines.add(line(alert)));
        return lines;
    }

    private static String line(Alert alert) {
        StringBuilder text = new StringBuilder();
        dejfa.api.EveJson.line(alert.event(), text);
        return text + " " + alert;
    }

    private static DetectorStage.State roundTrip(DetectorStage.State state) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(state);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (DetectorStage.State) in.readObject();
        }
    }

    @Test
    void a_stage_restored_from_its_serialised_state_goes_on_as_if_nothing_had_happened() {
        Seeds.run(5, random -> {
            List<Event> events = everything(random).sorted();
            try {
                List<String> whole = run(events, -1);
                assertTrue(whole.size() >= 3, () -> "too few alerts to compare: " + whole.size());
                assertEquals(whole, run(events, 1 + random.nextInt(events.size() - 1)));
            } catch (IOException | ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void two_runs_say_the_same_in_the_same_order() throws IOException, ClassNotFoundException {
        List<Event> events = everything(new Random(1)).sorted();
        assertEquals(run(events, -1), run(events, -1));
    }

    @Test
    void alert_ids_are_different() {
        List<Alert> alerts = everything(new Random(2)).alerts();
        assertEquals(
                alerts.size(),
                alerts.stream().map(alert -> alert.event().id()).distinct().count());
    }

    @Test
    void a_flood_of_keys_is_held_to_the_bound_and_counted() {
        DetectorStage stage = World.stage();
        World world = new World(new Random(3));
        for (int i = 0; i < 50_000; i++) {
            String source = Address.v4(0xC6_00_00_00 + i * 7).toString();
            world.flow(i / 1_000.0, source, "10.0.0.80", 80, false, 60, 0);
        }
        for (Event event : world.sorted()) stage.accept(event, alert -> {});
        assertTrue(stage.droppedKeys() > 0);
        assertTrue(stage.heldKeys()
                <= World.detectors().stream().mapToLong(one -> one.maxKeys()).sum());
    }

    @Test
    void a_wild_time_stamp_costs_no_endless_catching_up() {
        World world = new World(new Random(4)).flow(0, "10.0.0.8", "203.0.113.7", 443, true, 1, 1);
        world.flow(3e9, "10.0.0.8", "203.0.113.7", 443, true, 1, 1)
                .flow(60, "10.0.0.8", "203.0.113.7", 443, true, 1, 1);
        DetectorStage stage = World.stage();
        org.junit.jupiter.api.Assertions.assertTimeout(java.time.Duration.ofSeconds(5), () -> {
            for (Event event : world.events) stage.accept(event, alert -> {});
        });
    }
}
