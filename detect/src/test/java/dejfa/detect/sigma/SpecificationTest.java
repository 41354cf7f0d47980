package dejfa.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Sentences of the specification, each with what must and what must not fire.
class SpecificationTest {
    private final List<String> wrong = new ArrayList<>();

    /// @param fields names and values in turn
    private void expect(boolean fires, String detection, String... fields) {
        try (SigmaFixture sigma = SigmaFixture.detection(detection)) {
            if (!sigma.reasons().isEmpty()) wrong.add(detection + " is refused: " + sigma.reasons());
            else if (sigma.fires(fields) != fires)
                wrong.add(detection + (fires ? " misses " : " hits ") + List.of(fields));
        }
    }

    private void hits(String selection, String... fields) {
        expect(true, "s:\n" + selection.indent(2) + "condition: s\n", fields);
    }

    private void misses(String selection, String... fields) {
        expect(false, "s:\n" + selection.indent(2) + "condition: s\n", fields);
    }

    private void done() {
        assertEquals("", String.join("\n", wrong));
    }

    @Test
    void names_that_start_with_an_underscore_are_outside_of_them_and_of_patterns() {
        expect(false, "_a: {A: x}\nb: {B: y}\ncondition: 1 of them\n", "A", "x");
        expect(true, "_a: {A: x}\nb: {B: y}\ncondition: all of them\n", "B", "y");
        expect(false, "_a: {A: x}\nb: {B: y}\ncondition: 1 of *\n", "A", "x");
        expect(true, "_a: {A: x}\nb: {B: y}\ncondition: _a or b\n", "A", "x");
        expect(true, "sel_a: {A: x}\nsel_b: {B: y}\nf: {C: z}\ncondition: 1 of sel_* and not 1 of f*\n", "B", "y");
        expect(
                false,
                "sel_a: {A: x}\nsel_b: {B: y}\nf: {C: z}\ncondition: 1 of sel_* and not 1 of f*\n",
                "B",
                "y",
                "C",
                "z");
        expect(false, "sel_a: {A: x}\nsel_b: {B: y}\ncondition: all of sel_*\n", "B", "y");
        expect(true, "sel_a: {A: x}\nsel_b: {B: y}\ncondition: any of sel_*\n", "B", "y");
        expect(true, "a: {A: x}\nb: {B: y}\nc: {C: z}\ncondition: a or b and c\n", "A", "x");
        expect(false, "a: {A: x}\nb: {B: y}\nc: {C: z}\ncondition: (a or b) and c\n", "A", "x");
        expect(false, "a: {A: x}\nb: {B: y}\ncondition: not a and b\n", "A", "x", "B", "y");
        expect(true, "a: {A: x}\nb: {B: y}\ncondition: NOT a AND b\n", "B", "y");
        expect(true, "a-1: {A: x}\nb: {B: y}\ncondition: a-1\n", "A", "x");
        expect(true, "a: {A: x}\nb: {B: y}\ncondition: [a, b]\n", "B", "y");
        expect(true, "all: {A: x}\ncondition: all\n", "A", "x");
        expect(true, "not_a: {A: x}\ncondition: not_a\n", "A", "x");
        done();
    }

    @Test
    void keywords_and_lists_of_maps_mean_what_they_say() {
        hits("[one, two]", "A", "has ONE here");
        misses("'|all': [one, two]", "A", "has one");
        hits("'|all': [one, two]", "A", "one", "B", "two");
        hits("- {A: x, B: y}\n- {C: z}", "C", "z");
        misses("- {A: x, B: y}\n- {C: z}", "A", "x");
        hits("- word\n- {C: z}", "A", "a word");
        hits("['on*two']", "A", "on 1 two");
        hits("[4625]", "A", "code 4625 x");
        hits("'|contains|all': [one, two]", "A", "one", "B", "two");
        done();
    }

