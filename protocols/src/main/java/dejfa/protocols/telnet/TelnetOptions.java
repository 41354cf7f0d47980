package dejfa.protocols.telnet;

import java.util.Map;

/// Names of options (IANA "Telnet Options"), lower case with underscores.
final class TelnetOptions {
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(0, "binary_transmission"),
            Map.entry(1, "echo"),
            Map.entry(3, "suppress_go_ahead"),
            Map.entry(5, "status"),
            Map.entry(6, "timing_mark"),
            Map.entry(24, "terminal_type"),
            Map.entry(25, "end_of_record"),
            Map.entry(31, "window_size"),
            Map.entry(32, "terminal_speed"),
            Map.entry(33, "remote_flow_control"),
            Map.entry(34, "linemode"),
            Map.entry(35, "x_display_location"),
            Map.entry(36, "environment_option"),
            Map.entry(37, "authentication_option"),
            Map.entry(38, "encryption_option"),
            Map.entry(39, "new_environment_option"),
            Map.entry(40, "tn3270e"),
            Map.entry(42, "charset"));

    private TelnetOptions() {}

    /// The number as text where it has no name here.
    static String name(int option) {
        String name = NAMES.get(option);
        return name != null ? name : Integer.toString(option);
    }
}
