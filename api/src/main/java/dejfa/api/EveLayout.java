package dejfa.api;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the slots of one schema become a JSON object, worked out once: an event is then written without a map.
///
/// @param eventType the member that names it in the line's head, with the comma before
/// @param ownKey the event's key, with comma and colon
/// @param top what stands at the top level of the line
/// @param own what stands under the event's key
/// @param all both, for an object inside of another
record EveLayout(byte[] eventType, byte[] ownKey, Entry[] top, Entry[] own, Entry[] all) {
    /// Schemas are few and live as long as the process; where they come by deserialisation, no more are kept.
    private static final int MAX_KEPT = 1024;

    /// By identity: comparing a schema's fields would cost more than it saves. Never changed, only replaced.
    private static volatile IdentityHashMap<Schema, EveLayout> kept = new IdentityHashMap<>();

    /// One member: a value, or an object of members.
    ///
    /// @param key as JSON, with the colon
    /// @param fields that have the value, the last that is set counts; empty for an object
    record Entry(byte[] key, Field[] fields, Entry[] members) {
        boolean isSet(Slots slots) {
            if (fields.length > 0) return fieldOf(slots) != null;
            for (Entry member : members) if (member.isSet(slots)) return true;
            return false;
        }

        /// Null for an object.
        Field fieldOf(Slots slots) {
            for (int i = fields.length - 1; i >= 0; i--) if (slots.get(fields[i]) != null) return fields[i];
            return null;
        }
    }

    static EveLayout of(Schema schema) {
        EveLayout layout = kept.get(schema);
        return layout != null ? layout : keep(schema);
    }

    private static synchronized EveLayout keep(Schema schema) {
        EveLayout layout = make(schema);
        if (kept.size() < MAX_KEPT) {
            IdentityHashMap<Schema, EveLayout> more = new IdentityHashMap<>(kept);
            more.put(schema, layout);
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
        String ownKey = schema.event().equals("alert_packet") ? "packet_info" : schema.type();
        return new EveLayout(
                new JsonBytes(64).raw(",\"event_type\":").string(schema.type()).copy(),
                new JsonBytes(64).raw(',').string(ownKey).raw(':').copy(),
                top.entries(),
                own.entries(),
                all.entries());
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

        Entry[] entries() {
            List<Entry> entries = new ArrayList<>(members.size());
            members.forEach((key, node) -> entries.add(new Entry(
                    new JsonBytes(64).string(key).raw(':').copy(), node.fields.toArray(new Field[0]), node.entries())));
            return entries.toArray(new Entry[0]);
        }
    }
}
