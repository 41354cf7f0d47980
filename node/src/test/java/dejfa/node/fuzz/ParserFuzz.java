package dejfa.node.fuzz;

import dejfa.api.FlowParserFactory;

/// The parser of one protocol: `-Ddejfa.fuzz.protocol=ssh` (`.ci/fuzz SECONDS parser-ssh`).
public final class ParserFuzz {
    private static final FlowParserFactory FACTORY = ParserTarget.factory(System.getProperty("dejfa.fuzz.protocol"));

    private ParserFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ParserTarget.run(FACTORY, data);
    }
}
