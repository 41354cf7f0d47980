package dejfa.node.fuzz;

import dejfa.api.FlowParserFactory;

/// The gh0st parser.
public final class Gh0stFuzz {
    private static final FlowParserFactory FACTORY = ParserTarget.factory("gh0st");

    private Gh0stFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ParserTarget.run(FACTORY, data);
    }
}
