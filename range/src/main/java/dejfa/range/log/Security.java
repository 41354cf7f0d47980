package dejfa.range.log;

import dejfa.range.wire.Dice;
import dejfa.range.wire.Host;
import java.util.LinkedHashMap;
import java.util.Map;

/// Security-log events of any host, with the fields that Windows writes.
public final class Security {
    private final WindowsLog log;
    private final String domain;
    private final Dice dice;

    /// @param domain NetBIOS name of the domain
    public Security(WindowsLog log, String domain, Dice dice) {
        this.log = log;
        this.domain = domain;
        this.dice = dice;
    }

    /// 4624, and 4634 where the session ends.
    ///
    /// @param type 2 at the keyboard, 3 over the network, 5 a service, 10 remote desktop
    /// @param from null where it is local
    public void logOn(long timeNs, Host on, String user, int type, Host from, int port, long endNs) {
        String id = "0x" + dice.hex(6);
        Map<String, String> data = new LinkedHashMap<>();
        data.put("SubjectUserSid", "S-1-0-0");
        data.put("TargetUserName", user);
        data.put("TargetDomainName", domain);
        data.put("TargetLogonId", id);
        data.put("LogonType", String.valueOf(type));
        data.put("LogonProcessName", type == 3 ? "NtLmSsp" : "User32");
        data.put("AuthenticationPackageName", type == 3 ? "NTLM" : "Negotiate");
        data.put("WorkstationName", from == null ? on.name : from.name);
        data.put("IpAddress", from == null ? "-" : from.ip());
        data.put("IpPort", from == null ? "-" : String.valueOf(port));
        log.add(timeNs, on, WindowsLog.SECURITY, 4624, data);
        if (endNs <= timeNs) return;
        Map<String, String> end = new LinkedHashMap<>();
        end.put("TargetUserName", user);
        end.put("TargetDomainName", domain);
        end.put("TargetLogonId", id);
        end.put("LogonType", String.valueOf(type));
        log.add(endNs, on, WindowsLog.SECURITY, 4634, end);
    }

    /// 4625: wrong password.
    public void refused(long timeNs, Host on, String user, Host from, int port) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("SubjectUserSid", "S-1-0-0");
        data.put("TargetUserName", user);
        data.put("TargetDomainName", domain);
        data.put("Status", "0xc000006d");
        data.put("SubStatus", "0xc000006a");
        data.put("LogonType", "3");
        data.put("WorkstationName", from.name);
        data.put("IpAddress", from.ip());
        data.put("IpPort", String.valueOf(port));
        log.add(timeNs, on, WindowsLog.SECURITY, 4625, data);
    }

    /// 4776 on the domain controller.
    public void credentialsChecked(long timeNs, Host controller, String user, Host workstation, String status) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("PackageName", "MICROSOFT_AUTHENTICATION_PACKAGE_V1_0");
        data.put("TargetUserName", user);
        data.put("Workstation", workstation.name);
        data.put("Status", status);
        log.add(timeNs, controller, WindowsLog.SECURITY, 4776, data);
    }

    /// 5145: a file of a share was opened.
    public void shareAccess(long timeNs, Host on, String user, Host from, int port, String share, String file) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("SubjectUserName", user);
        data.put("SubjectDomainName", domain);
        data.put("ObjectType", "File");
        data.put("IpAddress", from.ip());
        data.put("IpPort", String.valueOf(port));
        data.put("ShareName", "\\\\*\\" + share);
        data.put("RelativeTargetName", file);
        data.put("AccessMask", "0x120089");
        log.add(timeNs, on, WindowsLog.SECURITY, 5145, data);
    }

    /// Any other event of this or another log.
    public void other(long timeNs, Host on, String channel, int id, String... namesAndValues) {
        Map<String, String> data = new LinkedHashMap<>();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) data.put(namesAndValues[i], namesAndValues[i + 1]);
        log.add(timeNs, on, channel, id, data);
    }
}
