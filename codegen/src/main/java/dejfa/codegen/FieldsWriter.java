package dejfa.codegen;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Source text of one `<Name>Fields` class from one list of `fields.yaml`.
final class FieldsWriter {
    private static final Set<String> KEYS =
            Set.of("name", "kind", "side", "ready", "buffer", "eve", "of", "secret", "values", "doc", "example");
    private static final Set<String> KINDS = Set.of(
            "bytes",
            "text",
            "number",
            "real",
            "flag",
            "bytes-list",
            "text-list",
            "number-list",
            "record",
            "record-list",
            "map",
            "body");

    private FieldsWriter() {}

    /// `http2 as http`: the event is called `http2`, its type `http`.
    private static String[] names(String key) {
        String[] names = key.split(" as ", 2);
        return names.length == 2 ? names : new String[] {key, key};
    }

    static String className(String key) {
        StringBuilder name = new StringBuilder();
        for (String part : names(key)[0].split("[_-]")) {
            name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
        }
        return name.append("Fields").toString();
    }

    static String source(String packageName, String key, List<?> rows) {
        String event = names(key)[0];
        String type = names(key)[1];
        StringBuilder fields = new StringBuilder();
        StringBuilder names = new StringBuilder();
        int slot = 0;
        for (Object row : rows) {
            @SuppressWarnings("unchecked")
            Map<String, Object> field = (Map<String, Object>) row;
            String constant = field(event, field, slot++, fields);
            names.append(names.isEmpty() ? "" : ", ").append(constant);
        }
        return "package " + packageName + ";\n\n"
                + "import dejfa.api.Field;\nimport dejfa.api.Schema;\nimport java.util.List;\n\n"
                + "/// Slots of `" + event + "`; generated from fields.yaml.\n"
                + "public final class " + className(event) + " {\n"
                + "    private " + className(event) + "() {}\n\n" + fields
                + "    public static final Schema SCHEMA = new Schema(\"" + event + "\", List.of(" + names + "), "
                + quoted(type) + ");\n}\n";
    }

    private static String field(String event, Map<String, Object> field, int slot, StringBuilder out) {
        for (String key : field.keySet()) {
            if (!KEYS.contains(key))
                throw new IllegalArgumentException("unknown key '" + key + "' in " + event + ": " + field);
        }
        String name = text(field, "name");
        String kind = text(field, "kind");
        if (name == null || !KINDS.contains(String.valueOf(kind))) {
            throw new IllegalArgumentException("name or kind is missing or unknown in " + event + ": " + field);
        }
        String side = text(field, "side");
        String of = text(field, "of");
        String constant = name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
        String doc = text(field, "doc");
        if (doc != null) out.append("    /// ").append(doc).append('\n');
        out.append("    public static final Field ")
                .append(constant)
                .append(" = new Field(")
                .append(quoted(event))
                .append(", ")
                .append(quoted(name))
                .append(", Field.Kind.")
                .append(kind.toUpperCase(Locale.ROOT).replace('-', '_'))
                .append(", ")
                .append(slot)
                .append(", ")
                .append(
                        side == null
                                ? "null"
                                : "dejfa.api.Direction." + (side.equals("request") ? "TO_SERVER" : "TO_CLIENT"))
                .append(", ")
                .append(field.getOrDefault("ready", 0))
                .append(", ")
                .append(quoted(text(field, "buffer")))
                .append(", ")
                .append(quoted(text(field, "eve")))
                .append(", ")
                .append(of == null ? "null" : className(of) + ".SCHEMA")
                .append(", ")
                .append(Boolean.TRUE.equals(field.get("secret")))
                .append(values(field.get("values")))
                .append(");\n\n");
        if (side != null && !Set.of("request", "response").contains(side)) {
            throw new IllegalArgumentException("side is request or response: " + field);
        }
        return constant;
    }

    /// `values: {connect: 1, connack: 2}` as the last argument, or nothing.
    private static String values(Object given) {
        if (given == null) return "";
        StringBuilder entries = new StringBuilder();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) given).entrySet()) {
            entries.append(entries.isEmpty() ? "" : ", ")
                    .append("java.util.Map.entry(")
                    .append(quoted(entry.getKey().toString().toLowerCase(Locale.ROOT)))
                    .append(", ")
                    .append(((Number) entry.getValue()).longValue())
                    .append("L)");
        }
        return ", java.util.Map.ofEntries(" + entries + ")";
    }

    private static String text(Map<String, Object> field, String key) {
        Object value = field.get(key);
        return value == null ? null : value.toString();
    }

    private static String quoted(String value) {
        return value == null ? "null" : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
