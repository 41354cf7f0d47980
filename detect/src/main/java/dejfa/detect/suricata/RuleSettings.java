package dejfa.detect.suricata;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The set-up that rules are loaded and run with.
///
/// @param addressGroups names to lists, as rules write them (`HOME_NET` to `[10.0.0.0/8,!10.1.0.0/16]`)
/// @param portGroups likewise
/// @param settings dotted Suricata option names to values
/// @param eveTypes per event type its options, null where it has none: what alerts carry along
/// @param baseFolders where relative data files of rules are looked for, in order
public record RuleSettings(
        Map<String, String> addressGroups,
        Map<String, String> portGroups,
        Map<String, String> settings,
        Map<String, Map<String, Object>> eveTypes,
        List<Path> baseFolders) {
    public RuleSettings {
        addressGroups = Map.copyOf(addressGroups);
        portGroups = Map.copyOf(portGroups);
        settings = Map.copyOf(settings);
        eveTypes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(eveTypes));
        baseFolders = List.copyOf(baseFolders);
    }

    public RuleSettings(
            Map<String, String> addressGroups,
            Map<String, String> portGroups,
            Map<String, String> settings,
            List<Path> baseFolders) {
        this(addressGroups, portGroups, settings, Map.of(), baseFolders);
    }

    /// Groups that rules usually name, around a home network.
    ///
    /// @param homeNet a list as rules write it
    public static RuleSettings around(String homeNet) {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("HOME_NET", homeNet);
        addresses.put("EXTERNAL_NET", homeNet.equals("any") ? "any" : "!$HOME_NET");
        addresses.put("AIM_SERVERS", "$EXTERNAL_NET");
        for (String name : List.of(
                "HTTP_SERVERS",
                "SMTP_SERVERS",
                "SQL_SERVERS",
                "DNS_SERVERS",
                "TELNET_SERVERS",
                "DC_SERVERS",
                "DNP3_SERVER",
                "DNP3_CLIENT",
                "MODBUS_CLIENT",
                "MODBUS_SERVER",
                "ENIP_CLIENT",
                "ENIP_SERVER")) {
            addresses.put(name, "$HOME_NET");
        }
        Map<String, String> ports = Map.ofEntries(
                Map.entry("HTTP_PORTS", "80"),
                Map.entry("SHELLCODE_PORTS", "!80"),
                Map.entry("ORACLE_PORTS", "1521"),
                Map.entry("SSH_PORTS", "22"),
                Map.entry("DNP3_PORTS", "20000"),
                Map.entry("MODBUS_PORTS", "502"),
                Map.entry("FILE_DATA_PORTS", "[$HTTP_PORTS,110,143]"),
                Map.entry("FTP_PORTS", "21"),
                Map.entry("GENEVE_PORTS", "6081"),
                Map.entry("VXLAN_PORTS", "4789"),
                Map.entry("TEREDO_PORTS", "3544"),
                Map.entry("SIP_PORTS", "[5060,5061]"));
        return new RuleSettings(addresses, ports, Map.of(), Map.of(), List.of());
    }

    public String setting(String name, String whenUnset) {
        return settings.getOrDefault(name, whenUnset);
    }

    public boolean isOn(String name) {
        String value = setting(name, "no");
        return value.equals("yes") || value.equals("true") || value.equals("on") || value.equals("1");
    }
}
