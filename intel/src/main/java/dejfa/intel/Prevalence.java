package dejfa.intel;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How common each technique and tool is among all recorded groups (`content/actors/prevalence.yaml`), so that rarity
/// decides what a finding weighs.
public final class Prevalence {
    /// A tool or malware family.
    ///
    /// @param groups recorded groups that use it
    /// @param open anyone can have it: sold, leaked, part of the system or open source
    public record Tool(String name, int groups, boolean open) {}

    private final int groups;
    private final Map<String, Integer> techniques = new HashMap<>();
    private final Map<String, Tool> tools = new HashMap<>();
    private final double techniquesPerGroup;

    private Prevalence(int groups, Map<String, Integer> techniques, List<Tool> all, Map<String, String> aliases) {
        this.groups = groups;
        this.techniques.putAll(techniques);
        // Who uses a sub-technique uses the technique, whether or not the record says so.
        techniques.forEach((id, count) -> {
            int dot = id.indexOf('.');
            if (dot > 0) this.techniques.merge(id.substring(0, dot), count, Math::max);
        });
        Map<String, Tool> byName = new HashMap<>();
        for (Tool tool : all) {
            byName.put(tool.name(), tool);
            tools.putIfAbsent(key(tool.name()), tool);
        }
        for (Map.Entry<String, String> alias : aliases.entrySet()) {
            tools.putIfAbsent(key(alias.getKey()), byName.get(alias.getValue()));
        }
        this.techniquesPerGroup =
                techniques.values().stream().mapToInt(Integer::intValue).sum() / (double) Math.max(1, groups);
    }

    static Prevalence read(Path file, List<String> problems) {
        YamlMap root = YamlMap.read(file, problems);
        if (root.isEmpty()) return new Prevalence(1, Map.of(), List.of(), Map.of());
        YamlMap source = root.map("source");
        for (String key : List.of("title", "url", "date", "licence")) source.text(key);
        source.end();
        int groups = (int) root.number("groups", Double.NaN, 1, 100_000);
        Map<String, Integer> techniques = new HashMap<>();
        YamlMap counts = root.map("techniques");
        for (String id : counts.keys()) techniques.put(id, (int) counts.number(id, Double.NaN, 1, groups));
        List<Tool> tools = new java.util.ArrayList<>();
        Map<String, String> aliases = new java.util.TreeMap<>();
        for (YamlMap entry : root.maps("tools")) {
            Tool tool = new Tool(
                    entry.text("name"), (int) entry.number("groups", Double.NaN, 1, groups), entry.flag("public"));
            entry.text("id");
            for (String alias : entry.texts("also")) aliases.putIfAbsent(alias, tool.name());
            entry.end();
            tools.add(tool);
        }
        root.end();
        return new Prevalence(groups, techniques, tools, aliases);
    }

    /// Spelling of tools differs (`gh0st`, `Gh0st RAT`, `china-chopper`); a `-like` says only that it looks so.
    static String key(String tool) {
        String name = tool.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        name = name.endsWith("like") ? name.substring(0, name.length() - 4) : name;
        return name.endsWith("rat") && name.length() > 5 ? name.substring(0, name.length() - 3) : name;
    }

    public int groups() {
        return groups;
    }

    /// Techniques that a group has on average.
    double techniquesPerGroup() {
        return techniquesPerGroup;
    }

    /// Groups recorded with the technique; 0 where none is.
    public int groupsWith(String technique) {
        return techniques.getOrDefault(technique, 0);
    }

    /// Share of groups that use the technique, never 0: what no group is recorded with still happens.
    double share(String technique) {
        return (groupsWith(technique) + 1.0) / (groups + 1.0);
    }

    /// The tool by any of its spellings, or null where the table lacks it.
    public Tool tool(String name) {
        return tools.get(key(name));
    }
}
