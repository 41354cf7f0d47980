package dejfa.node.fuzz;

import dejfa.detect.suricata.RuleLoader;
import dejfa.detect.suricata.RuleSet;
import dejfa.detect.suricata.RuleSettings;
import dejfa.protocols.ProtocolRecogniser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The whole packet route with a rule set that uses every kind of keyword: conversations of fuzzed bytes in sound
/// frames, or, by the first byte, fuzzed frames.
public final class EngineFuzz {
    private static final RuleSet RULES = rules();

    private EngineFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Conversations.run(RULES, data);
    }

    /// Of `engine.rules` beside the seeds; a rule there that does not load is a fault of this target.
    static RuleSet rules() {
        try (InputStream in = EngineFuzz.class.getResourceAsStream("engine.rules")) {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            RuleSet rules = RuleLoader.parse(
                    text,
                    Path.of("engine.rules"),
                    RuleSettings.around("10.0.0.0/8"),
                    new ProtocolRecogniser().schemas());
            if (!rules.rejected().isEmpty()) throw new IllegalStateException("refused: " + rules.rejected());
            return rules;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
