package dejfa.node.fuzz;

import dejfa.api.FlowParserFactory;

/// The ssh parser.
public final class SshFuzz {
    private static final FlowParserFactory FACTORY = ParserTarget.factory("ssh");

    private SshFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ParserTarget.run(FACTORY, data);
    }
}
