package dejfa.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// JSON under construction: bytes in one buffer that is used again. All of it is printable ASCII, whatever comes in, so
/// that nothing an attacker sends becomes markup, a control sequence or an invalid encoding.
public final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /// Characters of a string for which room is made at once, at six bytes each.
    private static final int STRETCH = 4096;
    private static final int ESCAPE_BYTES = 6;

    /// digits of 0 to 99
    private static final byte[] PAIRS = new byte[200];
    /// what stands for itself in a JSON string
    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (int i = 0; i < 100; i++) {
            PAIRS[2 * i] = (byte) ('0' + i / 10);
            PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
        }
        for (int c = 0x20; c < 0x7f; c++) PLAIN[c] = c != '"' && c != '\\';
    }

    private byte[] bytes;
    private int length;
    /// the second that was written last, and its text
    private long second = Long.MIN_VALUE;

    private final byte[] secondText = new byte["2026-01-31T23:59:59".length()];

    /// @param capacity bytes that fit before the buffer grows
    public JsonBytes(int capacity) {
        bytes = new byte[capacity];
    }

    public void clear() {
        length = 0;
    }

    public int length() {
        return length;
    }

    /// The buffer; its first [#length()] bytes count, until the next write.
    public byte[] array() {
        return bytes;
    }

    /// What is written so far.
    public byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private void need(int more) {
        if (bytes.length - length < more) grow(more);
    }

    private void grow(int more) {
        bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), (int) Math.min(2L * bytes.length, 1 << 30)));
    }

    /// One ASCII character as it is.
    public JsonBytes raw(char c) {
        need(1);
        bytes[length++] = (byte) c;
        return this;
    }

    /// JSON as it is.
    public JsonBytes raw(byte[] json) {
        need(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    /// ASCII as it is: names of our own, and numbers.
    public JsonBytes raw(String ascii) {
        int count = ascii.length();
        need(count);
        byte[] to = bytes;
        int at = length;
        for (int i = 0; i < count; i++) to[at++] = (byte) ascii.charAt(i);
        length = at;
        return this;
    }

    public JsonBytes number(long value) {
        if (value == Long.MIN_VALUE) return raw("-9223372036854775808");
        if (value < 0) raw('-');
        long rest = Math.abs(value);
        int digits = digitsOf(rest);
        need(digits);
        int at = length += digits;
        byte[] to = bytes;
        while (rest >= 100) {
            int pair = (int) (rest % 100) * 2;
            rest /= 100;
            to[--at] = PAIRS[pair + 1];
            to[--at] = PAIRS[pair];
        }
        to[--at] = PAIRS[(int) rest * 2 + 1];
        if (rest >= 10) to[--at] = PAIRS[(int) rest * 2];
        return this;
    }

    private static int digitsOf(long value) {
        int digits = 1;
        for (long bound = 10; digits < 19 && value >= bound; bound *= 10) digits++;
        return digits;
    }

    /// Wire bytes: printable ASCII as it is, everything else as the text of a `\xNN` escape.
    public JsonBytes string(byte[] value) {
        raw('"');
        for (int from = 0; from < value.length; from += STRETCH) {
            int to = Math.min(value.length, from + STRETCH);
            need((to - from) * ESCAPE_BYTES);
            for (int i = from; i < to; i++) {
                byte b = value[i];
                if (PLAIN[b & 255]) bytes[length++] = b;
                else if (!escaped(b)) {
                    hex("\\\\x", b & 255, 2);
                }
            }
        }
        return raw('"');
    }

    /// Text: printable ASCII as it is, everything else escaped.
    public JsonBytes string(String value) {
        raw('"');
        int all = value.length();
        for (int from = 0; from < all; from += STRETCH) {
            int to = Math.min(all, from + STRETCH);
            need((to - from) * ESCAPE_BYTES);
            for (int i = from; i < to; i++) {
                char c = value.charAt(i);
                if (c < 256 && PLAIN[c]) bytes[length++] = (byte) c;
                else if (!escaped(c)) {
                    hex("\\u", c, 4);
                }
            }
        }
        return raw('"');
    }

    /// The escapes of one letter; there is room.
    private boolean escaped(int c) {
        char letter =
                switch (c) {
                    case '"', '\\' -> (char) c;
                    case '\n' -> 'n';
                    case '\r' -> 'r';
                    case '\t' -> 't';
                    default -> 0;
                };
        if (letter == 0) return false;
        bytes[length++] = '\\';
        bytes[length++] = (byte) letter;
        return true;
    }

    private void hex(String prefix, int value, int digits) {
        for (int i = 0; i < prefix.length(); i++) bytes[length++] = (byte) prefix.charAt(i);
        for (int shift = 4 * digits - 4; shift >= 0; shift -= 4) bytes[length++] = HEX[value >> shift & 15];
    }

    /// As [Address#toString] spells it, without quotes.
    public JsonBytes address(Address address) {
        if (address.isV4()) {
            int bits = address.v4Bits();
            for (int shift = 24; shift >= 0; shift -= 8) {
                number(bits >>> shift & 255);
                if (shift > 0) raw('.');
            }
            return this;
        }
        need("0000:0000:0000:0000:0000:0000:0000:0000".length());
        for (int group = 0; group < 8; group++) {
            long word = group < 4 ? address.high() : address.low();
            hex(group > 0 ? ":" : "", (int) (word >>> (48 - 16 * (group & 3))) & 0xffff, 4);
        }
        return this;
    }

    /// `2026-01-31T23:59:59.000001+0000`, without quotes. Most events are of the second of the one before.
    public JsonBytes time(long timeNs) {
        long wanted = Math.floorDiv(timeNs, 1_000_000_000L);
        if (wanted != second) {
            second = wanted;
            EveJson.second(wanted, secondText);
        }
        raw(secondText);
        need(".000000+0000".length());
        bytes[length++] = '.';
        int micros = (int) (Math.floorMod(timeNs, 1_000_000_000L) / 1000);
        pair(micros / 10_000);
        pair(micros / 100 % 100);
        pair(micros % 100);
        return raw("+0000");
    }

    private void pair(int number) {
        bytes[length++] = PAIRS[2 * number];
        bytes[length++] = PAIRS[2 * number + 1];
    }
}
