package dejfa.detect.sigma.rule;

import dejfa.api.Spelling;
import dejfa.detect.pattern.RegularExpression.Flag;
import dejfa.detect.sigma.rule.Check.Order;
import dejfa.detect.sigma.rule.Check.Part;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The modifiers of one field, `CommandLine|contains|all`, sorted by what they do.
final class Modifiers {
    private static final Map<String, Order> ORDERS =
            Map.of("lt", Order.LESS, "lte", Order.AT_MOST, "gt", Order.GREATER, "gte", Order.AT_LEAST);
    private static final Map<String, Part> PARTS = Map.of(
            "minute", Part.MINUTE,
            "hour", Part.HOUR,
            "day", Part.DAY,
            "week", Part.WEEK,
            "month", Part.MONTH,
            "year", Part.YEAR);
    private static final Map<String, Flag> FLAGS = Map.of(
            "i", Flag.CASELESS,
            "ignorecase", Flag.CASELESS,
            "m", Flag.MULTI_LINE,
            "multiline", Flag.MULTI_LINE,
            "s", Flag.DOT_ALL,
            "dotall", Flag.DOT_ALL);
    private static final Set<String> ENCODINGS =
            Set.of("base64", "base64offset", "utf16", "utf16le", "utf16be", "wide");
    private static final Set<String> PLAIN = Set.of(
            "all",
            "contains",
            "startswith",
            "endswith",
            "exists",
            "cased",
            "neq",
            "windash",
            "re",
            "cidr",
            "expand",
            "fieldref");

    /// null for keywords
    final String field;
    boolean all;
    boolean anyBefore;
    boolean anyAfter;
    boolean cased;
    boolean negated;
    boolean windash;
    boolean regex;
    boolean cidr;
    boolean exists;
    boolean expand;
    boolean fieldref;
    Order order;
    Part part;
    final Set<Flag> flags = EnumSet.noneOf(Flag.class);
    /// base64, wide and their like, in the order in which they are applied
    final List<String> encodings = new ArrayList<>();

    Modifiers(String key) throws BadSigma {
        String[] words = key.split("\\|", -1);
        field = words[0].isEmpty() ? null : words[0];
        for (int i = 1; i < words.length; i++) add(words[i].strip().toLowerCase(Locale.ROOT));
        check();
    }

    private void add(String word) throws BadSigma {
        if (ORDERS.containsKey(word)) {
            if (order != null) throw new BadSigma("two comparisons of one value; write two fields");
            order = ORDERS.get(word);
        } else if (PARTS.containsKey(word)) {
            part = PARTS.get(word);
        } else if (FLAGS.containsKey(word)) {
            flags.add(FLAGS.get(word));
        } else if (ENCODINGS.contains(word)) {
            encodings.add(word);
        } else {
            plain(word);
        }
    }

    private void plain(String word) throws BadSigma {
        switch (word) {
            case "all" -> all = true;
            case "contains" -> {
                anyBefore = true;
                anyAfter = true;
            }
            case "startswith" -> anyAfter = true;
            case "endswith" -> anyBefore = true;
            case "exists" -> exists = true;
            case "cased" -> cased = true;
            case "neq" -> negated = true;
            case "windash" -> windash = true;
            case "re" -> regex = true;
            case "cidr" -> cidr = true;
            case "expand" -> expand = true;
            case "fieldref" -> fieldref = true;
            case "" -> throw new BadSigma("a modifier is missing after '|'");
            default ->
                throw new BadSigma("no modifier is called '" + word + "'; did you mean '" + nearest(word) + "'?");
        }
    }

    /// What can't go together.
    private void check() throws BadSigma {
        List<String> kinds = new ArrayList<>();
        if (regex) kinds.add("re");
        if (cidr) kinds.add("cidr");
        if (exists) kinds.add("exists");
        if (fieldref) kinds.add("fieldref");
        if (order != null || part != null) kinds.add(part != null ? "a time part" : "a comparison");
        if (!encodings.isEmpty()) kinds.add(encodings.getFirst());
        if (kinds.size() > 1)
            throw new BadSigma("the modifiers " + String.join(" and ", kinds) + " exclude each other");
        if (!flags.isEmpty() && !regex) throw new BadSigma("the modifiers i, m and s need re before them");
        boolean placed = anyBefore || anyAfter;
        if (placed && !kinds.isEmpty() && !regex && !fieldref && encodings.isEmpty()) {
            throw new BadSigma("contains, startswith and endswith don't go with " + kinds.getFirst());
        }
        if (field == null && (cidr || exists || fieldref || order != null || part != null)) {
            throw new BadSigma("keywords have no field that " + kinds.getFirst() + " could look at");
        }
    }

    private static String nearest(String word) {
        Set<String> known = new TreeSet<>(PLAIN);
        known.addAll(ORDERS.keySet());
        known.addAll(PARTS.keySet());
        known.addAll(ENCODINGS);
        return Spelling.nearest(word, known);
    }
}
