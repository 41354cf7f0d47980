package dejfa.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.detect.sigma.rule.Placeholders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModifierTest {
    /// Whether `F<modifiers>: value` (YAML) holds for a record whose field F has that value.
    private static boolean holds(String modifiers, String yaml, String value) {
        try (SigmaFixture sigma = SigmaFixture.selection("F" + modifiers + ": " + yaml + "\n")) {
            assertEquals(List.of(), sigma.reasons(), modifiers + ": " + yaml);
            return sigma.fires("F", value);
        }
    }

    private static void assertHolds(String modifiers, String yaml, String... values) {
        for (String value : values) assertTrue(holds(modifiers, yaml, value), modifiers + ": " + yaml + " on " + value);
    }

    private static void assertFails(String modifiers, String yaml, String... values) {
        for (String value : values)
            assertFalse(holds(modifiers, yaml, value), modifiers + ": " + yaml + " on " + value);
    }

    private static void assertReason(String reason, String selection) {
        try (SigmaFixture sigma = SigmaFixture.selection(selection + "\n")) {
            assertEquals(List.of(reason), sigma.reasons(), selection);
        }
    }

    @Test
    void a_plain_value_is_the_whole_value_in_any_case() {
        assertHolds("", "'C:\\Windows\\cmd.exe'", "C:\\Windows\\cmd.exe", "c:\\WINDOWS\\CMD.EXE");
        assertFails("", "'cmd.exe'", "cmd.exe ", "xcmd.exe", "");
        assertHolds("", "grün", "GRÜN");
        assertHolds("", "'ТЕСТ'", "тест");
        assertHolds("", "'Ⱥ'", "ⱥ");
        // Windows doesn't take these for k and s either.
        assertFails("", "'ks'", "\u212as", "k\u017f");
    }

    @Test
    void wildcards_stand_for_characters_and_a_backslash_takes_their_meaning() {
        assertHolds("", "'prog?.exe'", "progA.exe", "progä.exe", "prog\u2014.exe");
        assertFails("", "'prog?.exe'", "prog.exe", "progAB.exe");
        assertHolds("", "'a*b*c'", "abc", "a--b--c", "abbbcbc");
        assertFails("", "'a*b*c'", "acb", "abcd");
        assertHolds("", "'a\\*b'", "a*b");
        assertFails("", "'a\\*b'", "axb", "a\\b");
        assertHolds("", "'a\\\\*b'", "a\\b", "a\\xyz\\b");
        assertHolds("", "'a\\\\\\*b'", "a\\*b");
        assertFails("", "'a\\\\\\*b'", "a\\xb");
        assertHolds("", "'a\\b\\\\c'", "a\\b\\c");
        assertHolds("", "'\\\\\\\\x'", "\\\\x");
        assertHolds("", "'*'", "", "x");
        assertHolds("", "'?*x'", "ax", "abx");
        assertFails("", "'?*x'", "x");
    }

    @Test
    void contains_startswith_and_endswith_say_where() {
        assertHolds("|contains", "foo", "foo", "xFOOx");
        assertFails("|contains", "foo", "fo", "");
        assertHolds("|startswith", "foo", "foobar");
        assertFails("|startswith", "foo", "xfoo");
        assertHolds("|endswith", "'\\foo'", "c:\\FOO");
        assertFails("|endswith", "foo", "foox");
        assertHolds("|contains", "'a*b'", "xxa--bxx");
        assertHolds("|contains", "46", "1460");
        assertHolds("|endswith", "'a?ü'", "xxabÜ");
        assertFails("|endswith", "'a?ü'", "xxabÜx");
    }

    @Test
    void all_wants_every_value() {
        assertHolds("|contains|all", "[a, b]", "xbxa");
        assertFails("|contains|all", "[a, b]", "xbx");
        assertHolds("|contains|all", "[a]", "a");
    }

    @Test
    void cased_minds_the_case() {
        assertHolds("|cased", "Foo", "Foo");
        assertFails("|cased", "Foo", "foo");
        assertHolds("|contains|cased", "'F*ü'", "xFoü");
        assertFails("|contains|cased", "'F*ü'", "xFoÜ");
    }

    @Test
    void regular_expressions_are_searched_and_mind_the_case() {
        assertHolds("|re", "'a\\d+b'", "xxa12bxx");
        assertFails("|re", "'a\\d+b'", "A12b");
        assertHolds("|re|i", "'a\\d+b'", "A12B");
        assertHolds("|re", "'^abc$'", "abc");
        assertFails("|re", "'^b$'", "a\nb\nc");
        assertHolds("|re|m", "'^b$'", "a\nb\nc");
        assertFails("|re", "'a.b'", "a\nb");
        assertHolds("|re|s", "'a.b'", "a\nb");
        assertHolds("|re|i|m|s", "'^B.C$'", "a\nb\nc");
        assertHolds("|re|startswith", "'b|c'", "cx");
        assertFails("|re|startswith", "'b|c'", "xc");
        assertHolds("|re", "'^[äö]$'", "ö");
        assertFails("|re", "'^[äö]$'", "\u00c3", "ü");
    }

    @Test
    void a_regular_expression_that_would_run_for_ever_ends_without_a_match() {
        assertFails("|re", "'^(a+)+$'", "a".repeat(60) + "!");
        assertFails("|re", "'(x+x+)+y'", "x".repeat(100_000));
    }

    @Test
    void cidr_knows_both_families() {
        assertHolds("|cidr", "10.0.0.0/8", "10.1.2.3", "::ffff:10.9.9.9");
        assertFails("|cidr", "10.0.0.0/8", "11.1.2.3", "10.1.2", "10.1.2.3.4", "x", "", "10.1.2.256");
        assertHolds("|cidr", "192.168.4.0/23", "192.168.5.255");
        assertFails("|cidr", "192.168.4.0/23", "192.168.6.0");
        assertHolds("|cidr", "'2001:db8::/32'", "2001:db8::1", "2001:0DB8:0:0:0:0:0:1", "2001:db8:1:2:3:4:5:6");
        assertFails("|cidr", "'2001:db8::/32'", "2001:db9::1", "10.0.0.1", "2001:db8", "::1::2", "fe80::1%eth0");
        assertHolds("|cidr", "'fe80::/10'", "fe80::1%eth0", "fe80::192.168.0.1");
        assertHolds("|cidr", "['::1/128', 127.0.0.0/8]", "::1", "127.0.0.1");
        assertReason("'10.0.0.0/33' is no network", "F|cidr: 10.0.0.0/33");
        assertReason("'host' is no network", "F|cidr: host");
    }

    @Test
    void base64_encodes_the_value() {
        assertHolds("|base64", "foobar", "Zm9vYmFy");
        assertHolds("|base64|contains", "foobar", "xxZm9vYmFyxx");
        assertHolds("|wide|base64|contains", "cmd", "--" + base64("cmd".getBytes(StandardCharsets.UTF_16LE)));
        assertHolds("|utf16be|base64|contains", "cmd", "--" + base64("cmd".getBytes(StandardCharsets.UTF_16BE)));
        assertHolds("|utf16|base64|contains", "cmd", "//5jAG0AZAA=");
        assertReason("'F|base64': a value with wildcards can't be encoded", "F|base64: a*");
    }

    @Test
    void base64offset_finds_the_value_wherever_it_starts() {
        for (int before = 0; before < 7; before++) {
            for (int after = 0; after < 4; after++) {
                String whole = "x".repeat(before) + "/bin/bash" + "y".repeat(after);
                assertHolds("|base64offset|contains", "/bin/bash", base64(whole.getBytes(StandardCharsets.UTF_8)));
                byte[] wide = ("zz".repeat(before) + "Invoke-Web").getBytes(StandardCharsets.UTF_16LE);
                assertHolds("|wide|base64offset|contains", "Invoke", base64(wide));
            }
        }
        assertFails("|base64offset|contains", "/bin/bash", base64("/bin/bosh".getBytes(StandardCharsets.UTF_8)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void utf16_finds_the_bytes_as_they_are() {
        assertHolds("|utf16le|contains", "cmd", "xc\0M\0d\0x");
        assertHolds("|utf16be|startswith", "cmd", "\0c\0m\0dx");
        assertFails("|wide|contains", "cmd", "cmd");
    }

    @Test
    void windash_takes_every_dash_for_a_switch() {
        assertHolds("|contains|windash", "' -f '", "x -f y", "x /f y", "x \u2013f y", "x \u2014f y", "x \u2015F y");
        assertFails("|contains|windash", "' -f '", "x f y", "x +f y");
        assertHolds("|contains|windash", "'/tn'", "x -tn");
        assertHolds("|contains|windash", "'a-b -c'", "a-b /c");
        assertFails("|contains|windash", "'a-b -c'", "a/b -c");
        assertHolds("|windash|contains|all", "['-a', '-b']", "/b –a");
        assertHolds("|windash|base64|contains", "' -f'", base64(" /f".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void exists_asks_for_the_field_and_not_for_its_value() {
        try (SigmaFixture sigma = SigmaFixture.selection("F|exists: true\n")) {
            assertTrue(sigma.fires("F", ""));
            assertTrue(sigma.fires("F", null));
            assertFalse(sigma.fires("G", "x"));
        }
        try (SigmaFixture sigma = SigmaFixture.selection("F|exists: false\nG: x\n")) {
            assertTrue(sigma.fires("G", "x"));
            assertFalse(sigma.fires("G", "x", "F", ""));
        }
        assertReason("'F|exists' must be true or false", "F|exists: maybe");
    }

    @Test
    void null_is_a_field_that_is_absent_or_null_and_the_empty_text_one_that_is_there() {
        try (SigmaFixture sigma = SigmaFixture.selection("G: x\nF: null\n")) {
            assertTrue(sigma.fires("G", "x"));
            assertTrue(sigma.fires("G", "x", "F", null));
            assertFalse(sigma.fires("G", "x", "F", ""));
        }
        try (SigmaFixture sigma = SigmaFixture.selection("G: x\nF: ''\n")) {
            assertFalse(sigma.fires("G", "x"));
            assertTrue(sigma.fires("G", "x", "F", null));
            assertTrue(sigma.fires("G", "x", "F", ""));
            assertFalse(sigma.fires("G", "x", "F", " "));
        }
        try (SigmaFixture sigma = SigmaFixture.selection("G: x\nF: [null, '', '-']\n")) {
            assertTrue(sigma.fires("G", "x"));
            assertTrue(sigma.fires("G", "x", "F", "-"));
        }
        try (SigmaFixture sigma = SigmaFixture.selection("F: '*'\n")) {
            assertFalse(sigma.fires("F", null));
        }
        assertReason("'F|contains' can't be null", "F|contains: null");
    }

    @Test
    void numbers_are_compared_as_numbers_and_as_written() {
        assertHolds("", "4625", "4625", "4625.0");
        assertFails("", "4625", "46250", "0x1211", "x", "", "4625x");
        assertHolds("", "1.5", "1.50");
        assertHolds("", "'0x1F'", "0X1f");
        assertHolds("|gt", "10", "10.5", "0xB", "1e3");
        assertFails("|gt", "10", "10", "9", "abc", "", "-11");
        assertHolds("|gte", "10", "10");
        assertHolds("|lt", "-5", "-6");
        assertHolds("|lte", "-5", "-5");
        assertReason("'F|gt' must be a number, not 'much'", "F|gt: much");
    }

    @Test
    void neq_is_none_of_the_values() {
        assertHolds("|neq", "[a, 1]", "b", "2");
        assertFails("|neq", "[a, 1]", "A", "1");
        try (SigmaFixture sigma = SigmaFixture.selection("F|neq: a\nG: x\n")) {
            assertTrue(sigma.fires("G", "x"));
        }
    }

    @Test
    void fieldref_compares_two_fields_of_the_record() {
        try (SigmaFixture sigma = SigmaFixture.selection("F|fieldref: G\n")) {
            assertTrue(sigma.fires("F", "Änn", "G", "äNN"));
            assertFalse(sigma.fires("F", "ann", "G", "bob"));
            assertFalse(sigma.fires("F", "ann"));
            assertTrue(sigma.fires("F", "x", "F", "y", "G", "z", "G", "y"));
        }
        try (SigmaFixture sigma = SigmaFixture.selection("F|fieldref|endswith: G\n")) {
            assertTrue(sigma.fires("F", "c:\\a.exe", "G", "A.EXE"));
            assertFalse(sigma.fires("F", "c:\\a.exe", "G", "a"));
        }
        try (SigmaFixture sigma = SigmaFixture.selection("F|fieldref|startswith: G\n")) {
            assertTrue(sigma.fires("F", "c:\\a.exe", "G", "C:"));
        }
        try (SigmaFixture sigma = SigmaFixture.selection("F|fieldref|contains: G\n")) {
            assertTrue(sigma.fires("F", "c:\\a.exe", "G", "\\A"));
            assertFalse(sigma.fires("F", "c:\\a.exe", "G", "b"));
        }
        try (SigmaFixture sigma = SigmaFixture.selection("F|fieldref|neq: G\n")) {
            assertFalse(sigma.fires("F", "a", "G", "a"));
            assertTrue(sigma.fires("F", "a", "G", "b"));
        }
    }

    @Test
    void parts_of_a_time_are_numbers() {
        String time = "2024-05-31T23:07:01.123Z";
        assertHolds("|minute", "7", time);
        assertHolds("|hour", "23", time, "2024-05-31 23:07:01");
        assertHolds("|day", "31", time, "2024-05-31");
        assertHolds("|week", "22", time);
        assertHolds("|month", "5", time);
        assertHolds("|year", "2024", time);
        assertHolds("|hour|gte", "20", time);
        assertFails("|hour|lt", "20", time, "no time", "2024-05-31", "2024-13-31T23:07:01Z");
    }

    @Test
    void expand_puts_the_values_of_placeholders_in() throws Exception {
        Placeholders values = Placeholders.read("Admins: [root, 'adm_*']\nhost: srv\n");
        String rule = SigmaFixture.rule("s:\n  F|expand: '%admins%@%host%\\%'\ncondition: s\n");
        try (SigmaFixture sigma =
                new SigmaFixture(rule, SigmaSettings.defaults().with(values))) {
            assertEquals(List.of(), sigma.reasons());
            assertTrue(sigma.fires("F", "ROOT@srv%"));
            assertTrue(sigma.fires("F", "adm_x@srv%"));
            assertFalse(sigma.fires("F", "other@srv%"));
        }
        assertHolds("", "'%name%'", "%name%");
    }

    @Test
    void a_placeholder_without_values_neither_passes_nor_fails() {
        String detection = "s: {A: x}\np:\n  F|expand: '%who%'\n";
        try (SigmaFixture sigma = SigmaFixture.detection(detection + "condition: s and p\n")) {
            assertEquals(List.of(), sigma.reasons());
            assertEquals(java.util.Set.of("who"), sigma.rules.rules().getFirst().placeholders());
            assertFalse(sigma.fires("A", "x", "F", "y"));
        }
        try (SigmaFixture sigma = SigmaFixture.detection(detection + "condition: s and not p\n")) {
            assertFalse(sigma.fires("A", "x", "F", "y"));
        }
        try (SigmaFixture sigma = SigmaFixture.detection(detection + "condition: s or p\n")) {
            assertTrue(sigma.fires("A", "x", "F", "y"));
        }
        Placeholders known = new Placeholders(Map.of("who", List.of("y")));
        String rule = SigmaFixture.rule(detection + "condition: s and not p\n");
        try (SigmaFixture sigma =
                new SigmaFixture(rule, SigmaSettings.defaults().with(known))) {
            assertFalse(sigma.fires("A", "x", "F", "y"));
            assertTrue(sigma.fires("A", "x", "F", "z"));
        }
    }

    @Test
    void what_is_wrong_with_modifiers_is_said() {
        assertReason("no modifier is called 'contain'; did you mean 'contains'?", "F|contain: a");
        assertReason("the modifiers re and cidr exclude each other", "F|re|cidr: a");
        assertReason("the modifiers i, m and s need re before them", "F|i: a");
        assertReason("keywords have no field that cidr could look at", "'|cidr': 10.0.0.0/8");
        assertReason("a modifier is missing after '|'", "F|: a");
        assertReason("'F' has no values", "F: []");
        assertReason("'F' must hold texts or numbers", "F: {a: b}");
        try (SigmaFixture sigma = SigmaFixture.selection("F|re: '('\n")) {
            assertTrue(sigma.reasons().getFirst().startsWith("'F|re': '(' is not a regular expression"));
        }
    }
}
