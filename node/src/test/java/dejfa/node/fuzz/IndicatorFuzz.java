package dejfa.node.fuzz;

import dejfa.api.Indicator;
import dejfa.intel.Indicators;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Indicator lists, plain, as hosts file and as CSV; then the bytes as values that are looked up.
public final class IndicatorFuzz {
    private static final Scratch FILE = new Scratch("fuzz.csv");

    private IndicatorFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Indicators indicators = Indicators.load(List.of(FILE.with(data)));
        if (indicators.size() > data.length) throw new IllegalStateException("more indicators than bytes");
        String text = new String(data, StandardCharsets.ISO_8859_1);
        String[] words = text.split("[\n ,]", 40);
        for (String word : words) {
            for (Indicator.Kind kind : Indicator.Kind.values()) indicators.lookup(kind, word);
        }
    }
}
