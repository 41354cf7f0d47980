package dejfa.api;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Values for one [Schema]; an unset slot is null.
public final class Slots implements Serializable {
    private final Schema schema;
    private final Object[] values;

    public Slots(Schema schema) {
        this.schema = schema;
        this.values = new Object[schema.fields().size()];
    }

    public Schema schema() {
        return schema;
    }

    public Object get(Field field) {
        return values[field.slot()];
    }

    public Slots set(Field field, Object value) {
        values[field.slot()] = value;
        return this;
    }

    public Slots set(Field field, long value) {
        values[field.slot()] = value;
        return this;
    }

    /// Appends to a list slot.
    public Slots add(Field field, Object element) {
        @SuppressWarnings("unchecked")
        List<Object> list = (List<Object>) values[field.slot()];
        if (list == null) values[field.slot()] = list = new ArrayList<>(4);
        list.add(element);
        return this;
    }

    public byte[] bytes(Field field) {
        return (byte[]) values[field.slot()];
    }

    /// The text of a TEXT or BYTES slot (ISO 8859-1, so every byte survives), or null.
    public String text(Field field) {
        Object value = values[field.slot()];
        return value instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.ISO_8859_1)
                : value == null ? null : value.toString();
    }

    /// The text of the slot of that name, or null where the schema or the value lacks it.
    public String text(String name) {
        Field field = schema.field(name);
        return field == null ? null : text(field);
    }

    public long number(Field field, long whenUnset) {
        return values[field.slot()] instanceof Long number ? number : whenUnset;
    }

    public boolean flag(Field field) {
        return Boolean.TRUE.equals(values[field.slot()]);
    }

    public List<?> list(Field field) {
        return values[field.slot()] instanceof List<?> list ? list : List.of();
    }

    public Map<?, ?> map(Field field) {
        return values[field.slot()] instanceof Map<?, ?> map ? map : Map.of();
    }

    /// As they stand now, for an event that is written while what it tells of goes on.
    public Slots copy() {
        Slots copy = new Slots(schema);
        for (int i = 0; i < values.length; i++) if (values[i] != null) copy.values[i] = copy(values[i]);
        return copy;
    }

    private static Object copy(Object value) {
        // Most values by far; the pattern switch below costs more than they do.
        if (value == null || value instanceof byte[] || value instanceof Long || value instanceof String) return value;
        return switch (value) {
            case Slots inner -> inner.copy();
            case List<?> list -> copyOf(list);
            case Map<?, ?> map -> new TreeMap<Object, Object>(map);
            // Windows of bodies are for rules, never written.
            case BodyWindow _ -> null;
            default -> value;
        };
    }

    private static List<Object> copyOf(List<?> list) {
        List<Object> copy = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) copy.add(copy(list.get(i)));
        return copy;
    }

    @Override
    public String toString() {
        return EveJson.text(this);
    }
}
