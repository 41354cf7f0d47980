package dejfa.node.fuzz;

/// The tls parser.
public final class TlsFuzz {
    private TlsFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ParserTarget.run("tls", data);
    }
}
