package dejfa.detect.suricata.data;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What `classtype` and `reference` mean: classification.config and reference.config in their usual syntax.
public final class Classifications {
    /// @param description text of `alert.category`
    /// @param priority 1 is the most severe
    public record ClassType(String description, int priority) {}

    private final Map<String, ClassType> types = new HashMap<>();
    private final Map<String, String> prefixes = new HashMap<>();

    /// The stock ones.
    public static Classifications stock() {
        Classifications all = new Classifications();
        all.add(Resource.lines("content/suricata/classification.config"));
        all.add(Resource.lines("content/suricata/reference.config"));
        return all;
    }

    /// Lines that are neither are passed over, as comments are.
    public void add(List<String> lines) {
        for (String line : lines) {
            String t = line.strip();
            int colon = t.indexOf(':');
            if (colon < 0 || t.startsWith("#")) continue;
            String kind = t.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            String rest = t.substring(colon + 1).strip();
            if (kind.equals("config classification")) classType(rest);
            else if (kind.equals("config reference")) reference(rest);
        }
    }

    private void classType(String text) {
        String[] parts = text.split(",", 3);
        if (parts.length < 3) return;
        try {
            types.put(
                    parts[0].strip().toLowerCase(Locale.ROOT),
                    new ClassType(parts[1].strip(), Integer.parseInt(parts[2].strip())));
        } catch (NumberFormatException e) {
            // A type without a readable priority is as good as unknown; rules with it say so.
            types.remove(parts[0].strip().toLowerCase(Locale.ROOT));
        }
    }

    private void reference(String text) {
        String[] words = text.split("\\s+", 2);
        prefixes.put(words[0].toLowerCase(Locale.ROOT), words.length > 1 ? words[1].strip() : "");
    }

    /// Or null.
    public ClassType type(String name) {
        return types.get(name.strip().toLowerCase(Locale.ROOT));
    }

    /// The whole address where the kind is known (`url,example.org/x`), else `kind:value`.
    public String reference(String kind, String value) {
        String prefix = prefixes.get(kind.strip().toLowerCase(Locale.ROOT));
        return prefix == null ? kind.strip() + ":" + value.strip() : prefix + value.strip();
    }
}
