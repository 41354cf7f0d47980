package dejfa.protocols.mqtt;

import java.util.Locale;
import java.util.Map;

/// What an operator may set, by Suricata's names under `app-layer.protocols.mqtt`.
///
/// @param maxMessageBytes longer messages are told of and passed over
/// @param subscribeTopics topics of one SUBSCRIBE that rules look at
/// @param unsubscribeTopics topics of one UNSUBSCRIBE that rules look at
record MqttSettings(int maxMessageBytes, int subscribeTopics, int unsubscribeTopics) {
    private static final String ROOT = "app-layer.protocols.mqtt.";
    private static final int MEBI = 1 << 20;
    /// however large an operator sets it: per flow and direction
    private static final int MOST_MESSAGE_BYTES = 8 * MEBI;

    static final MqttSettings DEFAULT = new MqttSettings(MEBI, 100, 100);

    static MqttSettings of(Map<String, String> settings) {
        return new MqttSettings(
                (int) Math.min(MOST_MESSAGE_BYTES, size(settings.get(ROOT + "max-msg-length"), MEBI)),
                topics(settings.get(ROOT + "subscribe-topic-match-limit")),
                topics(settings.get(ROOT + "unsubscribe-topic-match-limit")));
    }

    /// Negative means no limit.
    private static int topics(String text) {
        if (text == null || !text.strip().matches("-?[0-9]{1,9}")) return 100;
        int limit = Integer.parseInt(text.strip());
        return limit < 0 ? Integer.MAX_VALUE : limit;
    }

    /// `10000`, `10kb`, `1 MiB`
    private static long size(String text, long otherwise) {
        if (text == null) return otherwise;
        String t = text.strip().toLowerCase(Locale.ROOT);
        int digits = 0;
        while (digits < t.length() && Character.isDigit(t.charAt(digits))) digits++;
        if (digits == 0 || digits > 10) return otherwise;
        long number = Long.parseLong(t.substring(0, digits));
        return switch (t.substring(digits).strip()) {
            case "" -> number;
            case "kb", "kib", "k" -> number << 10;
            case "mb", "mib", "m" -> number << 20;
            case "gb", "gib", "g" -> number << 30;
            default -> otherwise;
        };
    }
}
