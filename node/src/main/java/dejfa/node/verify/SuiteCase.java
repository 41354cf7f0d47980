package dejfa.node.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// A case of the suricata-verify suite. Where `case.json` stands beside `test.yaml`, it says what is run; else the
/// suite's own layout does ([SuiteLayout]).
final class SuiteCase {
    private SuiteCase() {}

    /// Thrown where a case can't be run here; its message says why.
    static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unfit(String why) {
            super(why, null, false, false);
        }
    }

    static Case read(String name, Path folder, Map<?, ?> test, Collection<String> types) throws IOException {
        Checks checks = Checks.of(test.get("checks"), types);
        try {
            return read(name, folder, test, checks);
        } catch (Unfit e) {
            return Case.skipped(name, folder, e.getMessage(), checks.notJudged());
        }
    }

    private static Case read(String name, Path folder, Map<?, ?> test, Checks checks) throws IOException {
        String unmet = Requires.unmet(test.get("requires"));
        if (unmet != null) throw new Unfit(unmet);
        Path set = folder.resolve("case.json");
        SuiteLayout layout = Files.isRegularFile(set) ? boiled(folder, set) : SuiteLayout.of(folder, test);
        if (checks.judged().isEmpty()) throw new Unfit("no check of the chosen event types");
        Map<String, Object> vars = new LinkedHashMap<>();
        // The suite's stock value, said and not assumed.
        Map<String, Object> addresses = new LinkedHashMap<>();
        addresses.put("HOME_NET", "[192.168.0.0/16,10.0.0.0/8,172.16.0.0/12]");
        addresses.putAll(layout.addressGroups());
        vars.put("address-groups", addresses);
        vars.put("port-groups", layout.portGroups());
        vars.put("checksums", layout.checksums());
        vars.put("settings", layout.settings());
        vars.put("eve-types", layout.eveTypes());
        vars.put("dir", folder.toAbsolutePath().normalize().toString());
        return new Case(
                name,
                folder,
                null,
                List.of(layout.capture()),
                layout.rules(),
                vars,
                null,
                List.of(),
                null,
                checks.judged(),
                null,
                test.get("exit-code") instanceof Number code ? code.intValue() : 0,
                checks.notJudged());
    }

    private static SuiteLayout boiled(Path folder, Path file) throws IOException {
        Map<?, ?> set = JsonMapper.shared().readValue(Files.readAllBytes(file), Map.class);
        Map<?, ?> groups = set.get("vars") instanceof Map<?, ?> map ? map : Map.of();
        return new SuiteLayout(
                one(folder, set.get("pcap"), ".pcap", ".pcapng"),
                List.of(one(folder, set.get("rules"), ".rules").toString()),
                String.valueOf(set.containsKey("checksums") ? set.get("checksums") : "auto"),
                objects(groups.get("address-groups")),
                objects(groups.get("port-groups")),
                objects(placed(set.get("settings"), folder)),
                objects(placed(set.get("eve-types"), folder)));
    }

    /// The file named, or the only one with such an ending.
    static Path one(Path folder, Object named, String... endings) throws IOException {
        List<Path> files = new ArrayList<>();
        if (named != null) files.add(folder.resolve(named.toString()));
        else files.addAll(ending(folder, endings));
        if (files.size() != 1) throw new Unfit(files.size() + " files *" + endings[0] + ", one wanted");
        if (!Files.isRegularFile(files.getFirst()))
            throw new Unfit(files.getFirst().getFileName() + " is missing");
        return files.getFirst();
    }

    static List<Path> ending(Path folder, String... endings) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file ->
                            Stream.of(endings).anyMatch(file.getFileName().toString()::endsWith))
                    .sorted()
                    .toList();
        }
    }

    /// `${TEST_DIR}` is the case's folder.
    static Object placed(Object value, Path folder) {
        return switch (value) {
            case String text ->
                text.replace("${TEST_DIR}", folder.toAbsolutePath().normalize().toString());
            case Map<?, ?> map -> {
                Map<Object, Object> all = new LinkedHashMap<>();
                map.forEach((key, inner) -> all.put(key, placed(inner, folder)));
                yield all;
            }
            case List<?> list ->
                list.stream().map(inner -> placed(inner, folder)).toList();
            case null, default -> value;
        };
    }

    static Map<String, Object> objects(Object value) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) map.forEach((key, inner) -> all.put(String.valueOf(key), inner));
        return all;
    }
}
