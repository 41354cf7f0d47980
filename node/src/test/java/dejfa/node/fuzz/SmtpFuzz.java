package dejfa.node.fuzz;

/// The smtp parser.
public final class SmtpFuzz {
    private SmtpFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ParserTarget.run("smtp", data);
    }
}
