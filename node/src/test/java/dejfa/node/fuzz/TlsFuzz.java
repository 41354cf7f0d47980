package dejfa.node.fuzz;

import dejfa.api.FlowParserFactory;

/// The tls parser.
public final class TlsFuzz {
    private static final FlowParserFactory FACTORY = ParserTarget.factory("tls");

    private TlsFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ParserTarget.run(FACTORY, data);
    }
}
