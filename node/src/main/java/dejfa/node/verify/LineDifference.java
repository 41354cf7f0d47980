package dejfa.node.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;

/// Says in few words where two lists of JSON lines differ: of lines that stand at the same place, only the fields.
public final class LineDifference {
    private static final int LINES_SHOWN = 12;

    private LineDifference() {}

    /// Empty where both are the same.
    public static String of(List<String> expected, List<String> actual) {
        int first = 0;
        int shorter = Math.min(expected.size(), actual.size());
        while (first < shorter && expected.get(first).equals(actual.get(first))) first++;
        int tail = 0;
        while (tail < shorter - first
                && expected.get(expected.size() - 1 - tail).equals(actual.get(actual.size() - 1 - tail))) tail++;
        List<String> said = new ArrayList<>();
        int expectedEnd = expected.size() - tail;
        int actualEnd = actual.size() - tail;
        for (int i = first; i < Math.max(expectedEnd, actualEnd); i++) {
            if (i >= expectedEnd) said.add("line " + (i + 1) + " is new:\n  + " + actual.get(i));
            else if (i >= actualEnd) said.add("line " + (i + 1) + " is gone:\n  - " + expected.get(i));
            else if (!expected.get(i).equals(actual.get(i))) {
                said.add("line " + (i + 1) + fields(expected.get(i), actual.get(i)));
            }
        }
        if (said.isEmpty()) return "";
        List<String> shown = said.subList(0, Math.min(LINES_SHOWN, said.size()));
        return expected.size() + " lines expected, " + actual.size() + " told, " + said.size() + " differ\n"
                + String.join("\n", shown)
                + (said.size() > LINES_SHOWN ? "\n… and " + (said.size() - LINES_SHOWN) + " more" : "");
    }

    private static String fields(String expected, String actual) {
        Map<String, Object> was = flat(expected);
        Map<String, Object> is = flat(actual);
        if (!Objects.equals(was.get("event_type"), is.get("event_type"))) {
            return ":\n  - " + expected + "\n  + " + actual;
        }
        TreeSet<String> names = new TreeSet<>(was.keySet());
        names.addAll(is.keySet());
        StringBuilder out = new StringBuilder(" (" + is.get("event_type") + "):");
        int before = out.length();
        for (String name : names) {
            if (Objects.equals(was.get(name), is.get(name))) continue;
            out.append("\n  ").append(name);
            out.append(": - ").append(was.getOrDefault(name, "(nothing)"));
            out.append(" + ").append(is.getOrDefault(name, "(nothing)"));
        }
        if (out.length() == before) out.append(" the order of the fields");
        return out.toString();
    }

    private static Map<String, Object> flat(String line) {
        Map<String, Object> all = new TreeMap<>();
        flat("", JsonMapper.shared().readValue(line, Object.class), all);
        return all;
    }

    private static void flat(String path, Object value, Map<String, Object> all) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> flat(path.isEmpty() ? key.toString() : path + '.' + key, inner, all));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) flat(path + '[' + i + ']', list.get(i), all);
        } else all.put(path, String.valueOf(value));
    }
}
