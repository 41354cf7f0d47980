package dejfa.protocols.mime;

import dejfa.protocols.Ascii;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/// Encoded words in headers (RFC 2047): `=?charset?B?…?=` and `=?charset?Q?…?=`.
public final class MimeWords {
    private MimeWords() {}

    /// The text of a header value as a reader sees it; what is no valid encoded word stays as it is.
    public static String text(byte[] value) {
        String raw = Ascii.text(value);
        if (!raw.contains("=?")) return new String(value, StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder();
        int at = 0;
        boolean afterWord = false;
        while (at < raw.length()) {
            int start = raw.indexOf("=?", at);
            int[] marks = start < 0 ? null : marks(raw, start);
            if (marks == null) {
                int end = start < 0 ? raw.length() : start + 2;
                out.append(raw, at, end);
                at = end;
                afterWord = false;
                continue;
            }
            String between = raw.substring(at, start);
            // White space between two encoded words is not part of the text (RFC 2047 §6.2).
            if (!afterWord || !between.isBlank()) out.append(between);
            out.append(word(raw, start, marks));
            at = marks[2] + 2;
            afterWord = true;
        }
        return out.toString();
    }

    /// Indexes of the `?` before the encoding, of the `?` after it and of the closing `?=`; null where it is no word.
    private static int[] marks(String raw, int start) {
        int first = raw.indexOf('?', start + 2);
        if (first < 0 || first + 2 >= raw.length() || raw.charAt(first + 2) != '?') return null;
        int end = raw.indexOf("?=", first + 3);
        return end < 0 ? null : new int[] {first, first + 2, end};
    }

    private static String word(String raw, int start, int[] marks) {
        String name = raw.substring(start + 2, marks[0]);
        int language = name.indexOf('*');
        Charset charset = charset(language < 0 ? name : name.substring(0, language));
        String content = raw.substring(marks[1] + 1, marks[2]);
        char encoding = raw.charAt(marks[0] + 1);
        byte[] bytes = encoding == 'B' || encoding == 'b' ? base64(content) : quoted(content);
        return new String(bytes, charset);
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    private static byte[] base64(String content) {
        StringBuilder letters = new StringBuilder(content.length());
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/')) letters.append(c);
        }
        // A single letter left over holds no byte.
        if (letters.length() % 4 == 1) letters.setLength(letters.length() - 1);
        return Base64.getDecoder().decode(letters.toString());
    }

    private static byte[] quoted(String content) {
        byte[] out = new byte[content.length()];
        int length = 0;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            boolean escape = c == '='
                    && i + 2 < content.length()
                    && Ascii.hex(content.charAt(i + 1)) >= 0
                    && Ascii.hex(content.charAt(i + 2)) >= 0;
            if (escape) {
                out[length++] = (byte) (Ascii.hex(content.charAt(i + 1)) << 4 | Ascii.hex(content.charAt(i + 2)));
                i += 2;
            } else {
                out[length++] = (byte) (c == '_' ? ' ' : c);
            }
        }
        return Arrays.copyOf(out, length);
    }
}
