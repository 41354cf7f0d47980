package dejfa.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the slots of one schema become a JSON object, worked out once: an event is then written without a map.
///
/// @param top what stands at the top level of the line
/// @param own what stands under the event's key
/// @param all both, for an object inside of another
record EveLayout(List<Entry> top, List<Entry> own, List<Entry> all) {
    /// Schemas are few and live as long as the process; where they come by deserialisation, no more are kept.
    private static final int MAX_KEPT = 1024;

    private static volatile Map<Kept, EveLayout> kept = Map.of();

    /// One member: a value, or an object of members.
    ///
    /// @param quotedKey as JSON
    /// @param fields that have the value, the last that is set counts; empty for an object
    record Entry(String quotedKey, List<Field> fields, List<Entry> members) {
        boolean isSet(Slots slots) {
            if (fields.isEmpty()) {
                for (int i = 0; i < members.size(); i++) if (members.get(i).isSet(slots)) return true;
                return false;
            }
            return fieldOf(slots) != null;
        }

        /// Null for an object.
        Field fieldOf(Slots slots) {
            for (int i = fields.size() - 1; i >= 0; i--) if (slots.get(fields.get(i)) != null) return fields.get(i);
            return null;
        }
    }

    /// A schema by identity: comparing its fields would cost more than it saves.
    private record Kept(Schema schema) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Kept that && that.schema == schema;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(schema);
        }
    }

    static EveLayout of(Schema schema) {
        EveLayout layout = kept.get(new Kept(schema));
        return layout != null ? layout : keep(schema);
    }

    private static synchronized EveLayout keep(Schema schema) {
        EveLayout layout = make(schema);
        if (kept.size() < MAX_KEPT) {
            Map<Kept, EveLayout> more = new java.util.HashMap<>(kept);
            more.put(new Kept(schema), layout);
            kept = more;
        }
        return layout;
    }

    private static EveLayout make(Schema schema) {
        Node top = new Node();
        Node own = new Node();
        Node all = new Node();
        for (Field field : schema.fields()) {
            if (field.eve() == null || field.kind() == Field.Kind.BODY) continue;
            boolean atTop = field.eve().startsWith("/");
            String path = atTop ? field.eve().substring(1) : field.eve();
            (atTop ? top : own).add(path, field);
            all.add(path, field);
        }
        return new EveLayout(top.entries(), own.entries(), all.entries());
    }

    /// An object under construction.
    private static final class Node {
        private final List<Field> fields = new ArrayList<>(1);
        private final Map<String, Node> members = new LinkedHashMap<>();

        void add(String path, Field field) {
            int dot = path.indexOf('.');
            Node member = members.computeIfAbsent(dot < 0 ? path : path.substring(0, dot), key -> new Node());
            if (dot < 0) member.fields.add(field);
            else member.add(path.substring(dot + 1), field);
        }

        List<Entry> entries() {
            List<Entry> entries = new ArrayList<>(members.size());
            members.forEach((key, node) -> {
                StringBuilder quoted = new StringBuilder();
                EveJson.string(key, quoted);
                entries.add(new Entry(quoted.toString(), List.copyOf(node.fields), node.entries()));
            });
            return List.copyOf(entries);
        }
    }
}
