package dejfa.detect.behaviour;

import dejfa.api.Spelling;
import dejfa.api.Address;
import dejfa.api.Event;
import dejfa.api.Field;
import dejfa.api.Schema;
import dejfa.api.Slots;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A named value of an event, resolved when the behaviour is loaded: a head value (`source`, `direction`), a slot
/// (`handshake`, `data.Image`), what the stage knows (`context.peer_name`), what the machine measured
/// (`measure.count`); `a|b` is the first that is set, `function(value)` is derived (see [Derive]).
final class Value {
    private static final Set<String> HEAD = new TreeSet<>(List.of(
            "source",
            "destination",
            "source_port",
            "destination_port",
            "protocol",
            "app_protocol",
            "site",
            "event",
            "inside",
            "outside",
            "direction",
            "time_slot",
            "flow_id"));

    private static final Set<String> ADDRESSES = Set.of("source", "destination", "inside", "outside");

    /// What values may refer to: the event types of a behaviour, its measures, whose addresses are inside.
    record Scope(List<Schema> types, Set<String> measures, HomeNetworks home) {}

    private interface Accessor {
        Object get(Event event, Map<String, Object> measures);
    }

    private final String text;
    /// types, and in the same place how it is read of each: few, mostly one
    private final String[] types;

    private final Accessor[] accessors;

    private Value(String text, Map<String, Accessor> byType) {
        this.text = text;
        types = byType.keySet().toArray(new String[0]);
        accessors = byType.values().toArray(new Accessor[0]);
    }

    static Value parse(YamlNode node, Scope scope) {
        return parse(node.text(), node, scope);
    }

    static Value parse(String text, YamlNode node, Scope scope) {
        Map<String, Accessor> byType = new HashMap<>();
        for (Schema type : scope.types()) {
            Accessor accessor = alternatives(text.strip(), type, scope);
            if (accessor != null) byType.put(type.event(), accessor);
        }
        if (byType.isEmpty()) {
            Set<String> known = new TreeSet<>(HEAD);
            for (Schema type : scope.types()) type.fields().forEach(field -> known.add(field.name()));
            ContextFields.SCHEMA.fields().forEach(field -> known.add("context." + field.name()));
            scope.measures().forEach(measure -> known.add("measure." + measure));
            node.problem(
                    "'" + text + "' is no value of "
                            + scope.types().stream().map(Schema::event).toList(),
                    "did you mean '" + Spelling.nearest(text, known) + "'?");
        }
        return new Value(text, byType);
    }

    /// Null where the event has none.
    Object of(Event event, Map<String, Object> measures) {
        String type = event.type();
        for (int i = 0; i < types.length; i++) if (types[i].equals(type)) return accessors[i].get(event, measures);
        return null;
    }

    /// It is one of the event's own addresses.
    boolean isAddress() {
        return ADDRESSES.contains(text);
    }

    String textOf(Event event, Map<String, Object> measures) {
        return text(of(event, measures));
    }

    /// The first address that the value holds or spells, or null.
    Address addressOf(Event event, Map<String, Object> measures) {
        Object value = of(event, measures);
        if (value instanceof Address address) return address;
        if (!(value instanceof String literal)) return null;
        try {
            return Address.parse(literal);
        } catch (IllegalArgumentException e) {
            return null; // a name or `-`, not an address: the alert is without it
        }
    }

    @Override
    public String toString() {
        return text;
    }

    static String text(Object value) {
        return switch (value) {
            case null -> null;
            case byte[] bytes -> new String(bytes, StandardCharsets.ISO_8859_1);
            case Double real ->
                real == Math.rint(real) && Math.abs(real) < 1e15
                        ? Long.toString(real.longValue())
                        : String.valueOf(Math.round(real * 100) / 100.0);
            default -> value.toString();
        };
    }

    private static Accessor alternatives(String text, Schema type, Scope scope) {
        List<Accessor> found = new ArrayList<>();
        for (String part : text.split("\\|")) {
            Accessor accessor = single(part.strip(), type, scope);
            if (accessor != null) found.add(accessor);
        }
        if (found.size() < 2) return found.isEmpty() ? null : found.getFirst();
        Accessor[] accessors = found.toArray(new Accessor[0]);
        return (event, measures) -> {
            for (Accessor accessor : accessors) {
                Object value = accessor.get(event, measures);
                if (value != null) return value;
            }
            return null;
        };
    }

