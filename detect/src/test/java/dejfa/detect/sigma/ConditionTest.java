package dejfa.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionTest {
    private static final String SELECTIONS = """
            sel_a: {A: '1'}
            sel_b: {B: '1'}
            filter_c: {C: '1'}
            _hidden: {D: '1'}
            """;

    private static boolean fires(String condition, String... ones) {
        try (SigmaFixture sigma = SigmaFixture.detection(SELECTIONS + "condition: " + condition + "\n")) {
            assertEquals(List.of(), sigma.reasons(), condition);
            String[] fields = new String[ones.length * 2];
            for (int i = 0; i < ones.length; i++) {
                fields[2 * i] = ones[i];
                fields[2 * i + 1] = "1";
            }
            return sigma.fires(fields);
        }
    }

    @Test
    void and_binds_more_than_or_and_not_more_than_and() {
        assertTrue(fires("sel_a or sel_b and filter_c", "A"));
        assertFalse(fires("(sel_a or sel_b) and filter_c", "A"));
        assertTrue(fires("not sel_a and sel_b", "B"));
        assertFalse(fires("not (sel_a or sel_b)", "B"));
        assertTrue(fires("not not sel_a", "A"));
        assertTrue(fires("sel_a AND NOT sel_b", "A"));
    }

    @Test
    void one_of_and_all_of_take_patterns() {
        assertTrue(fires("1 of sel_*", "B"));
        assertTrue(fires("any of sel_*", "B"));
        assertFalse(fires("all of sel_*", "B"));
        assertTrue(fires("all of sel_*", "A", "B"));
        assertTrue(fires("all of sel_* and not 1 of filter_*", "A", "B"));
        assertFalse(fires("all of sel_* and not 1 of filter_*", "A", "B", "C"));
        assertTrue(fires("1 of *_b", "B"));
        assertTrue(fires("2 of sel_*", "A", "B"));
        assertFalse(fires("2 of *", "A"));
        assertTrue(fires("not 2 of *", "A"));
        assertTrue(fires("1 of sel_a", "A"));
    }

    @Test
    void them_leaves_out_names_that_start_with_an_underscore() {
        assertFalse(fires("1 of them", "D"));
        assertTrue(fires("all of them", "A", "B", "C"));
        assertTrue(fires("_hidden", "D"));
        assertTrue(fires("1 of _*", "D"));
    }

    @Test
    void a_list_of_conditions_means_any_of_them() {
        assertTrue(fires("[sel_a and sel_b, filter_c]", "C"));
        assertFalse(fires("[sel_a and sel_b, filter_c]", "B"));
    }

    @Test
    void a_search_identifier_may_be_called_like_an_operator() {
        try (SigmaFixture sigma = SigmaFixture.detection("and: {A: '1'}\nof: {B: '1'}\ncondition: and and of\n")) {
            assertEquals(List.of(), sigma.reasons());
            assertTrue(sigma.fires("A", "1", "B", "1"));
            assertFalse(sigma.fires("A", "1"));
        }
    }

    @Test
    void what_is_wrong_with_a_condition_is_said() {
        assertReason("its condition names 'nothing', which is not there", "sel_a and nothing");
        assertReason("its condition lacks a ')'", "(sel_a");
        assertReason("its condition ends too early", "sel_a and");
        assertReason("its condition has 'sel_b' where 'and' or 'or' is due", "sel_a sel_b");
        assertReason("its condition asks for 'x*', which nothing is called", "1 of x*");
        assertReason("aggregations in a condition ('|') are of Sigma 1; write a correlation", "sel_a | count() > 5");
        assertReason("its condition is nested too deep", "(".repeat(1000) + "sel_a" + ")".repeat(1000));
    }

    private static void assertReason(String reason, String condition) {
        try (SigmaFixture sigma = SigmaFixture.detection(SELECTIONS + "condition: '" + condition + "'\n")) {
            assertEquals(List.of(reason), sigma.reasons());
            assertEquals(1, sigma.rules.total());
            assertEquals(0, sigma.rules.loaded());
        }
    }

    @Test
    void maps_are_all_of_their_fields_and_lists_any_of_their_elements() {
        String selection = "- A: '1'\n  B: '1'\n- C: ['1', '2']\n- a keyword\n";
        try (SigmaFixture sigma = SigmaFixture.selection(selection)) {
            assertEquals(List.of(), sigma.reasons());
            assertTrue(sigma.fires("A", "1", "B", "1"));
            assertFalse(sigma.fires("A", "1", "B", "2"));
            assertTrue(sigma.fires("C", "2"));
            assertTrue(sigma.fires("X", "this is A KEYWORD too"));
        }
    }

    @Test
    void keywords_are_looked_for_in_all_values_of_the_record() {
        try (SigmaFixture sigma = SigmaFixture.selection("'|all':\n  - one\n  - t*o\n")) {
            assertTrue(sigma.fires("A", "some ONE", "B", "xtwo"));
            assertFalse(sigma.fires("A", "one"));
            assertFalse(sigma.fires("one", "x", "two", "y"));
        }
        try (SigmaFixture sigma = SigmaFixture.selection("mimikatz\n")) {
            assertTrue(sigma.fires("A", "b", "C", "run Mimikatz.exe"));
        }
        try (SigmaFixture sigma = SigmaFixture.selection("'|re':\n  - 'a\\d{3}b'\n")) {
            assertTrue(sigma.fires("A", "xxa123bxx"));
            assertFalse(sigma.fires("A", "xxa12bxx"));
        }
    }

    @Test
    void a_field_with_several_values_passes_where_any_of_them_does() {
        try (SigmaFixture sigma = SigmaFixture.selection("Data|contains|all: [one, two]\n")) {
            assertTrue(sigma.fires("Data", "one", "Data", "two"));
            assertFalse(sigma.fires("Data", "one", "Other", "two"));
        }
        try (SigmaFixture sigma = SigmaFixture.detection("s: {Data: x}\nf: {Data: y}\ncondition: s and not f\n")) {
            assertFalse(sigma.fires("Data", "x", "Data", "y"));
        }
    }

    @Test
    void equal_rules_fire_together_each_once() {
        String two = SigmaFixture.rule("s: {A: x}\ncondition: s\n") + "---\n"
                + SigmaFixture.rule("s: {A: x}\ncondition: s\n")
                        .replace("t-1", "t-2")
                        .replace("Test", "Twin");
        try (SigmaFixture sigma = new SigmaFixture(two)) {
            sigma.fill(SigmaFixture.ORIGIN, "A", "x");
            assertEquals(List.of("Test", "Twin"), sigma.match());
        }
    }

    @Test
    void a_hit_tells_the_fields_that_made_it() {
        try (SigmaFixture sigma = SigmaFixture.detection(
                "s: {Image|endswith: '\\a.exe', B|contains: x}\nk: [word]\nf: {C: c}\ncondition: s and k and not f\n")) {
            assertTrue(sigma.fires("Image", "C:\\A.exe", "B", "axb", "D", "a word", "E", "none"));
            assertEquals(
                    List.of(
                            new SigmaEngine.Matched("Image", "C:\\A.exe"),
                            new SigmaEngine.Matched("B", "axb"),
                            new SigmaEngine.Matched("keyword", "a word")),
                    sigma.engine.matched(sigma.hits, 0).stream()
                            .sorted((a, b) ->
                                    "Image B keyword".indexOf(a.field()) - "Image B keyword".indexOf(b.field()))
                            .toList());
        }
    }
}
