package dejfa.ingest.log.slots;

import dejfa.api.Field;
import dejfa.api.Schema;
import dejfa.api.Slots;
import java.util.HashMap;
import java.util.Map;

/// The fields of one schema by the paths under which EVE shows them.
public final class EvePaths {
    /// by identity: schemas are few and live as long as the process
    private static volatile Map<Schema, EvePaths> kept = new java.util.IdentityHashMap<>();

    private final Node own = new Node();
    private final Node top = new Node();

    /// A member of an object: a field, or an object of members.
    private static final class Node {
        private final Map<String, Node> members = new HashMap<>();
        private Field field;
    }

    private EvePaths(Schema schema) {
        for (Field field : schema.fields()) {
            if (field.eve() == null || field.secret() || field.kind() == Field.Kind.BODY) continue;
            boolean atTop = field.eve().startsWith("/");
            Node node = atTop ? top : own;
            for (String name : (atTop ? field.eve().substring(1) : field.eve()).split("\\.")) {
                node = node.members.computeIfAbsent(name, key -> new Node());
            }
            if (node.field == null) node.field = field;
        }
    }

    public static EvePaths of(Schema schema) {
        EvePaths known = kept.get(schema);
        return known != null ? known : keep(schema);
    }

    private static synchronized EvePaths keep(Schema schema) {
        EvePaths paths = new EvePaths(schema);
        Map<Schema, EvePaths> more = new java.util.IdentityHashMap<>(kept);
        more.put(schema, paths);
        kept = more;
        return paths;
    }

    /// Sets what the object under the event's key tells.
    public void fill(Slots slots, Map<?, ?> object) {
        fill(own, slots, object);
    }

    /// Sets what stands at the top level of the line.
    public void fillTop(Slots slots, Map<?, ?> line) {
        fill(top, slots, line);
    }

    private static void fill(Node node, Slots slots, Map<?, ?> object) {
        if (node.members.isEmpty()) return;
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            Node member = node.members.get(entry.getKey());
            if (member == null) continue;
            if (member.field != null) SlotValues.set(slots, member.field, entry.getValue());
            else if (entry.getValue() instanceof Map<?, ?> inner) fill(member, slots, inner);
        }
    }
}
