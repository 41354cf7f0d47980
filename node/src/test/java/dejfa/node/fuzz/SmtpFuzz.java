package dejfa.node.fuzz;

import dejfa.api.FlowParserFactory;

/// The smtp parser.
public final class SmtpFuzz {
    private static final FlowParserFactory FACTORY = ParserTarget.factory("smtp");

    private SmtpFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ParserTarget.run(FACTORY, data);
    }
}
