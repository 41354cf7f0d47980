package dejfa.api;

import java.io.Serializable;
import java.util.List;

/// The slots of one event type, in slot order.
public record Schema(String event, List<Field> fields) implements Serializable {
    public Schema {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).slot() != i) throw new IllegalArgumentException("slot " + i + " of " + event + " is off");
        }
    }

    /// The field of that name, or null.
    public Field field(String name) {
        for (Field field : fields) if (field.name().equals(name)) return field;
        return null;
    }
}
