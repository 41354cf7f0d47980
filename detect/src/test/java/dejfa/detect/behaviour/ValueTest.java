package dejfa.detect.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dejfa.api.Event;
import dejfa.api.Schema;
import dejfa.api.Slots;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// How a value finds its slot.
class ValueTest {
    /// As HTTP/2: shown as `http`, with slots of its own in another order.
    private static final Schema SECOND = new Schema(
            "http2",
            World.schema("http2", null, "uri:TEXT", "status:NUMBER", "user_agent:TEXT")
                    .fields(),
            "http");

    private static Event event(Schema schema, String field, Object value) {
        World world = new World(new Random(1));
        Slots slots = new Slots(schema).set(schema.field(field), value);
        return world.add(0, "10.0.0.1", "10.0.0.2", 80, 6, "http", slots)
                .sorted()
                .getFirst();
    }

    private static Object read(String text, Event event) {
        Value value = Value.parse(text, null, new Value.Scope(List.of(World.HTTP), Set.of(), null));
        return value.of(event, Map.of());
    }

    @Test
    void an_event_shown_under_a_type_is_read_by_its_own_schema() {
        Event event = event(SECOND, "user_agent", "agent");
        assertEquals("http", event.type());
        assertEquals("agent", read("user_agent", event));
        assertNull(read("method", event), "a field that it lacks");
        assertEquals("agent", read("user_agent", event(World.HTTP, "user_agent", "agent")));
    }
}
