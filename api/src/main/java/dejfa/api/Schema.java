package dejfa.api;

import java.io.Serializable;
import java.util.List;

/// The slots of one event type, in slot order.
///
/// @param event the protocol, or the event's own name
/// @param type the `event_type` in which tools look for it: HTTP/2 is shown as `http`
public record Schema(String event, List<Field> fields, String type) implements Serializable {
    public Schema {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).slot() != i) throw new IllegalArgumentException("slot " + i + " of " + event + " is off");
        }
    }

    /// An event that is shown under its own name.
    public Schema(String event, List<Field> fields) {
        this(event, fields, event);
    }

    /// The field of that name, or null.
    public Field field(String name) {
        for (Field field : fields) if (field.name().equals(name)) return field;
        return null;
    }
}
