package dejfa.protocols.mqtt;

import dejfa.api.Field;
import dejfa.api.Schema;
import dejfa.api.Slots;

/// One message as read.
///
/// @param slots as EVE shows it; null for a type of which nothing is told
/// @param id packet identifier, or -1 where it has none
record MqttMessage(MqttHeader header, Slots slots, int id) {
    /// With the slots that all messages have.
    static Slots slots(MqttHeader header) {
        Schema schema = header.type().schema;
        return new Slots(schema)
                .set(schema.field("qos"), header.qos())
                .set(schema.field("retain"), (Object) header.retain())
                .set(schema.field("dup"), (Object) header.duplicate());
    }

    /// Too long to be read.
    static MqttMessage truncated(MqttHeader header) {
        Slots slots = slots(header);
        Field truncated = slots.schema().field("truncated");
        slots.set(truncated, true).set(slots.schema().field("skipped_length"), header.remaining());
        return new MqttMessage(header, slots, -1);
    }
}
