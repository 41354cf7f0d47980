package dejfa.protocols;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Small things that text protocols share; bytes as ISO 8859-1, letters as ASCII.
public final class Ascii {
    private Ascii() {}

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    public static int lower(int b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    public static byte[] lower(byte[] bytes) {
        byte[] copy = bytes.clone();
        for (int i = 0; i < copy.length; i++) copy[i] = (byte) lower(copy[i]);
        return copy;
    }

    /// Blank, tab, line ends, vertical tab and form feed.
    public static boolean isSpace(int b) {
        return b == ' ' || b >= 9 && b <= 13;
    }

    /// Without spaces at either end.
    public static byte[] trim(byte[] bytes) {
        return trim(bytes, 0, bytes.length);
    }

    public static byte[] trim(byte[] bytes, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isSpace(bytes[start])) start++;
        while (end > start && isSpace(bytes[end - 1])) end--;
        return Arrays.copyOfRange(bytes, start, end);
    }

    public static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) if (!isSpace(bytes[i])) return false;
        return true;
    }

    /// First index of `wanted` at or after `from`, before `to`; -1 where there is none.
    public static int indexOf(byte[] bytes, int wanted, int from, int to) {
        for (int i = from; i < to; i++) if (bytes[i] == wanted) return i;
        return -1;
    }

    public static int indexOf(byte[] bytes, int wanted) {
        return indexOf(bytes, wanted, 0, bytes.length);
    }

    /// Does `bytes` hold `lowerCase` at `at`, whatever the case of its letters?
    public static boolean startsWith(byte[] bytes, int at, int to, String lowerCase) {
        if (at < 0 || to - at < lowerCase.length()) return false;
        for (int i = 0; i < lowerCase.length(); i++) {
            if (lower(bytes[at + i]) != lowerCase.charAt(i)) return false;
        }
        return true;
    }

    public static boolean startsWith(byte[] bytes, String lowerCase) {
        return startsWith(bytes, 0, bytes.length, lowerCase);
    }

    /// The value of a hexadecimal digit, or -1.
    public static int hex(int b) {
        if (b >= '0' && b <= '9') return b - '0';
        int letter = b | 32;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }
}
