package dejfa.ingest.log.windows.evtx;

import dejfa.api.log.FieldNames;
import dejfa.api.log.LogRecord;
import dejfa.api.log.RecordSource;
import dejfa.ingest.log.LogSettings;
import dejfa.ingest.log.Logs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A process's start as Sysmon tells it (22 fields of data), read from a file: as event log, as JSON line, as XML.
/// One operation is one event.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Thread)
public class RecordsBenchmark {
    private static final int EVENTS = 50_000;
    private static final LogSettings SETTINGS = new LogSettings("site", "sensor");
    private static final FieldNames NAMES = new FieldNames(List.of(
            "EventID",
            "Image",
            "CommandLine",
            "ParentImage",
            "User",
            "Hashes",
            "OriginalFileName",
            "ParentCommandLine"));
    private static final String[] DATA = {
        "RuleName",
        "-",
        "UtcTime",
        "2026-04-17 05:24:53.079",
        "ProcessGuid",
        "{0197231E-C424-69E1-C922-000000000800}",
        "ProcessId",
        "15596",
        "Image",
        "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
        "FileVersion",
        "10.0.20348.1 (WinBuild.160101.0800)",
        "Description",
        "Windows PowerShell",
        "Product",
        "Microsoft® Windows® Operating System",
        "Company",
        "Microsoft Corporation",
        "OriginalFileName",
        "PowerShell.EXE",
        "CommandLine",
        "powershell.exe -NoProfile -ExecutionPolicy Bypass -File C:\\Scripts\\inventory.ps1 -Site HQ",
        "CurrentDirectory",
        "C:\\Windows\\system32\\",
        "User",
        "NT AUTHORITY\\SYSTEM",
        "LogonGuid",
        "{0197231E-C424-69E1-E703-000000000000}",
        "LogonId",
        "0x3e7",
        "TerminalSessionId",
        "0",
        "IntegrityLevel",
        "System",
        "Hashes",
        "MD5=7353F60B1739074EB17C5F4DDDEFE239,SHA256=DE96A6E69944335375DC1AC238336066889D9FFC7D73628EF4FE1B1B160AB32C",
        "ParentProcessId",
        "1324",
        "ParentImage",
        "C:\\Windows\\System32\\svchost.exe",
        "ParentCommandLine",
        "C:\\Windows\\system32\\svchost.exe -k netsvcs -p -s Schedule",
        "ParentUser",
        "NT AUTHORITY\\SYSTEM"
    };

    private Path evtx;
    private Path json;
    private Path xml;

    @Setup
    public void setUp() throws IOException {
        Path folder = Files.createTempDirectory("dejfa-bench");
        Object[] elements = new Object[DATA.length / 2];
        List<EvtxWriter.Value> values = new ArrayList<>();
        StringBuilder line =
                new StringBuilder("{\"Event\":{\"System\":{\"Provider\":{\"#attributes\":{\"Name\":\"P\"}},"
                        + "\"EventID\":1,\"Level\":4,\"Keywords\":\"0x8000000000000000\",\"TimeCreated\":{\"#attributes\":"
                        + "{\"SystemTime\":\"2026-04-17T05:24:53.092051Z\"}},\"EventRecordID\":83239,\"Execution\":"
                        + "{\"#attributes\":{\"ProcessID\":3208,\"ThreadID\":1724}},\"Channel\":\"C\",\"Computer\":\"h\"},"
                        + "\"EventData\":{");
        StringBuilder element = new StringBuilder("<Event><System><Provider Name='P'/><EventID>1</EventID><Level>4"
                + "</Level><Keywords>0x8000000000000000</Keywords><TimeCreated SystemTime='2026-04-17T05:24:53.0920510Z'/>"
                + "<EventRecordID>83239</EventRecordID><Execution ProcessID='3208' ThreadID='1724'/><Channel>C</Channel>"
                + "<Computer>h</Computer></System><EventData>");
        for (int i = 0; i < elements.length; i++) {
            String name = DATA[2 * i];
            String value = DATA[2 * i + 1];
            elements[i] = EvtxWriter.node("Data", EvtxWriter.attribute("Name", name), EvtxWriter.slot(i));
            values.add(EvtxWriter.text(value));
            line.append(i == 0 ? "\"" : ",\"").append(name).append("\":\"");
            line.append(value.replace("\\", "\\\\")).append('"');
            element.append("<Data Name='")
                    .append(name)
                    .append("'>")
                    .append(value)
                    .append("</Data>");
        }
        line.append("}}}\n");
        element.append("</EventData></Event>\n");
        json = folder.resolve("a.jsonl");
        xml = folder.resolve("a.xml");
        evtx = folder.resolve("a.evtx");
        Files.write(json, line.toString().repeat(EVENTS).getBytes(StandardCharsets.UTF_8));
        Files.write(xml, element.toString().repeat(EVENTS).getBytes(StandardCharsets.UTF_8));
        EvtxWriter writer = new EvtxWriter();
        EvtxWriter.Node data = EvtxWriter.node("EventData", elements);
        int inChunk = 0;
        for (int i = 1; i <= EVENTS; i++) {
            writer.event(i, 133_000_000_000_000_000L + i, 1, "Microsoft-Windows-Sysmon/Operational", data, values);
            if (++inChunk == 20) {
                writer.chunk();
                inChunk = 0;
            }
        }
        Files.write(evtx, writer.file());
        for (Path file : List.of(json, xml, evtx)) file.toFile().deleteOnExit();
        System.out.println("bytes of an event: evtx " + Files.size(evtx) / EVENTS + ", json " + line.length() + ", xml "
                + element.length());
    }

    private static long read(Path file) {
        try (RecordSource source = Logs.open(file, SETTINGS, NAMES).orElseThrow()) {
            long sum = 0;
            while (source.next()) {
                LogRecord record = source.record();
                sum += record.count() + record.first(0);
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long evtx() {
        return read(evtx);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long json() {
        return read(json);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long xml() {
        return read(xml);
    }
}
