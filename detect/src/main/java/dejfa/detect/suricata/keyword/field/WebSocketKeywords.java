package dejfa.detect.suricata.keyword.field;

import java.util.Map;

/// `websocket.flags`, which takes names of bits as well as a number (user guide, "WebSocket Keywords"): `fin,!comp`,
/// `128`, `&0x40=0x40`.
final class WebSocketKeywords {
    private static final String FLAGS = "websocket.flags";
    private static final Map<String, Long> BITS = Map.of("fin", 0x80L, "comp", 0x40L, "rsv2", 0x20L, "rsv3", 0x10L);

    private WebSocketKeywords() {}

    static void register(Map<String, FieldKeyword> all) {
        all.put(FLAGS, (value, buffers) -> FieldTest.ofNumber(FLAGS, NamedBits.parse(value, FLAGS, BITS)::holds));
    }
}
