package dejfa.node.fuzz;

import dejfa.detect.sigma.SigmaExplainer;
import dejfa.detect.sigma.SigmaProblem;
import dejfa.detect.sigma.SigmaRules;
import dejfa.detect.sigma.SigmaSettings;
import java.nio.charset.StandardCharsets;

/// Sigma rule files: each document is loaded or refused in a sentence, and what loads can be explained and matched.
public final class SigmaRuleFuzz {
    private static final SigmaSettings SETTINGS = SigmaSettings.defaults();

    private SigmaRuleFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        try (SigmaRules rules = SigmaRules.parse("fuzz.yml", text, SETTINGS)) {
            for (SigmaProblem problem : rules.problems()) {
                if (problem.reason() == null || problem.reason().isBlank()) {
                    throw new IllegalStateException("refused without a reason");
                }
            }
            if (rules.loaded() + rules.problems().size() != rules.total()) {
                throw new IllegalStateException("neither loaded nor listed");
            }
            SigmaExplainer explainer = new SigmaExplainer(rules);
            rules.rules().forEach(explainer::explain);
            SigmaMatchFuzz.match(rules, data);
        }
    }
}
