package dejfa.protocols.smb;

import java.util.Locale;
import java.util.Map;

/// Sizes from which on reads and writes are told as anomalies; 0: never
/// (`app-layer.protocols.smb.max-read-size`, `max-write-size`).
record SmbLimits(long readBytes, long writeBytes) {
    private static final String PREFIX = "app-layer.protocols.smb.";
    /// what Windows negotiates at most, twice
    private static final long USUAL = 16L << 20;

    static final SmbLimits DEFAULT = new SmbLimits(USUAL, USUAL);

    static SmbLimits of(Map<String, String> settings) {
        return new SmbLimits(
                bytes(settings.get(PREFIX + "max-read-size")), bytes(settings.get(PREFIX + "max-write-size")));
    }

    /// `1024`, `64kb`, `16 mb`
    private static long bytes(String text) {
        if (text == null) return USUAL;
        String t = text.strip().toLowerCase(Locale.ROOT);
        if (!t.matches("[0-9]{1,12}\\s*([kmg]i?b?)?")) return USUAL;
        String digits = t.replaceAll("[^0-9]", "");
        int shift = t.indexOf('k') > 0 ? 10 : t.indexOf('m') > 0 ? 20 : t.indexOf('g') > 0 ? 30 : 0;
        return Long.parseLong(digits) << shift;
    }

    boolean tooMuchToRead(long bytes) {
        return readBytes != 0 && bytes > readBytes;
    }

    boolean tooMuchToWrite(long bytes) {
        return writeBytes != 0 && bytes > writeBytes;
    }
}
