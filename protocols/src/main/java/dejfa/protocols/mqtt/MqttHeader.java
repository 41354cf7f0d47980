package dejfa.protocols.mqtt;

/// A message's fixed header (MQTT 5.0 §2.1).
///
/// @param flags low four bits of the first byte
/// @param headerBytes of the fixed header itself
/// @param remaining bytes behind it
record MqttHeader(MqttType type, int flags, int headerBytes, int remaining) {
    /// first byte and a length of at most four bytes
    static final int MAX_BYTES = 5;

    int qos() {
        return flags >> 1 & 3;
    }

    boolean retain() {
        return (flags & 1) != 0;
    }

    boolean duplicate() {
        return (flags & 8) != 0;
    }

    /// What an attempt at reading says besides a header.
    static final MqttHeader MORE = new MqttHeader(MqttType.UNASSIGNED, 0, 0, -1);

    static final MqttHeader BROKEN = new MqttHeader(MqttType.UNASSIGNED, 0, 0, -2);

    /// @return [#MORE] where it is not whole, [#BROKEN] where its length has more than four bytes
    static MqttHeader read(byte[] bytes, int from, int to) {
        if (from >= to) return MORE;
        int remaining = 0;
        for (int i = 0; i < MAX_BYTES - 1; i++) {
            if (from + 1 + i >= to) return MORE;
            int b = bytes[from + 1 + i] & 0xff;
            remaining |= (b & 0x7f) << 7 * i;
            if (b < 0x80) return new MqttHeader(MqttType.of(bytes[from]), bytes[from] & 15, i + 2, remaining);
        }
        return BROKEN;
    }

    /// Does it look like one that peers send: a known type with the flags and the shortest length of that type?
    boolean isPlausible() {
        return switch (type) {
            case UNASSIGNED -> false;
            case CONNECT -> flags == 0 && remaining >= 10;
            case CONNACK -> flags == 0 && remaining >= 2;
            case PUBLISH -> qos() != 3 && remaining >= 2;
            case PUBREL -> flags == 2 && remaining >= 2;
            case SUBSCRIBE -> flags == 2 && remaining >= 5;
            case UNSUBSCRIBE -> flags == 2 && remaining >= 4;
            case PUBACK, PUBREC, PUBCOMP, UNSUBACK -> flags == 0 && remaining >= 2;
            case SUBACK -> flags == 0 && remaining >= 3;
            case PINGREQ, PINGRESP -> flags == 0 && remaining == 0;
            case DISCONNECT, AUTH -> flags == 0 && remaining < 1 << 14;
        };
    }
}
