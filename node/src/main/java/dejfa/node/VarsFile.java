package dejfa.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The file of `--vars`: rule variables and Suricata settings as JSON.
///
/// @param checksums `auto`, `none` or `all`
/// @param settings dotted Suricata option names
/// @param eveTypes options of event types, or an empty map
/// @param complaints what was not understood, one sentence each
public record VarsFile(
        Map<String, String> addressGroups,
        Map<String, String> portGroups,
        String checksums,
        Map<String, Object> settings,
        Map<String, Object> eveTypes,
        Path folder,
        List<String> complaints) {
    public static VarsFile none() {
        return new VarsFile(Map.of(), Map.of(), "auto", Map.of(), Map.of(), null, List.of());
    }

    public static VarsFile read(Path path) throws IOException {
        Map<?, ?> root;
        try {
            root = JsonMapper.shared().readValue(Files.readAllBytes(path), Map.class);
        } catch (JacksonException e) {
            throw new dejfa.ingest.capture.CaptureException(
                    path + " is not valid JSON (" + e.getOriginalMessage() + "); see docs/operating/command-line.md.");
        }
        // JSON's `null` is valid and no object.
        if (root == null) {
            throw new dejfa.ingest.capture.CaptureException(
                    path + " holds no JSON object; see docs/operating/command-line.md.");
        }
        List<String> complaints = new ArrayList<>();
        for (Object key : root.keySet()) {
            if (!List.of("address-groups", "port-groups", "checksums", "settings", "eve-types", "name", "dir")
                    .contains(key.toString())) {
                complaints.add(path + ": unknown key '" + key + "'");
            }
        }
        Object checksums = root.get("checksums");
        return new VarsFile(
                texts(root.get("address-groups")),
                texts(root.get("port-groups")),
                checksums == null ? "auto" : checksums.toString(),
                objects(root.get("settings")),
                objects(root.get("eve-types")),
                folder(path, root.get("dir"), complaints),
                complaints);
    }

    /// The settings as text, whatever their type in JSON, and the options of event types as Suricata's configuration
    /// would call them (`outputs.eve-log.pgsql.passwords`).
    Map<String, String> texts() {
        Map<String, String> all = texts(settings);
        eveTypes.forEach((type, options) ->
                texts(options).forEach((option, value) -> all.put("outputs.eve-log." + type + "." + option, value)));
        return all;
    }

    private static Path folder(Path file, Object given, List<String> complaints) {
        if (given == null) return file.toAbsolutePath().getParent();
        try {
            return Path.of(given.toString());
        } catch (java.nio.file.InvalidPathException e) {
            complaints.add(file + ": dir is no path (" + e.getReason() + "); the folder of this file is used");
            return file.toAbsolutePath().getParent();
        }
    }

    private static Map<String, String> texts(Object value) {
        Map<String, String> all = new LinkedHashMap<>();
        objects(value).forEach((key, text) -> all.put(key, String.valueOf(text)));
        return all;
    }

    private static Map<String, Object> objects(Object value) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) map.forEach((key, entry) -> all.put(key.toString(), entry));
        return all;
    }
}
