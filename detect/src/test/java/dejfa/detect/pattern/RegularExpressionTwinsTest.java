package dejfa.detect.pattern;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.detect.pattern.RegularExpression.Flag;
import dejfa.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// PCRE2 and its Java twin say the same.
class RegularExpressionTwinsTest {
    private static final List<String> PATTERNS = List.of(
            "a.b",
            "^a|b$",
            "(a)(b)?c",
            "[^\\x00-\\x1f]{2,5}",
            "a+?b",
            "\\bab\\b",
            "(?<=a)b",
            "a(?!b)",
            "\\d+\\.\\d+",
            "(?i)AB",
            "^\\s*GET\\s",
            "(?P<one_name>a+).*(?P=one_name)",
            "(?<_b>b)a?",
            "(a|ab)(c|bcd)");

    private static Pcre2 library() {
        Pcre2 library = Pcre2.instance().orElse(null);
        if (library == null) System.err.println("SKIPPED: libpcre2-8 is not on this machine");
        return library;
    }

    @Test
    void both_find_the_same_groups() {
        Pcre2 library = library();
        if (library == null) return;
        Seeds.run(300, random -> {
            Set<Flag> flags = EnumSet.noneOf(Flag.class);
            if (random.nextBoolean()) flags.add(Flag.CASELESS);
            if (random.nextBoolean()) flags.add(Flag.DOT_ALL);
            if (random.nextInt(4) == 0) flags.add(Flag.MULTI_LINE);
            if (random.nextInt(4) == 0) flags.add(Flag.ANCHORED);
            byte[] data = new byte[random.nextInt(40)];
            for (int i = 0; i < data.length; i++) data[i] = (byte) "abABc1. \n\u00e9GET".charAt(random.nextInt(13));
            int from = data.length == 0 ? 0 : random.nextInt(data.length);
            for (String pattern : PATTERNS) {
                int[] ours = new int[6];
                int[] theirs = new int[6];
                int a = JavaExpression.of(pattern, flags).match(data, from, data.length, ours);
                int b = PcreExpression.of(library, pattern, flags).match(data, from, data.length, theirs);
                String where = pattern + " " + flags + " on "
                        + new String(data, from, data.length - from, StandardCharsets.ISO_8859_1);
                assertEquals(a < 0, b < 0, where);
                if (a >= 0) assertArrayEquals(new int[] {ours[0], ours[1]}, new int[] {theirs[0], theirs[1]}, where);
            }
        });
    }

    @Test
    void a_catastrophic_pattern_ends_soon_in_both() {
        byte[] data = "a".repeat(5_000).getBytes(StandardCharsets.ISO_8859_1);
        long start = System.nanoTime();
        JavaExpression.of("(a+)+$b", Set.of()).match(data, 0, data.length, new int[2]);
        Pcre2 library = library();
        if (library != null) PcreExpression.of(library, "(a+)+$b", Set.of()).match(data, 0, data.length, new int[2]);
        assertTrue(System.nanoTime() - start < 10_000_000_000L);
    }

    @Test
    void a_broken_pattern_is_refused_with_a_reason() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> RegularExpression.compile("a(b", Set.of()));
        assertTrue(refused.getMessage().contains("not a regular expression"), refused.getMessage());
    }
}
