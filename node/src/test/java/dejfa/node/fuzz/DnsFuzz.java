package dejfa.node.fuzz;

import dejfa.api.FlowParserFactory;

/// The dns parser.
public final class DnsFuzz {
    private static final FlowParserFactory FACTORY = ParserTarget.factory("dns");

    private DnsFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ParserTarget.run(FACTORY, data);
    }
}
