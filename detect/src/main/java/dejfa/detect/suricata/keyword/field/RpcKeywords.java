package dejfa.detect.suricata.keyword.field;

import dejfa.detect.suricata.rule.BufferCatalog;

import dejfa.detect.suricata.match.IntegerTest;
import dejfa.detect.suricata.rule.BadRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Keywords of remote procedure calls whose values are more than a number: `dcerpc.iface`, `dcerpc.opnum`,
/// `nfs_procedure`.
final class RpcKeywords {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    /// what the parser adds to an interface whose bind began in an earlier fragment
    private static final String LATER_FRAGMENT = "/fragment";

    private RpcKeywords() {}

    static void register(Map<String, FieldKeyword> all) {
        for (String name : List.of("dcerpc.iface", "dce_iface")) all.put(name, RpcKeywords::iface);
        for (String name : List.of("dcerpc.opnum", "dce_opnum")) all.put(name, RpcKeywords::opnum);
        for (String name : List.of("nfs_procedure", "nfs.procedure")) all.put(name, RpcKeywords::procedure);
    }

    /// `uuid[,[<>!=]version][,any_frag]`
    private static FieldTest iface(String value, BufferCatalog buffers) {
        List<String> parts = Text.parts(Text.required(value, "dcerpc.iface"));
        String uuid = parts.getFirst().toLowerCase(Locale.ROOT);
        if (!UUID.matcher(uuid).matches()) {
            throw new BadRule("'" + parts.getFirst() + "' is no interface", "write its uuid, 8-4-4-4-12 digits");
        }
        boolean anyFragment = false;
        IntegerTest wanted = null;
        for (String part : parts.subList(1, parts.size())) {
            if (part.equalsIgnoreCase("any_frag")) anyFragment = true;
            else if (!part.matches("[<>!=]\\s*\\d+")) {
                throw new BadRule("dcerpc.iface knows no " + part, "write >n, <n, !n, =n or any_frag");
            } else wanted = Text.integerTest(part, "dcerpc.iface", Map.of());
        }
        boolean any = anyFragment;
        IntegerTest version = wanted;
        return new FieldTest(
                "dcerpc.iface", values -> values.stream().anyMatch(v -> isIface(v.toString(), uuid, version, any)));
    }

    private static boolean isIface(String spoken, String uuid, IntegerTest version, boolean anyFragment) {
        if (!spoken.startsWith(uuid)) return false;
        boolean later = spoken.endsWith(LATER_FRAGMENT);
        if (later && !anyFragment) return false;
        int end = spoken.length() - (later ? LATER_FRAGMENT.length() : 0);
        return version == null || version.holds(Long.parseLong(spoken.substring(uuid.length() + 1, end)));
    }

    /// One comparison, or a list of numbers and ranges, bounds inside: `1,5-7`.
    private static FieldTest opnum(String value, BufferCatalog buffers) {
        List<IntegerTest> tests = new ArrayList<>();
        for (String part : Text.parts(Text.required(value, "dcerpc.opnum"))) {
            int dash = part.indexOf('-');
            if (dash > 0) {
                long low = Text.number(part.substring(0, dash), "dcerpc.opnum");
                long high = Text.number(part.substring(dash + 1), "dcerpc.opnum");
                if (low > high) throw new BadRule("dcerpc.opnum: " + part + " is no range", "write the smaller first");
                tests.add(new IntegerTest(IntegerTest.Operator.INSIDE, low, high));
            } else tests.add(Text.integerTest(part, "dcerpc.opnum", Map.of()));
        }
        return new FieldTest("dcerpc.opnum", values -> values.stream().anyMatch(v -> anyHolds(tests, (Long) v)));
    }

    private static boolean anyHolds(List<IntegerTest> tests, long number) {
        for (IntegerTest test : tests) if (test.holds(number)) return true;
        return false;
    }

    /// A number or range, or a name that stands for its number in the version spoken.
    private static FieldTest procedure(String value, BufferCatalog buffers) {
        String text = Text.required(value, "nfs_procedure");
        boolean negated = text.startsWith("!");
        String name = (negated ? text.substring(1) : text).strip().toUpperCase(Locale.ROOT);
        if (name.matches("[A-Z][A-Z0-9_]*")) {
            return new FieldTest(
                    "nfs.procedure",
                    values -> values.stream().anyMatch(v -> nameOf(v).equals(name) != negated));
        }
        IntegerTest test = Text.integerTest(text, "nfs_procedure", Map.of());
        return new FieldTest("nfs.procedure", values -> values.stream().anyMatch(v -> test.holds(numberOf(v))));
    }

    /// The parser shows `7 WRITE`, with the names of the version spoken.
    private static long numberOf(Object procedure) {
        String text = procedure.toString();
        return Long.parseLong(text.substring(0, text.indexOf(' ')));
    }

    private static String nameOf(Object procedure) {
        String text = procedure.toString();
        return text.substring(text.indexOf(' ') + 1);
    }
}
