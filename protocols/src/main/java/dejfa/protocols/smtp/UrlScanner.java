package dejfa.protocols.smtp;

import dejfa.protocols.Ascii;
import dejfa.protocols.GrowingBytes;
import java.util.function.BiConsumer;

/// Finds URLs in the text of a mail, in pieces of any size.
final class UrlScanner {
    static final int MAX_URL_BYTES = 2048;
    private static final int MAX_SCHEME_BYTES = 5;
    private static final String URL_MARKS = "-._~:/?#[]@!$&'()*+,;=%";

    /// scheme, URL without it
    private final BiConsumer<String, byte[]> found;
    /// last letters before `:`
    private final GrowingBytes scheme = new GrowingBytes(MAX_SCHEME_BYTES + 1);
    private final GrowingBytes url = new GrowingBytes(MAX_URL_BYTES);
    private String open;
    /// of `://`
    private int marksSeen;

    UrlScanner(BiConsumer<String, byte[]> found) {
        this.found = found;
    }

    void write(byte[] bytes, int from, int lengthBytes) {
        for (int i = from; i < from + lengthBytes; i++) take(bytes[i]);
    }

    private void take(byte b) {
        if (open != null) {
            boolean word = b >= '0' && b <= '9' || (b | 32) >= 'a' && (b | 32) <= 'z' && b > 0;
            if (word || b > 0 && URL_MARKS.indexOf(b) >= 0) url.append(b);
            else end();
            return;
        }
        if (marksSeen == 0 && (b | 32) >= 'a' && (b | 32) <= 'z') {
            if (scheme.length() > MAX_SCHEME_BYTES) return;
            scheme.append((byte) Ascii.lower(b));
            return;
        }
        if (b == "://".charAt(marksSeen)) {
            if (++marksSeen < 3) return;
            String name = scheme.toString();
            if (name.equals("http") || name.equals("https") || name.equals("ftp")) open = name;
        }
        marksSeen = 0;
        scheme.clear();
    }

    void end() {
        if (open != null && url.length() > 0) found.accept(open, url.copy());
        open = null;
        url.clear();
        scheme.clear();
        marksSeen = 0;
    }
}
