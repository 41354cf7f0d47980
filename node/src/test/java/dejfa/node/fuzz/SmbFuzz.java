package dejfa.node.fuzz;

/// The smb parser.
public final class SmbFuzz {
    private SmbFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ParserTarget.run("smb", data);
    }
}
