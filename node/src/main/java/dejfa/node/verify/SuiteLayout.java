package dejfa.node.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a case of the suite runs with.
///
/// @param rules as `--rules` takes them
/// @param settings dotted Suricata option names
/// @param eveTypes event types and their options; empty where the case chooses none
record SuiteLayout(
        Path capture,
        List<String> rules,
        String checksums,
        Map<String, Object> addressGroups,
        Map<String, Object> portGroups,
        Map<String, Object> settings,
        Map<String, Object> eveTypes) {
    /// Parts of suricata.yaml that say something about what rules see.
    private static final List<String> PARTS = List.of(
            "stream",
            "vlan",
            "decoder",
            "app-layer",
            "datasets",
            "packet-alert-max",
            "detect",
            "threshold-file",
            "classification-file",
            "reference-config-file",
            "pcap-file",
            "action-order");

    /// From the suite's own layout: `pcap`, `args` and the folder's rules and suricata.yaml.
    static SuiteLayout of(Path folder, Map<?, ?> test) throws IOException {
        if (test.get("skip") != null) throw new SuiteCase.Unfit("the suite skips it: " + test.get("skip"));
        for (String key : List.of("command", "setup")) {
            if (test.get(key) != null) throw new SuiteCase.Unfit("runs a program of its own (" + key + ")");
        }
        Path capture = SuiteCase.one(folder, SuiteCase.placed(test.get("pcap"), folder), ".pcap", ".pcapng", ".cap");
        Draft draft = new Draft(folder);
        draft.configuration(folder.resolve("suricata.yaml"));
        draft.arguments(test.get("args"));
        return new SuiteLayout(
                capture,
                draft.rules(),
                draft.checksums,
                draft.addressGroups,
                draft.portGroups,
                draft.settings,
                draft.eveTypes);
    }

    /// A layout while it is read.
    private static final class Draft {
        private final Path folder;
        private final List<String> named = new ArrayList<>();
        private String checksums = "auto";
        private final Map<String, Object> addressGroups = new LinkedHashMap<>();
        private final Map<String, Object> portGroups = new LinkedHashMap<>();
        private final Map<String, Object> settings = new LinkedHashMap<>();
        private final Map<String, Object> eveTypes = new LinkedHashMap<>();

        Draft(Path folder) {
            this.folder = folder;
        }

        List<String> rules() throws IOException {
            if (!named.isEmpty()) return named;
            List<Path> all = SuiteCase.ending(folder, ".rules");
            if (all.size() > 1) throw new SuiteCase.Unfit(all.size() + " files *.rules, one wanted");
            return all.isEmpty() ? List.of("none") : List.of(all.getFirst().toString());
        }

        void configuration(Path file) throws IOException {
            if (!Files.isRegularFile(file)) return;
            // `%YAML 1.1` heads every such file; what it asks for is done anyway.
            String text = Files.readString(file, StandardCharsets.UTF_8).replaceFirst("(?m)^%YAML.*$", "");
            if (!(SuiteCase.placed(Yaml11.read(text, "suricata.yaml"), folder) instanceof Map<?, ?> root)) return;
            Map<String, Object> groups = SuiteCase.objects(root.get("vars"));
            addressGroups.putAll(SuiteCase.objects(groups.get("address-groups")));
            portGroups.putAll(SuiteCase.objects(groups.get("port-groups")));
            for (String part : PARTS) flatten(part, root.get(part));
            if (root.get("outputs") instanceof List<?> outputs) outputs.forEach(this::output);
        }

        private void flatten(String path, Object value) {
            switch (value) {
                case null -> {}
                case Map<?, ?> map -> map.forEach((key, inner) -> flatten(path + "." + key, inner));
                case List<?> list -> {
                    for (int i = 0; i < list.size(); i++) flatten(path + "." + i, list.get(i));
                }
                case Boolean flag -> settings.put(path, flag ? "yes" : "no");
                default -> settings.put(path, value.toString());
            }
        }

        private void output(Object output) {
            if (!(output instanceof Map<?, ?> map) || !(map.get("eve-log") instanceof Map<?, ?> eve)) return;
            if (!(eve.get("types") instanceof List<?> types)) return;
            for (Object type : types) {
                if (type instanceof Map<?, ?> options) eveTypes.putAll(SuiteCase.objects(options));
                else eveTypes.put(String.valueOf(type), null);
            }
        }

        void arguments(Object given) {
            if (given == null) return;
            List<String> words = new ArrayList<>();
            for (Object one : given instanceof List<?> list ? list : List.of(given)) {
                String text = String.valueOf(SuiteCase.placed(one, folder)).replace("${VENDOR}", "");
                for (String word : text.strip().split("\\s+")) words.add(word.replaceAll("^['\"]|['\"]$", ""));
            }
            for (int i = 0; i < words.size(); i++) {
                String word = words.get(i);
                String next = i + 1 < words.size() ? words.get(i + 1) : "";
                switch (word) {
                    case "-k" -> checksums = next.equals("none") ? "none" : next.equals("all") ? "all" : checksums;
                    case "-S", "-s" ->
                        named.add(folder.resolve(next).normalize().toString());
                    case "--set" -> set(next);
                    case "--simulate-ips" -> settings.put("stream.inline", "yes");
                    default -> {
                        if (word.startsWith("--set=")) set(word.substring("--set=".length()));
                    }
                }
            }
        }

        private void set(String assignment) {
            int at = assignment.indexOf('=');
            if (at < 0) return;
            String name = assignment.substring(0, at).strip();
            String value = assignment.substring(at + 1).strip();
            if (name.startsWith("vars.address-groups.")) {
                addressGroups.put(name.substring("vars.address-groups.".length()), value);
            } else if (name.startsWith("vars.port-groups.")) {
                portGroups.put(name.substring("vars.port-groups.".length()), value);
            } else settings.put(name, value);
        }
    }
}
