package dejfa.detect.suricata.keyword.field;

import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.BufferCatalog;
import dejfa.detect.suricata.rule.BufferSource;
import java.util.List;
import java.util.Map;

/// Keywords of MQTT that ask for several bits by their names: `mqtt.flags:dup,!retain;`.
final class MqttKeywords {
    private MqttKeywords() {}

    static void register(Map<String, FieldKeyword> all) {
        for (String keyword : List.of("mqtt.flags", "mqtt.connect.flags")) {
            all.put(keyword, (value, buffers) -> flags(keyword, value, buffers));
        }
    }

    private static FieldTest flags(String keyword, String value, BufferCatalog buffers) {
        List<BufferSource> sources = buffers.sources(keyword);
        if (sources.isEmpty())
            throw new BadRule("no parser here offers " + keyword, "leave the rule out until one does");
        Map<String, Long> names = sources.getFirst().path().getLast().values();
        return FieldTest.ofNumber(keyword, NamedBits.parse(value, keyword, names)::holds);
    }
}
