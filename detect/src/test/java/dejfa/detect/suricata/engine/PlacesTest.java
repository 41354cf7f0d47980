package dejfa.detect.suricata.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.testkit.Seeds;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlacesTest {
    @Test
    void it_says_what_a_sorted_map_says() {
        Seeds.run(2_000, random -> {
            Places places = new Places();
            TreeMap<Integer, Long> model = new TreeMap<>();
            for (int step = random.nextInt(60); step >= 0; step--) {
                int place = random.nextInt(20);
                // Mostly 0, for which there is no array of numbers.
                long value = random.nextInt(4) == 0 ? random.nextInt(5) : 0;
                switch (random.nextInt(4)) {
                    case 0 -> assertEquals(model.putIfAbsent(place, value) == null, places.add(place, value));
                    case 1 -> {
                        places.put(place, value);
                        model.put(place, value);
                    }
                    case 2 -> {
                        places.remove(place);
                        model.remove(place);
                    }
                    default -> {
                        if (places.contains(place)) places.value(places.index(place), value);
                        model.replace(place, value);
                    }
                }
                assertSame(model, places);
            }
            int[] carried = new int[20];
            for (int i = 0; i < carried.length; i++) carried[i] = i % 3 == 0 ? Generation.GONE : i + 1;
            TreeMap<Integer, Long> moved = new TreeMap<>();
            model.forEach((place, value) -> {
                if (place % 3 != 0) moved.put(place + 1, value);
            });
            places.carry(carried);
            assertSame(moved, places);
        });
    }

    private static void assertSame(TreeMap<Integer, Long> model, Places places) {
        assertEquals(model.size(), places.size());
        int index = 0;
        for (var entry : model.entrySet()) {
            assertTrue(places.contains(entry.getKey()));
            assertEquals(entry.getKey(), places.place(index));
            assertEquals(entry.getValue(), places.value(index++));
        }
    }
}
