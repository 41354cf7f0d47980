package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.keyword.field.Text;
import dejfa.detect.suricata.match.ByteField;
import dejfa.detect.suricata.match.ByteField.Order;
import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.match.PayloadTest.Calculation;
import dejfa.detect.suricata.match.PayloadTest.Comparison;
import dejfa.detect.suricata.match.PayloadTest.Origin;
import dejfa.detect.suricata.match.Quantity;
import dejfa.detect.suricata.rule.BadRule;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `byte_test`, `byte_jump`, `byte_extract`, `byte_math`.
final class ByteKeywords {
    private ByteKeywords() {}

    static void register(Map<String, Keyword> all) {
        all.put("byte_test", ByteKeywords::test);
        all.put("byte_jump", ByteKeywords::jump);
        all.put("byte_extract", ByteKeywords::extract);
        all.put("byte_math", ByteKeywords::math);
    }

    /// Options that all four share.
    private static final class Draft {
        boolean relative;
        Order order = Order.BIG;
        boolean string;
        int base = 10;
        long bitmask;

        /// @return false for an option that is not a shared one
        boolean take(String option) {
            String[] words = option.toLowerCase(Locale.ROOT).split("\\s+", 2);
            String argument = words.length > 1 ? words[1] : "";
            switch (words[0]) {
                case "relative" -> relative = true;
                case "little" -> order = Order.LITTLE;
                case "big" -> order = Order.BIG;
                case "endian" -> order = argument.equals("little") ? Order.LITTLE : Order.BIG;
                case "string" -> {
                    string = true;
                    if (!argument.isEmpty()) take(argument);
                }
                case "hex" -> base = 16;
                case "dec" -> base = 10;
                case "oct" -> base = 8;
                case "bitmask" -> bitmask = Text.number(argument, "bitmask");
                // DCE/RPC tells its byte order in the header.
                case "dce" -> order = Order.SENDER;
                case "" -> {}
                default -> {
                    return false;
                }
            }
            return true;
        }

        ByteField field(Quantity bytes, Quantity offset) {
            return new ByteField(bytes, offset, relative, order, string ? base : 0, bitmask);
        }
    }

    private static List<String> parts(String value, int atLeast, String keyword) {
        List<String> parts = Text.parts(Text.required(value, keyword));
        if (parts.size() < atLeast) {
            throw new BadRule(keyword + " has too few values", "give at least " + atLeast);
        }
        return parts;
    }

    private static void test(RuleBuilder rule, String value) {
        List<String> parts = parts(value, 4, "byte_test");
        String operator = parts.get(1);
        boolean negated = operator.startsWith("!");
        if (negated) operator = operator.substring(1).strip();
        Comparison comparison =
                switch (operator) {
                    case "<" -> Comparison.LESS;
                    case ">" -> Comparison.GREATER;
                    case "=", "" -> Comparison.EQUAL;
                    case "<=" -> Comparison.AT_MOST;
                    case ">=" -> Comparison.AT_LEAST;
                    case "&" -> Comparison.AND;
                    case "^" -> Comparison.OR;
                    default -> throw new BadRule("byte_test knows no operator " + operator, "use < > = <= >= & ^");
                };
        Draft draft = new Draft();
        for (String option : parts.subList(4, parts.size())) known("byte_test", draft.take(option), option);
        ByteField field = draft.field(quantity(rule, parts.get(0)), quantity(rule, parts.get(3)));
        rule.test(new PayloadTest.Compare(field, comparison, negated, quantity(rule, parts.get(2))));
    }

    private static void known(String keyword, boolean taken, String option) {
        if (!taken) throw new BadRule(keyword + " knows no option " + option, "see the user guide");
    }

    private static Quantity quantity(RuleBuilder rule, String text) {
        return rule.quantity(text, "the number");
    }

    private static void jump(RuleBuilder rule, String value) {
        List<String> parts = parts(value, 2, "byte_jump");
        Draft draft = new Draft();
        Origin origin = Origin.NUMBER;
        boolean align = false;
        long multiplier = 1;
        Quantity post = Quantity.ZERO;
        for (String option : parts.subList(2, parts.size())) {
            String[] words = option.split("\\s+", 2);
            String argument = words.length > 1 ? words[1] : "";
            switch (words[0]) {
                case "from_beginning" -> origin = Origin.BEGINNING;
                case "from_end" -> origin = Origin.END;
                case "align" -> align = true;
                case "multiplier" -> multiplier = Text.count(argument, "multiplier");
                case "post_offset" -> post = quantity(rule, argument);
                default -> known("byte_jump", draft.take(option), option);
            }
        }
        ByteField field = draft.field(quantity(rule, parts.get(0)), quantity(rule, parts.get(1)));
        rule.test(new PayloadTest.Jump(field, origin, align, multiplier, post));
    }

    private static void extract(RuleBuilder rule, String value) {
        List<String> parts = parts(value, 3, "byte_extract");
        Draft draft = new Draft();
        long multiplier = 1;
        int align = 0;
        for (String option : parts.subList(3, parts.size())) {
            String[] words = option.split("\\s+", 2);
            String argument = words.length > 1 ? words[1] : "";
            switch (words[0]) {
                case "multiplier" -> multiplier = Text.count(argument, "multiplier");
                case "align" -> align = Text.count(argument, "align");
                default -> known("byte_extract", draft.take(option), option);
            }
        }
        ByteField field = draft.field(quantity(rule, parts.get(0)), quantity(rule, parts.get(1)));
        rule.test(new PayloadTest.Extract(field, multiplier, align, rule.variable(parts.get(2))));
    }

    private static void math(RuleBuilder rule, String value) {
        Draft draft = new Draft();
        Quantity bytes = Quantity.ZERO;
        Quantity offset = Quantity.ZERO;
        Quantity operand = null;
        Calculation operator = null;
        String result = "";
        for (String option : parts(value, 5, "byte_math")) {
            String[] words = option.split("\\s+", 2);
            String argument = words.length > 1 ? words[1] : "";
            switch (words[0]) {
                case "bytes" -> bytes = quantity(rule, argument);
                case "offset" -> offset = quantity(rule, argument);
                case "rvalue" -> operand = quantity(rule, argument);
                case "result" -> result = argument;
                case "oper" ->
                    operator = switch (argument) {
                        case "+" -> Calculation.ADD;
                        case "-" -> Calculation.SUBTRACT;
                        case "*" -> Calculation.MULTIPLY;
                        case "/" -> Calculation.DIVIDE;
                        case "<<" -> Calculation.SHIFT_LEFT;
                        case ">>" -> Calculation.SHIFT_RIGHT;
                        default -> throw new BadRule("byte_math knows no operator " + argument, "use + - * / << >>");
                    };
                default -> known("byte_math", draft.take(option), option);
            }
        }
        if (operator == null || operand == null) throw new BadRule("byte_math lacks oper or rvalue", "give both");
        rule.test(new PayloadTest.Calculate(draft.field(bytes, offset), operator, operand, rule.variable(result)));
    }
}
