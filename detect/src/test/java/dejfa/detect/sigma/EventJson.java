package dejfa.detect.sigma;

import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/// Windows events as `evtx_dump` writes them, put into a record as the readers do.
final class EventJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private EventJson() {}

    static List<JsonNode> read(Path file) {
        try (MappingIterator<JsonNode> all = MAPPER.readerFor(JsonNode.class).readValues(file.toFile())) {
            List<JsonNode> events = new ArrayList<>();
            while (all.hasNext()) events.add(all.next());
            return events;
        }
    }

    static void fill(LogRecord record, JsonNode json) {
        record.clear();
        JsonNode event = json.get("Event");
        JsonNode system = event.get("System");
        record.origin = LogOrigin.WINDOWS;
        record.channel = system.path("Channel").asString().intern();
        JsonNode id = system.path("EventID");
        record.eventId = (id.isObject() ? id.path("#text") : id).asLong(-1);
        record.recordId = system.path("EventRecordID").asLong(-1);
        record.computer = system.path("Computer").asString();
        record.timeNs = java.time.Instant.parse(
                                system.at("/TimeCreated/#attributes/SystemTime").asString("1970-01-01T00:00:00Z"))
                        .toEpochMilli()
                * 1_000_000;
        system.properties().forEach(entry -> system(record, entry.getKey(), entry.getValue()));
        data(record, event.get("EventData"));
        JsonNode user = event.get("UserData");
        if (user != null) user.properties().forEach(entry -> data(record, entry.getValue()));
    }

    private static void system(LogRecord record, String name, JsonNode value) {
        if (!value.isObject()) {
            add(record, name, value);
            return;
        }
        if (value.has("#text")) add(record, name, value.get("#text"));
        JsonNode attributes = value.get("#attributes");
        if (attributes != null) {
            attributes.properties().forEach(one -> add(record, name + "_" + one.getKey(), one.getValue()));
        }
    }

    private static void data(LogRecord record, JsonNode data) {
        if (data == null) return;
        data.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isObject() && value.has("#text")) value = value.get("#text");
            if (entry.getKey().equals("#attributes")) return;
            if (value.isArray()) for (JsonNode one : value) add(record, entry.getKey(), one);
            else add(record, entry.getKey(), value);
        });
    }

    static void add(LogRecord record, String name, JsonNode value) {
        LogRecord.Kind kind = value.isNull()
                ? LogRecord.Kind.NULL
                : value.isNumber()
                        ? LogRecord.Kind.NUMBER
                        : value.isBoolean() ? LogRecord.Kind.FLAG : LogRecord.Kind.TEXT;
        byte[] text = value.isNull() ? new byte[0] : value.asString().getBytes(StandardCharsets.UTF_8);
        record.add(name, text, 0, text.length, kind);
    }
}
