package dejfa.detect.behaviour;

import dejfa.api.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A sentence with `{value}` places. What comes from the wire is cut and stripped of everything not printable, so
/// that it can't pass for text of the tool.
final class Template {
    /// Characters of one value shown.
    private static final int SHOWN = 120;

    private final List<Object> parts;

    private Template(List<Object> parts) {
        this.parts = parts;
    }

    static Template parse(YamlNode node, Value.Scope scope) {
        List<Object> parts = new ArrayList<>();
        String text = node.text();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('{', at);
            int close = open < 0 ? -1 : text.indexOf('}', open);
            if (close < 0) break;
            parts.add(text.substring(at, open));
            parts.add(Value.parse(text.substring(open + 1, close), node, scope));
            at = close + 1;
        }
        parts.add(text.substring(at));
        return new Template(parts);
    }

    /// @return with "unknown" where a value is not set
    String fill(Event event, Map<String, Object> measures) {
        return fill(event, measures, "unknown");
    }

    /// @return null where a value is not set
    String fillWhole(Event event, Map<String, Object> measures) {
        return fill(event, measures, null);
    }

    private String fill(Event event, Map<String, Object> measures, String whenUnset) {
        StringBuilder out = new StringBuilder();
        for (Object part : parts) {
            if (part instanceof Value value) {
                String text = value.textOf(event, measures);
                if (text == null || text.isEmpty()) text = whenUnset;
                if (text == null) return null;
                append(text, out);
            } else {
                out.append(part);
            }
        }
        return out.toString();
    }

    private static void append(String text, StringBuilder out) {
        int length = Math.min(text.length(), SHOWN);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            out.append(c >= ' ' && c < 0x7f ? c : '.');
        }
        if (length < text.length()) out.append("...");
    }
}
