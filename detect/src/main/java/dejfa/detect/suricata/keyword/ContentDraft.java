package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.match.Quantity;
import dejfa.detect.suricata.rule.BadRule;
import java.io.ByteArrayOutputStream;

/// A content whose modifiers are still coming.
final class ContentDraft {
    byte[] bytes;
    boolean nocase;
    boolean negated;
    Quantity offset;
    Quantity depth;
    Quantity distance;
    Quantity within;
    boolean startsWith;
    boolean endsWith;
    boolean fast;
    /// part of the bytes that the prefilter looks for; 0 for all
    int fastOffset;
    int fastLength;

    ContentDraft(byte[] bytes, boolean negated) {
        this.bytes = bytes;
        this.negated = negated;
    }

    PayloadTest.Content build() {
        return new PayloadTest.Content(
                bytes, nocase, negated, offset, depth, distance, within, startsWith, endsWith, fast);
    }

    /// The literal between quotes: text, `|68 65 78|`, and escapes of quote, backslash, semicolon and colon.
    static byte[] bytes(String value) {
        String t = value.strip();
        if (t.length() < 2 || !t.startsWith("\"") || !t.endsWith("\"")) {
            throw new BadRule("the pattern is not between quotes", "write content:\"…\";");
        }
        t = t.substring(1, t.length() - 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream(t.length());
        boolean hex = false;
        int digits = 0;
        int high = 0;
        for (int i = 0; i < t.length(); i++) {
            char c = t.charAt(i);
            if (c == '|') {
                if (hex && (digits & 1) == 1) throw new BadRule("half a byte between bars", "write two digits a byte");
                hex = !hex;
                digits = 0;
            } else if (hex) {
                if (c == ' ') continue;
                int digit = Character.digit(c, 16);
                if (digit < 0) throw new BadRule("'" + c + "' is no hexadecimal digit", "between bars are hex bytes");
                if ((digits++ & 1) == 0) high = digit;
                else out.write(high << 4 | digit);
            } else {
                if (c == '\\' && i + 1 < t.length() && "\"\\;:|".indexOf(t.charAt(i + 1)) >= 0) c = t.charAt(++i);
                // The rule file is read as ISO 8859-1, so a character is a byte.
                out.write(c);
            }
        }
        if (hex) throw new BadRule("the last | is missing", "close the hex bytes by |");
        if (out.size() == 0) throw new BadRule("an empty pattern", "give at least one byte");
        if (out.size() > 4096) throw new BadRule("the pattern is longer than 4096 bytes", "shorten it");
        return out.toByteArray();
    }
}
