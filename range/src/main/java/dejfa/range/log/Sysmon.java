package dejfa.range.log;

import dejfa.range.wire.Dice;
import dejfa.range.wire.Host;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The Sysmon events (schema 4.22) of one host, with process ids and GUIDs that hold together.
public final class Sysmon {
    /// A running process.
    public record Process(String image, String commandLine, int id, String guid, String user) {}

    private final WindowsLog log;
    private final Host host;
    private final Dice dice;
    private final String machine;
    private int nextId;

    public Sysmon(WindowsLog log, Host host, Dice dice) {
        this.log = log;
        this.host = host;
        this.dice = dice;
        machine = dice.hex(8);
        nextId = 4 * dice.between(300, 900);
    }

    /// A process that ran before the capture: no event is written.
    public Process running(String image, String commandLine, String user) {
        nextId += 4 * dice.between(1, 40);
        String guid =
                String.format(Locale.ROOT, "{%s-%s-%s-0000-0010%s00}", machine, dice.hex(4), dice.hex(4), dice.hex(6));
        return new Process(image, commandLine, nextId, guid, user);
    }

    /// Event 1.
    public Process start(long timeNs, Process parent, String image, String commandLine, String user) {
        Process child = running(image, commandLine, user);
        Map<String, String> data = new LinkedHashMap<>();
        data.put("RuleName", "-");
        data.put("UtcTime", WindowsLog.sysmonTime(timeNs));
        process(data, child);
        data.put("OriginalFileName", image.substring(image.lastIndexOf('\\') + 1));
        data.put("CommandLine", commandLine);
        data.put("CurrentDirectory", "C:\\Windows\\system32\\");
        data.put("User", user);
        data.put("IntegrityLevel", user.startsWith("NT ") || user.startsWith("IIS ") ? "System" : "Medium");
        data.put("Hashes", "SHA256=" + dice.fork(image).hex(64).toUpperCase(Locale.ROOT));
        data.put("ParentProcessGuid", parent.guid);
        data.put("ParentProcessId", String.valueOf(parent.id));
        data.put("ParentImage", parent.image);
        data.put("ParentCommandLine", parent.commandLine);
        log.add(timeNs, host, WindowsLog.SYSMON, 1, data);
        return child;
    }

    /// Event 3.
    public void connection(long timeNs, Process process, int localPort, Host peer, int peerPort) {
        Map<String, String> data = about(timeNs, process);
        data.put("User", process.user);
        data.put("Protocol", "tcp");
        data.put("Initiated", "true");
        data.put("SourceIsIpv6", "false");
        data.put("SourceIp", host.ip());
        data.put("SourcePort", String.valueOf(localPort));
        data.put("DestinationIsIpv6", "false");
        data.put("DestinationIp", peer.ip());
        data.put("DestinationPort", String.valueOf(peerPort));
        log.add(timeNs, host, WindowsLog.SYSMON, 3, data);
    }

    /// Event 7.
    public void imageLoaded(long timeNs, Process process, String file, boolean signed) {
        Map<String, String> data = about(timeNs, process);
        data.put("ImageLoaded", file);
        data.put("Hashes", "SHA256=" + dice.fork(file).hex(64).toUpperCase(Locale.ROOT));
        data.put("Signed", String.valueOf(signed));
        data.put("SignatureStatus", signed ? "Valid" : "Unavailable");
        log.add(timeNs, host, WindowsLog.SYSMON, 7, data);
    }

    /// Event 10.
    public void accessed(long timeNs, Process process, Process target, String rights) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("UtcTime", WindowsLog.sysmonTime(timeNs));
        data.put("SourceProcessGUID", process.guid);
        data.put("SourceProcessId", String.valueOf(process.id));
        data.put("SourceImage", process.image);
        data.put("TargetProcessGUID", target.guid);
        data.put("TargetProcessId", String.valueOf(target.id));
        data.put("TargetImage", target.image);
        data.put("GrantedAccess", rights);
        log.add(timeNs, host, WindowsLog.SYSMON, 10, data);
    }

    /// Event 11.
    public void fileCreated(long timeNs, Process process, String file) {
        Map<String, String> data = about(timeNs, process);
        data.put("TargetFilename", file);
        data.put("CreationUtcTime", WindowsLog.sysmonTime(timeNs));
        log.add(timeNs, host, WindowsLog.SYSMON, 11, data);
    }

    /// Event 13.
    public void registryValue(long timeNs, Process process, String key, String value) {
        Map<String, String> data = about(timeNs, process);
        data.put("EventType", "SetValue");
        data.put("TargetObject", key);
        data.put("Details", value);
        log.add(timeNs, host, WindowsLog.SYSMON, 13, data);
    }

    /// Event 17.
    public void pipeCreated(long timeNs, Process process, String pipe) {
        Map<String, String> data = about(timeNs, process);
        data.put("EventType", "CreatePipe");
        data.put("PipeName", pipe);
        log.add(timeNs, host, WindowsLog.SYSMON, 17, data);
    }

    /// Event 22.
    public void question(long timeNs, Process process, String name, String results) {
        Map<String, String> data = about(timeNs, process);
        data.put("QueryName", name);
        data.put("QueryStatus", "0");
        data.put("QueryResults", results);
        log.add(timeNs, host, WindowsLog.SYSMON, 22, data);
    }

    private static Map<String, String> about(long timeNs, Process process) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("RuleName", "-");
        data.put("UtcTime", WindowsLog.sysmonTime(timeNs));
        process(data, process);
        return data;
    }

    private static void process(Map<String, String> data, Process process) {
        data.put("ProcessGuid", process.guid);
        data.put("ProcessId", String.valueOf(process.id));
        data.put("Image", process.image);
    }
}
