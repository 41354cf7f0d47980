package dejfa.node.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private static final Map<String, Object> EVENT = Map.of(
            "event_type", "alert", "n", 7, "flag", true, "list", List.of("a", Map.of("k", 1.0)), "text", "hello world");

    @Test
    void a_dotted_path_walks_objects_and_lists() {
        assertEquals(1.0, Values.at("list[1].k", EVENT));
        assertEquals(2, Values.at("list.__len", EVENT));
        assertEquals(11, Values.at("text.__len", EVENT));
        assertEquals(-1, Values.at("n.__len", EVENT));
        assertNull(Values.at("list[9]", EVENT));
        assertNull(Values.at("no.such.key", EVENT));
    }

    @Test
    void numbers_and_truth_values_compare_as_in_python() {
        assertTrue(Values.holds("n", BigInteger.valueOf(7), EVENT));
        assertTrue(Values.holds("flag", 1, EVENT), "True == 1");
        assertTrue(Values.holds("list[1].k", 1, EVENT), "1.0 == 1");
        assertFalse(Values.holds("n", "7", EVENT), "a text is no number");
        assertTrue(Values.holds("n.__gte", 7, EVENT));
        assertFalse(Values.holds("flag.__gt", 0, EVENT), "a truth value has no order");
        assertTrue(Values.holds("list", List.of("a", Map.of("k", 1)), EVENT));
    }

    @Test
    void texts_are_searched_and_lists_and_objects_contain() {
        assertTrue(Values.holds("text.__contains", "lo w", EVENT));
        assertTrue(Values.holds("text.__startswith", "hell", EVENT));
        assertTrue(Values.holds("list.__contains", "a", EVENT));
        assertFalse(Values.holds("text.__endswith", "hell", EVENT));
        assertTrue(Values.holds("has-key", "list[1].k", EVENT));
        assertTrue(Values.holds("not-has-key", List.of("x", "y"), EVENT));
    }

    @Test
    void what_python_would_refuse_makes_the_check_unusable() {
        assertThrows(Values.Unusable.class, () -> Values.at("n.deeper", EVENT));
        assertThrows(Values.Unusable.class, () -> Values.holds("n.__find", "x", EVENT));
        assertThrows(Values.Unusable.class, () -> Values.holds("missing.__startswith", "x", EVENT));
    }

    @Test
    void plain_scalars_are_those_of_yaml_1_1() {
        Map<?, ?> read = (Map<?, ?>) Yaml11.read("""
                yes: no
                octal: 010
                hex: 0x10
                quoted: "010"
                time: 1:30
                version: 1.2
                date: 2020-01-31
                zone: 2009-10-16T16:44:16.083524+0000
                mac: 00:11:22:33:44:55
                null: ~
                """, "test");
        assertEquals(false, read.get(true));
        assertEquals(BigInteger.valueOf(8), read.get("octal"));
        assertEquals(BigInteger.valueOf(16), read.get("hex"));
        assertEquals("010", read.get("quoted"));
        assertEquals(BigInteger.valueOf(90), read.get("time"));
        assertEquals(1.2, read.get("version"));
        assertNotEquals("2020-01-31", read.get("date"), "a date is no text");
        assertEquals("2009-10-16T16:44:16.083524+0000", read.get("zone"), "a zone without colon makes it a text");
        assertEquals("00:11:22:33:44:55", read.get("mac"));
        assertTrue(read.containsKey(null));
    }

    @Test
    void anchors_and_merge_keys_are_followed() {
        Map<?, ?> read = (Map<?, ?>) Yaml11.read("base: &b {a: 1, b: 2}\nmore: {<<: *b, b: 3}\n", "test");
        assertEquals(Map.of("a", BigInteger.ONE, "b", BigInteger.valueOf(3)), read.get("more"));
    }

    @Test
    void a_case_for_another_version_does_not_apply() {
        assertNull(Requires.unmet(Map.of("min-version", 9)));
        assertNull(Requires.unmet(Map.of("min-version", "8.0.1")));
        assertNull(Requires.unmet(Map.of("version", 9)));
        assertEquals("for versions older than 9", Requires.unmet(Map.of("lt-version", 9)));
        assertEquals("for version 10 and newer", Requires.unmet(Map.of("min-version", 10)));
        assertEquals("wants the feature HAVE_LUA", Requires.unmet(Map.of("features", List.of("HAVE_LUA"))));
    }
}
