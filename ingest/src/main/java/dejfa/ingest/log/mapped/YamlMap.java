package dejfa.ingest.log.mapped;

import dejfa.api.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A YAML map read strictly: what is unknown, missing or of the wrong kind is a problem with file, line and remedy,
/// and reading goes on.
public final class YamlMap {
    private final String file;
    private final int line;
    private final Map<String, Node> members = new LinkedHashMap<>();
    private final List<String> problems;

    private YamlMap(String file, MappingNode node, List<String> problems) {
        this.file = file;
        this.line = lineOf(node);
        this.problems = problems;
        for (NodeTuple tuple : node.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (members.put(name, tuple.getValueNode()) != null) {
                problem(tuple.getKeyNode(), "the key '" + name + "' stands twice; remove one");
            }
        }
    }

    /// @return null where the text is no map
    public static YamlMap read(String file, String text, List<String> problems) {
        try {
            Node root = new Compose(LoadSettings.builder()
                            .setLabel(file)
                            .setMaxAliasesForCollections(0)
                            .setCodePointLimit(1 << 20)
                            .build())
                    .composeString(text)
                    .orElse(null);
            if (root instanceof MappingNode map) return new YamlMap(file, map, problems);
            problems.add(file + ":1: the file is not a map; write `key: value` lines");
        } catch (YamlEngineException e) {
            problems.add(file + ": it is no YAML (" + e.getMessage().replace('\n', ' ') + "); mend the syntax");
        }
        return null;
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private void problem(Node node, String sentence) {
        problems.add(file + ":" + lineOf(node) + ": " + sentence);
    }

    public void problem(String sentence) {
        problems.add(file + ":" + line + ": " + sentence);
    }

    /// Refuses every key outside `known`.
    public YamlMap only(Set<String> known) {
        members.forEach((name, node) -> {
            if (!known.contains(name)) {
                problem(node, "unknown key '" + name + "'; did you mean '" + Spelling.nearest(name, known) + "'?");
            }
        });
        members.keySet().retainAll(known);
        return this;
    }

    public Set<String> keys() {
        return members.keySet();
    }

    public boolean has(String key) {
        return members.containsKey(key);
    }

    /// @return null where the key is missing
    public String text(String key) {
        Node node = members.get(key);
        return node == null ? null : text(node, key);
    }

    private String text(Node node, String key) {
        if (node instanceof ScalarNode scalar) return scalar.getValue();
        problem(node, "'" + key + "' must be a single value");
        return "";
    }

    /// A single value counts as a list of one; empty where the key is missing.
    public List<String> texts(String key) {
        Node node = members.get(key);
        if (node == null) return List.of();
        if (!(node instanceof SequenceNode list)) return List.of(text(node, key));
        List<String> texts = new ArrayList<>();
        for (Node element : list.getValue()) texts.add(text(element, key));
        return texts;
    }

    /// @return an empty map where the key is missing or no map
    public YamlMap map(String key) {
        Node node = members.get(key);
        if (node instanceof MappingNode map) return new YamlMap(file, map, problems);
        if (node != null) problem(node, "'" + key + "' must be a map; write `{key: value}`");
        return new YamlMap(file, new MappingNode(Tag.MAP, List.of(), FlowStyle.FLOW), problems);
    }

    /// The maps of a list; a single map counts as a list of one.
    public List<YamlMap> maps(String key) {
        Node node = members.get(key);
        if (node == null) return List.of();
        List<YamlMap> maps = new ArrayList<>();
        for (Node element : node instanceof SequenceNode list ? list.getValue() : List.of(node)) {
            if (element instanceof MappingNode map) maps.add(new YamlMap(file, map, problems));
            else problem(element, "'" + key + "' must hold maps; write `- {key: value}`");
        }
        return maps;
    }
}
