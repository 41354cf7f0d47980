package dejfa.protocols.mqtt;

import dejfa.api.Field;
import dejfa.api.Schema;

/// Types of control packets (MQTT 5.0 §2.1.2) and where a transaction keeps them.
enum MqttType {
    UNASSIGNED(null, null),
    CONNECT(MqttFields.CONNECT, MqttConnectFields.SCHEMA),
    CONNACK(MqttFields.CONNACK, MqttConnackFields.SCHEMA),
    PUBLISH(MqttFields.PUBLISH, MqttPublishFields.SCHEMA),
    PUBACK(MqttFields.PUBACK, MqttPubackFields.SCHEMA),
    PUBREC(MqttFields.PUBREC, MqttPubrecFields.SCHEMA),
    PUBREL(MqttFields.PUBREL, MqttPubrelFields.SCHEMA),
    PUBCOMP(MqttFields.PUBCOMP, MqttPubcompFields.SCHEMA),
    SUBSCRIBE(MqttFields.SUBSCRIBE, MqttSubscribeFields.SCHEMA),
    SUBACK(MqttFields.SUBACK, MqttSubackFields.SCHEMA),
    UNSUBSCRIBE(MqttFields.UNSUBSCRIBE, MqttUnsubscribeFields.SCHEMA),
    UNSUBACK(MqttFields.UNSUBACK, MqttUnsubackFields.SCHEMA),
    PINGREQ(MqttFields.PINGREQ, MqttPingreqFields.SCHEMA),
    PINGRESP(MqttFields.PINGRESP, MqttPingrespFields.SCHEMA),
    DISCONNECT(MqttFields.DISCONNECT, MqttDisconnectFields.SCHEMA),
    AUTH(MqttFields.AUTH, MqttAuthFields.SCHEMA);

    private static final MqttType[] ALL = values();

    /// null for [#UNASSIGNED], of which nothing is told
    final Field field;

    final Schema schema;

    MqttType(Field field, Schema schema) {
        this.field = field;
        this.schema = schema;
    }

    /// @param firstByte of the fixed header
    static MqttType of(int firstByte) {
        return ALL[firstByte >> 4 & 15];
    }
}
