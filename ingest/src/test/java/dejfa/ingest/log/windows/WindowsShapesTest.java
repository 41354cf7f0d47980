package dejfa.ingest.log.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.EveJson;
import dejfa.api.log.FieldNames;
import dejfa.api.log.LogRecord;
import dejfa.api.log.RecordSource;
import dejfa.ingest.log.LogSettings;
import dejfa.ingest.log.Logs;
import dejfa.testkit.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One event, written by every tool: the record is the same.
class WindowsShapesTest {
    private static final LogSettings SETTINGS = new LogSettings("site", "sensor");
    private static final String IMAGE = "C:\\\\Windows\\\\System32\\\\whoami.exe";

    private static final String WINLOGBEAT = """
        {"@timestamp":"2020-01-02T03:04:05.123Z","agent":{"type":"winlogbeat"},"log":{"level":"information"},\
        "host":{"name":"WS5"},"message":"m","winlog":{"channel":"Security","event_id":4688,"provider_name":"P",\
        "provider_guid":"{54849625-5478-4994-a5ba-3e3b0328c30d}","computer_name":"WS5","record_id":17,\
        "process":{"pid":4,"thread":{"id":8}},"user":{"identifier":"S-1-5-18"},\
        "event_data":{"NewProcessName":"%s","TokenElevationType":"%%%%1936"}}}
        """.formatted(IMAGE);
    private static final String OLD_WINLOGBEAT = """
        {"@timestamp":"2020-01-02T03:04:05.123Z","beat":{"name":"x"},"level":"Information","log_name":"Security",\
        "event_id":4688,"source_name":"P","provider_guid":"{54849625-5478-4994-a5ba-3e3b0328c30d}",\
        "computer_name":"WS5","record_number":"17","process_id":4,"thread_id":8,"user":{"identifier":"S-1-5-18"},\
        "message":"m","type":"wineventlog","event_data":{"NewProcessName":"%s","TokenElevationType":"%%%%1936"}}
        """.formatted(IMAGE);
    private static final String FLAT = """
        {"EventTime":"2020-01-02 03:04:05.123","Hostname":"WS5","Keywords":-9214364837600034816,"Severity":"INFO",\
        "EventID":4688,"SourceName":"P","ProviderGuid":"{54849625-5478-4994-a5ba-3e3b0328c30d}","RecordNumber":17,\
        "ExecutionProcessID":4,"ThreadID":8,"UserID":"S-1-5-18","Channel":"Security","Message":"m",\
        "NewProcessName":"%s","TokenElevationType":"%%%%1936","SourceModuleName":"eventlog","tags":["a"]}
        """.formatted(IMAGE);
    private static final String DUMP = """
        {"Event":{"#attributes":{"xmlns":"urn:e"},"System":{"Provider":{"#attributes":{"Name":"P",\
        "Guid":"{54849625-5478-4994-a5ba-3e3b0328c30d}"}},"EventID":{"#attributes":{"Qualifiers":0},"#text":4688},\
        "Level":4,"Keywords":"0x8020000000000000","TimeCreated":{"#attributes":{"SystemTime":\
        "2020-01-02T03:04:05.123000Z"}},"EventRecordID":17,"Correlation":null,"Execution":{"#attributes":{"ProcessID":4,\
        "ThreadID":8}},"Channel":"Security","Computer":"WS5","Security":{"#attributes":{"UserID":"S-1-5-18"}}},\
        "EventData":{"NewProcessName":"%s","TokenElevationType":"%%%%1936"}}}
        """.formatted(IMAGE);
    private static final String PYTHON = """
        {"Event":{"@xmlns":"urn:e","System":{"Provider":{"@Name":"P","@Guid":"{54849625-5478-4994-a5ba-3e3b0328c30d}"},\
        "EventID":{"@Qualifiers":"","#text":"4688"},"Level":"4","Keywords":"0x8020000000000000",\
        "TimeCreated":{"@SystemTime":"2020-01-02 03:04:05.123000"},"EventRecordID":"17","Execution":{"@ProcessID":"4",\
        "@ThreadID":"8"},"Channel":"Security","Computer":"WS5","Security":{"@UserID":"S-1-5-18"}},"EventData":{"Data":[\
        {"@Name":"NewProcessName","#text":"%s"},{"@Name":"TokenElevationType","#text":"%%%%1936"}]}}}
        """.formatted(IMAGE);
    private static final String VELOCIRAPTOR = """
        {"System":{"Provider":{"Name":"P","Guid":"{54849625-5478-4994-a5ba-3e3b0328c30d}"},"EventID":{"Value":4688},\
        "Level":4,"Keywords":9232379236109516800,"TimeCreated":{"SystemTime":1577934245.123},"EventRecordID":17,\
        "Execution":{"ProcessID":4,"ThreadID":8},"Channel":"Security","Computer":"WS5",\
        "Security":{"UserID":"S-1-5-18"}},"EventData":{"NewProcessName":"%s","TokenElevationType":"%%%%1936"},\
        "Message":"m"}
        """.formatted(IMAGE);
    private static final String POWERSHELL = """
        [
            {
                "Id":  4688,
                "Level":  4,
                "Keywords":  -9214364837600034816,
                "RecordId":  17,
                "ProviderName":  "P",
                "ProviderId":  "54849625-5478-4994-a5ba-3e3b0328c30d",
                "LogName":  "Security",
                "ProcessId":  4,
                "ThreadId":  8,
                "MachineName":  "WS5",
                "UserId":  {
                               "BinaryLength":  12,
                               "Value":  "S-1-5-18"
                           },
                "TimeCreated":  "\\/Date(1577934245123)\\/",
                "LevelDisplayName":  "Information",
                "Properties":  [
                                   {
                                       "Value":  "%s"
                                   },
                                   {
                                       "Value":  "%%%%1936"
                                   }
                               ],
                "Message":  "m"
            }
        ]
        """.formatted(IMAGE);
    private static final String ELASTIC = "{\"_index\":\"x\",\"_source\":" + WINLOGBEAT.strip() + "}\n";
    private static final String AZURE = """
        {"TenantId":"t","TimeGenerated":"2020-01-02T03:04:05.123Z","SourceSystem":"OpsManager","Source":"P",\
        "EventLog":"Security","Computer":"WS5","EventLevel":4,"EventLevelName":"Information","EventID":4688,\
        "EventData":"<DataItem type=\\"System.XmlData\\"><EventData xmlns=\\"urn:e\\"><Data Name=\\"NewProcessName\\">%s\
        </Data><Data Name=\\"TokenElevationType\\">%%%%1936</Data></EventData></DataItem>","Type":"Event"}
        """.formatted(IMAGE);
    private static final String XML = """
        <Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='P' \
        Guid='{54849625-5478-4994-a5ba-3e3b0328c30d}'/><EventID>4688</EventID><Level>4</Level>\
        <Keywords>0x8020000000000000</Keywords><TimeCreated SystemTime='2020-01-02T03:04:05.123000000Z'/>\
        <EventRecordID>17</EventRecordID><Correlation/><Execution ProcessID='4' ThreadID='8'/>\
        <Channel>Security</Channel><Computer>WS5</Computer><Security UserID='S-1-5-18'/></System><EventData>\
        <Data Name='NewProcessName'>%s</Data><Data Name='TokenElevationType'>%%%%1936</Data></EventData>\
        <RenderingInfo Culture='en-US'><Message>m</Message><Level>Information</Level></RenderingInfo></Event>
        """.formatted(IMAGE.replace("\\\\", "\\"));
    private static final String SPLUNK = "{\"preview\":false,\"result\":{\"_time\":\"2020-01-02T03:04:05.123+00:00\","
            + "\"source\":\"XmlWinEventLog:Security\",\"_raw\":\""
            + XML.strip().replace("\\", "\\\\").replace("\"", "\\\"") + "\"}}\n";

