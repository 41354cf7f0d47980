package dejfa.node.fuzz;

import dejfa.api.FlowParserFactory;

/// The smb parser.
public final class SmbFuzz {
    private static final FlowParserFactory FACTORY = ParserTarget.factory("smb");

    private SmbFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ParserTarget.run(FACTORY, data);
    }
}
