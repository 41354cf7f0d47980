package dejfa.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorrelationTest {
    private static final String BASE = """
            title: Failed
            id: 53ba33fd-3a50-4468-a5ef-c583635cfa92
            name: failed
            logsource: {product: testproduct}
            detection:
              selection: {What: fail}
              condition: selection
            ---
            title: Success
            name: success
            logsource: {product: testproduct}
            detection:
              selection: {What: success}
              condition: selection
            ---
            title: Third
            name: third
            logsource: {product: testproduct}
            detection:
              selection: {What: third}
              condition: selection
            """;

    private static SigmaFixture of(String... correlations) {
        StringBuilder yaml = new StringBuilder(BASE);
        for (String one : correlations) yaml.append("---\n").append(one);
        SigmaFixture fixture = new SigmaFixture(yaml.toString());
        assertEquals(List.of(), fixture.reasons());
        return fixture;
    }

    private static String correlation(String title, String body) {
        return "title: " + title + "\nname: " + title.toLowerCase(java.util.Locale.ROOT) + "\ncorrelation:\n"
                + body.indent(2);
    }

    private static final String THREE = correlation(
            "Three", "type: event_count\nrules: [failed]\ngroup-by: [User]\ntimespan: 10s\ncondition: {gte: 3}\n");

    @Test
    void event_count_tells_when_enough_events_of_one_group_lie_within_the_time_span() {
        try (SigmaFixture sigma = of(THREE)) {
            sigma.at(1, "What", "fail", "User", "ann");
            sigma.at(2, "What", "fail", "User", "bob");
            sigma.at(3, "What", "fail", "User", "ann");
            sigma.at(4, "What", "success", "User", "ann");
            assertEquals(List.of(), sigma.told());
            sigma.at(5, "What", "fail", "User", "ANN");
            assertEquals(List.of("Three [ann] 3"), sigma.told());
        }
    }

    @Test
    void events_further_apart_than_the_time_span_do_not_count_together() {
        try (SigmaFixture sigma = of(THREE)) {
            sigma.at(1, "What", "fail", "User", "ann");
            sigma.at(2, "What", "fail", "User", "ann");
            sigma.at(12.5, "What", "fail", "User", "ann");
            assertEquals(List.of(), sigma.told());
            sigma.at(12.6, "What", "fail", "User", "ann");
            sigma.at(12.7, "What", "fail", "User", "ann");
            assertEquals(List.of("Three [ann] 3"), sigma.told());
        }
    }

    @Test
    void what_goes_on_is_told_once_a_time_span() {
        try (SigmaFixture sigma = of(THREE)) {
            for (int i = 0; i < 25; i++) sigma.at(i, "What", "fail", "User", "ann");
            assertEquals(3, sigma.told().size());
        }
    }

    @Test
    void rules_that_a_correlation_uses_alert_only_where_it_says_generate() {
        try (SigmaFixture sigma = of(THREE)) {
            assertFalse(sigma.rules.rules().getFirst().alerts());
            assertTrue(sigma.rules.rules().get(1).alerts());
        }
        try (SigmaFixture sigma = of(THREE.replace("timespan", "generate: true\n  timespan"))) {
            assertTrue(sigma.rules.rules().getFirst().alerts());
        }
    }

    @Test
    void a_rule_is_found_by_its_id_too() {
        try (SigmaFixture sigma = of(THREE.replace("[failed]", "[53ba33fd-3a50-4468-a5ef-c583635cfa92]"))) {
            for (int i = 0; i < 3; i++) sigma.at(i, "What", "fail", "User", "ann");
            assertEquals(1, sigma.told().size());
        }
    }

    @Test
    void value_count_counts_different_values_and_not_their_repetition() {
        try (SigmaFixture sigma = of(correlation(
                "Many",
                "type: value_count\nrules: [failed]\ngroup-by: [Host]\ntimespan: 1m\n"
                        + "condition: {field: User, gte: 3}\n"))) {
            for (int i = 0; i < 5; i++) sigma.at(i, "What", "fail", "Host", "h", "User", "ann");
            sigma.at(6, "What", "fail", "Host", "h", "User", "bob");
            sigma.at(7, "What", "fail", "Host", "h");
            assertEquals(List.of(), sigma.told());
            sigma.at(8, "What", "fail", "Host", "h", "User", "cy");
            assertEquals(List.of("Many [h] 3"), sigma.told());
        }
    }

    @Test
    void value_count_forgets_values_that_are_too_old() {
        try (SigmaFixture sigma = of(correlation(
                "Many", "type: value_count\nrules: [failed]\ntimespan: 5s\ncondition: {field: User, gt: 1}\n"))) {
            sigma.at(0, "What", "fail", "User", "ann");
            sigma.at(6, "What", "fail", "User", "bob");
            assertEquals(List.of(), sigma.told());
            sigma.at(7, "What", "fail", "User", "ann");
            assertEquals(List.of("Many [] 2"), sigma.told());
        }
    }

    @Test
    void a_condition_that_may_cease_to_hold_is_judged_when_the_time_span_is_over() {
        try (SigmaFixture sigma = of(correlation(
                "Range",
                "type: event_count\nrules: [failed]\ngroup-by: [User]\ntimespan: 10s\ncondition: {gt: 1, lte: 3}\n"))) {
            for (int i = 0; i < 3; i++) sigma.at(i, "What", "fail", "User", "ann");
            for (int i = 3; i < 8; i++) sigma.at(i, "What", "fail", "User", "bob");
            assertEquals(List.of(), sigma.told());
            sigma.at(20, "What", "success");
            assertEquals(List.of("Range [ann] 3"), sigma.told());
            sigma.at(21, "What", "fail", "User", "ann");
            sigma.at(22, "What", "fail", "User", "ann");
            sigma.end();
            assertEquals(List.of("Range [ann] 3", "Range [ann] 2"), sigma.told());
        }
    }

    @Test
    void temporal_wants_all_rules_in_any_order() {
        try (SigmaFixture sigma = of(correlation(
                "All", "type: temporal\nrules: [failed, success, third]\ngroup-by: [User]\ntimespan: 1m\n"))) {
            sigma.at(1, "What", "third", "User", "ann");
            sigma.at(2, "What", "fail", "User", "ann");
            sigma.at(3, "What", "success", "User", "bob");
            assertEquals(List.of(), sigma.told());
            sigma.at(60, "What", "success", "User", "ann");
            assertEquals(List.of("All [ann] 3"), sigma.told());
            sigma.at(61, "What", "success", "User", "ann");
            assertEquals(1, sigma.told().size());
        }
    }

    @Test
    void temporal_takes_a_number_of_rules_or_an_expression_over_them() {
        try (SigmaFixture sigma = of(
                correlation(
                        "Two", "type: temporal\nrules: [failed, success, third]\ntimespan: 1m\ncondition: {gte: 2}\n"),
                correlation(
                        "Either",
                        "type: temporal\nrules: [failed, success, third]\ntimespan: 1m\n"
                                + "condition: failed and (success or third)\n"))) {
            sigma.at(1, "What", "third");
            sigma.at(2, "What", "success");
            assertEquals(List.of("Two [] 2"), sigma.told());
            sigma.at(3, "What", "fail");
            assertEquals(List.of("Two [] 2", "Either [] 3"), sigma.told());
        }
    }

    @Test
    void an_expression_with_not_waits_for_the_end_of_the_time_span() {
        try (SigmaFixture sigma = of(correlation(
                "Without",
                "type: temporal\nrules: [failed, success]\ngroup-by: [User]\ntimespan: 10s\n"
                        + "condition: failed and not success\n"))) {
            sigma.at(1, "What", "fail", "User", "ann");
            sigma.at(2, "What", "fail", "User", "bob");
            sigma.at(3, "What", "success", "User", "bob");
            assertEquals(List.of(), sigma.told());
            sigma.at(30, "What", "nothing");
            assertEquals(List.of("Without [ann] 1"), sigma.told());
        }
    }

    @Test
    void temporal_ordered_wants_the_order_of_the_rules() {
        try (SigmaFixture sigma = of(correlation(
                "Order", "type: temporal_ordered\nrules: [failed, success]\ngroup-by: [User]\ntimespan: 10s\n"))) {
            sigma.at(1, "What", "success", "User", "ann");
            sigma.at(2, "What", "fail", "User", "ann");
            assertEquals(List.of(), sigma.told());
            sigma.at(13, "What", "success", "User", "ann");
            assertEquals(List.of(), sigma.told());
            sigma.at(14, "What", "fail", "User", "ann");
            sigma.at(15, "What", "success", "User", "ann");
            assertEquals(List.of("Order [ann] 2"), sigma.told());
        }
    }

    @Test
    void correlations_stand_on_correlations() {
        try (SigmaFixture sigma = of(
                correlation(
                        "Guessed",
                        "type: temporal_ordered\nrules: [three, success]\ngroup-by: [User]\ntimespan: 10s\n"),
                THREE.replace("[User]", "[User, Host]"))) {
            for (int i = 0; i < 3; i++) sigma.at(i, "What", "fail", "User", "ann", "Host", "h");
            assertEquals(List.of("Three [ann, h] 3"), sigma.told());
            assertFalse(sigma.rules.rules().get(sigma.found.getFirst().rule()).alerts());
            // Guessing goes on: what counts is its end.
            for (int i = 3; i < 9; i++) sigma.at(i, "What", "fail", "User", "ann", "Host", "h");
            sigma.at(17, "What", "success", "User", "ann", "Host", "h2");
            assertEquals("Guessed [ann] 2", sigma.told().getLast());
        }
    }

    @Test
    void aliases_give_one_name_to_fields_of_several_rules() {
        try (SigmaFixture sigma = of(correlation("Alias", """
                type: temporal
                rules: [failed, success]
                group-by: [ip]
                timespan: 10s
                aliases:
                  ip:
                    failed: Source
                    success: Target
                """))) {
            sigma.at(1, "What", "fail", "Source", "10.0.0.1", "Target", "10.0.0.9");
            sigma.at(2, "What", "success", "Source", "10.0.0.1", "Target", "10.0.0.2");
            assertEquals(List.of(), sigma.told());
            sigma.at(3, "What", "success", "Source", "10.0.0.3", "Target", "10.0.0.1");
            assertEquals(List.of("Alias [10.0.0.1] 2"), sigma.told());
        }
    }

    @Test
    void metrics_of_numbers_are_compared() {
        String body = "rules: [failed]\ngroup-by: [User]\ntimespan: 10s\n";
        try (SigmaFixture sigma = of(
                correlation("Sum", "type: value_sum\n" + body + "condition: {field: Bytes, gt: 100}\n"),
                correlation("Avg", "type: value_avg\n" + body + "condition: {field: Bytes, gt: 40}\n"),
                correlation("Min", "type: value_min\n" + body + "condition: {field: Bytes, lte: 10}\n"),
                correlation("Max", "type: value_max\n" + body + "condition: {field: Bytes, gte: 90}\n"),
                correlation("Median", "type: value_median\n" + body + "condition: {field: Bytes, eq: 20}\n"),
                correlation(
                        "Percentile",
                        "type: value_percentile\n" + body + "condition: {field: Bytes, percentile: 75, gt: 50}\n"))) {
            sigma.at(1, "What", "fail", "User", "ann", "Bytes", "20");
            sigma.at(2, "What", "fail", "User", "ann", "Bytes", "no number");
            sigma.at(3, "What", "fail", "User", "ann", "Bytes", "10");
            sigma.at(4, "What", "fail", "User", "ann", "Bytes", "99.5");
            assertEquals(List.of("Min [ann] 10", "Sum [ann] 129", "Max [ann] 99"), sigma.told());
            sigma.at(30, "What", "nothing");
            assertEquals(
                    List.of("Avg [ann] 43", "Median [ann] 20", "Percentile [ann] 59"),
                    sigma.told().subList(3, 6));
            assertEquals(6, sigma.correlator.losses().noNumber());
        }
    }

    @Test
    void an_event_that_lacks_a_group_field_counts_for_no_group() {
        try (SigmaFixture sigma = of(THREE)) {
            for (int i = 0; i < 9; i++) sigma.at(i, "What", "fail");
            assertEquals(List.of(), sigma.told());
            assertEquals(9, sigma.correlator.losses().noGroup());
        }
    }

    @Test
    void groups_are_bounded_and_what_is_forgotten_is_counted() {
        try (SigmaFixture sigma = of(THREE.replace("10s", "10d"))) {
            for (int i = 0; i < 25_000; i++) sigma.at(i / 1000.0, "What", "fail", "User", "u" + i);
            assertEquals(20_000, sigma.correlator.groups());
            assertEquals(5_000, sigma.correlator.losses().groups());
            sigma.at(2_000_000, "What", "fail", "User", "ann");
            assertEquals(1, sigma.correlator.groups());
        }
    }

    @Test
    void events_of_a_group_are_bounded() {
        try (SigmaFixture sigma = of(THREE.replace("gte: 3", "gte: 1000000").replace("10s", "10d"))) {
            for (int i = 0; i < 12_000; i++) sigma.at(i / 1000.0, "What", "fail", "User", "ann");
            assertEquals(2_000, sigma.correlator.losses().events());
        }
    }

    @Test
    void another_process_goes_on_with_the_state_of_the_first() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SigmaFixture sigma = of(THREE)) {
            sigma.at(1, "What", "fail", "User", "ann");
            sigma.at(2, "What", "fail", "User", "ann");
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(sigma.correlator.save());
            }
        }
        try (SigmaFixture sigma = of(THREE);
                ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            sigma.correlator.restore((Serializable) in.readObject());
            sigma.at(3, "What", "fail", "User", "ann");
            assertEquals(List.of("Three [ann] 3"), sigma.told());
        }
    }

    @Test
    void a_correlation_that_cannot_run_is_a_problem_with_a_reason() {
        assertProblem("its rule 'nothing' is not loaded", THREE.replace("[failed]", "[nothing]"));
        assertProblem("it refers to itself by way of 'three'", THREE.replace("[failed]", "[three]"));
        assertProblem("its correlation has no condition", THREE.replace("condition: {gte: 3}", ""));
        assertProblem("no correlation is of type 'eventcount'", THREE.replace("event_count", "eventcount"));
        assertProblem("its timespan '10' must be a number and s, m, h or d", THREE.replace("10s", "10"));
        assertProblem("value_count needs a field in its condition", THREE.replace("event_count", "value_count"));
        assertProblem("the condition of a correlation has no key 'gtw'", THREE.replace("gte", "gtw"));
        assertProblem("a correlation has no key 'groupby'", THREE.replace("group-by", "groupby"));
    }

    private static void assertProblem(String reason, String correlation) {
        try (SigmaFixture sigma = new SigmaFixture(BASE + "---\n" + correlation)) {
            assertEquals(1, sigma.reasons().size(), correlation);
            assertTrue(
                    sigma.reasons().getFirst().startsWith(reason),
                    sigma.reasons().getFirst());
            // What it would have used alerts by itself.
            assertTrue(sigma.rules.rules().getFirst().alerts());
        }
    }
}
