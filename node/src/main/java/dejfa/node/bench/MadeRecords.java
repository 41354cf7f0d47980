package dejfa.node.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/// Windows events as JSON lines: what Sysmon writes most, in the shape of Winlogbeat. Made from a seed.
final class MadeRecords {
    private static final int COUNT = 100_000;
    private static final String[] IMAGES = {
        "C:\\\\Windows\\\\System32\\\\svchost.exe",
        "C:\\\\Windows\\\\System32\\\\cmd.exe",
        "C:\\\\Windows\\\\explorer.exe",
        "C:\\\\Program Files\\\\Microsoft Office\\\\root\\\\Office16\\\\OUTLOOK.EXE",
        "C:\\\\Windows\\\\System32\\\\WindowsPowerShell\\\\v1.0\\\\powershell.exe",
        "C:\\\\Program Files (x86)\\\\Google\\\\Chrome\\\\Application\\\\chrome.exe",
    };
    private static final String[] ARGUMENTS = {
        "-k netsvcs -p -s Schedule", "/c dir /b", "--type=renderer --lang=en-US", "-NoProfile -File C:\\\\job.ps1", ""
    };

    private final Random random = new Random(1);

    private MadeRecords() {}

    static Path write(Path folder) throws IOException {
        Path file = folder.resolve("events.jsonl");
        MadeRecords made = new MadeRecords();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < COUNT; i++) out.write(made.line(i));
        }
        return file;
    }

    private String line(int number) {
        int id =
                switch (random.nextInt(10)) {
                    case 0, 1, 2, 3 -> 1;
                    case 4 -> 3;
                    case 5, 6, 7 -> 13;
                    default -> 11;
                };
        String image = pick(IMAGES);
        String data =
                switch (id) {
                    case 1 ->
                        field("CommandLine", "\\\"" + image + "\\\" " + pick(ARGUMENTS) + " " + random.nextInt(100_000))
                                + field("ParentImage", pick(IMAGES))
                                + field("ParentCommandLine", pick(IMAGES) + " " + pick(ARGUMENTS))
                                + field("CurrentDirectory", "C:\\\\Users\\\\user" + random.nextInt(50) + "\\\\")
                                + field("IntegrityLevel", "Medium")
                                + field("Hashes", "SHA256=" + hex(64) + ",IMPHASH=" + hex(32));
                    case 3 ->
                        field("DestinationIp", "203.0.113." + random.nextInt(255))
                                + field("DestinationPort", "443")
                                + field("Initiated", "true");
                    case 13 ->
                        field("TargetObject", "HKLM\\\\System\\\\CurrentControlSet\\\\Services\\\\" + hex(8))
                                + field("Details", "DWORD (0x" + hex(8) + ")");
                    default ->
                        field(
                                "TargetFilename",
                                "C:\\\\Users\\\\user1\\\\AppData\\\\Local\\\\Temp\\\\" + hex(12) + ".tmp");
                };
        return String.format(
                Locale.ROOT,
                "{\"@timestamp\":\"2026-05-01T%02d:%02d:%02d.%03dZ\",\"winlog\":{\"channel\":"
                        + "\"Microsoft-Windows-Sysmon/Operational\",\"provider_name\":\"Microsoft-Windows-Sysmon\","
                        + "\"event_id\":%d,\"record_id\":%d,\"computer_name\":\"pc%d.example.org\",\"event_data\":{"
                        + "\"Image\":\"%s\"%s,\"ProcessGuid\":\"{%s}\",\"ProcessId\":\"%d\",\"User\":\"EXAMPLE\\\\user%d\"}}}\n",
                number / 36_000 % 24,
                number / 600 % 60,
                number / 10 % 60,
                number % 10 * 100,
                id,
                number,
                random.nextInt(20),
                image,
                data,
                hex(32),
                random.nextInt(65_536),
                random.nextInt(50));
    }

    private static String field(String name, String value) {
        return ",\"" + name + "\":\"" + value + "\"";
    }

    private String pick(String[] of) {
        return of[random.nextInt(of.length)];
    }

    private String hex(int digits) {
        StringBuilder out = new StringBuilder();
        while (out.length() < digits) out.append(Character.forDigit(random.nextInt(16), 16));
        return out.toString();
    }
}
