package dejfa.detect.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dejfa.api.Alert;
import dejfa.testkit.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Holes, falls and steps back in the numbers of a log.
class SequenceTest {
    private static World log(Random random, List<Long> numbers) {
        World world = new World(random);
        for (int i = 0; i < numbers.size(); i++) world.numbered(i, "10.0.0.9", "Security", numbers.get(i));
        return world;
    }

    private static List<Long> range(long from, long to) {
        List<Long> all = new ArrayList<>();
        for (long i = from; i < to; i++) all.add(i);
        return all;
    }

    private static long told(World world, String rule) {
        return World.alerts(world.events).stream()
                .map(Alert::rule)
                .filter(rule::equals)
                .count();
    }

    @Test
    void a_hole_in_a_whole_log_is_told_wherever_it_is() {
        Seeds.run(50, random -> {
            List<Long> numbers = range(1000, 1400);
            // Not the ends: what is missing there nobody can know.
            int at = 1 + random.nextInt(390);
            for (int i = 0; i <= random.nextInt(5); i++) numbers.remove(at);
            assertEquals(1, told(log(random, numbers), "log-records-missing"), numbers::toString);
        });
    }

    @Test
    void records_that_only_changed_places_are_no_hole() {
        Seeds.run(50, random -> {
            List<Long> numbers = range(1000, 1400);
            // One pair: with more, holes that nobody fills would be too many for the rule to speak.
            int at = 1 + random.nextInt(380);
            Collections.swap(numbers, at, at + random.nextInt(8));
            assertEquals(0, told(log(random, numbers), "log-records-missing"), numbers::toString);
        });
    }

    @Test
    void a_log_of_which_a_part_was_kept_is_no_log_with_holes() {
        Seeds.run(20, random -> {
            List<Long> numbers = range(1000, 2000);
            numbers.removeIf(number -> random.nextInt(4) == 0);
            assertEquals(0, told(log(random, numbers), "log-records-missing"));
        });
    }

    @Test
    void numbers_that_begin_again_are_a_cleared_log() {
        List<Long> numbers = range(5000, 5100);
        numbers.addAll(range(1, 50));
        assertEquals(1, told(log(new Random(1), numbers), "log-begun-again"));
        assertEquals(0, told(log(new Random(1), range(1, 500)), "log-begun-again"));
    }

    @Test
    void a_clock_that_goes_back_is_told_once_and_a_second_is_not() {
        World back = new World(new Random(1));
        World second = new World(new Random(1));
        for (int i = 0; i < 40; i++) {
            back.numbered(i < 20 ? 4000 + i : i, "10.0.0.9", "Security", 100L + i);
            second.numbered(i < 20 ? i + 1 : i, "10.0.0.9", "Security", 100L + i);
        }
        assertEquals(1, told(back, "log-clock-set-back"));
        assertEquals(0, told(second, "log-clock-set-back"));
    }

    @Test
    void each_channel_has_its_own_numbers() {
        World world = new World(new Random(1));
        for (int i = 0; i < 300; i++) {
            world.numbered(i, "10.0.0.9", "Security", 1000L + i);
            world.numbered(i, "10.0.0.9", "System", 90_000L + i);
        }
        assertEquals(List.of(), World.alerts(world.events));
    }
}
