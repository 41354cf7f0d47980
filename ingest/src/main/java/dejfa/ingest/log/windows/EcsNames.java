package dejfa.ingest.log.windows;

import dejfa.api.log.FieldNames;
import dejfa.api.log.LogRecord;
import dejfa.api.log.LogRecord.Kind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Elastic's modules for Sysmon and Security move an event's data to the names of the Elastic Common Schema. Here
/// they get their own names back, where the record lacks them.
final class EcsNames {
    private static final Map<String, String> SYSMON = new LinkedHashMap<>();
    private static final Map<String, String> SECURITY = new LinkedHashMap<>();

    static {
        SYSMON.put("process.entity_id", "ProcessGuid");
        SYSMON.put("process.pid", "ProcessId");
        SYSMON.put("process.executable", "Image");
        SYSMON.put("process.command_line", "CommandLine");
        SYSMON.put("process.working_directory", "CurrentDirectory");
        SYSMON.put("process.parent.entity_id", "ParentProcessGuid");
        SYSMON.put("process.parent.pid", "ParentProcessId");
        SYSMON.put("process.parent.executable", "ParentImage");
        SYSMON.put("process.parent.command_line", "ParentCommandLine");
        SYSMON.put("process.pe.original_file_name", "OriginalFileName");
        SYSMON.put("process.pe.description", "Description");
        SYSMON.put("process.pe.product", "Product");
        SYSMON.put("process.pe.company", "Company");
        SYSMON.put("process.pe.file_version", "FileVersion");
        SYSMON.put("file.path", "TargetFilename");
        SYSMON.put("dll.path", "ImageLoaded");
        SYSMON.put("registry.path", "TargetObject");
        SYSMON.put("registry.data.strings", "Details");
        SYSMON.put("dns.question.name", "QueryName");
        SYSMON.put("source.ip", "SourceIp");
        SYSMON.put("source.port", "SourcePort");
        SYSMON.put("source.domain", "SourceHostname");
        SYSMON.put("destination.ip", "DestinationIp");
        SYSMON.put("destination.port", "DestinationPort");
        SYSMON.put("destination.domain", "DestinationHostname");
        SYSMON.put("network.transport", "Protocol");
        SECURITY.put("process.executable", "NewProcessName");
        SECURITY.put("process.parent.executable", "ParentProcessName");
        SECURITY.put("process.command_line", "CommandLine");
        SECURITY.put("source.ip", "IpAddress");
        SECURITY.put("source.port", "IpPort");
    }

    private static final EcsNames OF_SYSMON = new EcsNames(SYSMON);
    private static final EcsNames OF_SECURITY = new EcsNames(SECURITY);

    private final FieldNames theirs;
    private final FieldNames windows;
    /// by the number of their name, the number of Windows'
    private final int[] window;

    private final byte[][] names;

    private EcsNames(Map<String, String> map) {
        theirs = new FieldNames(map.keySet());
        windows = new FieldNames(map.values());
        window = new int[theirs.size()];
        names = new byte[windows.size()][];
        for (int i = 0; i < theirs.size(); i++) window[i] = windows.id(map.get(theirs.name(i)));
        for (int i = 0; i < names.length; i++) names[i] = windows.name(i).getBytes(StandardCharsets.UTF_8);
    }

    /// Adds to the record what only the common schema's names tell.
    static void add(LogRecord record, DataMarks marks) {
        if ("Microsoft-Windows-Sysmon/Operational".equals(record.channel)) OF_SYSMON.fill(record, marks);
        else if ("Security".equals(record.channel)) OF_SECURITY.fill(record, marks);
    }

    private void fill(LogRecord record, DataMarks marks) {
        int count = record.count();
        boolean[] there = new boolean[names.length];
        for (int i = 0; i < count; i++) {
            int id = windows.id(record.bytes(), record.nameAt(i), record.nameBytes(i));
            if (id >= 0) there[id] = true;
        }
        for (int i = 0; i < count; i++) {
            int id = theirs.id(record.bytes(), record.nameAt(i), record.nameBytes(i));
            if (id < 0 || there[window[id]] || record.kind(i) == Kind.NULL || record.isFull()) continue;
            byte[] name = names[window[id]];
            int at = record.reserve(name.length);
            System.arraycopy(name, 0, record.bytes(), at, name.length);
            record.wrote(name.length);
            marks.set(record.count(), true);
            record.add(at, name.length, record.valueAt(i), record.valueBytes(i), record.kind(i));
        }
    }
}
