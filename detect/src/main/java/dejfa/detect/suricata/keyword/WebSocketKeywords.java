package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.match.IntegerTest;
import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.BufferSource;
import dejfa.detect.suricata.rule.Clause;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `websocket.flags`, which takes names of bits as well as a number (user guide, "WebSocket Keywords").
final class WebSocketKeywords {
    private static final String FLAGS = "websocket.flags";
    private static final Map<String, Long> BITS = Map.of("fin", 0x80L, "comp", 0x40L, "rsv2", 0x20L, "rsv3", 0x10L);

    private WebSocketKeywords() {}

    static void register(Map<String, Keyword> all) {
        all.put(FLAGS, WebSocketKeywords::flags);
    }

    /// `fin,!comp`, `128`, `&0x40=0x40`.
    private static void flags(RuleBuilder rule, String value) {
        String text = Text.required(value, FLAGS).strip().toLowerCase(Locale.ROOT);
        List<BufferSource> sources = rule.context.buffers.sources(FLAGS);
        if (sources.isEmpty())
            throw new BadRule("no parser here speaks WebSocket", "leave the rule out until one does");
        boolean named = Character.isLetter(text.charAt(text.startsWith("!") && text.length() > 1 ? 1 : 0));
        IntegerTest test = named ? bits(text) : Text.integerTest(text, FLAGS, Map.of());
        rule.protocolKeyword = true;
        rule.clauses.add(new Clause.Value(
                FLAGS, sources, values -> values.stream().map(Long.class::cast).anyMatch(test::holds)));
    }

    private static IntegerTest bits(String text) {
        long mask = 0;
        long wanted = 0;
        for (String part : Text.parts(text)) {
            boolean negated = part.startsWith("!");
            Long bit = BITS.get(negated ? part.substring(1).strip() : part);
            if (bit == null) throw new BadRule(FLAGS + " knows no " + part, "use fin, comp, rsv2, rsv3");
            mask |= bit;
            if (!negated) wanted |= bit;
        }
        return new IntegerTest(IntegerTest.Operator.MASK, mask, wanted);
    }
}
