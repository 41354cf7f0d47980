package dejfa.protocols.http2;

import java.util.Map;

/// Bounds, by Suricata's settings under `app-layer.protocols.http2.`.
///
/// @param maxStreams open at once; beyond them the oldest ends
/// @param maxTableBytes of HPACK's dynamic table
/// @param maxBlockBytes of a header block in pieces
/// @param maxFrames of one stream
record Http2Settings(int maxStreams, long maxTableBytes, int maxBlockBytes, int maxFrames) {
    private static final String PREFIX = "app-layer.protocols.http2.";

    static final Http2Settings USUAL = new Http2Settings(4096, 65_536, 102_400, 65_536);

    static Http2Settings of(Map<String, String> settings) {
        return new Http2Settings(
                number(settings, "max-streams", USUAL.maxStreams),
                number(settings, "max-table-size", (int) USUAL.maxTableBytes),
                number(settings, "max-reassembly-size", USUAL.maxBlockBytes),
                number(settings, "max-frames", USUAL.maxFrames));
    }

    private static int number(Map<String, String> settings, String name, int usual) {
        String text = settings.getOrDefault(PREFIX + name, "").strip();
        return text.matches("[0-9]{1,7}") ? Math.max(1, Integer.parseInt(text)) : usual;
    }
}
