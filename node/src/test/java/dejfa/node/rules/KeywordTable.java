package dejfa.node.rules;

import dejfa.api.Field;
import dejfa.api.Schema;
import dejfa.detect.suricata.Loaded.Rejected;
import dejfa.detect.suricata.RuleLoader;
import dejfa.detect.suricata.RuleSet;
import dejfa.detect.suricata.RuleSettings;
import dejfa.detect.suricata.explain.KeywordDocs;
import dejfa.detect.suricata.keyword.RuleCompiler;
import dejfa.detect.suricata.rule.BufferCatalog;
import dejfa.detect.suricata.rule.BufferSource;
import dejfa.protocols.ProtocolRecogniser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Every rule keyword: those of the code, and those of Suricata that the code lacks.
final class KeywordTable {
    private static final String ANY_TCP = "tcp any any -> any any";

    private final List<Schema> schemas = new ProtocolRecogniser().schemas();
    private final BufferCatalog buffers = new BufferCatalog(schemas);
    private final Map<String, String> older = RuleCompiler.olderNames();
    private final Set<String> compiled = RuleCompiler.keywords();
    private final FieldDocs fields = FieldDocs.read();
    private final RuleSettings settings;

    /// @param dataFolder holds what the examples load
    KeywordTable(Path dataFolder) {
        RuleSettings base = RuleSettings.around("any");
        settings = new RuleSettings(base.addressGroups(), base.portGroups(), Map.of(), List.of(dataFolder));
    }

    /// One keyword.
    ///
    /// @param section heading it stands under
    /// @param kind what it is in the language
    /// @param known the code has it
    /// @param refusal why its example doesn't load, or null where it does
    /// @param needs what the operator has to provide, or null
    record Row(
            String keyword,
            String section,
            String kind,
            boolean known,
            String refusal,
            String needs,
            String doc,
            String example) {
        /// Does the code do what it says? Refusing by name is a deed too, and so is naming the parser that lacks.
        boolean sound() {
            boolean allowed = needs != null || section.equals("refused");
            return !known || refusal == null || allowed || refusal.startsWith("no parser here");
        }
    }

    List<Row> rows() throws IOException {
        Set<String> names = new TreeSet<>(compiled);
        names.addAll(buffers.names());
        older.forEach((name, newer) -> {
            if (compiled.contains(newer) || buffers.knows(newer)) names.add(name);
        });
        names.addAll(suricata());
        List<Row> rows = new ArrayList<>();
        for (String name : names) rows.add(row(name));
        return rows;
    }

    /// Names documented in keywords.yaml that neither the code nor Suricata has.
    List<String> strangers() throws IOException {
        Set<String> names = new TreeSet<>(KeywordDocs.all().keySet());
        names.removeAll(suricata());
        names.removeIf(this::knows);
        return List.copyOf(names);
    }

    private boolean knows(String name) {
        return compiled.contains(name) || buffers.knows(name) || older.containsKey(name);
    }

    private Row row(String name) {
        KeywordDocs.Entry entry = KeywordDocs.of(name);
        boolean alias = entry == null && !compiled.contains(name) && !buffers.knows(name) && older.containsKey(name);
        if (alias) return alias(name, older.get(name));
        boolean known = compiled.contains(name)
                || buffers.knows(name)
                || older.containsKey(name) && buffers.knows(older.get(name));
        String fragment = entry != null && entry.example() != null ? entry.example() : fields.example(name);
        if (fragment == null) fragment = derived(name);
        String header = entry != null && entry.header() != null ? entry.header() : header(name);
        String doc = entry != null && entry.doc() != null ? entry.doc() : fields.doc(name);
        if (doc == null && older.containsKey(name)) doc = "older name of " + older.get(name);
        return new Row(
                name,
                section(name, entry),
                kind(name, entry),
                known,
                refusal(header, fragment),
                entry == null ? null : entry.needs(),
                doc,
                fragment);
    }

    /// What holds for the newer name, said of the older.
    private Row alias(String name, String newer) {
        Row of = row(newer);
        String example = of.example().replaceFirst("(^|; )" + java.util.regex.Pattern.quote(newer), "$1" + name);
        KeywordDocs.Entry entry = KeywordDocs.of(newer);
        String header = entry != null && entry.header() != null ? entry.header() : header(newer);
        return new Row(
                name,
                "older name",
                of.kind(),
                of.known(),
                refusal(header, example),
                of.needs(),
                "older name of " + newer,
                example);
    }

    private String section(String name, KeywordDocs.Entry entry) {
        if (entry != null) return entry.kind();
        String protocol = protocol(name);
        if (protocol != null) return protocol;
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : "other";
    }

    private String kind(String name, KeywordDocs.Entry entry) {
        if (buffers.knows(name)) return kindOf(buffers.sources(name));
        return entry == null ? "" : entry.kind();
    }

    private static String kindOf(List<BufferSource> sources) {
        boolean several = false;
        boolean numeric = true;
        for (BufferSource source : sources) {
            if (source.path().isEmpty()) {
                numeric = false;
                several = true;
            } else {
                Field.Kind kind = source.path().getLast().kind();
                numeric &= kind == Field.Kind.NUMBER || kind == Field.Kind.NUMBER_LIST || kind == Field.Kind.FLAG;
                several |= source.path().stream()
                        .anyMatch(field -> field.kind().name().endsWith("_LIST"));
            }
        }
        return numeric ? several ? "multi-integer" : "integer" : several ? "multi-buffer" : "sticky buffer";
    }

    /// The parser whose transactions have it; null for none or several.
    private String protocol(String name) {
        Set<String> protocols = new TreeSet<>();
        for (BufferSource source : buffers.sources(name))
            if (source.protocol() != null) protocols.add(source.protocol());
        return protocols.isEmpty() ? null : protocols.iterator().next();
    }

    private String header(String name) {
        // Whose event and whose name in headers differ, any packet does; the keyword picks the protocol anyway.
        return ANY_TCP.replace("tcp", "ip");
    }

    /// Where nobody wrote one: the plainest fragment for its kind.
    private String derived(String name) {
        if (!buffers.knows(name)) return name + ";";
        List<BufferSource> sources = buffers.sources(name);
        if (!kindOf(sources).endsWith("integer")) return name + "; content:\"example\";";
        for (BufferSource source : sources) {
            Map<String, Long> values = new TreeMap<>(source.path().getLast().values());
            if (!values.isEmpty())
                return name + ":" + values.keySet().iterator().next() + ";";
            if (source.path().getLast().kind() == Field.Kind.FLAG) return name + ":true;";
        }
        return name + ":>1;";
    }

    private String refusal(String header, String fragment) {
        String rule = "alert " + header + " (msg:\"example\"; " + fragment + " sid:1;)";
        try (RuleSet set = RuleLoader.parse(rule, Path.of("example.rules"), settings, schemas)) {
            List<Rejected> bad = set.rejected();
            return bad.isEmpty() ? null : bad.getFirst().reason();
        }
    }

    private static Set<String> suricata() throws IOException {
        Set<String> names = new TreeSet<>();
        try (InputStream in = KeywordTable.class.getResourceAsStream("suricata-keywords.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(names::add);
        }
        return names;
    }
}
