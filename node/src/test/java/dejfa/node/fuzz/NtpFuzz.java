package dejfa.node.fuzz;

import dejfa.api.FlowParserFactory;

/// The ntp parser.
public final class NtpFuzz {
    private static final FlowParserFactory FACTORY = ParserTarget.factory("ntp");

    private NtpFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ParserTarget.run(FACTORY, data);
    }
}
