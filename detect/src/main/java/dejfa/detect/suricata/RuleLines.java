package dejfa.detect.suricata;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// The rules of a file, plain or gzip, as texts with their line. A line that ends in a backslash goes on in the next
/// one; a line that starts with # is a comment.
public final class RuleLines {
    /// Characters of one rule, continuation lines included; longer ones are cut off and refused.
    static final int MAX_RULE = 1 << 20;

    private static final Pattern SID = Pattern.compile("[;(]\\s*sid\\s*:\\s*(\\d{1,18})");

    private RuleLines() {}

    /// One rule as written.
    ///
    /// @param line where it starts, counted from 1
    public record Rule(int line, String text) {
        /// What it says its `sid` is, though it may not load; -1 where it says none.
        public long sid() {
            Matcher found = SID.matcher(text);
            return found.find() ? Long.parseLong(found.group(1)) : -1;
        }
    }

    public static List<Rule> read(Path file) throws IOException {
        try (InputStream in = open(file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
            return read(reader);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    static List<Rule> read(BufferedReader reader) throws IOException {
        List<Rule> rules = new ArrayList<>();
        StringBuilder rule = new StringBuilder();
        int number = 0;
        int start = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            String t = line.strip();
            if (rule.isEmpty()) {
                if (t.isEmpty() || t.startsWith("#")) continue;
                start = number;
            }
            boolean goesOn = t.endsWith("\\");
            if (rule.length() <= MAX_RULE) rule.append(goesOn ? t.substring(0, t.length() - 1) : t);
            if (goesOn) continue;
            rules.add(new Rule(start, rule.toString()));
            rule.setLength(0);
        }
        if (!rule.isEmpty()) rules.add(new Rule(start, rule.toString()));
        return rules;
    }
}
