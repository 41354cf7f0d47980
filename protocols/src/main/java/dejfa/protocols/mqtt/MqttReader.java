package dejfa.protocols.mqtt;

import dejfa.api.Field;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Pending;
import java.util.List;
import java.util.Map;

/// Reads what stands behind the fixed header (MQTT 5.0 §3; 3.1.1 has the same without properties and most reasons).
final class MqttReader {
    private static final int FIVE = 5;
    /// topics or codes kept of one message
    private static final int MAX_ENTRIES = 1024;

    private MqttReader() {}

    /// @return null where the message is malformed
    static MqttMessage read(MqttHeader header, Cursor in, int version, MqttSettings settings) {
        Slots slots = MqttMessage.slots(header);
        boolean five = version >= FIVE;
        int id =
                switch (header.type()) {
                    case CONNECT -> connect(slots, in);
                    case CONNACK -> connack(slots, in, five);
                    case PUBACK, PUBREC, PUBREL, PUBCOMP -> answered(slots, in, five);
                    case SUBSCRIBE -> subscribe(slots, in, five);
                    case SUBACK -> suback(slots, in, five);
                    case UNSUBSCRIBE -> unsubscribe(slots, in, five);
                    case UNSUBACK -> unsuback(slots, in, five);
                    case DISCONNECT, AUTH -> reason(slots, in, five);
                    case PINGREQ, PINGRESP -> -1;
                    case PUBLISH, UNASSIGNED -> throw new IllegalStateException("not gathered: " + header.type());
                };
        return in.ok() ? new MqttMessage(header, slots, id) : null;
    }

    private static byte[] text(Cursor in) {
        return in.bytes(in.u16());
    }

    private static int connect(Slots slots, Cursor in) {
        slots.set(MqttConnectFields.PROTOCOL_STRING, text(in));
        int version = in.u8();
        int flags = in.u8();
        in.skip(2);
        slots.set(MqttConnectFields.PROTOCOL_VERSION, version)
                .set(MqttConnectFields.FLAG_USERNAME, (Object) ((flags & 0x80) != 0))
                .set(MqttConnectFields.FLAG_PASSWORD, (Object) ((flags & 0x40) != 0))
                .set(MqttConnectFields.FLAG_WILL_RETAIN, (Object) ((flags & 0x20) != 0))
                .set(MqttConnectFields.FLAG_WILL, (Object) ((flags & 4) != 0))
                .set(MqttConnectFields.FLAG_CLEAN_SESSION, (Object) ((flags & 2) != 0));
        boolean five = version >= FIVE;
        if (five) properties(slots, MqttConnectFields.PROPERTIES, in);
        slots.set(MqttConnectFields.CLIENT_ID, text(in));
        if ((flags & 4) != 0) {
            if (five) properties(slots, MqttConnectFields.WILL_PROPERTIES, in);
            slots.set(MqttConnectFields.WILL_TOPIC, text(in)).set(MqttConnectFields.WILL_MESSAGE, text(in));
        }
        if ((flags & 0x80) != 0) slots.set(MqttConnectFields.USERNAME, text(in));
        if ((flags & 0x40) != 0) slots.set(MqttConnectFields.PASSWORD, text(in));
        return -1;
    }

    private static int connack(Slots slots, Cursor in, boolean five) {
        slots.set(MqttConnackFields.SESSION_PRESENT, (Object) ((in.u8() & 1) != 0))
                .set(MqttConnackFields.RETURN_CODE, in.u8());
        if (five) properties(slots, MqttConnackFields.PROPERTIES, in);
        return -1;
    }

    private static int answered(Slots slots, Cursor in, boolean five) {
        int id = in.u16();
        slots.set(slots.schema().field("message_id"), id);
        // Without a reason it is "success", without properties there are none (MQTT 5.0 §3.4.2).
        if (five && in.remaining() > 0) slots.set(slots.schema().field("reason_code"), in.u8());
        if (five && in.remaining() > 0) properties(slots, slots.schema().field("properties"), in);
        return id;
    }

    private static int subscribe(Slots slots, Cursor in, boolean five) {
        int id = in.u16();
        slots.set(MqttSubscribeFields.MESSAGE_ID, id);
        if (five) properties(slots, MqttSubscribeFields.PROPERTIES, in);
        for (int i = 0; i < MAX_ENTRIES && in.remaining() > 0; i++) {
            Slots topic = new Slots(MqttTopicFields.SCHEMA).set(MqttTopicFields.TOPIC, text(in));
            topic.set(MqttTopicFields.QOS, in.u8() & 3);
            if (in.ok()) slots.add(MqttSubscribeFields.TOPICS, topic);
        }
        return id;
    }

    private static int unsubscribe(Slots slots, Cursor in, boolean five) {
        int id = in.u16();
        slots.set(MqttUnsubscribeFields.MESSAGE_ID, id);
        if (five) properties(slots, MqttUnsubscribeFields.PROPERTIES, in);
        for (int i = 0; i < MAX_ENTRIES && in.remaining() > 0; i++) {
            byte[] topic = text(in);
            if (in.ok()) slots.add(MqttUnsubscribeFields.TOPICS, topic);
        }
        return id;
    }

