package dejfa.detect.behaviour;

import dejfa.api.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A sentence with `{value}` places; a part in square brackets is left out where a value in it is not set or is
/// zero, so that nothing is said of what was not counted. What comes from the wire is cut and stripped of
/// everything not printable, so that it can't pass for text of the tool.
final class Template {
    /// Characters of one value shown.
    private static final int SHOWN = 120;

    private final List<Object> parts;

    private Template(List<Object> parts) {
        this.parts = parts;
    }

    static Template parse(YamlNode node, Value.Scope scope) {
        return new Template(parse(node.text(), node, scope));
    }

    private static List<Object> parse(String text, YamlNode node, Value.Scope scope) {
        List<Object> parts = new ArrayList<>();
        int at = 0;
        for (int open = text.indexOf('['); open >= 0; open = text.indexOf('[', at)) {
            int close = text.indexOf(']', open);
            if (close < 0) break;
            values(text.substring(at, open), node, scope, parts);
            parts.add(new Template(parse(text.substring(open + 1, close), node, scope)));
            at = close + 1;
        }
        values(text.substring(at), node, scope, parts);
        return parts;
    }

    private static void values(String text, YamlNode node, Value.Scope scope, List<Object> parts) {
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
            } else if (part instanceof Template optional) {
                if (optional.isCounted(event, measures)) out.append(optional.fill(event, measures));
            } else {
                out.append(part);
            }
        }
        return out.toString();
    }

    private boolean isCounted(Event event, Map<String, Object> measures) {
        for (Object part : parts) {
            if (!(part instanceof Value value)) continue;
            String text = value.textOf(event, measures);
            if (text == null || text.isEmpty() || text.equals("0")) return false;
        }
        return true;
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
