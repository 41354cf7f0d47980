package dejfa.node.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// What the outputs are, and colours for those that are a terminal.
public final class Terminal {
    private static final String RESET = "\033[0m";
    /// by severity, and for the mark of the range
    private static final Map<String, String> COLOURS = Map.of(
            "critical", "\033[1;97;41m",
            "high", "\033[1;31m",
            "medium", "\033[1;33m",
            "low", "\033[1;36m",
            "SYNTHETIC", "\033[1;35m");

    private final boolean colour;

    private Terminal(boolean colour) {
        this.colour = colour;
    }

    /// Colour on a terminal only, and never where `NO_COLOR` is set (no-color.org).
    public static Terminal output() {
        String refused = System.getenv("NO_COLOR");
        boolean dumb = "dumb".equals(System.getenv("TERM"));
        return new Terminal((refused == null || refused.isEmpty()) && !dumb && isTerminal(1));
    }

    /// @param descriptor 1 standard output, 2 standard error
    public static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException noProc) {
            // without /proc only the console as a whole can be asked
            return System.console() != null && System.console().isTerminal();
        }
    }

    /// The line with severity and mark in colour where it starts with them.
    public String paint(String line) {
        if (!colour) return line;
        String painted = line;
        if (painted.startsWith("SYNTHETIC"))
            painted = COLOURS.get("SYNTHETIC") + "SYNTHETIC" + RESET + painted.substring(9);
        int at = painted.indexOf(", severity ");
        if (at < 0 || line.startsWith(" ")) return painted;
        int from = at + ", severity ".length();
        int to = painted.indexOf(':', from);
        String code = to < 0 ? null : COLOURS.get(painted.substring(from, to));
        return code == null
                ? painted
                : painted.substring(0, from) + code + painted.substring(from, to) + RESET + painted.substring(to);
    }

    /// Section heads (`  Who: …`) stand out.
    public String head(String line) {
        int colon = line.indexOf(':');
        boolean head = colour && line.startsWith("  ") && !line.startsWith("   ") && colon > 0 && colon < 20;
        return head ? "  \033[1m" + line.substring(2, colon + 1) + RESET + line.substring(colon + 1) : line;
    }
}