    @Test
    void wildcards_and_their_escapes() {
        hits("A: 'a*c'", "A", "abbc");
        hits("A: 'a?c'", "A", "aBc");
        misses("A: 'a?c'", "A", "ac");
        hits("A: 'a\\*c'", "A", "a*c");
        misses("A: 'a\\*c'", "A", "abc");
        hits("A: 'a\\?c'", "A", "a?c");
        misses("A: 'a\\?c'", "A", "abc");
        hits("A: 'a\\\\*'", "A", "a\\bcd");
        misses("A: 'a\\\\*'", "A", "a*");
        hits("A: 'a\\\\\\*'", "A", "a\\*");
        misses("A: 'a\\\\\\*'", "A", "a\\x");
        hits("A: 'a\\b'", "A", "a\\b");
        hits("A: 'a\\\\b'", "A", "a\\b");
        hits("A: '\\\\\\\\srv\\share'", "A", "\\\\srv\\share");
        hits("A: '\\\\\\srv'", "A", "\\\\srv");
        hits("A|contains: 'x*y'", "A", "..x..y..");
        hits("A|endswith: '\\cmd.exe'", "A", "C:\\cmd.exe");
        hits("A|startswith: 'C:\\\\'", "A", "C:\\x");
        hits("A|contains: 'dir\\'", "A", "c:\\dir\\x");
        misses("A: ''", "A", "x");
        hits("A: ''", "A", "");
        hits("A: '*'", "A", "line\nline");
        hits("A: 'a*b'", "A", "a\nb");
        done();
    }

    @Test
    void regular_expressions_mind_the_case_unless_told() {
        misses("A|re: abc", "A", "xABCx");
        hits("A|re|i: abc", "A", "xABCx");
        hits("A|re: '^a.c$'", "A", "abc");
        misses("A|re: '^b'", "A", "a\nb");
        hits("A|re|m: '^b'", "A", "a\nb");
        misses("A|re: 'a.b'", "A", "a\nb");
        hits("A|re|s: 'a.b'", "A", "a\nb");
        hits("A|re|i|m|s: '^B.c'", "A", "a\nb\nc");
        hits("A|re: '(?i)abc'", "A", "ABC");
        hits("A|re: 'a(?=b)'", "A", "ab");
        hits("A|re: '(a)\\1'", "A", "aa");
        hits("A|re: ['x', 'y']", "A", "y");
        misses("A|re|all: ['x', 'y']", "A", "y");
        misses("A|re: '(a+)+$'", "A", "b");
        hits("A|re: '\\d{3}'", "A", "12345");
        misses("A|re: '(a+)+$'", "A", "a".repeat(65_536) + "b");
        misses("A|re: '^(a|aa)+$'", "A", "a".repeat(65_536) + "b");
        misses("A|re: '(a*)*\\1b$'", "A", "a".repeat(65_536) + "c");
        done();
    }

    @Test
    void networks_of_both_families() {
        hits("A|cidr: 192.168.0.0/16", "A", "192.168.3.4");
        misses("A|cidr: 192.168.0.0/16", "A", "192.169.3.4");
        hits("A|cidr: 'fe80::/10'", "A", "FE80::1");
        misses("A|cidr: 'fe80::/10'", "A", "2001:db8::1");
        hits("A|cidr: '2001:db8::/32'", "A", "2001:0db8:0000::5");
        hits("A|cidr: ['10.0.0.0/8', '::1/128']", "A", "::1");
        hits("A|cidr: '::1/128'", "A", "0:0:0:0:0:0:0:1");
        misses("A|cidr: 10.0.0.0/8", "A", "10.0.0.1.example");
        hits("A|cidr: 10.0.0.0/8", "A", "::ffff:10.1.2.3");
        hits("A|cidr: 'fe80::/10'", "A", "fe80::1%12");
        done();
    }

