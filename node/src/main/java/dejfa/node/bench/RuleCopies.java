package dejfa.node.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The same rules and copies of them with other words: as many tests more, of which hardly any holds.
final class RuleCopies {
    private static final Pattern ID = Pattern.compile("(?m)^id:\\s*(\\S+)");
    private static final Pattern NAME = Pattern.compile("(?m)^name:.*$");
    /// a value in a detection: what stands behind `- ` or `key: ` and is no key itself
    private static final Pattern VALUE = Pattern.compile("^(\\s+(?:- |[^:'\"#]+: +))([^#:]+)$");

    private RuleCopies() {}

    static String of(List<Path> sigma, int copies) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path folder : sigma) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".yml")).sorted().forEach(file -> {
                    String text = text(file);
                    all.append(text).append("\n---\n");
                    // Correlations name other rules: a copy would name the same.
                    if (text.contains("\ncorrelation:")) return;
                    for (int i = 1; i <= copies; i++) all.append(copy(text, i)).append("\n---\n");
                });
            }
        }
        return all.toString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String copy(String rule, int shift) {
        String renamed = ID.matcher(NAME.matcher(rule).replaceAll("")).replaceAll("id: " + shift + "-$1");
        StringBuilder out = new StringBuilder();
        boolean detection = false;
        boolean plain = true;
        for (String line : renamed.lines().toList()) {
            if (!line.startsWith(" ")) detection = line.startsWith("detection:");
            // Shifted, an expression may mean anything, and a network is none.
            if (line.endsWith(":") || line.contains("|")) {
                plain = !line.matches(".*\\|(re|cidr|base64|utf16|wide|expand|fieldref|gte?|lte?)\\b.*");
            }
            boolean changes = detection && plain && !line.contains("condition:");
            out.append(changes ? shifted(line, shift) : line).append('\n');
        }
        return out.toString();
    }

    private static String shifted(String line, int shift) {
        Matcher value = VALUE.matcher(line);
        if (!value.matches()) return line;
        StringBuilder out = new StringBuilder(value.group(1));
        for (char c : value.group(2).toCharArray()) {
            if (c >= 'a' && c <= 'z') c = (char) ('a' + (c - 'a' + shift) % 26);
            else if (c >= 'A' && c <= 'Z') c = (char) ('A' + (c - 'A' + shift) % 26);
            out.append(c);
        }
        return out.toString();
    }
}
