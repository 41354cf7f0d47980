package dejfa.node.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.node.Command;
import dejfa.node.ExitCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SoakCommandTest {
    private static final long MIB = 1 << 20;

    @Test
    void no_flow_and_no_exchange_is_lost_with_any_number_of_workers() {
        JsonNode one = soak("1");
        JsonNode three = soak("3");
        assertEquals(one.get("events"), three.get("events"));
        assertEquals(4000, one.get("events").get("flow").asLong());
        assertEquals(SoakCommand.POINTS, one.get("points").size());
        long live = one.get("points").get(10).get("live").asLong();
        assertTrue(live > 0 && live < 4000, "flows end while others begin: " + live);
    }

    private static JsonNode soak(String workers) {
        Command ran = Command.run("bench", "soak", "--flows", "4000", "--hours", "0.5", "--workers", workers, "--json");
        JsonNode told = JsonMapper.shared().readTree(ran.out());
        assertEquals("[]", told.get("faults").toString());
        assertEquals(ExitCode.FINE, ran.code(), ran.err());
        return told;
    }

    @Test
    void a_heap_that_grows_after_it_has_settled_is_a_fault() {
        List<Long> flat = new ArrayList<>();
        List<Long> growing = new ArrayList<>();
        for (int i = 0; i < SoakCommand.POINTS; i++) {
            flat.add((100 + i % 3) * MIB);
            growing.add((100 + 4L * i) * MIB);
        }
        assertEquals("", SoakCommand.growth(flat));
        assertTrue(SoakCommand.growth(growing).startsWith("the heap grew"), SoakCommand.growth(growing));
    }

    @Test
    void impossible_sizes_are_one_sentence() {
        for (String[] options : new String[][] {{"--flows", "1"}, {"--hours", "0"}, {"--workers", "99"}}) {
            Command ran = Command.run("bench", "soak", options[0], options[1]);
            assertEquals(ExitCode.USAGE, ran.code());
            assertTrue(ran.err().contains(options[0]) && ran.err().lines().count() == 1, ran.err());
        }
    }
}
