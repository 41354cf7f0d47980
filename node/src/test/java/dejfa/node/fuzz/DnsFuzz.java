package dejfa.node.fuzz;

/// The dns parser.
public final class DnsFuzz {
    private DnsFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ParserTarget.run("dns", data);
    }
}
