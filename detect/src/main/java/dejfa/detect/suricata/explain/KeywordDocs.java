package dejfa.detect.suricata.explain;

import dejfa.detect.suricata.data.Resource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What is said of each keyword: `content/suricata/keywords.yaml`, by kind and name. Keywords of a protocol's
/// fields are documented beside them (`doc` in fields.yaml) and need no entry there.
public final class KeywordDocs {
    /// @param kind the heading it stands under
    /// @param doc one line
    /// @param example a fragment of a rule, or null
    /// @param header what the example's rule begins with, or null for any TCP packet
    /// @param needs what the operator has to provide before rules with it load, or null
    public record Entry(String kind, String doc, String example, String header, String needs) {
        /// Known, and never run here.
        public boolean refused() {
            return kind.equals("refused");
        }
    }

    private static final Map<String, Entry> ALL = load();

    private KeywordDocs() {}

    /// Or null where nothing is said.
    public static Entry of(String keyword) {
        return ALL.get(keyword);
    }

    /// By keyword.
    public static Map<String, Entry> all() {
        return ALL;
    }

    private static Map<String, Entry> load() {
        String text = String.join("\n", Resource.lines("content/suricata/keywords.yaml"));
        Map<String, Entry> all = new TreeMap<>();
        if (!(new Load(LoadSettings.builder().build()).loadFromString(text) instanceof Map<?, ?> kinds)) return all;
        kinds.forEach((kind, entries) -> {
            if (!(entries instanceof Map<?, ?> map)) throw new IllegalStateException("keywords.yaml: " + kind);
            map.forEach((name, value) -> all.put(name.toString(), entry(kind.toString(), name.toString(), value)));
        });
        return Collections.unmodifiableMap(all);
    }

    private static Entry entry(String kind, String name, Object value) {
        if (!(value instanceof Map<?, ?> map)) throw new IllegalStateException("keywords.yaml: " + name);
        for (Object key : map.keySet()) {
            if (!List.of("doc", "example", "header", "needs").contains(key)) {
                throw new IllegalStateException("keywords.yaml: " + name + ": unknown key " + key);
            }
        }
        return new Entry(kind, text(map, "doc"), text(map, "example"), text(map, "header"), text(map, "needs"));
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? null : value.toString();
    }
}
