package dejfa.ingest.log.eve;

import dejfa.api.Address;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import dejfa.ingest.log.BadLine;
import dejfa.ingest.log.Head;
import dejfa.ingest.log.Lines;
import dejfa.ingest.log.LogFormat;
import dejfa.ingest.log.Parsed;
import dejfa.ingest.log.Recogniser;
import dejfa.ingest.log.Times;
import dejfa.ingest.log.Values;
import dejfa.ingest.log.tree.JsonText;
import dejfa.ingest.log.mapped.Mapping;
import dejfa.ingest.log.slots.EvePaths;
import dejfa.ingest.log.text.General;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// EVE lines to events.
public final class EveFormat implements LogFormat {
    /// Conclusions and counters: nothing that happened.
    private static final Set<String> PASSED_OVER =
            Set.of("stats", "detection", "incident", "block", "campaign", "engine");

    private static final LogOrigin ORIGIN = new LogOrigin("suricata", null, null);

    private final Map<String, Schema> schemas;
    private final Mapping names;
    private final JsonText json = new JsonText();
    private Map<String, Object> line = Map.of();
    private long conclusions;
    private boolean synthetic;

    private EveFormat(Map<String, Schema> schemas, Mapping names) {
        this.schemas = schemas;
        this.names = names;
    }

    /// @param names origins and further names of the records, or null
    public static Recogniser recogniser(List<Schema> all, Mapping names) {
        Map<String, Schema> schemas = new HashMap<>();
        // HTTP/2 is shown as `http`: the protocol of that name comes first.
        for (Schema schema : all) if (schema.event().equals(schema.type())) schemas.put(schema.type(), schema);
        for (Schema schema : all) schemas.putIfAbsent(schema.type(), schema);
        return head -> recognise(head) ? new EveFormat(schemas, names) : null;
    }

    private static boolean recognise(Head head) {
        for (String text : head.lines()) {
            if (!text.startsWith("{") || !text.contains("\"event_type\"")) continue;
            Map<String, Object> tree = JsonText.treeOf(text);
            if (tree != null && tree.get("event_type") instanceof String && tree.get("timestamp") instanceof String) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean read(Lines lines, LogRecord record) throws BadLine {
        line = json.tree(lines.bytes(), lines.from(), lines.lengthBytes());
        String type = text("event_type");
        if (type == null) throw new BadLine("it has no event_type");
        if (PASSED_OVER.contains(type)) {
            synthetic |= line.get(type) instanceof Map<?, ?> own && Boolean.TRUE.equals(own.get("synthetic"));
            if (!type.equals("stats")) conclusions++;
            return false;
        }
        String time = text("timestamp");
        record.timeNs = time == null ? -1 : Times.parse(time);
        if (record.timeNs < 0) throw new BadLine("it has no timestamp");
        record.origin = ORIGIN;
        record.computer = text("host");
        if (record.names().size() > 0 || !schemas.containsKey(type))
            json.fields(lines.bytes(), lines.from(), lines.lengthBytes(), record);
        if (names != null && record.count() > 0) names.apply(record);
        return true;
    }

    private String text(String member) {
        return line.get(member) instanceof String text ? text : null;
    }

    private int port(String member) {
        return line.get(member) instanceof Long port && port >= 0 && port < 65_536 ? port.intValue() : -1;
    }

    @Override
    public Parsed parsed(LogRecord record) {
        String type = text("event_type");
        Schema schema = schemas.get(type);
        EveGaps.modern(line);
        Slots slots = schema == null ? General.slots(record) : filled(schema, line.get(type));
        if (schema != null && type.equals("flow") && slots.text("start") != null) EveGaps.flow(slots, line);
        if (schema != null && type.equals("http")) EveGaps.http(slots);
        Address source = Values.address(text("src_ip"));
        Address destination = Values.address(text("dest_ip"));
        long flow = line.get("flow_id") instanceof Long id ? id : 0;
        long transaction = line.get("tx_id") instanceof Long id ? id : -1;
        return new Parsed(
                source,
                port("src_port"),
                destination,
                port("dest_port"),
                EveGaps.protocol(text("proto")),
                flow,
                transaction,
                text("app_proto"),
                slots,
                related(type));
    }

    private Slots filled(Schema schema, Object own) {
        Slots slots = new Slots(schema);
        EvePaths paths = EvePaths.of(schema);
        paths.fillTop(slots, line);
        if (own instanceof Map<?, ?> object) paths.fill(slots, object);
        return slots;
    }

    /// The further objects of the line: an alert's `http` and `flow`, a flow's `tcp`.
    private List<Slots> related(String type) {
        List<Slots> related = new ArrayList<>();
        for (Map.Entry<String, Object> member : line.entrySet()) {
            Schema schema = schemas.get(member.getKey());
            if (schema == null || member.getKey().equals(type) || !(member.getValue() instanceof Map<?, ?> object))
                continue;
            if (member.getKey().equals("stats") || member.getKey().equals("metadata")) continue;
            Slots slots = new Slots(schema);
            EvePaths.of(schema).fill(slots, object);
            if (member.getKey().equals("sigma")) EvePaths.of(schema).fillTop(slots, line);
            if (member.getKey().equals("flow")) EveGaps.flow(slots, line);
            if (member.getKey().equals("http")) EveGaps.http(slots);
            related.add(slots);
        }
        return related;
    }

    @Override
    public boolean isSynthetic() {
        return synthetic;
    }

    @Override
    public String remark() {
        return conclusions == 0
                ? null
                : conclusions + " detections, incidents and blocks that Dejfa told before were passed over:"
                        + " what they rest on is judged anew";
    }
}
