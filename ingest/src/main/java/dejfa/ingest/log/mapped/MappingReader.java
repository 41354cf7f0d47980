package dejfa.ingest.log.mapped;

import dejfa.api.log.LogOrigin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads a `log.yaml`; every problem of it is told at once.
final class MappingReader {
    private static final Set<String> KEYS = Set.of(
            "about",
            "form",
            "recognise",
            "time",
            "computer",
            "source",
            "destination",
            "origin",
            "origins",
            "names",
            "joined",
            "request",
            "columns");

    private MappingReader() {}

    /// @return null where it has problems
    static Mapping read(String name, String file, String text, List<String> problems) {
        int before = problems.size();
        YamlMap root = YamlMap.read(file, text, problems);
        if (root == null) return null;
        root.only(KEYS);
        if (!root.has("about")) root.problem("'about' is missing; say in one sentence what writes this log");
        Mapping.Form form = form(root);
        YamlMap recognise = root.map("recognise").only(Set.of("all", "any", "where"));
        List<String> all = recognise.texts("all");
        if (all.isEmpty() && form != Mapping.Form.OWN) {
            root.problem("'recognise.all' is missing; name the fields that every line has");
        }
        Mapping mapping = new Mapping(
                name,
                form,
                all,
                recognise.texts("any"),
                Where.of(recognise.map("where")),
                times(root, form),
                root.text("computer"),
                root.text("source"),
                root.text("destination"),
                origins(root, form),
                names(root.map("names")),
                names(root.map("joined")),
                root.text("request"),
                root.texts("columns"));
        return problems.size() == before ? mapping : null;
    }

    private static Mapping.Form form(YamlMap root) {
        String word = root.has("form") ? root.text("form") : "json";
        for (Mapping.Form form : Mapping.Form.values()) {
            if (form.name().toLowerCase(Locale.ROOT).equals(word)) return form;
        }
        root.problem("'form' is json, csv, pairs or own, not '" + word + "'");
        return Mapping.Form.JSON;
    }

    private static List<Mapping.Time> times(YamlMap root, Mapping.Form form) {
        List<Mapping.Time> times = new ArrayList<>();
        for (YamlMap one : root.maps("time")) {
            one.only(Set.of("field", "form"));
            String field = one.text("field");
            String word = one.has("form") ? one.text("form") : "auto";
            TimeForm time = TimeForm.byName(word);
            if (field == null) one.problem("'time' lacks its 'field'");
            else if (time == null)
                one.problem("a time's 'form' is iso, s, ms, us, ns, access or auto, not '" + word + "'");
            else times.add(new Mapping.Time(field, time));
        }
        if (times.isEmpty() && form != Mapping.Form.OWN) {
            root.problem("'time' is missing; write `time: {field: eventTime, form: iso}`");
        }
        return times;
    }

    private static List<Mapping.Origin> origins(YamlMap root, Mapping.Form form) {
        List<Mapping.Origin> origins = new ArrayList<>();
        Set<String> keys = Set.of("where", "product", "service", "category", "add", "names");
        for (YamlMap one : root.maps("origins")) {
            one.only(keys);
            Map<String, String> added = new LinkedHashMap<>();
            YamlMap add = one.map("add");
            for (String key : add.keys()) added.put(key, add.text(key));
            origins.add(new Mapping.Origin(Where.of(one.map("where")), origin(one), added, names(one.map("names"))));
        }
        if (root.has("origin")) {
            YamlMap one = root.map("origin").only(Set.of("product", "service", "category"));
            origins.add(new Mapping.Origin(new Where(Map.of()), origin(one), Map.of(), Map.of()));
        }
        if (origins.isEmpty() && form != Mapping.Form.OWN)
            root.problem("'origin' is missing; write `origin: {product: aws, service: cloudtrail}`");
        return origins;
    }

    private static LogOrigin origin(YamlMap map) {
        return new LogOrigin(map.text("product"), map.text("service"), map.text("category"));
    }

    private static Map<String, List<String>> names(YamlMap map) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (String key : map.keys()) names.put(key, map.texts(key));
        return names;
    }
}
