package dejfa.node;

import dejfa.testkit.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// The cases of the suricata-verify suite on this machine, with their rules and settings.
final class OutsideCases {
    /// Stock value of the suite.
    static final String HOME_NET = "[192.168.0.0/16,10.0.0.0/8,172.16.0.0/12]";

    /// @param settings case.json with `dir`, as `--vars` takes it
    record Case(String name, Path capture, Path rules, Map<String, Object> settings) {
        /// Writes the settings, with more of them, as a file for `--vars`.
        Path vars(Path folder, Map<String, Object> more) throws IOException {
            Map<String, Object> all = new LinkedHashMap<>(settings);
            Map<String, Object> dotted = new LinkedHashMap<>();
            if (settings.get("settings") instanceof Map<?, ?> own)
                own.forEach((key, value) -> dotted.put(key.toString(), value));
            dotted.putAll(more);
            all.put("settings", dotted);
            all.keySet().retainAll(List.of("address-groups", "port-groups", "checksums", "settings", "dir"));
            Path file = folder.resolve(name + ".vars.json");
            Files.write(file, JsonMapper.shared().writeValueAsBytes(all));
            return file;
        }
    }

    private OutsideCases() {}

    /// Empty, after a loud line, where they are not on this machine.
    static List<Case> all() throws IOException {
        Path root = Project.shared("cases/suricata-verify").orElse(null);
        if (root == null) return List.of();
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.exists(folder.resolve("case.json")))
                    .sorted()
                    .map(OutsideCases::read)
                    .toList();
        }
    }

    private static Case read(Path folder) {
        try {
            Map<String, Object> settings = new LinkedHashMap<>();
            Map<?, ?> given = JsonMapper.shared().readValue(Files.readAllBytes(folder.resolve("case.json")), Map.class);
            given.forEach((key, value) -> settings.put(key.toString(), value));
            if (settings.get("vars") instanceof Map<?, ?> vars)
                vars.forEach((key, value) -> settings.put(key.toString(), value));
            settings.put("dir", folder.toAbsolutePath().normalize().toString());
            return new Case(
                    folder.getFileName().toString(),
                    folder.resolve(given.get("pcap").toString()),
                    folder.resolve(given.get("rules").toString()),
                    settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Every capture below `../shared/cases`, whatever folder it is in.
    static List<Path> captures() throws IOException {
        Path root = Project.shared("cases").orElse(null);
        if (root == null) return List.of();
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(
                            path -> path.getFileName().toString().matches(".*\\.(pcap|pcapng|cap|dmp)(\\.gz|\\.zst)?"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }
}
