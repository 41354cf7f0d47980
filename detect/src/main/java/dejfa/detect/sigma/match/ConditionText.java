package dejfa.detect.sigma.match;

import dejfa.detect.sigma.rule.Check;
import dejfa.detect.sigma.rule.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A compiled condition in words, for people.
public final class ConditionText {
    /// Alternatives that are shown of a long list.
    private static final int MOST_CHILDREN = 60;

    private static final int MOST_LINES = 400;

    private final Program program;
    private final List<String> lines = new ArrayList<>();

    private ConditionText(Program program) {
        this.program = program;
    }

    /// One line a test, in the order in which they are asked; what a test is part of stands above it.
    public static List<String> tree(Program program, int node) {
        ConditionText text = new ConditionText(program);
        text.add(node, 0);
        return text.lines;
    }

    /// The literals of which a record must hold one; empty where the condition is looked at for every record.
    public static List<String> literals(Program program, int node) {
        int[] needed = program.needs[node].literals();
        if (needed == null) return List.of();
        return Arrays.stream(needed)
                .mapToObj(id -> "'" + new String(program.literals[id], StandardCharsets.ISO_8859_1) + "'")
                .toList();
    }

    /// How often one of them is to be expected in a record, from 0 to 1.
    public static double expected(Program program, int node) {
        return program.needs[node].expected();
    }

    /// Tests in the condition, each counted once.
    public static int tests(Program program, int node) {
        return (int) atoms(program, node).distinct().count();
    }

    /// The fields that it asks for, as rules call them.
    public static Set<String> fields(Program program, int node) {
        Set<String> fields = new TreeSet<>();
        atoms(program, node).forEach(atom -> {
            if (program.atoms[atom].field != null) fields.add(program.atoms[atom].field);
        });
        return fields;
    }

    private static java.util.stream.IntStream atoms(Program program, int id) {
        Program.Node node = program.nodes[id];
        return switch (node.kind()) {
            case ATOM, NOT_ATOM -> Arrays.stream(node.children());
            case AND, OR, AT_LEAST -> Arrays.stream(node.children()).flatMap(child -> atoms(program, child));
            case FALSE, TRUE -> java.util.stream.IntStream.empty();
        };
    }

    private void add(int id, int depth) {
        if (lines.size() > MOST_LINES) return;
        Program.Node node = program.nodes[id];
        String indent = "  ".repeat(depth);
        switch (node.kind()) {
            case FALSE -> lines.add(indent + "never");
            case TRUE -> lines.add(indent + "always");
            case ATOM -> lines.add(indent + words(program.atoms[node.children()[0]]));
            case NOT_ATOM -> lines.add(indent + "not: " + words(program.atoms[node.children()[0]]));
            case AND -> children(indent + "all of", node, depth);
            case OR -> children(indent + "any of", node, depth);
            case AT_LEAST -> children(indent + node.least() + " of", node, depth);
        }
    }

    private void children(String head, Program.Node node, int depth) {
        lines.add(head);
        int[] children = node.children();
        for (int i = 0; i < children.length && i < MOST_CHILDREN; i++) add(children[i], depth + 1);
        if (children.length > MOST_CHILDREN) {
            lines.add("  ".repeat(depth + 1) + "… and " + (children.length - MOST_CHILDREN) + " more");
        }
    }

    private static String words(Atom atom) {
        return (atom.field == null ? "any value" : atom.field) + " " + words(atom.check);
    }

    static String words(Check check) {
        return switch (check) {
            case Check.Matches(var text, var cased) -> matches(text) + (cased ? ", in this case" : "");
            case Check.Equals(var written, var ignored) -> "is " + written;
            case Check.Bytes bytes ->
                place(bytes.anyBefore(), bytes.anyAfter()) + " bytes "
                        + HexFormat.of().formatHex(bytes.bytes());
            case Check.Regex(var pattern, var flags) ->
                "matches " + dejfa.detect.pattern.RegularExpression.text(pattern, flags);
            case Check.Cidr cidr -> "lies in " + cidr.written();
            case Check.Compare(var order, var number) -> order.sign() + " " + number(number);
            case Check.Time(var part, var order, var number) ->
                "has " + part.name().toLowerCase(java.util.Locale.ROOT) + " " + order.sign() + " " + number(number);
            case Check.Null ignored -> "is absent or null";
            case Check.Exists(var there) -> there ? "is there" : "is not there";
            case Check.SameAs same ->
                place(same.anyBefore(), same.anyAfter()) + " the value of " + same.field()
                        + (same.cased() ? ", in this case" : "");
            case Check.Unknown(var placeholder) -> "is one of %" + placeholder + "%, which has no values";
        };
    }

    private static String number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? String.valueOf((long) number) : "" + number;
    }

    private static String place(boolean anyBefore, boolean anyAfter) {
        if (anyBefore) return anyAfter ? "contains" : "ends with";
        return anyAfter ? "starts with" : "is";
    }

    private static String matches(Text text) {
        int[] symbols = text.symbols();
        int inner = 0;
        for (int i = 1; i + 1 < symbols.length; i++) if (symbols[i] == Text.ANY) inner++;
        boolean before = symbols.length > 0 && symbols[0] == Text.ANY;
        boolean after = symbols.length > 1 && symbols[symbols.length - 1] == Text.ANY;
        if (symbols.length == 1 && before) return "has a value";
        if (inner > 0) return "matches '" + text + "'";
        String whole = text.toString();
        return place(before, after) + " '" + whole.substring(before ? 1 : 0, whole.length() - (after ? 1 : 0)) + "'";
    }
}
