package dejfa.detect.suricata.match;

import java.util.Arrays;

/// Base64 as found on the wire: cut off, with line ends, with strange characters (RFC 4648, RFC 2045 §6.8).
public final class Base64Text {
    /// What to do with characters outside the alphabet.
    public enum Mode {
        /// none may occur
        STRICT,
        /// they end the text; spaces are skipped
        RFC4648,
        /// they are skipped
        RFC2045
    }

    private Base64Text() {}

    /// What could be decoded; empty where nothing could.
    public static byte[] decode(byte[] text, int from, int lengthBytes, Mode mode) {
        byte[] out = new byte[lengthBytes / 4 * 3 + 3];
        int size = 0;
        int bits = 0;
        int count = 0;
        for (int i = from; i < from + lengthBytes; i++) {
            int value = digit(text[i]);
            if (value < 0) {
                if (text[i] == '=') break;
                if (mode == Mode.STRICT) return new byte[0];
                if (mode == Mode.RFC4648 && text[i] != ' ' && text[i] != '\r' && text[i] != '\n') break;
                continue;
            }
            bits = bits << 6 | value;
            if (++count == 4) {
                out[size++] = (byte) (bits >> 16);
                out[size++] = (byte) (bits >> 8);
                out[size++] = (byte) bits;
                bits = 0;
                count = 0;
            }
        }
        if (count >= 2) out[size++] = (byte) (bits >> (count == 2 ? 4 : 10));
        if (count == 3) out[size++] = (byte) (bits >> 2);
        return Arrays.copyOf(out, size);
    }

    private static int digit(byte b) {
        if (b >= 'A' && b <= 'Z') return b - 'A';
        if (b >= 'a' && b <= 'z') return b - 'a' + 26;
        if (b >= '0' && b <= '9') return b - '0' + 52;
        return b == '+' ? 62 : b == '/' ? 63 : -1;
    }
}
