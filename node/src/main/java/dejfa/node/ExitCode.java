package dejfa.node;

/// Exit codes of the command (docs/operating/command-line.md).
final class ExitCode {
    static final int FINE = 0;
    static final int ALERTS = 1;
    static final int USAGE = 2;
    static final int BAD_INPUT = 3;
    static final int ENVIRONMENT = 4;

    private ExitCode() {}
}