    @TempDir
    Path folder;

    private List<List<String>> read(byte[] log) {
        try {
            Path file = Files.write(folder.resolve("log"), log);
            List<List<String>> records = new ArrayList<>();
            Optional<RecordSource> opened = Logs.open(file, SETTINGS, FieldNames.NONE);
            if (opened.isEmpty()) return List.of(List.of("no log"));
            try (RecordSource source = opened.get()) {
                while (source.next()) {
                    records.add(fields(source.record()));
                    EveJson.line(source.event(), new StringBuilder());
                }
                source.complaints().forEach(one -> assertTrue(one.startsWith(file + ": "), one));
            }
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<List<String>> read(String log) {
        return read(log.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> fields(LogRecord record) {
        List<String> all = new ArrayList<>();
        all.add(record.channel
                + ' '
                + record.eventId
                + ' '
                + record.recordId
                + ' '
                + record.computer
                + ' '
                + EveJson.time(record.timeNs));
        for (String name : List.of(
                "EventID",
                "Channel",
                "Provider_Name",
                "Provider_Guid",
                "Computer",
                "Level",
                "EventRecordID",
                "Execution_ProcessID",
                "Execution_ThreadID",
                "Security_UserID",
                "NewProcessName",
                "TokenElevationType")) {
            all.add(name + '=' + record.value(name));
        }
        return all;
    }

    private static final List<String> EXPECTED = List.of(
            "Security 4688 17 WS5 2020-01-02T03:04:05.123000+0000",
            "EventID=4688",
            "Channel=Security",
            "Provider_Name=P",
            "Provider_Guid={54849625-5478-4994-a5ba-3e3b0328c30d}",
            "Computer=WS5",
            "Level=4",
            "EventRecordID=17",
            "Execution_ProcessID=4",
            "Execution_ThreadID=8",
            "Security_UserID=S-1-5-18",
            "NewProcessName=C:\\Windows\\System32\\whoami.exe",
            "TokenElevationType=%%1936");

    @Test
    void every_tool_writes_the_same_record() {
        for (String log : List.of(WINLOGBEAT, OLD_WINLOGBEAT, FLAT, DUMP, PYTHON, VELOCIRAPTOR, ELASTIC, XML, SPLUNK)) {
            assertEquals(List.of(EXPECTED), read(log), log);
        }
    }

    @Test
    void names_joined_by_dots_are_the_path_that_they_name() {
        String flat = """
            {"@timestamp":"2020-01-02T03:04:05.123Z","log.level":"information","winlog.channel":"Security",\
            "winlog.event_id":4688,"winlog.provider_name":"P","winlog.record_id":17,"winlog.computer_name":"WS5",\
            "winlog.provider_guid":"{54849625-5478-4994-a5ba-3e3b0328c30d}","winlog.process.pid":4,\
            "winlog.process.thread.id":8,"winlog.user.identifier":"S-1-5-18","agent.type":"winlogbeat",\
            "winlog.event_data.NewProcessName":"%s","winlog.event_data.TokenElevationType":"%%%%1936"}
            """.formatted(IMAGE);
        assertEquals(List.of(EXPECTED), read(flat));
    }

    @Test
    void azure_has_less_of_the_head_and_all_of_the_data() {
        List<String> fields = read(AZURE).getFirst();
        assertEquals("Security 4688 -1 WS5 2020-01-02T03:04:05.123000+0000", fields.getFirst());
        assertEquals(EXPECTED.subList(11, 13), fields.subList(11, 13));
    }

    @Test
    void power_shell_tells_the_data_without_their_names() throws IOException {
        Path file = Files.writeString(folder.resolve("ps.json"), POWERSHELL);
        try (RecordSource source = Logs.open(file, SETTINGS, FieldNames.NONE).orElseThrow()) {
            assertTrue(source.next());
            assertEquals("0x8020000000000000", source.record().value("Keywords"));
            assertEquals("C:\\Windows\\System32\\whoami.exe", source.record().value("Data"));
        }
        List<String> fields = read(POWERSHELL).getFirst();
        assertEquals(EXPECTED.subList(0, 4), fields.subList(0, 4));
        assertEquals(EXPECTED.subList(5, 11), fields.subList(5, 11));
    }

    @Test
    void the_names_of_power_shells_properties_are_given_back_where_the_event_is_known() throws IOException {
        String[] values = {
            "-", "2020-01-02 03:04:05.123", "{0-0}", "77", "C:\\\\a.exe", "C:\\\\b.txt", "2020-01-02", "X\\\\y"
        };
        StringBuilder properties = new StringBuilder();
        for (String value : values)
            properties.append(properties.isEmpty() ? "" : ",").append("{\"Value\":\"" + value + "\"}");
        String log = "[{\"Id\":11,\"ProviderName\":\"Microsoft-Windows-Sysmon\",\"ProviderId\":\"x\",\"LogName\":"
                + "\"Microsoft-Windows-Sysmon/Operational\",\"RecordId\":3,\"ProcessId\":4,"
                + "\"TimeCreated\":\"2020-01-02T03:04:05.1234567+02:00\",\"Properties\":[" + properties + "]}]";
        Path file = Files.writeString(folder.resolve("ps.json"), log);
        try (RecordSource source = Logs.open(file, SETTINGS, FieldNames.NONE).orElseThrow()) {
            assertTrue(source.next());
            LogRecord record = source.record();
            assertEquals("C:\\b.txt", record.value("TargetFilename"));
            assertEquals("77", record.value("ProcessId"));
            assertEquals("4", record.value("Execution_ProcessID"));
            assertEquals("2020-01-02T01:04:05.123456+0000", EveJson.time(record.timeNs - 700));
            StringBuilder line = new StringBuilder();
            EveJson.line(source.event(), line);
            assertTrue(line.toString().contains("\"TargetFilename\":\"C:\\\\b.txt\""), line::toString);
        }
    }

    @Test
    void what_elastic_moved_to_its_own_names_has_windows_names_again() throws IOException {
        String log =
                "{\"@timestamp\":\"2020-01-02T03:04:05.123Z\",\"process\":{\"executable\":\"C:\\\\a.exe\",\"pid\":5,"
                        + "\"parent\":{\"executable\":\"C:\\\\p.exe\"}},\"winlog\":{\"channel\":"
                        + "\"Microsoft-Windows-Sysmon/Operational\",\"event_id\":1,\"event_data\":{\"ProcessId\":\"6\"}}}\n";
        Path file = Files.writeString(folder.resolve("ecs.json"), log);
        try (RecordSource source =
                Logs.open(file, SETTINGS, new FieldNames(List.of("Image"))).orElseThrow()) {
            assertTrue(source.next());
            LogRecord record = source.record();
            assertEquals("C:\\a.exe", record.value(record.first(0)));
            assertEquals("C:\\p.exe", record.value("ParentImage"));
            assertEquals("6", record.value("ProcessId"));
        }
    }

    @Test
    void objects_over_many_lines_in_arrays_or_in_one_line_are_the_same_log() {
        String pretty = DUMP.replace(",\"", ",\n  \"").replace("{\"", "{\n   \"");
        assertEquals(List.of(EXPECTED, EXPECTED), read(pretty + pretty));
        assertEquals(List.of(EXPECTED, EXPECTED), read("[\n" + pretty + ",\n" + pretty + "]"));
        assertEquals(List.of(EXPECTED, EXPECTED), read("[\n" + FLAT.strip() + ",\n" + FLAT + "]\n"));
        assertEquals(List.of(EXPECTED, EXPECTED), read("{\"Events\":[" + DUMP.strip() + "," + FLAT.strip() + "]}"));
        assertEquals(List.of(EXPECTED, EXPECTED), read("[" + DUMP.strip() + "," + FLAT.strip() + "]"));
        assertEquals(List.of(EXPECTED, EXPECTED), read(pretty + "{\n \"broken\": \"x\n" + pretty));
    }

    @Test
    void events_as_xml_are_found_whatever_surrounds_them() {
        String one = XML.strip();
        assertEquals(List.of(EXPECTED, EXPECTED), read("<?xml version=\"1.0\"?><Events>" + one + one + "</Events>"));
        assertEquals(List.of(EXPECTED, EXPECTED), read(one + "<Event><System><Broken>" + one));
        assertEquals(List.of(EXPECTED), read(one.replace("><", ">\n  <")));
        String entities = XML.replace("\\whoami", "&#92;who&#x61;mi").replace("%%1936", "<![CDATA[%%1936]]>");
        assertEquals(List.of(EXPECTED), read(entities));
    }

    @Test
    void xml_fetches_nothing_and_unfolds_nothing() {
        String bomb = "<!DOCTYPE x [<!ENTITY a \"" + "b".repeat(1000) + "\">]>";
        String inside = XML.replace("<Data Name='NewProcessName'>", "<Data Name='NewProcessName'>" + bomb);
        assertEquals(List.of(EXPECTED), read(XML + inside));
        assertEquals(
                "NewProcessName=&a;",
                read(bomb + XML.replace("C:\\Windows\\System32\\whoami.exe", "&a;"))
                        .getFirst()
                        .get(11));
    }

    @Test
    void texts_in_utf_16_are_read_with_a_mark_and_without() {
        for (String log : List.of(WINLOGBEAT, XML, POWERSHELL)) {
            List<List<String>> plain = read(log);
            for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                assertEquals(plain, read(("\ufeff" + log).getBytes(charset)));
                assertEquals(plain, read(log.getBytes(charset)));
            }
        }
        String umlauts = WINLOGBEAT.replace("WS5", "Bücher€😀");
        assertEquals(read(umlauts), read(("\ufeff" + umlauts).getBytes(StandardCharsets.UTF_16LE)));
    }

    @Test
    void the_logs_in_a_zip_file_are_read_where_they_lie() throws IOException {
        Path file = folder.resolve("logs.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            member(zip, "a/one.json", WINLOGBEAT.repeat(3));
            member(zip, "readme.txt", "no log\n");
            member(zip, "two.xml", XML);
        }
        assertTrue(Logs.isLog(file, dejfa.ingest.log.LogContent.NONE));
        List<String> names = new ArrayList<>();
        for (RecordSource source : Logs.openAll(file, SETTINGS, FieldNames.NONE)) {
            try (source) {
                while (source.next()) names.add(source.event().input());
            }
        }
        assertEquals(
                List.of(file + "!/a/one.json", file + "!/a/one.json", file + "!/a/one.json", file + "!/two.xml"),
                names);
    }

    private static void member(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_zip_file_that_is_damaged_or_unfolds_without_end_is_survived() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            member(zip, "one.json", WINLOGBEAT);
            zip.putNextEntry(new ZipEntry("bomb.json"));
            zip.write(WINLOGBEAT.getBytes(StandardCharsets.UTF_8));
            byte[] mib = new byte[1 << 20];
            for (int i = 0; i < 300; i++) zip.write(mib);
        }
        Path whole = Files.write(folder.resolve("whole.zip"), bytes.toByteArray());
        int records = 0;
        for (RecordSource source : Logs.openAll(whole, SETTINGS, FieldNames.NONE)) {
            try (source) {
                while (source.next()) records++;
            }
        }
        assertEquals(2, records);
        Seeds.run(100, random -> {
            byte[] damaged = bytes.toByteArray();
            for (int i = random.nextInt(6); i >= 0; i--) {
                int at = random.nextBoolean() ? random.nextInt(600) : damaged.length - 1 - random.nextInt(200);
                damaged[at] = (byte) random.nextInt();
            }
            damaged[0] = 'P';
            try {
                Path file = Files.write(folder.resolve("damaged.zip"), damaged);
                for (RecordSource source : Logs.openAll(file, SETTINGS, FieldNames.NONE)) source.close();
            } catch (IOException told) {
                // The command leaves the file out and says so.
            }
        });
    }

    @Test
    void any_damage_is_survived() {
        Seeds.run(2_000, random -> {
            List<String> logs = List.of(WINLOGBEAT, FLAT, DUMP, PYTHON, POWERSHELL, AZURE, XML, SPLUNK);
            byte[] log = logs.get(random.nextInt(logs.size())).repeat(2).getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(8); i >= 0; i--) log[random.nextInt(log.length)] = (byte) random.nextInt();
            read(log);
        });
    }
}