    @Test
    void encodings_and_dashes() {
        hits("A|windash|contains: ' -enc '", "A", "ps /enc x");
        hits("A|contains|windash: ' -enc '", "A", "ps \u2013enc x");
        hits("A|contains|windash: ' -enc '", "A", "ps \u2014enc x");
        hits("A|contains|windash: ' -enc '", "A", "ps \u2015enc x");
        hits("A|contains|windash|all: [' -a ', ' -b ']", "A", "x /a -b y");
        misses("A|contains|windash|all: [' -a ', ' -b ']", "A", "x /a y");
        hits("A|base64: 'secret'", "A", "c2VjcmV0");
        hits("A|base64|contains: 'secret'", "A", "xxc2VjcmV0yy");
        for (String shift : List.of("", "x", "xy")) {
            hits(
                    "A|base64offset|contains: 'http://'",
                    "A",
                    java.util.Base64.getEncoder()
                            .encodeToString((shift + "http://evil.example/abc")
                                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            hits(
                    "A|wide|base64offset|contains: 'http://'",
                    "A",
                    java.util.Base64.getEncoder()
                            .encodeToString((shift + "http://evil.example/abc")
                                    .getBytes(java.nio.charset.StandardCharsets.UTF_16LE)));
        }
        hits("A|utf16le|base64offset|contains: ['IEX', 'foo']", "A", "SQBFAFgA");
        done();
    }

    @Test
    void fields_that_refer_exist_or_are_null() {
        hits("A|fieldref: B", "A", "x", "B", "X");
        misses("A|fieldref: B", "A", "x", "B", "y");
        misses("A|fieldref: B", "A", "x");
        hits("A|fieldref|startswith: B", "A", "xyz", "B", "xy");
        hits("A|fieldref|endswith: B", "A", "xyz", "B", "yz");
        hits("A|fieldref|contains: B", "A", "wxyz", "B", "xy");
        hits("A|exists: true", "A", "");
        misses("A|exists: true", "B", "x");
        hits("A|exists: false", "B", "x");
        misses("A|exists: no", "A", "x");
        hits("A: null", "B", "x");
        misses("A: null", "A", "x");
        hits("A:", "B", "x");
        hits("A: [null, 'x']", "B", "y");
        hits("A: [null, 'x']", "A", "x");
        misses("A|exists: yes", "B", "x");
        hits("A|neq: x", "A", "y");
        misses("A|neq: x", "A", "X");
        hits("A|cased: x", "A", "x");
        misses("A|cased: x", "A", "X");
        hits("A|contains|cased: Xy", "A", "aXyb");
        misses("A|contains|cased: Xy", "A", "axyb");
        done();
    }

    @Test
    void numbers_flags_and_dates_of_yaml() {
        hits("A: 4625", "A", "4625");
        hits("A: '4625'", "A", "4625");
        hits("A: true", "A", "True");
        hits("A: false", "A", "false");
        hits("A: 0x10", "A", "0x10");
        hits("A: 2024-01-02", "A", "2024-01-02");
        hits("A: 1.50", "A", "1.50");
        hits("A: 010", "A", "010");
        hits("A|contains: 46", "A", "x46y");
        hits("A|gte: 5", "A", "5");
        misses("A|gt: 5", "A", "5");
        hits("A|lt: 5.5", "A", "5.25");
        hits("A|lt: -1", "A", "-2");
        misses("A|lt: 5", "A", "abc");
        hits("A|gt: 9", "A", "10");
        hits("A: [1, 2]", "A", "2");
        hits("A|minute: 7", "A", "2024-01-02T03:07:09Z");
        hits("A|year|gte: 2024", "A", "2024-01-02T03:07:09Z");
        hits("A: yes", "A", "yes");
        hits("A: on", "A", "on");
        done();
    }

    private static final String TWO = "title: %s\nid: %s\nname: %s\nlogsource: {product: testproduct}\n"
            + "detection: {s: {K: %s}, condition: s}\n---\n";
    private static final String A = String.format(TWO, "A", "i-a", "a", "1");
    private static final String B = String.format(TWO, "B", "i-b", "b", "2");

    private static String correlation(String body) {
        return "title: C\nid: i-c\nname: c\ncorrelation:\n" + body.indent(2);
    }

    @Test
    void correlations_group_by_aliases_and_let_their_rules_alert_where_told() {
        String ordered = correlation("type: temporal_ordered\nrules: [a, i-b]\ngroup-by: [ip]\ntimespan: 10s\n"
                + "aliases: {ip: {a: Src, i-b: Dst}}\n");
        try (SigmaFixture sigma = new SigmaFixture(A + B + ordered)) {
            assertEquals(List.of(), sigma.reasons());
            sigma.at(1, "K", "1", "Src", "1.1.1.1");
            sigma.at(2, "K", "2", "Dst", "2.2.2.2");
            sigma.at(3, "K", "2", "Dst", "1.1.1.1");
            sigma.end();
            assertEquals(1, sigma.told().size(), sigma.told().toString());
            assertEquals(
                    List.of(false, false, true),
                    sigma.rules.rules().stream().map(SigmaRule::alerts).toList());
        }
        try (SigmaFixture sigma = new SigmaFixture(A + B + ordered)) {
            sigma.at(1, "K", "2", "Dst", "1.1.1.1");
            sigma.at(2, "K", "1", "Src", "1.1.1.1");
            sigma.at(13, "K", "2", "Dst", "1.1.1.1");
            sigma.end();
            assertEquals(List.of(), sigma.told());
        }
        for (String generate : List.of("  generate: true\n", "  generate: yes\n", "generate: true\n")) {
            try (SigmaFixture sigma = new SigmaFixture(A + B + ordered + generate)) {
                assertEquals(
                        List.of(true, true, true),
                        sigma.rules.rules().stream().map(SigmaRule::alerts).toList(),
                        generate + sigma.reasons());
            }
        }
    }

    @Test
    void correlations_stand_on_correlations_and_on_absence() {
        String first = "title: F\nid: i-f\nname: f\ncorrelation:\n  type: event_count\n  rules: [a]\n  group-by: [U]\n"
                + "  timespan: 1m\n  condition: {gte: 3}\n---\n";
        String second = correlation("type: temporal_ordered\nrules: [f, b]\ngroup-by: [U]\ntimespan: 5m\n");
        try (SigmaFixture sigma = new SigmaFixture(A + B + first + second)) {
            assertEquals(List.of(), sigma.reasons());
            for (int i = 0; i < 3; i++) sigma.at(i, "K", "1", "U", "eve");
            sigma.at(9, "K", "2", "U", "bob");
            assertEquals(
                    0, sigma.told().stream().filter(one -> one.startsWith("C")).count());
            sigma.at(10, "K", "2", "U", "eve");
            assertEquals(
                    1,
                    sigma.told().stream().filter(one -> one.startsWith("C")).count(),
                    sigma.told().toString());
        }
        try (SigmaFixture sigma = new SigmaFixture(
                A + B + correlation("type: temporal\nrules: [a, b]\ngroup-by: [U, H]\ntimespan: 1h\n"))) {
            sigma.at(1, "K", "2", "U", "eve", "H", "1");
            sigma.at(2, "K", "1", "U", "eve", "H", "2");
            assertEquals(List.of(), sigma.told());
            sigma.at(3, "K", "1", "U", "EVE", "H", "1");
            assertEquals(1, sigma.told().size());
        }
    }

    @Test
    void correlations_count_events_and_distinct_values() {
        try (SigmaFixture sigma = new SigmaFixture(
                A
                        + correlation(
                                "type: value_count\nrules: [a]\ngroup-by: [G]\ntimespan: 1m\ncondition: {field: V, gte: 3}\n"))) {
            assertEquals(List.of(), sigma.reasons());
            for (String v : List.of("x", "x", "y", "y")) sigma.at(1, "K", "1", "G", "g", "V", v);
            assertEquals(0, sigma.told().size());
            sigma.at(2, "K", "1", "G", "g", "V", "z");
            assertEquals(1, sigma.told().size());
        }
        try (SigmaFixture sigma =
                new SigmaFixture(A + correlation("type: event_count\nrules: a\ntimespan: 1m\ncondition: {gt: 2}\n"))) {
            assertEquals(List.of(), sigma.reasons());
            for (int i = 0; i < 3; i++) sigma.at(i, "K", "1");
            assertEquals(1, sigma.told().size());
        }
    }
}