    private static Accessor single(String text, Schema type, Scope scope) {
        int open = text.indexOf('(');
        if (open > 0 && text.endsWith(")")) {
            Derive derive = Derive.byName(text.substring(0, open));
            Accessor inner = single(text.substring(open + 1, text.length() - 1), type, scope);
            if (derive == null || inner == null) return null;
            return (event, measures) -> {
                Object value = inner.get(event, measures);
                return value == null ? null : derive.apply(text(value));
            };
        }
        if (text.startsWith("measure.")) {
            String name = text.substring(8);
            return scope.measures().contains(name) ? (event, measures) -> measures.get(name) : null;
        }
        if (text.startsWith("context.")) {
            Field field = ContextFields.SCHEMA.field(text.substring(8));
            return field == null ? null : (event, measures) -> context(event, field);
        }
        if (HEAD.contains(text)) return head(text, scope.home());
        return slot(text, type);
    }

    private static Object context(Event event, Field field) {
        // The stage adds it behind all else.
        for (int i = event.related().size() - 1; i >= 0; i--) {
            Slots more = event.related().get(i);
            if (more.schema() == ContextFields.SCHEMA || more.schema().event().equals(ContextFields.SCHEMA.event())) {
                return more.get(field);
            }
        }
        return null;
    }

    /// Events of one type may have slots of another schema (HTTP/2 is shown as `http`): there the field of that name
    /// is read.
    private static Accessor slot(String text, Schema type) {
        Accessor own = slotOf(text, type);
        if (own == null) return null;
        Map<Schema, Accessor> others = new HashMap<>(2);
        return (event, measures) -> {
            Schema schema = event.slots().schema();
            if (schema == type) return own.get(event, measures);
            return others.computeIfAbsent(schema, other -> other.equals(type) ? own : orNull(slotOf(text, other)))
                    .get(event, measures);
        };
    }

    private static Accessor orNull(Accessor accessor) {
        return accessor == null ? (event, measures) -> null : accessor;
    }

    private static Accessor slotOf(String text, Schema type) {
        int dot = text.indexOf('.');
        Field field = type.field(dot < 0 ? text : text.substring(0, dot));
        if (field == null) return null;
        if (dot < 0) return (event, measures) -> event.slots().get(field);
        String rest = text.substring(dot + 1);
        if (field.kind() == Field.Kind.MAP) {
            return (event, measures) -> event.slots().map(field).get(rest);
        }
        Field inner = field.of() == null ? null : field.of().field(rest);
        return inner == null ? null : (event, measures) -> record(event.slots().get(field), inner);
    }

    /// The inner value of a record, or of the first record of a list.
    private static Object record(Object value, Field inner) {
        if (value instanceof List<?> list) return list.isEmpty() ? null : record(list.getFirst(), inner);
        return value instanceof Slots slots ? slots.get(inner) : null;
    }

    private static Accessor head(String name, HomeNetworks home) {
        return switch (name) {
            case "source" -> (event, measures) -> event.source();
            case "destination" -> (event, measures) -> event.destination();
            case "source_port" -> (event, measures) -> port(event.sourcePort());
            case "destination_port" -> (event, measures) -> port(event.destinationPort());
            case "protocol" ->
                (event, measures) -> event.protocol() < 0
                        ? null
                        : dejfa.api.EveJson.protocolName(event.protocol()).toLowerCase(java.util.Locale.ROOT);
            case "app_protocol" -> (event, measures) -> event.appProtocol();
            case "site" -> (event, measures) -> event.site();
            case "event" -> (event, measures) -> event.type();
            case "inside" -> (event, measures) -> inside(event, home);
            case "outside" -> (event, measures) -> outside(event, home);
            case "direction" ->
                (event, measures) -> event.source() == null || event.destination() == null
                        ? null
                        : home.direction(event.source(), event.destination());
            // ten minutes: tells a slow hand from a fast one
            case "time_slot" -> (event, measures) -> event.timeNs() / 600_000_000_000L;
            case "flow_id" -> (event, measures) -> event.flowId() == 0 ? null : (Object) event.flowId();
            default -> throw new IllegalStateException("head value without an accessor: " + name);
        };
    }

    private static Object port(int port) {
        return port < 0 ? null : (Object) (long) port;
    }

    /// The own side; of two own hosts the one that started.
    static Address inside(Event event, HomeNetworks home) {
        if (event.source() != null && home.inside(event.source())) return event.source();
        return event.destination() != null && home.inside(event.destination()) ? event.destination() : null;
    }

    static Address outside(Event event, HomeNetworks home) {
        if (event.source() != null && home.side(event.source()) == HomeNetworks.Side.OUTSIDE) return event.source();
        return event.destination() != null && home.side(event.destination()) == HomeNetworks.Side.OUTSIDE
                ? event.destination()
                : null;
    }
}
