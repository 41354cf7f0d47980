package dejfa.ingest.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Why the right to capture is missing, and what gives it: capabilities(7).
final class Privilege {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int CAP_NET_RAW = 13;

    private Privilege() {}

    static String missing(String interfaceName) {
        return "capturing on " + interfaceName + " needs the right CAP_NET_RAW, which this process does not have: "
                + remedy();
    }

    private static String remedy() {
        if (!has("CapBnd")) {
            return "it was taken from the whole container or service: grant it there (docker run --cap-add=NET_RAW, or"
                    + " in a systemd unit CapabilityBoundingSet=CAP_NET_RAW beside AmbientCapabilities=CAP_NET_RAW)";
        }
        if (has("CapEff")) {
            return "it has it in a user namespace that the interface is not of: start it in the interface's own";
        }
        return "run it as a service with AmbientCapabilities=CAP_NET_RAW (docs/operating/live.md has the unit), or"
                + " under sudo setpriv --reuid=$USER --init-groups --inh-caps=+net_raw --ambient-caps=+net_raw";
    }

    private static boolean has(String set) {
        try {
            List<String> lines = Files.readAllLines(STATUS);
            for (String line : lines) {
                if (!line.startsWith(set + ":")) continue;
                long bits =
                        Long.parseUnsignedLong(line.substring(set.length() + 1).strip(), 16);
                return (bits >>> CAP_NET_RAW & 1) != 0;
            }
        } catch (IOException | NumberFormatException e) {
            // Without /proc nothing is known; the usual remedy is told.
            return set.equals("CapBnd");
        }
        return set.equals("CapBnd");
    }
}
