package dejfa.detect.behaviour;

import dejfa.api.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A test on an event and on what was measured, out of a behaviour's file. Text is compared without regard to case.
interface Condition {
    Set<String> KEYS = Set.of(
            "value",
            "is",
            "not",
            "at-least",
            "at-most",
            "contains",
            "contains-all",
            "starts",
            "ends",
            "set",
            "any",
            "all");

    /// Of whole texts.
    Comparison EQUAL = String::equals;

    String NO = "false";

    boolean holds(Event event, Map<String, Object> measures);

    /// A number that the value of that name must reach for this to hold; 0 where none is known.
    default double least(String value) {
        return 0;
    }

    /// All of them.
    record All(Condition... conditions) implements Condition {
        @Override
        public boolean holds(Event event, Map<String, Object> measures) {
            for (Condition condition : conditions) if (!condition.holds(event, measures)) return false;
            return true;
        }

        @Override
        public double least(String value) {
            double least = 0;
            for (Condition condition : conditions) least = Math.max(least, condition.least(value));
            return least;
        }
    }

    /// A number of at least so much.
    record AtLeast(Value value, double least) implements Condition {
        @Override
        public boolean holds(Event event, Map<String, Object> measures) {
            return number(value.of(event, measures), Double.NaN) >= least;
        }

        @Override
        public double least(String name) {
            return value.toString().equals(name) ? least : 0;
        }
    }

    /// All of a list.
    static Condition all(List<Condition> conditions) {
        return conditions.size() == 1 ? conditions.getFirst() : new All(conditions.toArray(new Condition[0]));
    }

    static Condition list(YamlNode node, Value.Scope scope) {
        return all(node.elements().stream().map(one -> parse(one, scope)).toList());
    }

    private static Condition parse(YamlNode node, Value.Scope scope) {
        Map<String, YamlNode> members = node.members(KEYS);
        if (members.containsKey("all")) return list(members.get("all"), scope);
        if (members.containsKey("any")) {
            Condition[] choices = members.get("any").elements().stream()
                    .map(one -> parse(one, scope))
                    .toArray(Condition[]::new);
            return (event, measures) -> {
                for (Condition choice : choices) if (choice.holds(event, measures)) return true;
                return false;
            };
        }
        if (!members.containsKey("value") || members.size() < 2) {
            node.problem("a condition needs a value and a test", "write `{value: direction, is: outbound}`");
            return (event, measures) -> false;
        }
        Value value = Value.parse(members.get("value"), scope);
        List<Condition> tests = new ArrayList<>();
        members.forEach((key, member) -> {
            if (!key.equals("value")) tests.add(test(key, member, value));
        });
        return all(tests);
    }

    private static Condition test(String key, YamlNode node, Value value) {
        return switch (key) {
            case "at-least" -> {
                yield new AtLeast(value, node.number(-1e18, 1e18));
            }
            case "at-most" -> {
                double most = node.number(-1e18, 1e18);
                yield (event, measures) -> number(value.of(event, measures), Double.NaN) <= most;
            }
            case "set" -> {
                boolean wanted = node.flag();
                yield (event, measures) -> isSet(value.of(event, measures)) == wanted;
            }
            case "not" -> {
                Condition is = words(node, value, EQUAL, false);
                yield (event, measures) -> !is.holds(event, measures);
            }
            case "contains" -> words(node, value, String::contains, false);
            case "contains-all" -> words(node, value, String::contains, true);
            case "starts" -> words(node, value, String::startsWith, false);
            case "ends" -> words(node, value, String::endsWith, false);
            default -> words(node, value, EQUAL, false);
        };
    }

    /// How a text is compared with a word.
    interface Comparison {
        boolean matches(String text, String word);
    }

    private static Condition words(YamlNode node, Value value, Comparison comparison, boolean every) {
        String[] words =
                node.texts().stream().map(word -> word.toLowerCase(Locale.ROOT)).toArray(String[]::new);
        boolean whole = comparison == EQUAL;
        boolean no = whole && words.length == 1 && words[0].equals(NO);
        long[] numbers = numbers(words);
        return (event, measures) -> {
            Object found = value.of(event, measures);
            if (whole && found instanceof Long number) return contains(numbers, number);
            // an unset flag is a false one
            if (found == null && no) return true;
            if (found instanceof List<?> list) {
                return list.stream().anyMatch(one -> matches(Value.text(one), words, comparison, every));
            }
            return matches(Value.text(found), words, comparison, every);
        };
    }

    /// Those words that are how a number is spelled: comparing numbers makes no text.
    private static long[] numbers(String[] words) {
        return Arrays.stream(words)
                .filter(word -> word.matches("-?[0-9]{1,18}"))
                .mapToLong(Long::parseLong)
                .filter(number -> Arrays.asList(words).contains(Long.toString(number)))
                .toArray();
    }

    private static boolean contains(long[] numbers, long wanted) {
        for (long number : numbers) if (number == wanted) return true;
        return false;
    }

    private static boolean matches(String text, String[] words, Comparison comparison, boolean every) {
        if (text == null) return false;
        String lower = text.toLowerCase(Locale.ROOT);
        for (String word : words) if (comparison.matches(lower, word) != every) return !every;
        return every;
    }

    static double number(Object value, double whenNone) {
        if (value instanceof Number number) return number.doubleValue();
        if (value instanceof Boolean flag) return flag ? 1 : 0;
        try {
            return value == null ? whenNone : Double.parseDouble(Value.text(value));
        } catch (NumberFormatException e) {
            return whenNone; // text where a number was hoped for: the test fails
        }
    }

    private static boolean isSet(Object value) {
        return value != null
                && !(value instanceof String text && text.isEmpty())
                && !(value instanceof byte[] bytes && bytes.length == 0)
                && !(value instanceof List<?> list && list.isEmpty());
    }
}
