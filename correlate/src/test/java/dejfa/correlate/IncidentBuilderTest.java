package dejfa.correlate;

import static dejfa.correlate.Made.DOMAIN_CONTROLLER;
import static dejfa.correlate.Made.SCORER;
import static dejfa.correlate.Made.WEB;
import static dejfa.correlate.Made.alarm;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Actor;
import dejfa.api.Alert;
import dejfa.api.Alert.Phase;
import dejfa.api.Incident;
import dejfa.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentBuilderTest {
    private static List<Incident> incidents(List<Alert> alerts) {
        IncidentBuilder builder = new IncidentBuilder(SCORER, Settings.defaults());
        builder.observe(Made.windows(0, "web01.gov.example", WEB));
        builder.observe(Made.windows(0, "DC01.gov.example", DOMAIN_CONTROLLER));
        alerts.forEach(builder::add);
        return builder.incidents();
    }

    @Test
    void espionage_over_packets_and_logs_is_one_incident_with_its_whole_story() {
        List<Incident> all = incidents(Made.espionage());
        assertEquals(
                1, all.size(), () -> all.stream().map(Incident::title).toList().toString());
        Incident incident = all.getFirst();
        assertEquals(
                "Espionage against 10.20.1.5: web shell, command and control over two servers and DNS, movement inside,"
                        + " traces hidden, data taken out",
                incident.title());
        assertEquals("critical", incident.severity());
        assertEquals(
                List.of(WEB, DOMAIN_CONTROLLER),
                incident.victims().stream().map(Object::toString).toList());
        List<String> servers =
                incident.servers().stream().map(Incident.Server::value).toList();
        assertEquals(
                List.of(
                        "198.51.100.20",
                        "198.51.100.21",
                        "203.0.113.5",
                        "203.0.113.6",
                        "update.example",
                        "198.51.100.22"),
                servers);
        assertEquals("C2 over TLS", incident.servers().get(2).role());
        assertEquals("APT27", incident.actors().getFirst().name());
        assertEquals(15, incident.alertCount());
        assertTrue(incident.techniques().contains("T1074.002"));
        Incident.Step shell = incident.steps().stream()
                .filter(step -> step.kind().equals("web-shell"))
                .findFirst()
                .orElseThrow();
        assertEquals(5, shell.count());
        assertTrue(
                incident.links().stream().anyMatch(link -> link.evidence().contains("points, 2.5 needed")),
                incident.links().toString());
    }

    @Test
    void two_attacks_at_the_same_time_are_two_incidents() {
        List<Alert> both = new ArrayList<>(Made.espionage());
        both.add(alarm(62, "beacon", Phase.COMMAND_AND_CONTROL)
                .outward("10.20.7.7", "203.0.113.99")
                .techniques("T1071.001")
                .make());
        both.add(alarm(64, "stealer", Phase.EXFILTRATION)
                .outward("10.20.7.7", "203.0.113.99")
                .techniques("T1041")
                .make());
        List<Incident> all = incidents(both);
        assertEquals(2, all.size());
        assertEquals("10.20.7.7", all.get(1).victims().getFirst().toString());
        assertEquals("203.0.113.99", all.get(1).servers().getFirst().value());
        assertEquals(1, all.get(1).servers().size());
    }

    @Test
    void noise_that_knocks_on_everything_does_not_glue_attacks_together() {
        List<Alert> all = new ArrayList<>(Made.espionage());
        for (int i = 0; i < 30; i++) {
            for (String own : List.of(WEB, "10.20.7.7", "10.20.8." + i)) {
                all.add(alarm(30 + i, "exploit", Phase.INITIAL_ACCESS)
                        .inward("192.0.2." + (i + 1), own)
                        .is(2, 0.5)
                        .techniques("T1190")
                        .make());
            }
        }
        all.add(alarm(70, "beacon", Phase.COMMAND_AND_CONTROL)
                .outward("10.20.7.7", "203.0.113.99")
                .techniques("T1071.001")
                .make());
        List<Incident> incidents = incidents(all);
        Incident first = incidents.stream()
                .filter(one -> one.title().startsWith("Espionage"))
                .findFirst()
                .orElseThrow();
        assertFalse(
                first.victims().toString().contains("10.20.7.7"),
                first.victims().toString());
        assertEquals(
                1,
                incidents.stream()
                        .filter(one -> one.title().startsWith("Espionage"))
                        .count());
        // What knocked before and was another hand is shown with little confidence only.
        for (Incident.Server server : first.servers()) {
            if (server.value().startsWith("192.0.2.")) assertTrue(server.confidence() < 0.4, server.toString());
        }
    }

    @Test
    void single_alerts_of_low_severity_are_no_incident() {
        List<Alert> quiet = new ArrayList<>();
        for (int i = 1; i < 50; i++) {
            quiet.add(alarm(i, "policy-" + i, Phase.UNKNOWN)
                    .outward("10.20.3." + i, "203.0.113." + i)
                    .is(3, 0.5)
                    .make());
            quiet.add(alarm(i, "info", Phase.UNKNOWN)
                    .outward("10.20.3.1", "203.0.113." + i)
                    .is(4, 0.9)
                    .make());
        }
        assertEquals(List.of(), incidents(quiet));
    }

    @Test
    void a_scan_alone_is_a_low_incident_of_its_own() {
        List<Alert> scan = new ArrayList<>();
        for (int i = 1; i < 40; i++) {
            scan.add(alarm(i, "port-scan", Phase.RECONNAISSANCE)
                    .inward("198.51.100.20", "10.20.3." + i)
                    .is(3, 0.9)
                    .techniques("T1595.001")
                    .make());
        }
        List<Incident> all = incidents(scan);
        assertEquals(1, all.size());
        assertEquals("low", all.getFirst().severity());
        assertEquals("Scan of 39 own hosts by 198.51.100.20", all.getFirst().title());
        assertEquals(1, all.getFirst().steps().size());
    }

    @Test
    void the_order_of_alerts_changes_nothing() {
        List<Alert> alerts = new ArrayList<>(Made.espionage());
        alerts.add(alarm(62, "beacon", Phase.COMMAND_AND_CONTROL)
                .outward("10.20.7.7", "203.0.113.99")
                .make());
        // Sums of one finding keep their own order, as the ordered stage gives them.
        alerts.removeIf(
                alert -> alert.rule().equals("web-shell") && alert.event().timeNs() > Made.at(40));
        String expected = incidents(alerts).toString();
        Seeds.run(30, random -> {
            List<Alert> mixed = new ArrayList<>(alerts);
            Collections.shuffle(mixed, random);
            assertEquals(expected, incidents(mixed).toString());
        });
    }

    @Test
    void a_log_alert_joins_when_the_name_of_its_computer_is_learned_only_later() {
        IncidentBuilder builder = new IncidentBuilder(SCORER, Settings.defaults());
        builder.add(alarm(0, "web-shell", Phase.PERSISTENCE)
                .inward("198.51.100.21", WEB)
                .techniques("T1505.003")
                .make());
        builder.add(alarm(5, "whoami", Phase.DISCOVERY)
                .log("WEB01")
                .techniques("T1033")
                .make());
        assertEquals(2, builder.incidents().size());
        builder.observe(Made.windows(9, "web01.gov.example", WEB));
        assertEquals(1, builder.incidents().size());
    }

    @Test
    void a_detection_on_a_log_record_finds_its_computer_by_the_place_of_the_record() {
        IncidentBuilder builder = new IncidentBuilder(SCORER, Settings.defaults());
        builder.observe(Made.windows(1, "WEB01.gov.example", WEB));
        builder.observe(Made.windows(3, "WEB01.gov.example", null));
        builder.add(alarm(0, "web-shell", Phase.PERSISTENCE)
                .inward("198.51.100.21", WEB)
                .techniques("T1505.003")
                .make());
        builder.add(
                alarm(3, "log-switched-off", Phase.DEFENSE_EVASION).is(1, 0.9).make());
        List<Incident> all = builder.incidents();
        assertEquals(1, all.size());
        assertEquals(List.of(Made.host(WEB)), all.getFirst().victims());
    }

    @Test
    void what_a_sweep_inside_passes_over_is_no_victim() {
        List<Alert> alerts = new ArrayList<>();
        alerts.add(alarm(0, "web-shell", Phase.PERSISTENCE)
                .inward("198.51.100.21", WEB)
                .techniques("T1505.003")
                .make());
        for (int i = 1; i < 30; i++) {
            alerts.add(alarm(i, "port-scan", Phase.RECONNAISSANCE)
                    .inward(WEB, "10.20.2." + i)
                    .is(3, 0.85)
                    .make());
        }
        List<Incident> all = incidents(alerts);
        assertEquals(1, all.size());
        assertEquals(List.of(Made.host(WEB)), all.getFirst().victims());
        assertEquals(2, all.getFirst().steps().size(), all.getFirst().steps().toString());
    }

    @Test
    void gh0st_alone_is_an_incident_that_names_nobody() {
        Incident incident = incidents(List.of(alarm(0, "gh0st-framing", Phase.COMMAND_AND_CONTROL)
                        .outward("10.20.3.4", "203.0.113.6")
                        .engine(Alert.Engine.DECODER)
                        .over("failed", 8080)
                        .is(1, 0.98)
                        .tool("gh0st")
                        .techniques("T1095")
                        .make()))
                .getFirst();
        assertEquals(
                List.of(Actor.UNKNOWN),
                incident.actors().stream().map(Actor::name).toList());
        assertEquals("Remote control of 10.20.3.4: command and control", incident.title());
    }

    @Test
    void a_server_that_many_own_hosts_talk_to_joins_nothing() {
        IncidentBuilder builder = new IncidentBuilder(SCORER, Settings.defaults());
        for (int i = 1; i < 20; i++) {
            builder.observe(
                    Made.event(i, "10.20.3." + i, "203.0.113.53", 53, "dns", new dejfa.api.Slots(Made.schema("flow"))));
        }
        for (int i = 1; i < 3; i++) {
            builder.add(alarm(i, "dns-tunnel", Phase.COMMAND_AND_CONTROL)
                    .outward("10.20.3." + i, "203.0.113.53")
                    .over("dns", 53)
                    .techniques("T1071.004")
                    .indicators("domain:zone" + i + ".example")
                    .make());
        }
        assertEquals(2, builder.incidents().size());
    }

    @Test
    void state_can_be_written_and_read_back() throws IOException, ClassNotFoundException {
        List<Alert> alerts = Made.espionage();
        IncidentBuilder first = new IncidentBuilder(SCORER, Settings.defaults());
        first.observe(Made.windows(0, "DC01", DOMAIN_CONTROLLER));
        alerts.subList(0, 7).forEach(first::add);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(first.state());
        }
        IncidentBuilder second = new IncidentBuilder(SCORER, Settings.defaults());
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            second.restore((Serializable) in.readObject());
        }
        alerts.subList(7, alerts.size()).forEach(first::add);
        alerts.subList(7, alerts.size()).forEach(second::add);
        assertEquals(first.incidents().toString(), second.incidents().toString());
    }

    @Test
    void state_is_bounded_and_a_flood_of_faint_alerts_does_not_push_out_the_attack() {
        IncidentBuilder builder =
                new IncidentBuilder(SCORER, Settings.defaults().withLimits(100, 3));
        Made.espionage().forEach(builder::add);
        for (int i = 0; i < 5_000; i++) {
            builder.add(alarm(130 + i, "policy-" + i, Phase.UNKNOWN)
                    .outward("10.20.9.9", "203.0.113.9")
                    .is(4, 0.5)
                    .make());
        }
        assertTrue(builder.dropped() >= 4_900);
        assertTrue(builder.incidents().stream().anyMatch(one -> one.title().startsWith("Espionage")));
    }
}
