package dejfa.protocols.mqtt;

import dejfa.api.EveJson;
import dejfa.protocols.Ascii;
import dejfa.protocols.wire.Cursor;
import java.util.Map;
import java.util.TreeMap;

/// Properties of MQTT 5.0 (§2.2.2), by their names in EVE; user properties by their own.
final class MqttProperties {
    private static final int MAX_PROPERTIES = 256;
    private static final int USER_PROPERTY = 38;
    private static final int AUTHENTICATION_DATA = 22;

    private enum Kind {
        BYTE,
        U16,
        U32,
        VARIABLE,
        TEXT
    }

    private record Property(String name, Kind kind) {}

    private static final Map<Integer, Property> KNOWN = Map.ofEntries(
            Map.entry(1, new Property("payload_format_indicator", Kind.BYTE)),
            Map.entry(2, new Property("message_expiry_interval", Kind.U32)),
            Map.entry(3, new Property("content_type", Kind.TEXT)),
            Map.entry(8, new Property("response_topic", Kind.TEXT)),
            Map.entry(9, new Property("correlation_data", Kind.TEXT)),
            Map.entry(11, new Property("subscription_identifier", Kind.VARIABLE)),
            Map.entry(17, new Property("session_expiry_interval", Kind.U32)),
            Map.entry(18, new Property("assigned_client_identifier", Kind.TEXT)),
            Map.entry(19, new Property("server_keep_alive", Kind.U16)),
            Map.entry(21, new Property("authentication_method", Kind.TEXT)),
            Map.entry(AUTHENTICATION_DATA, new Property("authentication_data", Kind.TEXT)),
            Map.entry(23, new Property("request_problem_information", Kind.BYTE)),
            Map.entry(24, new Property("will_delay_interval", Kind.U32)),
            Map.entry(25, new Property("request_response_information", Kind.BYTE)),
            Map.entry(26, new Property("response_information", Kind.TEXT)),
            Map.entry(28, new Property("server_reference", Kind.TEXT)),
            Map.entry(31, new Property("reason_string", Kind.TEXT)),
            Map.entry(33, new Property("receive_maximum", Kind.U16)),
            Map.entry(34, new Property("topic_alias_maximum", Kind.U16)),
            Map.entry(35, new Property("topic_alias", Kind.U16)),
            Map.entry(36, new Property("maximum_qos", Kind.BYTE)),
            Map.entry(37, new Property("retain_available", Kind.BYTE)),
            Map.entry(39, new Property("maximum_packet_size", Kind.U32)),
            Map.entry(40, new Property("wildcard_subscription_available", Kind.BYTE)),
            Map.entry(41, new Property("subscription_identifier_available", Kind.BYTE)),
            Map.entry(42, new Property("shared_subscription_available", Kind.BYTE)));

    private MqttProperties() {}

    /// Takes their length and the properties; where they are malformed the cursor has failed.
    static Map<String, Object> read(Cursor in) {
        Map<String, Object> all = new TreeMap<>();
        Cursor own = in.slice(variable(in));
        while (own.ok() && own.remaining() > 0) {
            int id = variable(own);
            Property property = KNOWN.get(id);
            if (id == USER_PROPERTY) {
                String name = text(own);
                String value = text(own);
                if (all.size() < MAX_PROPERTIES) all.put(name, value);
            } else if (property == null) own.skip(-1);
            else {
                Object value = value(property.kind(), own);
                all.put(property.name(), id == AUTHENTICATION_DATA ? EveJson.MASK : value);
            }
        }
        if (!own.ok()) in.skip(-1);
        return all;
    }

    private static Object value(Kind kind, Cursor in) {
        return switch (kind) {
            case BYTE -> (long) in.u8();
            case U16 -> (long) in.u16();
            case U32 -> in.u32();
            case VARIABLE -> (long) variable(in);
            case TEXT -> text(in);
        };
    }

    private static String text(Cursor in) {
        return Ascii.text(in.bytes(in.u16()));
    }

    /// Variable byte integer (MQTT 5.0 §1.5.5).
    private static int variable(Cursor in) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int b = in.u8();
            value |= (b & 0x7f) << 7 * i;
            if (b < 0x80) return value;
        }
        in.skip(-1);
        return 0;
    }
}
