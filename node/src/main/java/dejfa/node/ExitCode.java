package dejfa.node;

/// Exit codes of the command (docs/operating/command-line.md).
public final class ExitCode {
    public static final int FINE = 0;
    public static final int ALERTS = 1;
    public static final int USAGE = 2;
    public static final int BAD_INPUT = 3;
    public static final int ENVIRONMENT = 4;

    private ExitCode() {}
}
