package dejfa.node.fuzz;

import dejfa.api.FlowParserFactory;

/// The ftp parser.
public final class FtpFuzz {
    private static final FlowParserFactory FACTORY = ParserTarget.factory("ftp");

    private FtpFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ParserTarget.run(FACTORY, data);
    }
}
