package dejfa.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.log.LogOrigin;
import dejfa.detect.sigma.rule.BadSigma;
import dejfa.detect.sigma.source.LogSources;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogSourceTest {
    private static SigmaFixture rule(String logsource, String selection) {
        return new SigmaFixture(
                "title: T\nlogsource: {" + logsource + "}\ndetection:\n  s: {" + selection + "}\n  condition: s\n");
    }

    private static List<String> windows(SigmaFixture sigma, String channel, long eventId, String... fields) {
        sigma.fill(LogOrigin.WINDOWS, fields);
        sigma.record.channel = channel;
        sigma.record.eventId = eventId;
        sigma.add("EventID", String.valueOf(eventId));
        return sigma.match();
    }

    private static List<String> from(SigmaFixture sigma, LogOrigin origin, String... fields) {
        sigma.fill(origin, fields);
        return sigma.match();
    }

    private static final String SYSMON = "Microsoft-Windows-Sysmon/Operational";

    @Test
    void a_category_is_event_ids_of_a_channel() {
        try (SigmaFixture sigma = rule("product: windows, category: process_creation", "Image: a")) {
            assertEquals(List.of("T"), windows(sigma, SYSMON, 1, "Image", "a"));
            assertEquals(List.of("T"), windows(sigma, SYSMON.toUpperCase(java.util.Locale.ROOT), 1, "Image", "a"));
            assertEquals(List.of(), windows(sigma, SYSMON, 7, "Image", "a"));
            assertEquals(List.of(), windows(sigma, "System", 1, "Image", "a"));
            assertEquals(List.of(), windows(sigma, null, 1, "Image", "a"));
        }
    }

    @Test
    void the_security_log_tells_the_same_in_other_words() {
        try (SigmaFixture sigma = rule(
                "product: windows, category: process_creation",
                "Image|endswith: a.exe, ProcessId: 7, IntegrityLevel: High, CommandLine|contains: x")) {
            assertEquals(
                    List.of("T"),
                    windows(
                            sigma,
                            "Security",
                            4688,
                            "NewProcessName",
                            "C:\\A.exe",
                            "NewProcessId",
                            "7",
                            "ProcessId",
                            "9",
                            "MandatoryLabel",
                            "S-1-16-12288",
                            "CommandLine",
                            "a x b"));
            assertEquals(
                    List.of(),
                    windows(
                            sigma,
                            "Security",
                            4688,
                            "NewProcessName",
                            "C:\\A.exe",
                            "NewProcessId",
                            "9",
                            "ProcessId",
                            "7",
                            "MandatoryLabel",
                            "S-1-16-12288",
                            "CommandLine",
                            "a x b"));
            assertEquals("C:\\A.exe", matchedImage(sigma));
        }
    }

    private static String matchedImage(SigmaFixture sigma) {
        windows(
                sigma,
                "Security",
                4688,
                "NewProcessName",
                "C:\\A.exe",
                "NewProcessId",
                "7",
                "MandatoryLabel",
                "S-1-16-12288",
                "CommandLine",
                "x");
        return sigma.engine.matched(sigma.hits, 0).stream()
                .filter(one -> one.field().equals("Image"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void registry_values_of_the_security_log_get_sysmons_spelling() {
        try (SigmaFixture sigma = rule(
                "product: windows, category: registry_set",
                "TargetObject: 'HKLM\\SOFTWARE\\Run\\evil', Details|contains: exe")) {
            assertEquals(
                    List.of("T"),
                    windows(
                            sigma,
                            "Security",
                            4657,
                            "ObjectName",
                            "\\REGISTRY\\MACHINE\\SOFTWARE\\Run",
                            "ObjectValueName",
                            "Evil",
                            "NewValue",
                            "a.exe",
                            "OperationType",
                            "%%1904"));
            assertEquals(
                    List.of(),
                    windows(
                            sigma,
                            "Security",
                            4657,
                            "ObjectName",
                            "\\REGISTRY\\MACHINE\\SOFTWARE\\Run",
                            "ObjectValueName",
                            "Evil",
                            "NewValue",
                            "a.exe",
                            "OperationType",
                            "%%1906"));
        }
    }

    @Test
    void a_service_is_channels_and_narrows_a_category() {
        try (SigmaFixture sigma = rule("product: windows, service: powershell", "A: b")) {
            assertEquals(List.of("T"), windows(sigma, "PowerShellCore/Operational", 4104, "A", "b"));
            assertEquals(List.of(), windows(sigma, "Windows PowerShell", 400, "A", "b"));
        }
        try (SigmaFixture sigma = rule("product: windows, category: process_creation, service: sysmon", "Image: a")) {
            assertEquals(List.of("T"), windows(sigma, SYSMON, 1, "Image", "a"));
            assertEquals(List.of(), windows(sigma, "Security", 4688, "NewProcessName", "a"));
        }
    }

    @Test
    void the_event_id_that_a_rule_asks_for_is_minded() {
        try (SigmaFixture sigma = rule("product: windows, service: security", "EventID: [4624, 4625], A: b")) {
            assertEquals(List.of("T"), windows(sigma, "Security", 4625, "A", "b"));
            assertEquals(List.of(), windows(sigma, "Security", 4626, "A", "b"));
        }
    }

    @Test
    void a_product_is_all_of_its_logs_and_a_category_alone_those_of_any_product() {
        try (SigmaFixture sigma = rule("product: linux", "A: b")) {
            assertEquals(List.of("T"), from(sigma, new LogOrigin("linux", "sshd", null), "A", "b"));
            assertEquals(List.of(), from(sigma, LogOrigin.WINDOWS, "A", "b"));
        }
        try (SigmaFixture sigma = rule("category: process_creation", "Image: a")) {
            assertEquals(List.of("T"), windows(sigma, SYSMON, 1, "Image", "a"));
            sigma.fill(new LogOrigin("linux", "sysmon", null), "Image", "a");
            sigma.record.eventId = 1;
            assertEquals(List.of("T"), sigma.match());
            sigma.record.eventId = 3;
            assertEquals(List.of(), sigma.match());
        }
        try (SigmaFixture sigma = rule("category: webserver", "cs-method: GET, cs-user-agent|contains: x")) {
            assertEquals(
                    List.of("T"),
                    from(
                            sigma,
                            new LogOrigin("apache", "access", "webserver"),
                            "cs-method",
                            "GET",
                            "cs-user-agent",
                            "axb"));
            assertEquals(
                    List.of("T"),
                    from(sigma, new LogOrigin("zeek", "http", null), "method", "GET", "user_agent", "axb"));
        }
    }

    @Test
    void a_source_that_nobody_mapped_is_found_by_its_own_words() {
        try (SigmaFixture sigma = rule("product: acme, service: anvil", "A: b")) {
            assertEquals(List.of("T"), from(sigma, new LogOrigin("acme", "anvil", null), "A", "b"));
            assertEquals(List.of(), from(sigma, new LogOrigin("acme", "rocket", null), "A", "b"));
        }
    }

    @Test
    void a_name_with_blanks_in_the_log_has_none_in_rules() {
        try (SigmaFixture sigma = rule("product: windows, service: windefend", "ThreatName|contains: x")) {
            assertEquals(
                    List.of("T"),
                    windows(sigma, "Microsoft-Windows-Windows Defender/Operational", 1116, "Threat Name", "axb"));
        }
    }

    @Test
    void an_unknown_key_of_the_mapping_is_refused() {
        BadSigma bad = assertThrows(
                BadSigma.class,
                () -> LogSources.read(
                        "channels: {}\nfield-maps: {}\nsources:\n" + "- {category: a, records: [{chanel: b}]}\n"));
        assertTrue(bad.getMessage().contains("unknown key 'chanel'"), bad.getMessage());
        assertThrows(BadSigma.class, () -> LogSources.read("chanels: {}"));
    }
}
