package dejfa.detect.behaviour;

import dejfa.api.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// One node of a content file, read strictly: what is missing, of the wrong kind or unknown becomes a problem with
/// file, line, key and remedy, and reading goes on, so that all problems are reported at once.
final class YamlNode {
    private final Node node;
    private final String key;
    private final Problems problems;

    private YamlNode(Node node, String key, Problems problems) {
        this.node = node;
        this.key = key;
        this.problems = problems;
    }

    /// Where problems of one file are collected.
    record Problems(String file, List<Behaviours.Problem> all) {
        void add(int line, String key, String reason, String remedy) {
            all.add(new Behaviours.Problem(file, line, key, reason, remedy));
        }
    }

    /// @return null where the text is no YAML map
    static YamlNode root(String text, Problems problems) {
        try {
            Node root = new Compose(LoadSettings.builder()
                            .setLabel(problems.file())
                            .setMaxAliasesForCollections(0)
                            .setCodePointLimit(1 << 20)
                            .build())
                    .composeString(text)
                    .orElse(null);
            if (root instanceof MappingNode) return new YamlNode(root, "", problems);
            problems.add(1, "", "the file is not a map", "write `key: value` lines");
        } catch (YamlEngineException e) {
            problems.add(1, "", "not YAML: " + e.getMessage().replace('\n', ' '), "mend the syntax");
        }
        return null;
    }

    int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    String key() {
        return key;
    }

    void problem(String reason, String remedy) {
        problems.add(line(), key, reason, remedy);
    }

    /// The members of a map in order; keys outside `known` are problems. An empty `known` admits any key.
    Map<String, YamlNode> members(Set<String> known) {
        Map<String, YamlNode> members = new LinkedHashMap<>();
        if (!(node instanceof MappingNode map)) {
            problem("must be a map", "write `{key: value}`");
            return members;
        }
        for (NodeTuple tuple : map.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            YamlNode member = new YamlNode(tuple.getValueNode(), key.isEmpty() ? name : key + "." + name, problems);
            if (!known.isEmpty() && !known.contains(name)) {
                member.problem("unknown key '" + name + "'", "did you mean '" + Spelling.nearest(name, known) + "'?");
            } else if (members.put(name, member) != null) {
                member.problem("the key stands twice", "remove one");
            }
        }
        return members;
    }

    List<YamlNode> elements() {
        List<YamlNode> elements = new ArrayList<>();
        if (node instanceof SequenceNode list) {
            int index = 0;
            for (Node element : list.getValue()) {
                elements.add(new YamlNode(element, key + "[" + index++ + "]", problems));
            }
        } else {
            problem("must be a list", "write `[a, b]`");
        }
        return elements;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    String text() {
        if (node instanceof ScalarNode scalar) return scalar.getValue();
        problem("must be a single value", "write text or a number");
        return "";
    }

    List<String> texts() {
        if (!isList()) return List.of(text());
        return elements().stream().map(YamlNode::text).toList();
    }

    double number(double least, double most) {
        String text = text();
        try {
            double value = Double.parseDouble(text);
            if (value >= least && value <= most) return value;
            problem(text + " is out of range", "give a number from " + least + " to " + most);
        } catch (NumberFormatException e) {
            problem("'" + text + "' is no number", "give a number from " + least + " to " + most);
        }
        return least;
    }

    boolean flag() {
        String text = text();
        if (text.equals("true") || text.equals("false")) return text.equals("true");
        problem("'" + text + "' is neither true nor false", "write true or false");
        return false;
    }

    /// `90s`, `15m`, `6h`, `2d`; nanoseconds.
    long duration() {
        String text = text();
        try {
            long unit =
                    switch (text.isEmpty() ? ' ' : text.charAt(text.length() - 1)) {
                        case 's' -> 1_000_000_000L;
                        case 'm' -> 60_000_000_000L;
                        case 'h' -> 3_600_000_000_000L;
                        case 'd' -> 86_400_000_000_000L;
                        default -> 0;
                    };
            long count = unit == 0 ? 0 : Long.parseLong(text.substring(0, text.length() - 1));
            if (count > 0 && count <= 100_000 && unit * (count / 366 + 1) > 0 && unit <= Long.MAX_VALUE / count) {
                return unit * count;
            }
        } catch (NumberFormatException e) {
            // told below, as every other wrong duration
        }
        problem("'" + text + "' is no duration", "write a number and s, m, h or d, such as 90s or 6h");
        return 1_000_000_000L;
    }

    /// @return the first choice where the text is none of them
    <E extends Enum<E>> E choice(Class<E> type) {
        String text = text();
        for (E constant : type.getEnumConstants()) if (constant.name().equals(text)) return constant;
        problem("'" + text + "' is not known", "one of " + List.of(type.getEnumConstants()));
        return type.getEnumConstants()[0];
    }
}
