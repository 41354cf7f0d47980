package dejfa.node.fuzz;

/// The gh0st parser.
public final class Gh0stFuzz {
    private Gh0stFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ParserTarget.run("gh0st", data);
    }
}
