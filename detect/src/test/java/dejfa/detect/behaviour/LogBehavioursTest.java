package dejfa.detect.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogBehavioursTest {
    private static final String SERVER = "10.0.0.80";

    private static World command(String line) {
        return new World(new Random(1))
                .windows(5, SERVER, 1, "Microsoft-Windows-Sysmon/Operational", Map.of("CommandLine", line));
    }

    @Test
    void appcmd_that_switches_the_access_log_off_is_told() {
        String line = "C:\\Windows\\System32\\inetsrv\\appcmd.exe set config /section:httplogging /dontLog:true";
        assertEquals(1, command(line).alerts("log-switched-off").size());
    }

    @Test
    void reading_the_same_setting_is_not() {
        assertEquals(
                0,
                command("appcmd.exe list config /section:httplogging")
                        .alerts("log-switched-off")
                        .size());
        assertEquals(
                0, command("wevtutil qe Security").alerts("log-switched-off").size());
    }

    @Test
    void the_trace_of_a_cleared_security_log_is_told() {
        World world = new World(new Random(1)).windows(5, SERVER, 1102, "Security", Map.of());
        assertEquals(1, world.alerts("log-switched-off").size());
    }
}
