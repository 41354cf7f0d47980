package dejfa.detect.suricata.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A rule taken apart: the seven words of its header and its options.
public record RuleText(
        String action,
        String protocol,
        String source,
        String sourcePorts,
        String arrow,
        String destination,
        String destinationPorts,
        List<RuleOption> options) {
    private static final int MAX_OPTIONS = 4096;

    /// @throws BadRule when it isn't a rule
    public static RuleText parse(String text) {
        int[] at = {0};
        String[] words = new String[7];
        for (int i = 0; i < 7; i++) {
            words[i] = word(text, at);
            if (words[i].isEmpty()) {
                throw new BadRule(
                        "the header ends after " + i + " of 7 words",
                        "write: action protocol source ports -> destination ports (options)");
            }
        }
        skipSpace(text, at);
        List<RuleOption> options = new ArrayList<>();
        if (at[0] < text.length()) {
            int end = text.strip().length();
            if (text.charAt(at[0]) != '(') {
                throw new BadRule("'(' is missing after the header", "put the options between brackets");
            }
            int close = text.lastIndexOf(')', end);
            if (close < at[0]) throw new BadRule("the closing bracket is missing", "end the rule with ;)");
            options(text.substring(at[0] + 1, close), options);
        }
        return new RuleText(
                words[0].toLowerCase(Locale.ROOT),
                words[1].toLowerCase(Locale.ROOT),
                words[2],
                words[3],
                words[4],
                words[5],
                words[6],
                List.copyOf(options));
    }

    /// A word ends at white space; a list in square brackets is one word.
    private static String word(String text, int[] at) {
        skipSpace(text, at);
        int depth = 0;
        int from = at[0];
        while (at[0] < text.length()) {
            char c = text.charAt(at[0]);
            if (c == '[') depth++;
            if (c == ']') depth--;
            if (depth <= 0 && (Character.isWhitespace(c) || c == '(')) break;
            at[0]++;
        }
        return text.substring(from, at[0]);
    }

    private static void skipSpace(String text, int[] at) {
        while (at[0] < text.length() && Character.isWhitespace(text.charAt(at[0]))) at[0]++;
    }

    /// Options end at a semicolon that is neither escaped nor, for some keywords, inside quotes.
    private static void options(String text, List<RuleOption> out) {
        int from = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\') i++;
            else if (c == ';') {
                add(text.substring(from, i), out);
                from = i + 1;
            }
            i++;
        }
        if (from < text.length()) {
            String rest = text.substring(from);
            if (!rest.isBlank()) throw new BadRule("option '" + cut(rest) + "' does not end with ;", "end it with ;");
        }
    }

    private static void add(String text, List<RuleOption> out) {
        String option = text.strip();
        if (option.isEmpty()) return;
        if (out.size() >= MAX_OPTIONS) throw new BadRule("more than " + MAX_OPTIONS + " options", "split the rule");
        int colon = option.indexOf(':');
        String name = (colon < 0 ? option : option.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
        out.add(new RuleOption(
                name, colon < 0 ? null : option.substring(colon + 1).strip()));
    }

    private static String cut(String text) {
        String t = text.strip();
        return t.length() <= 40 ? t : t.substring(0, 40) + "…";
    }

    /// The text between quotes, escapes of quote, backslash, semicolon and colon undone.
    public static String unquote(String value) {
        String t = value.strip();
        if (t.length() >= 2 && t.startsWith("\"") && t.endsWith("\"")) t = t.substring(1, t.length() - 1);
        if (t.indexOf('\\') < 0) return t;
        StringBuilder out = new StringBuilder(t.length());
        for (int i = 0; i < t.length(); i++) {
            char c = t.charAt(i);
            if (c == '\\' && i + 1 < t.length() && "\"\\;:".indexOf(t.charAt(i + 1)) >= 0) c = t.charAt(++i);
            out.append(c);
        }
        return out.toString();
    }
}
