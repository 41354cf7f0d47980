package dejfa.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dejfa.detect.pattern.Expressions;
import dejfa.detect.sigma.rule.Document;
import dejfa.detect.sigma.rule.Placeholders;
import dejfa.detect.sigma.rule.SigmaReader;
import dejfa.testkit.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The compiled engine against the naive reading, on random rules and records.
class EnginePropertyTest {
    private static final String[] FIELDS = {"A", "B", "C", "EventID"};
    private static final String[] WORDS = {
        "cmd",
        "CMD",
        "power",
        "shell",
        ".exe",
        "\\",
        " -c ",
        " /c ",
        "\u2013enc",
        "a",
        "b",
        "ab",
        "ba",
        "é",
        "É",
        "д",
        "ж",
        "Д",
        "\uD83D\uDE00",
        "1",
        "4625",
        "-",
        "http://",
        "net user",
        "foo bar",
        "x",
        "\u2014",
        "long value here"
    };
    private static final String[] MODIFIERS = {
        "", "", "", "|contains", "|contains", "|startswith", "|endswith", "|contains|all", "|cased",
                "|contains|windash",
        "|re", "|re|i", "|neq", "|gt", "|lte", "|exists", "|fieldref", "|fieldref|contains", "|expand",
                "|wide|contains",
        "|contains|cased", "|endswith|windash|all"
    };
    private static final String[] REGEXES = {
        "cmd",
        "^a",
        "b$",
        "po?wer",
        "(cmd|net) ?",
        "[a-c]+x",
        "\\.exe",
        "a.b",
        "user|shell",
        "x{2}",
        "\\\\",
        "^$",
        "net\\s+user"
    };
    private static final String[] CONDITIONS = {
        "s0",
        "not s0",
        "s0 and s1",
        "s0 or not s1",
        "1 of s*",
        "all of them",
        "s0 and not 1 of s*",
        "2 of s*",
        "not 2 of s*",
        "(s0 or s1) and not (s0 and s1)",
        "not (s0 or not s1)"
    };

    private Random random;

    @Test
    void compiled_and_naive_engine_agree_on_random_rules_and_records() {
        Seeds.run(400, seeded -> {
            random = seeded;
            compare();
        });
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }

    private String text(boolean wildcards) {
        StringBuilder out = new StringBuilder();
        int words = 1 + random.nextInt(3);
        for (int i = 0; i < words; i++) {
            out.append(pick(WORDS));
            if (wildcards && random.nextInt(6) == 0) out.append(random.nextBoolean() ? '*' : '?');
        }
        return out.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private String item() {
        String modifiers = pick(MODIFIERS);
        String field =
                random.nextInt(12) == 0 && modifiers.matches("(\\|contains)?(\\|all)?|\\|re") ? "" : pick(FIELDS);
        if (field.isEmpty() && modifiers.isEmpty()) modifiers = "|contains";
        List<String> values = new ArrayList<>();
        int count = random.nextInt(8) == 0 ? 40 : 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) values.add(value(modifiers));
        if (modifiers.equals("|exists")) values = values.subList(0, 1);
        return quoted(field + modifiers) + ": [" + String.join(", ", values) + "]\n";
    }

    private String value(String modifiers) {
        return switch (modifiers) {
            case "|re", "|re|i" -> quoted(pick(REGEXES));
            case "|gt", "|lte" -> String.valueOf(random.nextInt(5000) - 100);
            case "|exists" -> String.valueOf(random.nextBoolean());
            case "|fieldref", "|fieldref|contains" -> pick(FIELDS);
            case "|expand" -> random.nextInt(3) == 0 ? "'%unknown%'" : quoted(text(true));
            case "|wide|contains" -> quoted(text(false).replace("\\", ""));
            case "" ->
                switch (random.nextInt(8)) {
                    case 0 -> "null";
                    case 1 -> "''";
                    case 2 -> random.nextBoolean() ? "4625" : "1";
                    default -> quoted(text(true));
                };
            default -> quoted(text(true));
        };
    }

    private String rule(int number) {
        StringBuilder out =
                new StringBuilder("title: r" + number + "\nlogsource: {product: testproduct}\ndetection:\n");
        for (int s = 0; s < 2; s++) {
            out.append("  s").append(s).append(":\n");
            boolean list = random.nextInt(3) == 0;
            int items = 1 + random.nextInt(2);
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < items; i++) {
                String item = item();
                if (!list && keys.contains(item.substring(0, item.indexOf(": [")))) continue;
                keys.add(item.substring(0, item.indexOf(": [")));
                out.append(list ? "    - " : "    ").append(item);
            }
        }
        return out.append("  condition: ").append(pick(CONDITIONS)).append('\n').toString();
    }

    private Map<String, List<String>> randomRecord() {
        Map<String, List<String>> record = new LinkedHashMap<>();
        for (String field : FIELDS) {
            if (random.nextInt(5) == 0) continue;
            List<String> values = new ArrayList<>();
            int count = random.nextInt(6) == 0 ? 2 : 1;
            for (int i = 0; i < count; i++) {
                values.add(
                        switch (random.nextInt(10)) {
                            case 0 -> null;
                            case 1 -> "";
                            case 2 -> "4625";
                            case 3 -> text(false).replaceAll("(.)", "$1\0");
                            default -> text(false);
                        });
            }
            record.put(field, values);
        }
        return record;
    }

    private void compare() {
        StringBuilder yaml = new StringBuilder();
        int count = random.nextInt(4) == 0 ? 60 : 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) yaml.append(i == 0 ? "" : "---\n").append(rule(i));
        List<Document.Rule> rules = new ArrayList<>();
        try (Expressions expressions = new Expressions();
                SigmaFixture sigma = new SigmaFixture(yaml.toString())) {
            assertEquals(List.of(), sigma.reasons(), yaml.toString());
            for (SigmaReader.Outcome outcome :
                    new SigmaReader(Placeholders.NONE, expressions).read("x", yaml.toString())) {
                if (outcome instanceof SigmaReader.Outcome.Read(Document.Rule rule)) rules.add(rule);
            }
            for (int i = 0; i < 30; i++) {
                Map<String, List<String>> record = randomRecord();
                List<String> expected = new ArrayList<>();
                for (Document.Rule rule : rules) {
                    if (Boolean.TRUE.equals(new Naive(record).holds(rule.condition())))
                        expected.add(rule.info().title());
                }
                sigma.fill(SigmaFixture.ORIGIN);
                record.forEach((field, values) -> values.forEach(value -> sigma.add(field, value)));
                assertEquals(expected, sigma.match(), () -> record + "\n" + yaml);
            }
        }
    }
}
