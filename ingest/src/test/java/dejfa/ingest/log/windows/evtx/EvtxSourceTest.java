package dejfa.ingest.log.windows.evtx;

import static dejfa.ingest.log.windows.evtx.EvtxWriter.attribute;
import static dejfa.ingest.log.windows.evtx.EvtxWriter.nested;
import static dejfa.ingest.log.windows.evtx.EvtxWriter.node;
import static dejfa.ingest.log.windows.evtx.EvtxWriter.number;
import static dejfa.ingest.log.windows.evtx.EvtxWriter.slot;
import static dejfa.ingest.log.windows.evtx.EvtxWriter.text;
import static dejfa.ingest.log.windows.evtx.EvtxWriter.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.EveJson;
import dejfa.api.log.FieldNames;
import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import dejfa.api.log.RecordSource;
import dejfa.ingest.log.LogSettings;
import dejfa.ingest.log.Logs;
import dejfa.ingest.log.windows.evtx.EvtxWriter.Node;
import dejfa.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvtxSourceTest {
    private static final LogSettings SETTINGS = new LogSettings("site", "sensor");
    /// 2020-01-02 03:04:05.1234567
    private static final long TIME = 132_224_078_451_234_567L;

    private static final Node DATA = node(
            "EventData",
            node("Data", attribute("Name", "Image"), slot(0)),
            node("Data", attribute("Name", "User"), slot(1)));

    @TempDir
    Path folder;

    private static EvtxWriter log(int from, int to) {
        EvtxWriter writer = new EvtxWriter();
        for (int i = from; i <= to; i++) add(writer, i);
        return writer;
    }

    private static EvtxWriter add(EvtxWriter writer, int id) {
        return writer.event(id, TIME + id, 1, "Test/Operational", DATA, List.of(text("a" + id + ".exe"), text("ü€😀")));
    }

    /// What a log yields: record ids, and fields as `name=value`.
    private record Read(List<Long> ids, List<List<String>> fields, List<String> complaints) {}

    private static Read read(byte[] log) {
        EvtxSource source =
                new EvtxSource("log", 1, SETTINGS, new ByteArrayInputStream(log), new FieldNames(List.of("Image")));
        return read(source);
    }

    private static Read read(RecordSource source) {
        List<Long> ids = new ArrayList<>();
        List<List<String>> fields = new ArrayList<>();
        try (source) {
            while (source.next()) {
                ids.add(source.record().recordId);
                fields.add(fields(source.record()));
                EveJson.line(source.event(), new StringBuilder());
            }
            return new Read(ids, fields, source.complaints());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> fields(LogRecord record) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < record.count(); i++) {
            boolean none = record.kind(i) == LogRecord.Kind.NULL;
            all.add(record.name(i) + (none ? "" : "=" + record.value(i)));
        }
        return all;
    }

    private static List<String> data(Node data, EvtxWriter.Value... values) {
        Read read = read(
                new EvtxWriter().event(1, TIME, 7, "C", data, List.of(values)).file());
        assertEquals(List.of(), read.complaints());
        List<String> fields = read.fields().getFirst();
        return fields.subList(fields.indexOf("Security_UserID=S-1-5-18") + 1, fields.size());
    }

    @Test
    void a_record_has_its_head_and_its_data_by_the_names_that_windows_gives_them() throws IOException {
        Path file = Files.write(folder.resolve("a.evtx"), log(7, 7).file());
        try (RecordSource source =
                Logs.open(file, SETTINGS, new FieldNames(List.of("Image"))).orElseThrow()) {
            assertTrue(source.next());
            LogRecord record = source.record();
            assertEquals(
                    List.of(
                            "Provider_Name=Test-Provider",
                            "Provider_Guid={00000001-0002-0003-0405-060708090a0b}",
                            "EventID=1",
                            "Level=4",
                            "Keywords=0x8020000000000000",
                            "EventRecordID=7",
                            "Execution_ProcessID=4242",
                            "Execution_ThreadID=7",
                            "Channel=Test/Operational",
                            "Computer=host.example",
                            "Security_UserID=S-1-5-18",
                            "Image=a7.exe",
                            "User=ü€😀"),
                    fields(record));
            assertEquals("a7.exe", record.value(record.first(0)));
            assertEquals(LogOrigin.WINDOWS, record.origin);
            assertEquals("Test/Operational", record.channel);
            assertEquals("host.example", record.computer);
            assertEquals(1, record.eventId);
            assertEquals(7, record.recordId);
            assertEquals("2020-01-02T03:04:05.123457+0000", EveJson.time(record.timeNs));
            StringBuilder line = new StringBuilder();
            EveJson.line(source.event(), line);
            assertTrue(line.toString().contains("\"data\":{\"Image\":\"a7.exe\",\"User\":\""), line::toString);
            assertTrue(line.toString().contains("\"level\":\"information\""), line::toString);
        }
    }

    @Test
    void every_type_of_value_is_written_as_windows_writes_it() {
        Node one = node("EventData", node("Data", attribute("Name", "x"), slot(0)));
        assertEquals(List.of("x=-2"), data(one, number(0x03, 1, -2)));
        assertEquals(List.of("x=254"), data(one, number(0x04, 1, -2)));
        assertEquals(List.of("x=-2"), data(one, number(0x05, 2, -2)));
        assertEquals(List.of("x=65534"), data(one, number(0x06, 2, -2)));
        assertEquals(List.of("x=-2"), data(one, number(0x07, 4, -2)));
        assertEquals(List.of("x=4294967294"), data(one, number(0x08, 4, -2)));
        assertEquals(List.of("x=-9223372036854775808"), data(one, number(0x09, 8, Long.MIN_VALUE)));
        assertEquals(List.of("x=18446744073709551614"), data(one, number(0x0a, 8, -2)));
        assertEquals(List.of("x=1.5"), data(one, number(0x0b, 4, Float.floatToIntBits(1.5f))));
        assertEquals(List.of("x=-0.25"), data(one, number(0x0c, 8, Double.doubleToLongBits(-0.25))));
        assertEquals(List.of("x=true"), data(one, number(0x0d, 4, 1)));
        assertEquals(List.of("x=DEADBEEF"), data(one, number(0x0e, 4, 0xefbeaddeL)));
        assertEquals(List.of("x=0x3e7"), data(one, number(0x10, 8, 0x3e7)));
        assertEquals(List.of("x=2020-01-02T03:04:05.1234567Z"), data(one, number(0x11, 8, TIME)));
        byte[] systemTime = {(byte) 0xe4, 7, 2, 0, 6, 0, 29, 0, 23, 0, 59, 0, 58, 0, (byte) 0xe7, 3};
        assertEquals(List.of("x=2020-02-29T23:59:58.999Z"), data(one, value(0x12, systemTime)));
        byte[] sid = {1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 32, 2, 0, 0};
        assertEquals(List.of("x=S-1-5-32-544"), data(one, value(0x13, sid)));
        assertEquals(List.of("x=0x0"), data(one, number(0x14, 4, 0)));
        assertEquals(List.of("x=0xfffffffffffffffe"), data(one, number(0x15, 8, -2)));
        assertEquals(List.of("x=café"), data(one, value(0x02, "café\0".getBytes(StandardCharsets.ISO_8859_1))));
        assertEquals(List.of("x=a�b"), data(one, value(1, new byte[] {'a', 0, 0, (byte) 0xd8, 'b', 0, 0, 0})));
        assertEquals(List.of("x"), data(one, value(0, new byte[0])));
        assertEquals(List.of("x="), data(one, text("")));
        assertEquals(List.of("x"), data(one));
    }

    @Test
    void an_array_is_a_field_for_each_of_its_elements() {
        Node unnamed = node("EventData", node("Data", slot(0)), node("Binary", slot(1)));
        byte[] strings = "one\0two\0".getBytes(StandardCharsets.UTF_16LE);
        assertEquals(
                List.of("Data=one", "Data=two", "Binary=0102"),
                data(unnamed, value(0x81, strings), value(0x0e, new byte[] {1, 2})));
        assertEquals(
                List.of("Data=1", "Data=2", "Binary"),
                data(unnamed, value(0x86, new byte[] {1, 0, 2, 0}), value(0, new byte[0])));
    }

    @Test
    void user_data_stand_bare_and_what_lies_deeper_is_joined_by_dots() {
        Node user = node(
                "UserData",
                node(
                        "LogFileCleared",
                        attribute("xmlns", "urn:x"),
                        node("SubjectUserName", slot(0)),
                        node(
                                "Deep",
                                attribute("ref", slot(1)),
                                node("Er", "a", new EvtxWriter.Entity("amp"), slot(1)))));
        assertEquals(
                List.of("SubjectUserName=bob", "Deep_ref=7", "Deep.Er=a&7"), data(user, text("bob"), number(4, 1, 7)));
    }

    @Test
    void data_whose_names_have_spaces_are_found_without_them_as_well() {
        Node spaced = node("EventData", node("Data", attribute("Name", "Source Name"), slot(0)));
        assertEquals(List.of("Source Name=AMSI", "SourceName=AMSI"), data(spaced, text("AMSI")));
    }

    @Test
    void xml_within_xml_goes_on_where_it_stands() {
        Node outer = node("EventData", slot(0));
        Node inner = node("Data", attribute("Name", "y"), slot(0));
        assertEquals(List.of("y=5"), data(outer, nested(inner, List.of(number(4, 1, 5)))));
    }

    @Test
    void a_record_without_a_template_is_read_too() {
        Node event = node(
                "Event",
                node(
                        "System",
                        node("EventID", "4950"),
                        node("TimeCreated", attribute("SystemTime", "2021-06-03T19:39:52.893115500Z")),
                        node("EventRecordID", "1974770"),
                        node("Channel", "Security")),
                node("EventData", node("Data", attribute("Name", "P"), "Domain")));
        EvtxSource source = new EvtxSource(
                "log",
                1,
                SETTINGS,
                new ByteArrayInputStream(new EvtxWriter().direct(1, TIME, event).file()),
                FieldNames.NONE);
        assertTrue(source.next());
        assertEquals("Domain", source.record().value("P"));
        assertEquals(1974770, source.record().recordId);
        assertEquals("2021-06-03T19:39:52.893115+0000", EveJson.time(source.record().timeNs - 500));
    }

    @Test
    void a_wrong_sum_is_told_and_the_records_are_read() {
        byte[] log = log(1, 3).file();
        log[4096 + 52]++;
        Read read = read(log);
        assertEquals(List.of(1L, 2L, 3L), read.ids());
        // The sum of the records stands under the header's own.
        assertEquals(1, read.complaints().size(), read.complaints().toString());
        assertTrue(read.complaints().getFirst().contains("1 chunks with a damaged header"));
        log = log(1, 3).file();
        log[4096 + 512 + 24 + 600]++;
        assertTrue(read(log).complaints().getFirst().contains("checksum is wrong"));
    }

    @Test
    void a_damaged_record_costs_itself_only() {
        byte[] log = log(1, 5).file();
        int second = 4096 + 512 + size(log, 4096 + 512);
        Arrays.fill(log, second, second + 8, (byte) 0xaa);
        Read read = read(log);
        assertEquals(List.of(1L, 3L, 4L, 5L), read.ids());
        assertTrue(read.complaints().stream().anyMatch(one -> one.contains("1 places")), read.complaints()::toString);
    }

    private static int size(byte[] log, int record) {
        return log[record + 4] & 0xff | (log[record + 5] & 0xff) << 8;
    }

    @Test
    void a_log_cut_within_a_chunk_yields_what_is_there() {
        byte[] log = log(1, 20).file();
        int cut = 4096 + 512;
        for (int i = 0; i < 7; i++) cut += size(log, cut);
        assertEquals(
                List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L),
                read(Arrays.copyOf(log, cut + 10)).ids());
    }

    @Test
    void chunks_carved_out_of_something_else_are_found() throws IOException {
        ByteArrayOutputStream carved = new ByteArrayOutputStream();
        carved.write(new byte[777]);
        carved.write(log(1, 2).chunks().getFirst());
        carved.write("some other file's bytes".getBytes(StandardCharsets.US_ASCII));
        carved.write(log(50, 51).chunks().getFirst());
        Path file = Files.write(folder.resolve("carved"), carved.toByteArray());
        Read read = read(Logs.open(file, SETTINGS, FieldNames.NONE).orElseThrow());
        assertEquals(List.of(1L, 2L, 50L, 51L), read.ids());
        assertTrue(read.complaints().getFirst().contains("no header"), read.complaints()::toString);
    }

    @Test
    void records_behind_the_end_that_a_stale_header_tells_are_read_as_long_as_their_numbers_go_on() {
        EvtxWriter writer = log(1, 2);
        int free = writer.used();
        add(add(writer, 3), 4);
        add(writer, 2);
        byte[] log = writer.file();
        // As a log that was copied while it was written: the header doesn't know of the last three.
        log[4096 + 48] = (byte) free;
        log[4096 + 49] = (byte) (free >> 8);
        resum(log, 4096);
        Read read = read(log);
        assertEquals(List.of(1L, 2L, 3L, 4L), read.ids());
    }

    private static void resum(byte[] log, int chunk) {
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(log, chunk, 120);
        crc.update(log, chunk + 128, 384);
        for (int i = 0; i < 4; i++) log[chunk + 124 + i] = (byte) (crc.getValue() >> 8 * i);
    }

    @Test
    void a_ring_is_read_from_its_oldest_chunk_on() throws IOException {
        EvtxWriter writer = new EvtxWriter();
        for (int id : new int[] {5, 6, 1, 2, 3, 4}) {
            add(writer, id);
            if (id % 2 == 0) writer.chunk();
        }
        Path file = Files.write(folder.resolve("ring.evtx"), writer.file(1));
        assertEquals(
                List.of(1L, 2L, 3L, 4L, 5L, 6L),
                read(Logs.open(file, SETTINGS, FieldNames.NONE).orElseThrow()).ids());
    }

    @Test
    void a_packed_log_is_the_same_log() throws IOException {
        byte[] log = log(1, 9).file();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(log);
        }
        Path file = Files.write(folder.resolve("a.evtx.gz"), packed.toByteArray());
        assertEquals(
                read(log).fields(),
                read(Logs.open(file, SETTINGS, FieldNames.NONE).orElseThrow()).fields());
    }

    @Test
    void any_damage_is_survived() {
        byte[] whole = log(1, 12)
                .chunk()
                .event(13, TIME, 2, "C", DATA, List.of(text("b")))
                .file();
        Seeds.run(3_000, random -> {
            byte[] log = whole.clone();
            for (int i = random.nextInt(20); i >= 0; i--) {
                int chunk = random.nextInt(8) == 0 ? 4096 + 65_536 : 4096;
                int at = random.nextInt(10) == 0 ? random.nextInt(512) : 512 + random.nextInt(12_000);
                log[chunk + at] = random.nextBoolean()
                        ? (byte) random.nextInt()
                        : (byte) (log[chunk + at] ^ 1 << random.nextInt(8));
            }
            Read read = read(log);
            assertTrue(read.ids().size() <= 2 * 65_536 / 28, "more records than there is room for");
        });
    }

    @Test
    void a_template_that_unfolds_without_end_is_cut() {
        Object[] many = new Object[200];
        for (int i = 0; i < many.length; i++) many[i] = node("Data", attribute("Name", "x"), slot(0));
        Node wide = node("EventData", many);
        byte[] log = new EvtxWriter()
                .event(1, TIME, 7, "C", wide, List.of(text("y".repeat(15_000))))
                .file();
        Read read = read(log);
        assertEquals(1, read.ids().size());
        assertTrue(
                read.fields().getFirst().size() < 100,
                "" + read.fields().getFirst().size());
        assertTrue(read.complaints().getFirst().contains("beyond all bounds"), read.complaints()::toString);
    }
}
