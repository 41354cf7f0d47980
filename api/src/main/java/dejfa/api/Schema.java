package dejfa.api;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The slots of one event type, in slot order.
public final class Schema implements Serializable {
    private final String event;
    private final List<Field> fields;
    private final String type;
    /// the fields by name; made when first asked
    private transient Map<String, Field> named;

    /// @param event the protocol, or the event's own name
    /// @param type the `event_type` in which tools look for it: HTTP/2 is shown as `http`
    public Schema(String event, List<Field> fields, String type) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).slot() != i) throw new IllegalArgumentException("slot " + i + " of " + event + " is off");
        }
        this.event = event;
        this.fields = fields;
        this.type = type;
    }

    /// An event that is shown under its own name.
    public Schema(String event, List<Field> fields) {
        this(event, fields, event);
    }

    public String event() {
        return event;
    }

    public List<Field> fields() {
        return fields;
    }

    public String type() {
        return type;
    }

    /// The field of that name, or null.
    public Field field(String name) {
        // Several threads may make it; each makes the same.
        Map<String, Field> known = named;
        if (known == null) {
            known = HashMap.newHashMap(fields.size());
            for (Field field : fields) known.putIfAbsent(field.name(), field);
            named = Map.copyOf(known);
            known = named;
        }
        return known.get(name);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Schema that
                        && event.equals(that.event)
                        && type.equals(that.type)
                        && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return 31 * event.hashCode() + type.hashCode();
    }

    @Override
    public String toString() {
        return type + " of " + event + " " + fields;
    }
}
