package dejfa.intel;

import dejfa.api.Spelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A mapping of a content file that is read key by key: whatever is missing, of the wrong type or never asked for
/// becomes a problem with its place, and reading goes on, so that all problems of a file come at once.
final class YamlMap {
    private final String place;
    private final Map<?, ?> values;
    private final List<String> problems;
    private final Set<String> known = new LinkedHashSet<>();

    private YamlMap(String place, Map<?, ?> values, List<String> problems) {
        this.place = place;
        this.values = values;
        this.problems = problems;
    }

    static YamlMap read(Path file, List<String> problems) {
        Object root = null;
        try {
            root = new Load(LoadSettings.builder().setLabel(file.toString()).build())
                    .loadFromString(Files.readString(file));
        } catch (IOException e) {
            problems.add(file + ": can't be read (" + e + ")");
        } catch (YamlEngineException e) {
            problems.add(file + ": is not YAML: "
                    + e.getMessage().lines().findFirst().orElse(""));
        }
        if (root != null && !(root instanceof Map<?, ?>)) problems.add(file + ": must be a mapping of keys");
        return new YamlMap(file.toString(), root instanceof Map<?, ?> map ? map : Map.of(), problems);
    }

    String place() {
        return place;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    void problem(String text) {
        problems.add(place + ": " + text);
    }

    private Object get(String key) {
        known.add(key);
        return values.get(key);
    }

    String text(String key) {
        Object value = get(key);
        if (value == null || value instanceof Map<?, ?> || value instanceof List<?>) {
            problem("needs '" + key + "', a text");
            return "";
        }
        return value.toString();
    }

    /// @return the number, or `fallback` where the key is missing or wrong; a NaN fallback makes the key needed
    double number(String key, double fallback, double least, double most) {
        Object value = get(key);
        if (value == null && !Double.isNaN(fallback)) return fallback;
        if (value instanceof Number number && number.doubleValue() >= least && number.doubleValue() <= most) {
            return number.doubleValue();
        }
        problem("'" + key + "' must be a number from " + plain(least) + " to " + plain(most) + ", not " + value);
        return Double.isNaN(fallback) ? least : fallback;
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? Long.toString((long) number) : "" + number;
    }

    boolean flag(String key) {
        Object value = get(key);
        if (value == null) return false;
        if (value instanceof Boolean flag) return flag;
        problem("'" + key + "' must be true or false, not " + value);
        return false;
    }

    /// A list of texts; empty where the key is missing.
    List<String> texts(String key) {
        Object value = get(key);
        List<String> all = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (element == null || element instanceof Map<?, ?> || element instanceof List<?>) {
                    problem("'" + key + "' must be a list of texts");
                } else all.add(element.toString());
            }
        } else if (value != null) problem("'" + key + "' must be a list of texts");
        return all;
    }

    /// A list of mappings; empty where the key is missing.
    List<YamlMap> maps(String key) {
        Object value = get(key);
        List<YamlMap> all = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                String inner = place + ": " + key + "[" + i + "]";
                if (list.get(i) instanceof Map<?, ?> map) all.add(new YamlMap(inner, map, problems));
                else problems.add(inner + " must be a mapping of keys");
            }
        } else if (value != null) problem("'" + key + "' must be a list of mappings");
        return all;
    }

    /// The mapping under that key; an empty one after a problem where it is missing.
    YamlMap map(String key) {
        Object value = get(key);
        if (value instanceof Map<?, ?> map) return new YamlMap(place + ": " + key, map, problems);
        problem("needs '" + key + "', a mapping of keys");
        return new YamlMap(place + ": " + key, Map.of(), problems);
    }

    /// All keys of a mapping whose keys are data.
    List<String> keys() {
        List<String> all = new ArrayList<>();
        for (Object key : values.keySet()) all.add(String.valueOf(key));
        return all;
    }

    /// To be called when everything known has been asked for: refuses the rest, naming the nearest known key.
    void end() {
        for (Object key : values.keySet()) {
            if (!(key instanceof String name) || !known.contains(name)) {
                problem("unknown key '" + key + "'; did you mean '" + Spelling.nearest(String.valueOf(key), known)
                        + "'?");
            }
        }
    }
}
