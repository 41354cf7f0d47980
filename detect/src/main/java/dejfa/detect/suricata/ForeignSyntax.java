package dejfa.detect.suricata;

import java.util.List;
import java.util.regex.Pattern;

/// Recognises rule files of another engine, so that they are named in one sentence instead of rule by rule.
final class ForeignSyntax {
    /// Rules looked at; what a file is shows early.
    private static final int SAMPLE = 400;
    /// Below that a file of our own syntax may have a few odd rules.
    private static final int SHARE_PERCENT = 10;

    /// Modifiers inside `content` (`content:"a",nocase`), options that only Snort 3 has, headers of one word
    /// (Snort 3 rule writing guide).
    private static final Pattern SNORT_3 = Pattern.compile("content:\\s*!?\"(?:[^\"\\\\]|\\\\.)*\"\\s*,\\s*[a-z]"
            + "|[;(]\\s*(service|bufferlen|http_num_headers|http_param|file_type|js_data)\\s*:"
            + "|^\\s*[a-z]+\\s+[a-z0-9]+\\s*\\(");

    private ForeignSyntax() {}

    /// @param rules of one file
    /// @return why none of them can run here, or null where the file is in Suricata's syntax
    static String of(List<RuleLines.Rule> rules) {
        int looked = Math.min(SAMPLE, rules.size());
        int snort = 0;
        for (int i = 0; i < looked; i++)
            if (SNORT_3.matcher(rules.get(i).text()).find()) snort++;
        if (snort == 0 || snort * 100 < looked * SHARE_PERCENT) return null;
        return "the file is in Snort 3's syntax, which is not Suricata's (" + rules.size() + " rules)";
    }

    static final String REMEDY = "take the set's edition for Suricata or Snort 2.9, or rewrite the rules";
}
