package dejfa.ingest.log.mapped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Address;
import dejfa.api.EveJson;
import dejfa.ingest.log.LogContent;
import dejfa.ingest.log.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedTest {
    @TempDir
    Path folder;

    private Records read(String text, String... names) throws IOException {
        return Records.of(folder, text, List.of(), names);
    }

    /// One made line of each log whose mapping is shipped, the logsource it must get, and a field that a rule asks
    /// for.
    private static final String[][] LINES = {
        {
            "{\"eventVersion\":\"1.05\",\"eventTime\":\"2020-09-14T00:44:23Z\",\"eventSource\":\"ec2.amazonaws.com\","
                    + "\"eventName\":\"StopLogging\",\"awsRegion\":\"x\",\"sourceIPAddress\":\"192.0.2.1\",\"userIdentity\":{\"type\":\"Root\"}}",
            "aws/cloudtrail/null",
            "userIdentity.type",
            "Root"
        },
        {
            "{\"time\":\"2020-09-14T00:44:23Z\",\"category\":\"SignInLogs\",\"operationName\":\"Sign-in activity\","
                    + "\"callerIpAddress\":\"192.0.2.1\",\"properties\":{\"status\":{\"errorCode\":50158}}}",
            "azure/signinlogs/null",
            "ResultType",
            "50158"
        },
        {
            "{\"time\":\"2020-09-14T00:44:23Z\",\"category\":\"AuditLogs\",\"operationName\":\"Add user\","
                    + "\"callerIpAddress\":\"192.0.2.1\",\"properties\":{\"loggedByService\":\"Core Directory\"}}",
            "azure/auditlogs/null",
            "properties.message",
            "Add user"
        },
        {
            "{\"TimeGenerated\":\"2020-09-14T00:44:23Z\",\"Type\":\"AzureActivity\",\"OperationNameValue\":\"MICROSOFT.X/DELETE\","
                    + "\"IPAddress\":\"192.0.2.1\"}",
            "azure/activitylogs/null",
            "operationName",
            "MICROSOFT.X/DELETE"
        },
        {
            "{\"riskEventType\":\"leakedCredentials\",\"activityDateTime\":\"2020-09-14T00:44:23Z\",\"ipAddress\":\"192.0.2.1\"}",
            "azure/riskdetection/null",
            "riskEventType",
            "leakedCredentials"
        },
        {
            "{\"protoPayload\":{\"methodName\":\"storage.buckets.delete\",\"serviceName\":\"s\",\"requestMetadata\":"
                    + "{\"callerIp\":\"192.0.2.1\"}},\"logName\":\"l\",\"timestamp\":\"2020-09-14T00:44:23Z\"}",
            "gcp/gcp.audit/null",
            "gcp.audit.method_name",
            "storage.buckets.delete"
        },
        {
            "{\"id\":{\"time\":\"2020-09-14T00:44:23Z\",\"applicationName\":\"admin\"},\"ipAddress\":\"192.0.2.1\","
                    + "\"events\":[{\"name\":\"ASSIGN_ROLE\"}]}",
            "gcp/google_workspace.admin/null",
            "eventService",
            "admin.googleapis.com"
        },
        {
            "{\"eventType\":\"user.lock\",\"published\":\"2020-09-14T00:44:23Z\",\"actor\":{\"alternateId\":\"a\"},"
                    + "\"client\":{\"ipAddress\":\"192.0.2.1\"}}",
            "okta/okta/null",
            "actor.alternateId",
            "a"
        },
        {
            "{\"CreationTime\":\"2020-09-14T00:44:23\",\"Operation\":\"UserLoggedIn\",\"Workload\":\"AzureActiveDirectory\","
                    + "\"ClientIP\":\"192.0.2.1\"}",
            "m365/audit/null",
            "eventName",
            "UserLoggedIn"
        },
        {
            "{\"@timestamp\":1600044263000,\"action\":\"repo.create\",\"actor\":\"a\",\"org\":\"o\",\"actor_ip\":\"192.0.2.1\"}",
            "github/audit/null",
            "action",
            "repo.create"
        },
        {
            "{\"timestamp\":{\"epochSecond\":1600044263,\"nano\":0},\"auditType\":{\"category\":\"c\",\"action\":\"a\"},"
                    + "\"source\":\"192.0.2.1\"}",
            "bitbucket/audit/null",
            "auditType.action",
            "a"
        },
        {
            "{\"kind\":\"Event\",\"auditID\":\"1\",\"stage\":\"ResponseComplete\",\"verb\":\"create\",\"sourceIPs\":[\"192.0.2.1\"],"
                    + "\"objectRef\":{\"resource\":\"pods\",\"namespace\":\"kube-system\"},"
                    + "\"requestReceivedTimestamp\":\"2020-09-14T00:44:23.000000Z\"}",
            "kubernetes/audit/application",
            "namespace",
            "kube-system"
        },
        {
            "{\"dst_host\":\"10.0.0.2\",\"logtype\":4002,\"node_id\":\"n\",\"src_host\":\"192.0.2.1\","
                    + "\"utc_time\":\"2020-09-14 00:44:23.000000\"}",
            "opencanary/null/application",
            "logtype",
            "4002"
        },
        {
            "{\"event_type_id\":11,\"account_id\":1,\"ipaddr\":\"192.0.2.1\",\"created_at\":\"2020-09-14T00:44:23Z\"}",
            "onelogin/onelogin.events/null",
            "event_type_id",
            "11"
        },
        {
            "{\"txid\":\"t\",\"event_type\":\"authentication\",\"reason\":\"user_marked_fraud\",\"timestamp\":1600044263,"
                    + "\"access_device\":{\"ip\":\"192.0.2.1\"}}",
            "cisco/duo/null",
            "reason",
            "user_marked_fraud"
        },
        {
            "<189>date=2020-09-14 time=00:44:23 devname=\"fw\" devid=\"FG1\" logid=\"0100044547\" type=\"event\" srcip=192.0.2.1"
                    + " action=\"Add\" cfgpath=\"system.admin\" msg=\"a b\"",
            "fortigate/event/null",
            "cfgpath",
            "system.admin"
        }
    };

    @Test
    void every_shipped_mapping_gives_its_logsource_time_address_and_the_names_of_rules() throws IOException {
        for (String[] line : LINES) {
            Records.One one = read(line[0] + "\n", line[2]).get(0);
            assertEquals(line[1], one.where(), line[0]);
            assertTrue(one.values(line[2]).contains(line[3]), () -> line[2] + " of " + one.fields());
            assertEquals("2020-09-14T00:44:23.000000+0000", EveJson.time(one.timeNs()), line[0]);
            assertEquals(Address.parse("192.0.2.1"), one.event().source(), line[0]);
        }
    }

    @Test
    void cloudtrails_file_of_records_is_read_as_its_lines_are() throws IOException {
        Records read = read("{\"Records\":[" + LINES[0][0] + "," + LINES[0][0] + "]}");
        assertEquals(2, read.size());
        assertEquals("aws/cloudtrail/null", read.get(1).where());
    }

    @Test
    void a_program_started_on_macos_is_process_creation() throws IOException {
        Records.One one = read(
                        "{\"schema_version\":1,\"time\":\"2020-09-14T00:44:23.1Z\",\"process\":{\"executable\":"
                                + "{\"path\":\"/bin/zsh\"}},\"event\":{\"exec\":{\"target\":{\"executable\":{\"path\":\"/usr/bin/osascript\"}},"
                                + "\"args\":[\"osascript\",\"-e\",\"x\"]}}}\n",
                        "Image",
                        "ParentImage")
                .get(0);
        assertEquals("macos/null/process_creation", one.where());
        assertEquals("/usr/bin/osascript", one.value("Image"));
        assertEquals("/bin/zsh", one.value("ParentImage"));
        assertEquals("osascript -e x", one.value("CommandLine"));
    }

    @Test
    void unknown_json_with_a_time_is_read_under_its_own_names() throws IOException {
        Records.One one = read("{\"ts\":1600044263.5,\"a\":{\"b\":[1,{\"c\":true}],\"d\":null}}\n")
                .get(0);
        assertEquals("null/null/null", one.where());
        assertEquals(List.of("1"), one.values("a.b"));
        assertEquals("true", one.value("a.b.c"));
        assertEquals("2020-09-14T00:44:23.500000+0000", EveJson.time(one.timeNs()));
        assertEquals("log", one.event().type());
        assertNull(one.event().source());
    }

    @Test
    void a_csv_follows_its_header_with_quotes_and_semicolons() {
        List<String> problems = new ArrayList<>();
        Mapping mapping = MappingReader.read(
                "x",
                "log.yaml",
                "about: x\nform: csv\nrecognise: {all: [when, who]}\ntime: {field: when}\norigin: {product: p}\n",
                problems);
        assertEquals(List.of(), problems);
        MappedFormat format = new MappedFormat(mapping, Rows.of(mapping));
        String text = "when;who;what\n2020-09-14 00:44:23;\"a;\"\"b\"\"\";\n";
        dejfa.api.log.LogRecord record = new dejfa.api.log.LogRecord(dejfa.api.log.FieldNames.NONE);
        try (dejfa.ingest.log.Lines lines =
                new dejfa.ingest.log.Lines(new java.io.ByteArrayInputStream(text.getBytes()))) {
            lines.next();
            assertEquals(false, format.read(lines, record));
            lines.next();
            assertEquals(true, format.read(lines, record));
        } catch (IOException | dejfa.ingest.log.BadLine e) {
            throw new AssertionError(e);
        }
        assertEquals("a;\"b\"", record.value("who"));
        assertEquals(2, record.count());
        assertEquals("p", record.origin.product());
    }

    @Test
    void a_slip_of_the_pen_in_a_mapping_is_told_with_line_and_nearest_key() throws IOException {
        Path log = Files.createDirectories(folder.resolve("mine")).resolve("log.yaml");
        Files.writeString(log, "about: x\nrecognize: {all: [a]}\ntime: {feld: t, form: isso}\norigin: {produkt: p}\n");
        LogContent content = LogContents.load(folder, List.of());
        String all = String.join("\n", content.problems());
        assertTrue(all.contains("log.yaml:2: unknown key 'recognize'; did you mean 'recognise'?"), all);
        assertTrue(all.contains("unknown key 'feld'; did you mean 'field'?"), all);
        assertTrue(all.contains("unknown key 'produkt'; did you mean 'product'?"), all);
        assertTrue(all.contains("'recognise.all' is missing"), all);
    }
}
