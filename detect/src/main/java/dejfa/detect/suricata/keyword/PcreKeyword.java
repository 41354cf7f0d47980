package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.keyword.field.Text;
import dejfa.detect.pattern.RegularExpression;
import dejfa.detect.pattern.RegularExpression.Flag;
import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.match.PayloadTest.Capture;
import dejfa.detect.suricata.match.PayloadTest.Keep;
import dejfa.detect.suricata.rule.BadRule;
import java.util.ArrayList;
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
        String pattern = t.substring(1, slash);
        PayloadTest.Regex test = new PayloadTest.Regex(
                compile(rule, pattern, flags), negated, relative, negated ? List.of() : captures(rule, pattern, names));
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

    /// Groups go where the list behind the flags says (`,flow:name,pkt:other`), or where their own name does
    /// (`(?P<flow_name>…)`); byte keywords may read them by that name.
    private static List<Capture> captures(RuleBuilder rule, String pattern, String names) {
        List<Capture> out = new ArrayList<>();
        if (!names.isBlank()) {
            int group = 0;
            for (String part : Text.parts(names.replace("\"", ""))) {
                if (!part.isEmpty()) capture(rule, ++group, part.replaceFirst("\\s*:\\s*", "_"), part, out);
            }
        }
        int group = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') i++;
            else if (c == '[') i = classEnd(pattern, i);
            else if (c == '(') {
                String name = groupName(pattern, i + 1);
                if (name == null) continue;
                group++;
                if (!name.isEmpty() && names.isBlank()) capture(rule, group, name, null, out);
            }
        }
        return List.copyOf(out);
    }

    /// The name of a group, empty where it has none, null where it captures nothing.
    private static String groupName(String pattern, int at) {
        if (at < pattern.length() && pattern.charAt(at) == '*') return null;
        if (at >= pattern.length() || pattern.charAt(at) != '?') return "";
        int from = at + 1;
        if (pattern.startsWith("P<", from)) from += 2;
        else if (pattern.startsWith("'", from)) from++;
        else if (pattern.startsWith("<", from) && !pattern.startsWith("<=", from) && !pattern.startsWith("<!", from))
            from++;
        else return null;
        int end = from;
        while (end < pattern.length() && (Character.isLetterOrDigit(pattern.charAt(end)) || pattern.charAt(end) == '_'))
            end++;
        return pattern.substring(from, end);
    }

    private static int classEnd(String pattern, int open) {
        int i = open + 1;
        if (i < pattern.length() && pattern.charAt(i) == '^') i++;
        if (i < pattern.length() && pattern.charAt(i) == ']') i++;
        while (i < pattern.length() && pattern.charAt(i) != ']') i += pattern.charAt(i) == '\\' ? 2 : 1;
        return i;
    }

    /// @param spelled as the rule lists it, or null for the name of a group, which may be the rule's own affair
    private static void capture(RuleBuilder rule, int group, String name, String spelled, List<Capture> out) {
        int bar = name.indexOf('_');
        Keep keep =
                switch (bar < 0 ? "" : name.substring(0, bar)) {
                    case "flow" -> Keep.FLOW;
                    case "pkt" -> Keep.PACKET;
                    case "alert" -> Keep.ALERT;
                    default -> null;
                };
        if (keep == null && spelled == null) return;
        if (keep == null) throw new BadRule("pcre can't capture into " + spelled, "write flow:, pkt: or alert:");
        String variable = name.substring(bar + 1).strip();
        out.add(new Capture(group, keep, variable, rule.variable(variable)));
    }
}
