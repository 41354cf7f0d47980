package dejfa.detect.suricata.keyword.field;

import java.util.HashMap;
import java.util.Map;

/// All of them by name.
public final class FieldKeywords {
    private FieldKeywords() {}

    public static Map<String, FieldKeyword> all() {
        Map<String, FieldKeyword> all = new HashMap<>();
        KeyExchangeKeywords.register(all);
        RpcKeywords.register(all);
        Http2Keywords.register(all);
        WebSocketKeywords.register(all);
        IndustrialKeywords.register(all);
        MqttKeywords.register(all);
        return all;
    }
}
