package dejfa.ingest.log.syslog;

import dejfa.api.log.LogOrigin;
import dejfa.ingest.log.text.Cursor;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Sigma's product and service by the program that speaks.
final class Programs {
    private static final LogOrigin SYSLOG = new LogOrigin("linux", "syslog", null);
    private static final LogOrigin AUTH = new LogOrigin("linux", "auth", null);
    static final LogOrigin AUDITD = new LogOrigin("linux", "auditd", null);
    private static final LogOrigin CISCO = new LogOrigin("cisco", "syslog", null);
    private static final LogOrigin CISCO_AAA = new LogOrigin("cisco", "aaa", null);
    private static final LogOrigin CISCO_BGP = new LogOrigin("cisco", "bgp", null);
    private static final LogOrigin CISCO_LDP = new LogOrigin("cisco", "ldp", null);
    private static final LogOrigin JUNIPER_BGP = new LogOrigin("juniper", "bgp", null);
    private static final LogOrigin JUNIPER_LDP = new LogOrigin("juniper", "ldp", null);
    private static final LogOrigin HUAWEI_LDP = new LogOrigin("huawei", "ldp", null);
    private static final LogOrigin HUAWEI_BGP = new LogOrigin("huawei", "bgp", null);
    private static final LogOrigin HUAWEI = new LogOrigin("huawei", "syslog", null);

    /// Facilities `auth` and `authpriv` (RFC 5424 table 1).
    private static final int AUTH_FACILITY = 4;

    private static final int AUTHPRIV_FACILITY = 10;

    private static final Map<String, LogOrigin> BY_PROGRAM = new HashMap<>();

    static {
        services("sshd", "sshd", "sshd-session", "sshd-auth");
        services("sudo", "sudo");
        services("cron", "cron", "crond", "anacron", "crontab", "atd");
        services("guacamole", "guacd", "guacamole");
        services("clamav", "clamd", "clamav", "freshclam", "clamscan");
        services("vsftpd", "vsftpd");
        services(
                "auth",
                "su",
                "login",
                "pkexec",
                "polkitd",
                "polkit",
                "systemd-logind",
                "useradd",
                "usermod",
                "userdel");
        services("auth", "groupadd", "groupmod", "groupdel", "passwd", "chpasswd", "chage", "gdm-password", "doas");
        services("named", "named", "bind");
        services("auditd", "audispd", "auditd", "audisp-syslog");
        BY_PROGRAM.put("apache2", new LogOrigin(null, "apache", null));
        BY_PROGRAM.put("httpd", new LogOrigin(null, "apache", null));
        BY_PROGRAM.put("nginx", new LogOrigin(null, "nginx", null));
        BY_PROGRAM.put("sslvpnd", new LogOrigin("fortios", "sslvpnd", null));
        BY_PROGRAM.put("sysmon", new LogOrigin("linux", "sysmon", null));
    }

    private Programs() {}

    private static void services(String service, String... programs) {
        LogOrigin origin = new LogOrigin("linux", service, null);
        for (String program : programs) BY_PROGRAM.put(program, origin);
    }

    /// @param program null where the message names none
    /// @param priority -1 where there is none
    /// @param mnemonic the device's `%FACILITY-SEVERITY-NAME` or `%%01MODULE/…`, or null
    /// @param message what it says; the cursor stays where it is
    static LogOrigin origin(String program, int priority, String mnemonic, Cursor message) {
        if (mnemonic != null) return device(mnemonic, message);
        if ("/kernel".equals(program) || "rpd".equals(program)) return isLdp(message) ? JUNIPER_LDP : JUNIPER_BGP;
        int facility = priority < 0 ? -1 : priority >> 3;
        LogOrigin known = program == null ? null : BY_PROGRAM.get(program.toLowerCase(Locale.ROOT));
        if (known != null) return known;
        return facility == AUTH_FACILITY || facility == AUTHPRIV_FACILITY ? AUTH : SYSLOG;
    }

    private static LogOrigin device(String mnemonic, Cursor message) {
        if (mnemonic.startsWith("%%")) {
            return mnemonic.contains("BGP/") ? HUAWEI_BGP : mnemonic.contains("LDP/") ? HUAWEI_LDP : HUAWEI;
        }
        // Commands are told by the parser (archive's logger) and by accounting; Sigma files both under AAA.
        if (mnemonic.startsWith("%PARSER-") || mnemonic.startsWith("%AAA") || mnemonic.startsWith("%SEC_LOGIN-")) {
            return CISCO_AAA;
        }
        if (mnemonic.endsWith("-BADAUTH")) return isLdp(message) ? CISCO_LDP : CISCO_BGP;
        if (mnemonic.startsWith("%BGP")) return CISCO_BGP;
        return mnemonic.startsWith("%LDP") ? CISCO_LDP : CISCO;
    }

    /// Whether the peer's port is LDP's (RFC 5036 §3.10); the other that is signed so is BGP's.
    private static boolean isLdp(Cursor message) {
        return message.find(":646") >= 0 || message.find("(646)") >= 0;
    }
}