    private static int suback(Slots slots, Cursor in, boolean five) {
        int id = in.u16();
        slots.set(MqttSubackFields.MESSAGE_ID, id);
        if (five) properties(slots, MqttSubackFields.PROPERTIES, in);
        codes(slots, MqttSubackFields.QOS_GRANTED, in);
        return id;
    }

    private static int unsuback(Slots slots, Cursor in, boolean five) {
        int id = in.u16();
        slots.set(MqttUnsubackFields.MESSAGE_ID, id);
        if (five) {
            properties(slots, MqttUnsubackFields.PROPERTIES, in);
            codes(slots, MqttUnsubackFields.REASON_CODES, in);
        }
        return id;
    }

    private static void codes(Slots slots, Field field, Cursor in) {
        for (int i = 0; i < MAX_ENTRIES && in.remaining() > 0; i++) slots.add(field, (long) in.u8());
    }

    private static int reason(Slots slots, Cursor in, boolean five) {
        if (!five) return -1;
        slots.set(slots.schema().field("reason_code"), in.remaining() > 0 ? in.u8() : 0);
        if (in.remaining() > 0) properties(slots, slots.schema().field("properties"), in);
        return -1;
    }

    private static void properties(Slots slots, Field field, Cursor in) {
        Map<String, Object> all = MqttProperties.read(in);
        if (!all.isEmpty()) slots.set(field, all);
    }

    /// Bytes of a PUBLISH before its payload, as far as those held tell; -1 where they can't be right.
    static int publishHeadBytes(Pending held, MqttHeader header, boolean five) {
        if (held.length() < 2) return 2;
        int bytes = 2 + held.u16(0) + (header.qos() == 1 || header.qos() == 2 ? 2 : 0);
        if (!five || held.length() < bytes) return bytes;
        int propertyBytes = 0;
        for (int i = 0; i < 4; i++) {
            if (held.length() <= bytes) return bytes + 1;
            int b = held.at(bytes++);
            propertyBytes |= (b & 0x7f) << 7 * i;
            if (b < 0x80) return bytes + propertyBytes;
        }
        return -1;
    }

    /// @param in what [#publishHeadBytes(Pending, MqttHeader, boolean)] counts
    /// @return null where the message is malformed
    static MqttMessage publish(MqttHeader header, Cursor in, int version) {
        Slots slots = MqttMessage.slots(header).set(MqttPublishFields.TOPIC, text(in));
        int id = -1;
        if (header.qos() == 1 || header.qos() == 2) {
            id = in.u16();
            slots.set(MqttPublishFields.MESSAGE_ID, id);
        }
        if (version >= FIVE) properties(slots, MqttPublishFields.PROPERTIES, in);
        return in.ok() ? new MqttMessage(header, slots, id) : null;
    }

    /// What rules ask of messages whatever their type.
    static void forRules(MqttMessage message, Transaction transaction, MqttSettings settings) {
        Slots slots = message.slots();
        switch (message.header().type()) {
            case CONNECT -> transaction.set(MqttFields.CONNECT_FLAGS, connectFlags(slots));
            case CONNACK -> {
                if (slots.get(MqttConnackFields.RETURN_CODE) == null) return;
                transaction.set(MqttFields.SESSION_PRESENT, slots.get(MqttConnackFields.SESSION_PRESENT));
                transaction.add(MqttFields.REASON_CODES, slots.get(MqttConnackFields.RETURN_CODE));
            }
            case PUBACK, PUBREC, PUBREL, PUBCOMP, DISCONNECT, AUTH -> {
                Object code = slots.get(slots.schema().field("reason_code"));
                if (code != null) transaction.add(MqttFields.REASON_CODES, code);
            }
            case SUBSCRIBE -> {
                for (Object topic : slots.list(MqttSubscribeFields.TOPICS)) {
                    if (transaction.slots.list(MqttFields.SUBSCRIBED).size() >= settings.subscribeTopics()) return;
                    transaction.add(MqttFields.SUBSCRIBED, ((Slots) topic).get(MqttTopicFields.TOPIC));
                }
            }
            case UNSUBSCRIBE -> {
                for (Object topic : slots.list(MqttUnsubscribeFields.TOPICS)) {
                    if (transaction.slots.list(MqttFields.UNSUBSCRIBED).size() >= settings.unsubscribeTopics()) return;
                    transaction.add(MqttFields.UNSUBSCRIBED, topic);
                }
            }
            case SUBACK -> each(slots.list(MqttSubackFields.QOS_GRANTED), transaction);
            case UNSUBACK -> each(slots.list(MqttUnsubackFields.REASON_CODES), transaction);
            case PUBLISH, PINGREQ, PINGRESP, UNASSIGNED -> {
                // nothing besides their own slots
            }
        }
    }

    private static void each(List<?> codes, Transaction transaction) {
        for (Object code : codes) transaction.add(MqttFields.REASON_CODES, code);
    }

    private static long connectFlags(Slots slots) {
        return (slots.flag(MqttConnectFields.FLAG_USERNAME) ? 0x80 : 0)
                | (slots.flag(MqttConnectFields.FLAG_PASSWORD) ? 0x40 : 0)
                | (slots.flag(MqttConnectFields.FLAG_WILL_RETAIN) ? 0x20 : 0)
                | (slots.flag(MqttConnectFields.FLAG_WILL) ? 4 : 0)
                | (slots.flag(MqttConnectFields.FLAG_CLEAN_SESSION) ? 2 : 0);
    }
}
