package dejfa.protocols.http.brotli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The static dictionary (RFC 7932 §8, appendices A and B).
final class Words {
    private static final int MIN_BYTES = 4;
    private static final int MAX_BYTES = 24;
    /// log2 of the number of words of each length.
    private static final byte[] SIZE_BITS = {
        0, 0, 0, 0, 10, 10, 11, 11, 10, 10, 10, 10, 10, 9, 9, 8, 7, 7, 8, 7, 7, 6, 6, 5, 5
    };
    private static final int[] START = new int[MAX_BYTES + 2];
    private static final byte[] WORDS = resource("dictionary.bin");
    private static final List<Transform> TRANSFORMS = transforms();

    static {
        for (int length = MIN_BYTES; length <= MAX_BYTES; length++) {
            START[length + 1] = START[length] + (length << SIZE_BITS[length]);
        }
    }

    /// What is done to a word: `keep`, `upper-first`, `upper-all`, `omit-first-N`, `omit-last-N`.
    private record Transform(byte[] prefix, String change, byte[] suffix) {
        byte[] of(byte[] word) {
            int count = change.startsWith("omit") ? Math.min(word.length, change.charAt(change.length() - 1) - '0') : 0;
            byte[] changed = change.startsWith("omit-first")
                    ? Arrays.copyOfRange(word, count, word.length)
                    : Arrays.copyOf(word, word.length - count);
            if (change.equals("upper-first")) upper(changed, 0);
            if (change.equals("upper-all")) for (int at = 0; at < changed.length; ) at += upper(changed, at);
            byte[] all = Arrays.copyOf(prefix, prefix.length + changed.length + suffix.length);
            System.arraycopy(changed, 0, all, prefix.length, changed.length);
            System.arraycopy(suffix, 0, all, prefix.length + changed.length, suffix.length);
            return all;
        }

        /// The standard's idea of upper case.
        /// @return bytes of the character
        private static int upper(byte[] word, int at) {
            int first = word[at] & 255;
            if (first < 192) {
                if (first >= 'a' && first <= 'z') word[at] ^= 32;
                return 1;
            }
            int change = first < 224 ? 1 : 2;
            if (at + change < word.length) word[at + change] ^= (byte) (change == 1 ? 32 : 5);
            return change + 1;
        }
    }

    private Words() {}

    /// @param reference distance beyond the window, counted from 0
    static byte[] word(int length, int reference) throws Stop {
        if (length < MIN_BYTES || length > MAX_BYTES) throw Stop.MALFORMED;
        int transform = reference >>> SIZE_BITS[length];
        if (transform >= TRANSFORMS.size()) throw Stop.MALFORMED;
        int start = START[length] + length * (reference & (1 << SIZE_BITS[length]) - 1);
        return TRANSFORMS.get(transform).of(Arrays.copyOfRange(WORDS, start, start + length));
    }

    private static List<Transform> transforms() {
        List<Transform> all = new ArrayList<>(121);
        for (String line : new String(resource("transforms.txt"), StandardCharsets.US_ASCII).split("\n")) {
            String[] parts = line.split("\"", -1);
            all.add(new Transform(unescape(parts[1]), parts[2].strip(), unescape(parts[3])));
        }
        return List.copyOf(all);
    }

    private static byte[] unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == '\\') {
                plain.append((char) Integer.parseInt(text, at + 2, at + 4, 16));
                at += 3;
            } else {
                plain.append(text.charAt(at));
            }
        }
        return plain.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] resource(String name) {
        try (InputStream in = Words.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " can't be read from the jar", e);
        }
    }
}
