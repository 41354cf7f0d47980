package dejfa.detect.suricata.keyword.field;

import dejfa.detect.suricata.rule.BufferCatalog;

import dejfa.detect.suricata.match.IntegerTest;
import dejfa.detect.suricata.rule.BadRule;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Keywords of HTTP/2 that are more than a buffer or a number (user guide, "HTTP2 Keywords").
final class Http2Keywords {
    private static final String SETTINGS = "http2.settings";
    /// RFC 9113 §6.5.2
    private static final List<String> NAMES = List.of(
            "settings_header_table_size",
            "settings_enable_push",
            "settings_max_concurrent_streams",
            "settings_initial_window_size",
            "settings_max_frame_size",
            "settings_max_header_list_size");

    private Http2Keywords() {}

    static void register(Map<String, FieldKeyword> all) {
        all.put(SETTINGS, Http2Keywords::settings);
    }

    /// `SETTINGS_HEADER_TABLE_SIZE>4096`, `SETTINGS_ENABLE_PUSH=0`; the name alone asks for the setting to be there.
    private static FieldTest settings(String value, BufferCatalog buffers) {
        String text = Text.required(value, SETTINGS).strip();
        int end = 0;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) end++;
        int id = NAMES.indexOf(text.substring(0, end).toLowerCase(Locale.ROOT)) + 1;
        if (id == 0) throw new BadRule(text.substring(0, end) + " is no setting of HTTP/2", "see RFC 9113 §6.5.2");
        String comparison = text.substring(end).strip();
        IntegerTest test = comparison.isEmpty() ? null : Text.integerTest(comparison, SETTINGS, Map.of());
        return FieldTest.ofNumber(SETTINGS, v -> v >>> 32 == id && (test == null || test.holds(v & 0xffff_ffffL)));
    }
}
