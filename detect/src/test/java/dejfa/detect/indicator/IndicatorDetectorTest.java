package dejfa.detect.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Address;
import dejfa.api.Alert;
import dejfa.api.Event;
import dejfa.api.Field;
import dejfa.api.FlowFields;
import dejfa.api.Indicator;
import dejfa.api.IndicatorIndex;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.detect.behaviour.DetectorStage;
import dejfa.detect.behaviour.HomeNetworks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndicatorDetectorTest {
    private static final Schema QUESTION = new Schema(
            "dns_question",
            List.of(new Field("dns_question", "rrname", Field.Kind.TEXT, 0, null, 0, null, null, null, false)));
    private static final Schema DNS = new Schema(
            "dns",
            List.of(new Field("dns", "queries", Field.Kind.RECORD_LIST, 0, null, 0, null, null, QUESTION, false)));

    private record OneIndicator(Indicator.Kind kind, String value, long untilNs) implements IndicatorIndex {
        @Override
        public List<Indicator> lookup(Indicator.Kind asked, String text) {
            boolean hit = asked == kind && text.equals(value);
            return hit ? List.of(new Indicator(kind, value, "list of 2019", null, 0.8, true, 0, untilNs)) : List.of();
        }

        @Override
        public int size() {
            return 1;
        }
    }

    private static Event event(String source, String destination, Slots slots) {
        return new Event(
                1,
                50,
                "here",
                "s",
                "t",
                9,
                Address.parse(source),
                1,
                Address.parse(destination),
                2,
                6,
                1,
                -1,
                null,
                slots,
                List.of());
    }

    private static Event flow(String source, String destination, boolean handshake) {
        return event(source, destination, new Slots(FlowFields.SCHEMA).set(FlowFields.HANDSHAKE, (Object) handshake));
    }

    private static List<Alert> alerts(IndicatorIndex index, Event... events) {
        List<Alert> alerts = new ArrayList<>();
        DetectorStage stage =
                new DetectorStage(List.of(new IndicatorDetector(index, HomeNetworks.PRIVATE)), HomeNetworks.PRIVATE);
        for (Event event : events) stage.accept(event, alerts::add);
        stage.finish(100, alerts::add);
        return alerts;
    }

    @Test
    void an_address_is_told_once_per_own_host() {
        IndicatorIndex index = new OneIndicator(Indicator.Kind.ADDRESS, "203.0.113.7", 1_000);
        Event one = flow("10.0.0.8", "203.0.113.7", true);
        Event back = flow("203.0.113.7", "10.0.0.8", true);
        Event other = flow("10.0.0.9", "203.0.113.7", true);
        List<Alert> alerts = alerts(index, one, one, back, other);
        assertEquals(2, alerts.size());
        assertEquals("203.0.113.7", alerts.getFirst().peer().toString());
        assertEquals("address:203.0.113.7", alerts.getFirst().indicators().getFirst());
        assertTrue(alerts.getFirst().unforgeable());
    }

    @Test
    void an_unanswered_packet_is_no_proof() {
        IndicatorIndex index = new OneIndicator(Indicator.Kind.ADDRESS, "203.0.113.7", 1_000);
        assertFalse(
                alerts(index, flow("203.0.113.7", "10.0.0.8", false)).getFirst().unforgeable());
    }

    @Test
    void an_expired_indicator_and_an_own_address_say_nothing() {
        assertEquals(
                0,
                alerts(
                                new OneIndicator(Indicator.Kind.ADDRESS, "203.0.113.7", 40),
                                flow("10.0.0.8", "203.0.113.7", true))
                        .size());
        assertEquals(
                0,
                alerts(new OneIndicator(Indicator.Kind.ADDRESS, "10.0.0.9", 400), flow("10.0.0.8", "10.0.0.9", true))
                        .size());
    }

    @Test
    void a_name_asked_of_a_resolver_does_not_make_the_resolver_a_peer() {
        Slots question = new Slots(QUESTION).set(QUESTION.field("rrname"), "C2.Evil.example.");
        Event query = event("10.0.0.8", "8.8.8.8", new Slots(DNS).add(DNS.field("queries"), question));
        Alert alert = alerts(new OneIndicator(Indicator.Kind.DOMAIN, "c2.evil.example", 400), query)
                .getFirst();
        assertNull(alert.peer());
        assertEquals("domain:c2.evil.example", alert.indicators().getFirst());
    }
}
