package dejfa.node.verify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// YAML as the suite's authors write it: version 1.1, where `yes` is a truth value, `010` eight, `1:30` ninety and a
/// bare date no text (yaml.org/type). The parser at hand is one for 1.2, so plain scalars are resolved here.
final class Yaml11 {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_CHARACTERS = 16 << 20;

    private static final Pattern INTEGER = Pattern.compile("[-+]?(0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+)");
    private static final Pattern SEXAGESIMAL = Pattern.compile("[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+");
    private static final Pattern REAL = Pattern.compile(
            "[-+]?(([0-9][0-9_]*)\\.[0-9_]*([eE][-+][0-9]+)?|\\.[0-9][0-9_]*([eE][-+][0-9]+)?|\\.(inf|Inf|INF))"
                    + "|\\.(nan|NaN|NAN)");
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"
            + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\\.[0-9]*)?"
            + "([ \\t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?");

    /// A date or time: equal to no text and no number.
    record Time(String text) {}

    private Yaml11() {}

    /// @return maps, lists, texts, numbers, truth values, [Time]s and nulls
    /// @throws IllegalArgumentException when it is no YAML
    static Object read(String text, String label) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(label)
                    .setCodePointLimit(MAX_CHARACTERS)
                    .build();
            Node root = new Compose(settings).composeString(text).orElse(null);
            return root == null ? null : value(root, 0);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("no YAML: " + e.getMessage().replaceAll("\\s+", " "), e);
        }
    }

    private static Object value(Node node, int depth) {
        if (depth > MAX_DEPTH) throw new IllegalArgumentException("YAML nested deeper than " + MAX_DEPTH);
        return switch (node) {
            case MappingNode map -> map(map, depth);
            case SequenceNode list -> {
                List<Object> all = new ArrayList<>();
                for (Node element : list.getValue()) all.add(value(element, depth + 1));
                yield all;
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new IllegalArgumentException("YAML with an unknown kind of node");
        };
    }

    private static Map<Object, Object> map(MappingNode node, int depth) {
        Map<Object, Object> own = new LinkedHashMap<>();
        Map<Object, Object> merged = new LinkedHashMap<>();
        for (NodeTuple entry : node.getValue()) {
            Object value = value(entry.getValueNode(), depth + 1);
            if (isMerge(entry.getKeyNode())) merge(value, merged);
            else own.put(value(entry.getKeyNode(), depth + 1), value);
        }
        merged.putAll(own);
        return merged.size() == own.size() ? own : merged;
    }

    private static boolean isMerge(Node key) {
        return key instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && scalar.getValue().equals("<<");
    }

    private static void merge(Object value, Map<Object, Object> into) {
        if (value instanceof Map<?, ?> map) map.forEach(into::putIfAbsent);
        else if (value instanceof List<?> list) for (Object one : list) merge(one, into);
    }

    private static Object scalar(ScalarNode node) {
        String text = node.getValue();
        if (node.getScalarStyle() != ScalarStyle.PLAIN) return text;
        // A tag that is written out (`!!str 1`) ends in its name; a resolved one is left to the rules of 1.1.
        return text.startsWith("!") ? text : plain(text);
    }

    /// @param text a scalar without quotes
    static Object plain(String text) {
        switch (text) {
            case "", "~", "null", "Null", "NULL" -> {
                return null;
            }
            case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" -> {
                return true;
            }
            case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" -> {
                return false;
            }
            default -> {}
        }
        if (INTEGER.matcher(text).matches()) return integer(text.replace("_", ""));
        if (SEXAGESIMAL.matcher(text).matches()) return sexagesimal(text.replace("_", ""));
        if (REAL.matcher(text).matches()) return real(text.replace("_", "").toLowerCase(Locale.ROOT));
        return TIME.matcher(text).matches() ? new Time(text) : text;
    }

    private static Object integer(String text) {
        boolean negative = text.startsWith("-");
        String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        int base = digits.startsWith("0x") ? 16 : digits.startsWith("0b") ? 2 : digits.startsWith("0") ? 8 : 10;
        String rest = base == 16 || base == 2 ? digits.substring(2) : digits;
        BigInteger value = new BigInteger(rest, base);
        return negative ? value.negate() : value;
    }

    private static BigInteger sexagesimal(String text) {
        boolean negative = text.startsWith("-");
        BigInteger value = BigInteger.ZERO;
        for (String part : text.replaceFirst("^[-+]", "").split(":")) {
            value = value.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
        }
        return negative ? value.negate() : value;
    }

    private static Double real(String text) {
        if (text.endsWith(".nan")) return Double.NaN;
        if (text.endsWith(".inf")) return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        return Double.valueOf(text);
    }
}
