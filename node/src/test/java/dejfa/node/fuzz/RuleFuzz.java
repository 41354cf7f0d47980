package dejfa.node.fuzz;

import dejfa.api.Schema;
import dejfa.detect.suricata.RuleLoader;
import dejfa.detect.suricata.RuleSet;
import dejfa.detect.suricata.RuleSettings;
import dejfa.protocols.ProtocolRecogniser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The rule parser and compiler: each rule is loaded or refused in a sentence. What loads is run over a packet too.
public final class RuleFuzz {
    private static final List<Schema> SCHEMAS = new ProtocolRecogniser().schemas();
    private static final RuleSettings SETTINGS = RuleSettings.around("10.0.0.0/8");
    private static final Path NAME = Path.of("fuzz.rules");

    private RuleFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        RuleSet rules = RuleLoader.parse(text, NAME, SETTINGS, SCHEMAS);
        rules.rejected().forEach(refused -> {
            if (refused.reason() == null
                    || refused.reason().isBlank()
                    || refused.toString().isBlank()) {
                throw new IllegalStateException("refused without a reason");
            }
        });
        if (!rules.rules().isEmpty()) Conversations.run(rules, Conversations.SAMPLE);
    }
}
