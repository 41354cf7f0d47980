package dejfa.detect.suricata.keyword;

import dejfa.detect.pattern.RegularExpression;
import dejfa.detect.pattern.RegularExpression.Flag;
import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.RuleText;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `pcre:"/…/flags"`, with PCRE's flags and Suricata's own that name a buffer.
final class PcreKeyword {
    private static final Map<Character, String> BUFFERS = Map.ofEntries(
            Map.entry('U', "http.uri"),
            Map.entry('I', "http.uri.raw"),
            Map.entry('P', "http.request_body"),
            Map.entry('Q', "http.response_body"),
            Map.entry('H', "http.header"),
            Map.entry('D', "http.header.raw"),
            Map.entry('M', "http.method"),
            Map.entry('C', "http.cookie"),
            Map.entry('S', "http.stat_code"),
            Map.entry('Y', "http.stat_msg"),
            Map.entry('V', "http.user_agent"),
            Map.entry('W', "http.host"),
            Map.entry('Z', "http.host.raw"));

    private PcreKeyword() {}

    static void register(Map<String, Keyword> all) {
        all.put("pcre", PcreKeyword::pcre);
    }

    private static void pcre(RuleBuilder rule, String value) {
        if (value == null) throw new BadRule("pcre needs an expression", "write pcre:\"/…/\";");
        boolean negated = value.startsWith("!");
        String quoted = (negated ? value.substring(1) : value).strip();
        int captured = quoted.lastIndexOf("\",");
        String names = "";
        if (captured > 0 && quoted.startsWith("\"")) {
            names = quoted.substring(captured + 2);
            quoted = quoted.substring(0, captured + 1);
        }
        String t = unquote(quoted);
        // flow:… names may stand inside the quotes too: "/…/,flow:name"
        int slash = t.lastIndexOf('/');
        if (!t.startsWith("/") || slash == 0) throw new BadRule("pcre is not between slashes", "write pcre:\"/…/\";");
        String options = t.substring(slash + 1);
        int comma = options.indexOf(',');
        if (comma >= 0) {
            names = options.substring(comma + 1);
            options = options.substring(0, comma);
        }
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        boolean relative = false;
        String buffer = null;
        for (char c : options.strip().toCharArray()) {
            switch (c) {
                case 'i' -> flags.add(Flag.CASELESS);
                case 's' -> flags.add(Flag.DOT_ALL);
                case 'm' -> flags.add(Flag.MULTI_LINE);
                case 'x' -> flags.add(Flag.EXTENDED);
                case 'A' -> flags.add(Flag.ANCHORED);
                case 'E' -> flags.add(Flag.DOLLAR_END_ONLY);
                case 'G' -> flags.add(Flag.UNGREEDY);
                case 'R' -> relative = true;
                case 'B', 'O' -> {}
                default -> {
                    buffer = BUFFERS.get(c);
                    if (buffer == null) throw new BadRule("pcre knows no flag " + c, "see the user guide on pcre");
                }
            }
        }
        PayloadTest.Regex test = new PayloadTest.Regex(
                compile(rule, t.substring(1, slash), flags), negated, relative, captures(rule, names));
        if (buffer == null) rule.test(test);
        else BufferKeywords.known(rule, buffer).tests.add(test);
    }

    /// Quotes go; of the escapes only those of the rule language (quote, semicolon) are undone.
    private static String unquote(String quoted) {
        String t = quoted;
        if (t.length() >= 2 && t.startsWith("\"") && t.endsWith("\"")) t = t.substring(1, t.length() - 1);
        return t.replace("\\\"", "\"").replace("\\;", ";");
    }

    static RegularExpression compile(RuleBuilder rule, String pattern, Set<Flag> flags) {
        try {
            return rule.context.expressions.compile(pattern, flags);
        } catch (IllegalArgumentException e) {
            throw new BadRule(e.getMessage(), "mend the expression");
        }
    }

    /// Only captures into flow or packet variables exist; rules read them by byte_extract names, so they are numbers.
    private static int[] captures(RuleBuilder rule, String names) {
        if (names.isBlank()) return new int[0];
        List<String> parts = Text.parts(RuleText.unquote(names));
        int[] out = new int[parts.size()];
        for (int i = 0; i < out.length; i++) {
            String name = parts.get(i);
            out[i] = rule.variable(name.substring(name.indexOf(':') + 1));
        }
        return out;
    }
}
