package dejfa.detect.sigma.value;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// How often a literal is to be expected in a record, roughly: of a condition's literals, the rarest is searched
/// for.
public final class Rarity {
    /// What stands in most logs; a literal that is part of one is as common.
    private static final List<String> EVERYWHERE = List.of(
            "c:\\windows\\system32\\",
            "c:\\windows\\syswow64\\",
            "c:\\program files (x86)\\",
            "c:\\program files\\",
            "c:\\windows\\explorer.exe",
            "c:\\windows\\system32\\svchost.exe",
            "c:\\windows\\system32\\services.exe",
            "microsoft corporation",
            "microsoft® windows® operating system",
            "microsoft-windows-sysmon/operational",
            "microsoft-windows-security-auditing",
            "microsoft-windows-powershell/operational",
            "service control manager",
            "nt authority\\system",
            "c:\\users\\administrator\\appdata\\local\\temp\\",
            "hklm\\system\\currentcontrolset\\services\\",
            "hklm\\software\\microsoft\\windows\\currentversion\\",
            "hklm\\software\\microsoft\\windows nt\\currentversion\\",
            "hkcu\\software\\microsoft\\windows\\currentversion\\",
            "hku\\s-1-5-21-",
            "dword (0x00000001)",
            "dword (0x00000000)",
            "http://",
            "https://www.",
            "true",
            "false",
            "high",
            "medium",
            "system",
            "setvalue",
            "/usr/bin/",
            "/usr/sbin/",
            "/bin/bash",
            "root");
    private static final List<String> OFTEN = List.of(
            "\\cmd.exe",
            "\\powershell.exe",
            "\\windowspowershell\\v1.0\\",
            "\\rundll32.exe",
            "\\wmiprvse.exe",
            "\\conhost.exe",
            "\\reg.exe",
            "\\net.exe",
            "\\net1.exe",
            "\\schtasks.exe",
            "\\regsvr32.exe",
            "\\msiexec.exe",
            "\\chrome.exe",
            "\\msedge.exe",
            "\\taskhostw.exe",
            "\\lsass.exe",
            "\\dllhost.exe",
            "\\pwsh.exe",
            "powershell",
            ".dll",
            ".exe",
            "/bin/sh",
            " /c ",
            "select",
            "write",
            "user",
            "-command",
            "install",
            "update",
            "process");

    private Rarity() {}

    /// @param literal lower case
    public static double cost(byte[] literal) {
        for (byte b : literal) if (b < 0) return 0.002;
        String text = new String(literal, StandardCharsets.ISO_8859_1);
        for (String common : EVERYWHERE) if (common.contains(text)) return 0.9;
        for (String common : OFTEN) if (common.contains(text)) return 0.3;
        return switch (literal.length) {
            case 0 -> 1;
            case 1 -> 0.8;
            case 2 -> 0.4;
            case 3 -> 0.1;
            case 4 -> 0.03;
            case 5 -> 0.012;
            case 6 -> 0.006;
            default -> 0.004 / (literal.length - 5);
        };
    }
}
