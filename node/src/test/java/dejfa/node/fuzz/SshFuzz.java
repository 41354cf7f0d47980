package dejfa.node.fuzz;

/// The ssh parser.
public final class SshFuzz {
    private SshFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ParserTarget.run("ssh", data);
    }
}
