package dejfa.ingest.log.zeek;

import dejfa.api.Schema;
import dejfa.ingest.log.Head;
import dejfa.ingest.log.Recogniser;
import dejfa.ingest.log.tree.JsonText;
import dejfa.ingest.log.mapped.Mapping;
import dejfa.ingest.log.mapped.YamlMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Loads `content/logs/zeek` and tells Zeek's logs.
public final class ZeekContent {
    private ZeekContent() {}

    /// @param names origins and further names of the records, or null
    public static List<Recogniser> load(Path folder, List<Schema> schemas, Mapping names, List<String> problems) {
        Map<String, ZeekEvents> events = new LinkedHashMap<>();
        Path file = folder.resolve("events.yaml");
        if (Files.isRegularFile(file)) {
            try {
                YamlMap root = YamlMap.read(file.toString(), Files.readString(file), problems);
                if (root != null) {
                    for (String path : root.keys()) events.put(path, ZeekEvents.read(root.map(path), schemas));
                }
            } catch (IOException e) {
                problems.add(file + ": can't be read (" + e.getMessage() + "); check its rights");
            }
        }
        return List.of(
                head -> head.lines().stream().limit(3).anyMatch(line -> line.startsWith("#separator"))
                        ? new ZeekFormat(events, names)
                        : null,
                head -> json(head, events, names));
    }

    private static ZeekJsonFormat json(Head head, Map<String, ZeekEvents> events, Mapping names) {
        for (String text : head.lines()) {
            if (!text.startsWith("{") || !text.contains("\"ts\"")) continue;
            Map<String, Object> line = JsonText.treeOf(text);
            if (line == null) continue;
            String path = path(line, head.name(), events);
            if (path != null) return new ZeekJsonFormat(path, events, names);
        }
        return null;
    }

    /// What Zeek calls the log: as the line says (`_path`), or by the file's name where the line is one of
    /// Zeek's, or by the columns that only that log has.
    private static String path(Map<String, Object> line, String name, Map<String, ZeekEvents> events) {
        if (line.get("_path") instanceof String told) return told;
        boolean connection = line.containsKey("uid") && line.containsKey("id.orig_h");
        if (!connection && !line.containsKey("uids") && !line.containsKey("fuid")) return null;
        String file = Path.of(name).getFileName() == null
                ? ""
                : Path.of(name).getFileName().toString();
        int dot = file.indexOf('.');
        String called = dot < 0 ? file : file.substring(0, dot);
        for (Map.Entry<String, ZeekEvents> one : events.entrySet()) {
            if (one.getValue().isToldBy(line.keySet())) return one.getKey();
        }
        return called.matches("[a-z][a-z0-9_]{0,40}") ? called : "unknown";
    }
}
