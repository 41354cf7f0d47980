package dejfa.node.fuzz;

/// The ntp parser.
public final class NtpFuzz {
    private NtpFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ParserTarget.run("ntp", data);
    }
}
