package dejfa.protocols.http.body;

import dejfa.protocols.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Builds the layers that undo a Content-Encoding (RFC 9110 §8.4).
public final class ContentCodings {
    /// Layers undone; a body wrapped in more is left as it is from there on.
    static final int MAX_LAYERS = 4;

    private ContentCodings() {}

    /// @param header the merged header value, or null
    /// @return the sink for the bytes on the wire
    public static ByteSink layers(String header, ByteSink plain, Budget budget, Consumer<String> anomaly) {
        if (header == null) return plain;
        List<String> codings = new ArrayList<>(2);
        for (String part : header.toLowerCase(Locale.ROOT).split(",", 64)) {
            int parameters = part.indexOf(';');
            String coding = Ascii.text(Ascii.trim(Ascii.bytes(parameters < 0 ? part : part.substring(0, parameters))));
            switch (coding) {
                case "gzip", "x-gzip", "deflate", "x-deflate", "br" -> codings.add(coding);
                case "", "identity", "none" -> {}
                default -> anomaly.accept("abnormal_ce_header");
            }
        }
        if (codings.size() > MAX_LAYERS) {
            anomaly.accept("too_many_encoding_layers");
            codings = codings.subList(codings.size() - MAX_LAYERS, codings.size());
        }
        ByteSink sink = plain;
        for (String coding : codings) {
            sink = coding.equals("br")
                    ? new BrotliLayer(sink, budget)
                    : new InflateLayer(sink, budget, coding.endsWith("gzip"));
        }
        return sink;
    }
}
