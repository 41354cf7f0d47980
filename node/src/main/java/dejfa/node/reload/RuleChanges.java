package dejfa.node.reload;

import dejfa.detect.suricata.RuleSet;
import dejfa.detect.suricata.rule.CompiledRule;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// What a reload changed, in words for the operator.
final class RuleChanges {
    private RuleChanges() {}

    static String of(RuleSet before, RuleSet now) {
        Map<String, String> old = new HashMap<>(before.rules().size() * 2);
        for (CompiledRule rule : before.rules()) old.put(id(rule), rule.info().text());
        int fresh = 0;
        int changed = 0;
        for (CompiledRule rule : now.rules()) {
            String text = old.remove(id(rule));
            if (text == null) fresh++;
            else if (!text.equals(rule.info().text())) changed++;
        }
        return String.format(
                Locale.ROOT,
                "%,d rules (%,d new, %,d changed, %,d gone)",
                now.rules().size(),
                fresh,
                changed,
                old.size());
    }

    private static String id(CompiledRule rule) {
        return rule.info().gid() + ":" + rule.info().sid();
    }
}
