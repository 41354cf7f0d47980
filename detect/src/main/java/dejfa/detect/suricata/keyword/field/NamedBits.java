package dejfa.detect.suricata.keyword.field;

import dejfa.detect.suricata.match.IntegerTest;
import dejfa.detect.suricata.rule.BadRule;
import java.util.Locale;
import java.util.Map;

/// Bits by their names: `fin,!comp` asks for one that is set and one that is not.
final class NamedBits {
    private NamedBits() {}

    /// Names, or a comparison of the whole number.
    ///
    /// @param names lower case
    static IntegerTest parse(String value, String keyword, Map<String, Long> names) {
        String text = Text.required(value, keyword).strip().toLowerCase(Locale.ROOT);
        String first = text.startsWith("!") ? text.substring(1).strip() : text;
        if (first.isEmpty() || !Character.isLetter(first.charAt(0))) return Text.integerTest(text, keyword, names);
        long mask = 0;
        long wanted = 0;
        for (String part : Text.parts(text)) {
            boolean negated = part.startsWith("!");
            Long bit = names.get(negated ? part.substring(1).strip() : part);
            if (bit == null) {
                throw new BadRule(keyword + " knows no bit '" + part + "'", "use " + String.join(", ", names.keySet()));
            }
            mask |= bit;
            if (!negated) wanted |= bit;
        }
        return new IntegerTest(IntegerTest.Operator.MASK, mask, wanted);
    }
}
