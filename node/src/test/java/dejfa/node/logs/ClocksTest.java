package dejfa.node.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Address;
import dejfa.api.EveJson;
import dejfa.api.Event;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.api.log.FieldNames;
import dejfa.api.log.RecordSource;
import dejfa.ingest.log.LogSettings;
import dejfa.ingest.log.Logs;
import dejfa.ingest.log.web.AccessFields;
import dejfa.protocols.ProtocolRecogniser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClocksTest {
    private static final Schema HTTP = new ProtocolRecogniser()
            .schemas().stream()
                    .filter(one -> one.event().equals("http"))
                    .findFirst()
                    .orElseThrow();
    private static final long NS = 1_000_000_000L;

    @TempDir
    Path folder;

    private Event read(String line, Clocks clocks) throws IOException {
        Path log = Files.writeString(folder.resolve("a.log"), line);
        LogSettings settings = new LogSettings("site", "sensor");
        RecordSource source = Logs.open(log, settings, FieldNames.NONE).orElseThrow();
        try (RecordSource clocked = ClockedSource.of(source, log.toString(), clocks)) {
            assertTrue(clocked.next());
            return clocked.event();
        }
    }

    @Test
    void a_zone_counts_only_where_the_log_tells_none() throws IOException {
        Clocks clocks = new Clocks(List.of("a.log=+0330"), List.of(), List.of());
        Event local = read("Mar  1 2024 12:00:00 host app: x\n", clocks);
        assertEquals("2024-03-01T08:30:00.000000+0000", EveJson.time(local.timeNs()));
        Event zoned = read("<13>1 2024-03-01T12:00:00Z host app - - - x\n", clocks);
        assertEquals("2024-03-01T12:00:00.000000+0000", EveJson.time(zoned.timeNs()));
    }

    @Test
    void an_offset_moves_every_time_and_a_host_gets_its_requests() throws IOException {
        Clocks clocks = new Clocks(List.of(), List.of("a.log=-90.5s"), List.of("a.log=10.0.0.5"));
        Event event = read("192.0.2.7 - - [10/Oct/2019:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5\n", clocks);
        assertEquals("2019-10-10T13:54:05.500000+0000", EveJson.time(event.timeNs()));
        assertEquals(Address.parse("10.0.0.5"), event.destination());
        assertEquals(Address.parse("192.0.2.7"), event.source());
    }

    @Test
    void what_is_written_wrongly_is_told() {
        assertNull(Clocks.fault(List.of("a=+03:30"), List.of("b=+1s"), List.of("c=::1")));
        assertNotNull(Clocks.fault(List.of("a=330"), List.of(), List.of()));
        assertNotNull(Clocks.fault(List.of(), List.of("b=1"), List.of()));
        assertNotNull(Clocks.fault(List.of(), List.of(), List.of("c")));
    }

    private static Event request(Schema schema, String input, String path, long second, long flow) {
        boolean http = schema == HTTP;
        Slots slots = new Slots(schema)
                .set(schema.field("method"), http ? (Object) "GET".getBytes() : "GET")
                .set(schema.field(http ? "shown_url" : "uri_stem"), (Object) path);
        Address client = Address.parse("192.0.2.7");
        return new Event(1, second * NS, "s", "s", input, flow, client, 1, null, 80, 6, 1, -1, null, slots, List.of());
    }

    @Test
    void requests_that_both_saw_tell_how_far_the_log_s_clock_is_off() {
        ClockEstimate estimate = new ClockEstimate();
        for (int i = 0; i < 8; i++) {
            estimate.see(request(HTTP, "in.pcap", "/p" + i % 4 + "?q", 1_000 + 10 * i, 7));
            estimate.see(request(AccessFields.SCHEMA, "slow.log", "/p" + i % 4, 1_000 + 10 * i - 723, 0));
            estimate.see(request(AccessFields.SCHEMA, "right.log", "/p" + i % 4, 1_000 + 10 * i, 0));
            estimate.see(request(AccessFields.SCHEMA, "other.log", "/other" + i, 5, 0));
        }
        List<String> told = estimate.sentences();
        assertEquals(1, told.size(), told.toString());
        assertTrue(told.getFirst().contains("slow.log is 723 s behind"), told::toString);
        assertTrue(told.getFirst().contains("--log-offset slow.log=+723s"), told::toString);
    }
}
