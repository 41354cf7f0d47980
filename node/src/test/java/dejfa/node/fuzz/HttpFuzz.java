package dejfa.node.fuzz;

import dejfa.api.FlowParserFactory;

/// The http parser.
public final class HttpFuzz {
    private static final FlowParserFactory FACTORY = ParserTarget.factory("http");

    private HttpFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ParserTarget.run(FACTORY, data);
    }
}
