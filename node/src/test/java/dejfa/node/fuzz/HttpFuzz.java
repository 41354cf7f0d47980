package dejfa.node.fuzz;

/// The http parser.
public final class HttpFuzz {
    private HttpFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ParserTarget.run("http", data);
    }
}
