package dejfa.node.fuzz;

/// The ftp parser.
public final class FtpFuzz {
    private FtpFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ParserTarget.run("ftp", data);
    }
}
