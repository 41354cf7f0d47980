package dejfa.detect.suricata.keyword;

import dejfa.api.Field;
import dejfa.detect.suricata.match.IntegerTest;
import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.BufferSource;
import dejfa.detect.suricata.rule.Clause;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongPredicate;

/// Keywords of MQTT that ask for several bits by their names: `mqtt.flags:dup,!retain;`.
final class MqttKeywords {
    private MqttKeywords() {}

    static void register(Map<String, Keyword> all) {
        all.put("mqtt.flags", (rule, value) -> flags(rule, "mqtt.flags", value));
        all.put("mqtt.connect.flags", (rule, value) -> flags(rule, "mqtt.connect.flags", value));
    }

    private static void flags(RuleBuilder rule, String keyword, String value) {
        List<BufferSource> sources = rule.context.buffers.sources(keyword);
        if (sources.isEmpty())
            throw new BadRule("no parser here offers " + keyword, "leave the rule out until one does");
        rule.protocolKeyword = true;
        Field field = sources.getFirst().path().getLast();
        String text = Text.required(value, keyword);
        LongPredicate test = isNumeric(text)
                ? Text.integerTest(text, keyword, field.values())::holds
                : bits(text, keyword, field.values());
        rule.clauses.add(new Clause.Value(
                keyword, sources, values -> values.stream().anyMatch(v -> v instanceof Long n && test.test(n))));
    }

    private static boolean isNumeric(String text) {
        return text.chars().noneMatch(c -> Character.isLetter(c) && c != 'x')
                || text.strip().startsWith("&");
    }

    /// All bits of the names set, all of the names with `!` not.
    private static LongPredicate bits(String text, String keyword, Map<String, Long> names) {
        long mask = 0;
        long wanted = 0;
        for (String part : Text.parts(text)) {
            boolean negated = part.startsWith("!");
            String name = part.substring(negated ? 1 : 0).strip().toLowerCase(Locale.ROOT);
            Long bit = names.get(name);
            if (bit == null) {
                throw new BadRule(
                        keyword + " knows no flag '" + name + "'", "use " + String.join(", ", names.keySet()));
            }
            mask |= bit;
            if (!negated) wanted |= bit;
        }
        return new IntegerTest(IntegerTest.Operator.MASK, mask, wanted)::holds;
    }
}
