package dejfa.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
    @Test
    void the_word_with_the_fewest_changed_letters_is_meant() {
        assertEquals("alert", Spelling.nearest("alret", List.of("about", "alert", "on")));
        assertEquals("contains", Spelling.nearest("contain", List.of("endswith", "contains", "all")));
    }

    @Test
    void among_equals_the_first_by_the_alphabet_whatever_their_order() {
        assertEquals("ab", Spelling.nearest("a", List.of("ac", "ab")));
    }

    @Test
    void nothing_known_or_a_word_without_end_costs_nothing() {
        assertEquals("", Spelling.nearest("a", List.of()));
        assertEquals("aaa", Spelling.nearest("a".repeat(1 << 20), List.of("aaa", "b")));
    }
}
