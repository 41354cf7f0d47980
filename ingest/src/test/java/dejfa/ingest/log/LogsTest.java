package dejfa.ingest.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Address;
import dejfa.api.EveJson;
import dejfa.api.Event;
import dejfa.api.log.FieldNames;
import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import dejfa.api.log.RecordSource;
import dejfa.ingest.log.web.IisFields;
import dejfa.ingest.log.windows.WindowsFields;
import dejfa.testkit.Seeds;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {
    private static final LogSettings SETTINGS = new LogSettings("ministry", "sensor-1");
    private static final String IIS = """
        #Software: Microsoft Internet Information Services 8.5
        #Date: 2019-12-15 00:00:00
        #Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status
        2019-12-15 00:00:01 10.0.0.5 GET /a.aspx id=7&Password=hunter2&x=1 443 - 192.0.2.9 Mozilla/5.0+(X11) 200
        #Fields: time c-ip cs-method cs-uri-stem sc-status time-taken
        00:00:02 2001:db8::1 POST /b;jsessionid=AB12 404 15
        00:00:03 too few
        """;
    private static final String WINLOGBEAT = """
        {"@timestamp":"2019-12-15T01:02:03.456Z","host":{"ip":["fe80::1","10.0.0.7"]},"message":"password=abc x",\
        "winlog":{"channel":"Security","event_id":4624,"computer_name":"DC01","record_id":17,\
        "provider_name":"P","event_data":{"LogonType":"3","IpAddress":"10.0.0.9","Password":"s3"}}}
        """;

    @TempDir
    Path folder;

    private record Read(List<Event> events, List<String> complaints) {}

    private Read read(byte[] log) throws IOException {
        Path file = Files.write(folder.resolve("log"), log);
        try (RecordSource source = Logs.open(file, SETTINGS, FieldNames.NONE).orElseThrow()) {
            List<Event> events = new ArrayList<>();
            while (source.next()) events.add(source.event());
            return new Read(events, source.complaints());
        }
    }

    private Read read(String log) throws IOException {
        return read(log.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void iis_columns_follow_the_fields_line_even_when_it_changes() throws IOException {
        Read read = read(IIS);
        assertEquals(2, read.events().size());
        Event first = read.events().getFirst();
        assertEquals("iis", first.type());
        assertEquals("2019-12-15T00:00:01.000000+0000", EveJson.time(first.timeNs()));
        assertEquals(Address.parse("192.0.2.9"), first.source());
        assertEquals(Address.parse("10.0.0.5"), first.destination());
        assertEquals(443, first.destinationPort());
        assertEquals(4, first.pcapCnt());
        assertEquals("Mozilla/5.0 (X11)", first.slots().text(IisFields.USER_AGENT));
        assertNull(first.slots().text(IisFields.USER));
        Event second = read.events().get(1);
        assertEquals("2019-12-15T00:00:02.000000+0000", EveJson.time(second.timeNs()));
        assertEquals(404, second.slots().number(IisFields.STATUS, 0));
        assertEquals(15, second.slots().number(IisFields.TIME_TAKEN_MS, 0));
        assertNull(second.destination());
        assertEquals(1, read.complaints().size());
        assertTrue(read.complaints().getFirst().contains("line 7"), read.complaints()::toString);
    }

    @Test
    void a_record_of_iis_has_the_names_of_the_sigma_taxonomy_and_keeps_what_events_mask() throws IOException {
        Path file = Files.writeString(folder.resolve("iis"), IIS);
        try (RecordSource source = Logs.open(file, SETTINGS, new FieldNames(List.of("cs-user-agent")))
                .orElseThrow()) {
            assertTrue(source.next());
            LogRecord record = source.record();
            assertEquals(new LogOrigin("windows", "iis", "webserver"), record.origin);
            assertEquals("Mozilla/5.0 (X11)", record.value(record.first(0)));
            assertEquals("id=7&Password=hunter2&x=1", record.value("cs-uri-query"));
            assertEquals("/a.aspx?id=7&Password=hunter2&x=1", record.value("cs-uri"));
            assertNull(record.value("cs-username"));
            assertTrue(source.next());
            assertEquals("404", record.value("sc-status"));
        }
    }

    @Test
    void passwords_and_tokens_never_become_fields() throws IOException {
        Read iis = read(IIS);
        assertEquals("id=7&Password=***&x=1", iis.events().getFirst().slots().text(IisFields.URI_QUERY));
        assertEquals("/b;jsessionid=***", iis.events().get(1).slots().text(IisFields.URI_STEM));
        Event windows = read(WINLOGBEAT).events().getFirst();
        assertEquals("password=*** x", windows.slots().text(WindowsFields.MESSAGE));
        assertEquals("***", windows.slots().map(WindowsFields.DATA).get("Password"));
    }

    @Test
    void winlogbeat_events_carry_their_data_and_the_hosts_address() throws IOException {
        Event event = read(WINLOGBEAT).events().getFirst();
        assertEquals("windows", event.type());
        assertEquals(Address.parse("10.0.0.7"), event.source());
        assertEquals(4624, event.slots().number(WindowsFields.EVENT_ID, 0));
        assertEquals("Security", event.slots().text(WindowsFields.CHANNEL));
        assertEquals("DC01", event.slots().text(WindowsFields.COMPUTER));
        assertEquals(
                Map.of("LogonType", "3", "IpAddress", "10.0.0.9", "Password", "***"),
                event.slots().map(WindowsFields.DATA));
    }

    @Test
    void the_flat_shape_learns_the_hosts_address_from_a_connection_that_it_opened() throws IOException {
        String head = "{\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"Hostname\":\"WS5\","
                + "\"@timestamp\":\"2020-01-01T00:00:00Z\",";
        String log = head + "\"EventID\":1,\"Image\":\"a.exe\"}\n"
                + head + "\"EventID\":3,\"Initiated\":\"false\",\"SourceIp\":\"10.0.0.1\"}\n"
                + head + "\"EventID\":3,\"Initiated\":\"true\",\"SourceIp\":\"10.0.0.2\"}\n"
                + head.replace("WS5", "WS6") + "\"EventID\":1}\n"
                + head + "\"EventID\":1}\n";
        List<Event> events = read(log).events();
        Address own = Address.parse("10.0.0.2");
        assertNull(events.get(0).source());
        assertNull(events.get(1).source());
        assertEquals(own, events.get(2).source());
        assertNull(events.get(3).source());
        assertEquals(own, events.get(4).source());
        assertEquals(Map.of("Image", "a.exe"), events.get(0).slots().map(WindowsFields.DATA));
    }

    @Test
    void a_gzip_log_with_a_byte_order_mark_is_the_same_log() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
            gzip.write(WINLOGBEAT.getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(
                read(WINLOGBEAT).events().getFirst().slots().toString(),
                read(packed.toByteArray()).events().getFirst().slots().toString());
    }

    @Test
    void ids_depend_on_content_and_line_only() throws IOException {
        List<Event> first = read(IIS).events();
        assertEquals(
                first.stream().map(Event::id).toList(),
                read(IIS).events().stream().map(Event::id).toList());
        assertFalse(first.get(0).id() == first.get(1).id());
        assertFalse(first.get(0).id() == read(IIS + "#\n").events().getFirst().id());
    }

    @Test
    void a_line_of_100_mb_and_deep_nesting_are_left_out_and_told() throws IOException {
        Path file = folder.resolve("log");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(WINLOGBEAT);
            String mib = "[".repeat(1 << 20);
            for (int i = 0; i < 100; i++) out.write(mib);
            out.write("\n{\"a\":" + "[".repeat(100_000) + "\n" + WINLOGBEAT);
        }
        try (RecordSource source = Logs.open(file, SETTINGS, FieldNames.NONE).orElseThrow()) {
            assertTrue(source.next());
            assertEquals(1, source.event().pcapCnt());
            assertTrue(source.next());
            assertEquals(4, source.event().pcapCnt());
            assertFalse(source.next());
            assertEquals(2, source.complaints().size(), source.complaints().toString());
        }
    }

    @Test
    void any_damage_ends_in_left_out_lines() {
        Seeds.run(2_000, random -> {
            byte[] log = (random.nextBoolean() ? IIS : WINLOGBEAT.repeat(3)).getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(8); i >= 0; i--) log[random.nextInt(log.length)] = (byte) random.nextInt();
            Path file = folder.resolve("damaged");
            try {
                Files.write(file, log);
                Optional<RecordSource> source = Logs.open(file, SETTINGS, FieldNames.NONE);
                if (source.isEmpty()) return;
                try (RecordSource events = source.get()) {
                    while (events.next()) EveJson.line(events.event(), new StringBuilder());
                    assertTrue(events.complaints().size() <= 2);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void a_password_given_to_a_command_is_masked_and_the_rest_of_the_line_stays() {
        assertEquals(
                "psexec -password *** -s cmd /token:*** password=*** -hpx",
                Masks.text("psexec -password hunter2 -s cmd /token:abc password=x\u00e9!y -hpx"));
        assertEquals("KeyLength: 0", Masks.text("KeyLength: 0"));
    }

    @Test
    void times_are_read_with_fraction_and_zone() {
        assertEquals(1_576_371_723_456_000_000L, Times.parse("2019-12-15T01:02:03.456Z"));
        assertEquals(1_576_371_723_000_000_000L, Times.parse("2019-12-15 04:32:03+03:30"));
        assertEquals(1_576_371_723_123_456_789L, Times.parse("2019-12-15T01:02:03.123456789999"));
        for (String none : List.of("", "2019-12-15", "2019-13-15 01:02:03", "2019-12-15T01:02:03 PST", "0000-00-00")) {
            assertEquals(-1, Times.parse(none), none);
        }
    }
}
