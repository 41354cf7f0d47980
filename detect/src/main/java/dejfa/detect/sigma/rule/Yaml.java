package dejfa.detect.sigma.rule;

import java.util.ArrayList;
import java.util.Iterator;
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

/// A YAML document as values: what the text says and no objects made of it.
public sealed interface Yaml {
    /// @param members in the order of the text
    record Mapping(Map<String, Yaml> members) implements Yaml {
        /// @return null where there is none
        public Yaml get(String key) {
            return members.get(key);
        }
    }

    record Sequence(List<Yaml> elements) implements Yaml {}

    /// @param text as written, without quotes
    record Scalar(String text, Kind kind) implements Yaml {}

    /// What a scalar without quotes means; one with quotes is TEXT.
    enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        NULL
    }

    /// Deepest nesting; rules need six levels.
    int MAX_DEPTH = 32;
    /// Values of one document, those that aliases repeat counted again; the largest rules have some 3,000.
    int MAX_VALUES = 200_000;
    /// Characters of one file.
    int MAX_CHARACTERS = 64 << 20;

    Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");

    /// The documents of a file.
    ///
    /// @param into takes them in order, up to one that is not YAML
    /// @throws BadSigma where the text, or its rest, is not YAML
    static void read(String text, List<Yaml> into) throws BadSigma {
        try {
            Iterator<Node> documents = compose(text, false);
            while (documents.hasNext()) into.add(value(documents.next(), 0, new int[] {MAX_VALUES}));
        } catch (YamlEngineException | StackOverflowError e) {
            throw new BadSigma("not YAML: " + where(text));
        }
    }

    private static Iterator<Node> compose(String text, boolean marks) {
        LoadSettings settings = LoadSettings.builder()
                .setUseMarks(marks)
                .setMaxAliasesForCollections(100)
                .setCodePointLimit(MAX_CHARACTERS)
                .setAllowDuplicateKeys(true)
                .build();
        return new Compose(settings).composeAllFromString(text).iterator();
    }

    /// Reads once more, this time minding lines.
    private static String where(String text) {
        try {
            Iterator<Node> documents = compose(text, true);
            while (documents.hasNext()) documents.next();
            return "it can't be read";
        } catch (YamlEngineException e) {
            String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            return message.length() <= 200 ? message : message.substring(0, 200) + "…";
        } catch (StackOverflowError e) {
            return "nested too deep";
        }
    }

    private static Yaml value(Node node, int depth, int[] left) throws BadSigma {
        if (depth > MAX_DEPTH) throw new BadSigma("nested deeper than " + MAX_DEPTH + " levels");
        if (--left[0] < 0) throw new BadSigma("more than " + MAX_VALUES + " values in one document");
        if (node instanceof ScalarNode scalar) return scalar(scalar);
        if (node instanceof SequenceNode list) {
            List<Yaml> elements = new ArrayList<>(list.getValue().size());
            for (Node element : list.getValue()) elements.add(value(element, depth + 1, left));
            return new Sequence(elements);
        }
        if (!(node instanceof MappingNode map)) throw new BadSigma("not YAML: an alias to nothing");
        Map<String, Yaml> members =
                LinkedHashMap.newLinkedHashMap(map.getValue().size());
        for (NodeTuple tuple : map.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) throw new BadSigma("a key must be text");
            if (members.put(key.getValue(), value(tuple.getValueNode(), depth + 1, left)) != null) {
                throw new BadSigma("the key '" + key.getValue() + "' stands twice in one map");
            }
        }
        return new Mapping(members);
    }

    /// Where only a flag can stand, YAML 1.1's words count as well: that is what the readers of others take.
    ///
    /// @return null where the value is none
    static Boolean flag(Yaml value) {
        if (!(value instanceof Scalar scalar)) return null;
        return switch (scalar.text().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> null;
        };
    }

    private static Scalar scalar(ScalarNode node) {
        String text = node.getValue();
        return new Scalar(text, node.getScalarStyle() == ScalarStyle.PLAIN ? kind(text) : Kind.TEXT);
    }

    /// As YAML 1.2's core schema, decimal numbers only: a hexadecimal number of a rule is compared as it is
    /// written.
    private static Kind kind(String text) {
        switch (text) {
            case "", "~", "null", "Null", "NULL":
                return Kind.NULL;
            case "true", "True", "TRUE", "false", "False", "FALSE":
                return Kind.FLAG;
            default:
                char first = text.charAt(0);
                boolean maybe = first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.';
                return maybe && NUMBER.matcher(text).matches() ? Kind.NUMBER : Kind.TEXT;
        }
    }
}
