package dejfa.ingest.log.zeek;

import dejfa.api.Field;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.ingest.log.mapped.YamlMap;
import dejfa.ingest.log.slots.SlotValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one of Zeek's logs is as an event: which type, and which column (or which function of columns) fills
/// which slot.
final class ZeekEvents {
    private final Schema schema;
    private final List<String> columns;
    private final Map<Field, Expression> slots = new LinkedHashMap<>();
    private final String time;

    private ZeekEvents(Schema schema, List<String> columns, String time) {
        this.schema = schema;
        this.columns = columns;
        this.time = time;
    }

    /// `column` or `function(column, …)`.
    private record Expression(ZeekFunction function, List<String> columns) {
        Object of(Map<String, String> line) {
            if (function == ZeekFunction.CONSTANT) return columns.getFirst();
            List<String> values = new ArrayList<>(columns.size());
            for (String column : columns) values.add(line.get(column));
            return function.apply(values);
        }
    }

    static ZeekEvents read(YamlMap map, List<Schema> schemas) {
        map.only(Set.of("event", "columns", "slots", "time"));
        String type = map.text("event");
        Schema schema = null;
        for (Schema one : schemas) if (one.event().equals(type)) schema = one;
        if (schema == null) map.problem("there is no event type '" + type + "'; name one that Dejfa tells");
        if (map.has("time") && !List.of("start", "end").contains(map.text("time"))) {
            map.problem("'time' is start or end");
        }
        ZeekEvents events = new ZeekEvents(schema, map.texts("columns"), map.text("time"));
        YamlMap slots = map.map("slots");
        for (String name : schema == null ? Set.<String>of() : slots.keys()) {
            Field field = schema.field(name);
            Expression value = expression(slots, slots.text(name));
            if (field == null) slots.problem("event '" + type + "' has no field '" + name + "'");
            else if (value != null) events.slots.put(field, value);
        }
        return events;
    }

    private static Expression expression(YamlMap map, String text) {
        int open = text.indexOf('(');
        if (open < 0) return new Expression(ZeekFunction.PLAIN, List.of(text.strip()));
        ZeekFunction function = ZeekFunction.byName(text.substring(0, open).strip());
        if (function == null || !text.endsWith(")")) {
            map.problem("'" + text + "' is no column and no function; known are " + ZeekFunction.names());
            return null;
        }
        List<String> columns = new ArrayList<>();
        for (String column : text.substring(open + 1, text.length() - 1).split(",")) columns.add(column.strip());
        return new Expression(function, columns);
    }

    /// Whether a line with these columns can only be of this log.
    boolean isToldBy(Set<String> names) {
        return !columns.isEmpty() && names.containsAll(columns);
    }

    /// The event stands at the end of what the line tells of.
    boolean isAtEnd() {
        return "end".equals(time);
    }

    Slots of(Map<String, String> line) {
        if (schema == null) return null;
        Slots values = new Slots(schema);
        slots.forEach((field, expression) -> SlotValues.set(values, field, expression.of(line)));
        return values;
    }
}
