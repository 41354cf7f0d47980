package dejfa.detect.suricata.keyword.field;

import dejfa.detect.suricata.match.IntegerTest;
import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.RuleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reading of option values.
public final class Text {
    private Text() {}

    public static String required(String value, String keyword) {
        if (value == null || value.isBlank()) throw new BadRule(keyword + " needs a value", "write " + keyword + ":…;");
        return RuleText.unquote(value);
    }

    /// Parts between commas, stripped; empty ones are kept.
    public static List<String> parts(String value) {
        List<String> parts = new ArrayList<>();
        for (String part : value.split(",", -1)) parts.add(part.strip());
        return parts;
    }

    public static long number(String text, String keyword) {
        try {
            return IntegerTest.number(text, Map.of());
        } catch (IllegalArgumentException e) {
            throw new BadRule(keyword + ": " + e.getMessage(), "write a decimal or 0x number");
        }
    }

    public static int count(String text, String keyword) {
        long value = number(text, keyword);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new BadRule(keyword + ": " + value + " is out of range", "write a number from 0 to 2147483647");
        }
        return (int) value;
    }

    public static IntegerTest integerTest(String value, String keyword, Map<String, Long> names) {
        try {
            return IntegerTest.parse(required(value, keyword), names);
        } catch (IllegalArgumentException e) {
            throw new BadRule(keyword + ": " + e.getMessage(), "write n, !n, <n, >n, <=n, >=n, a-b or a<>b");
        }
    }

    /// The word before the first space or comma, and what follows.
    public static String[] wordAndRest(String text) {
        String t = text.strip();
        int i = 0;
        while (i < t.length() && t.charAt(i) != ' ' && t.charAt(i) != ',') i++;
        String rest = t.substring(i).strip();
        if (rest.startsWith(",")) rest = rest.substring(1).strip();
        return new String[] {t.substring(0, i), rest};
    }
}
