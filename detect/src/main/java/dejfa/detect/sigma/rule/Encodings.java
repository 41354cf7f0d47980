package dejfa.detect.sigma.rule;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// The modifiers that encode a value: UTF-16 and Base64.
final class Encodings {
    private Encodings() {}

    /// What a value becomes.
    ///
    /// @param text whether the bytes are Base64, which is text again
    record Encoded(byte[] bytes, boolean text) {}

    /// @param encodings at least one
    /// @return any of these may stand in the log
    static List<Encoded> encode(String characters, List<String> encodings) throws BadSigma {
        List<byte[]> all = List.of(characters.getBytes(StandardCharsets.UTF_8));
        boolean text = true;
        for (String encoding : encodings) {
            boolean wide = !encoding.startsWith("base64");
            if (wide && !text) throw new BadSigma(encoding + " twice");
            if (wide && encodings.getFirst() != encoding) throw new BadSigma(encoding + " must come before base64");
            all = switch (encoding) {
                case "utf16le", "wide" -> List.of(characters.getBytes(StandardCharsets.UTF_16LE));
                case "utf16be" -> List.of(characters.getBytes(StandardCharsets.UTF_16BE));
                case "utf16" -> List.of(withMark(characters.getBytes(StandardCharsets.UTF_16LE)));
                case "base64" -> all.stream().map(Base64.getEncoder()::encode).toList();
                default -> all.stream().flatMap(one -> offsets(one).stream()).toList();
            };
            text = !wide;
        }
        boolean last = text;
        return all.stream().map(one -> new Encoded(one, last)).toList();
    }

    /// The byte order mark of UTF-16, little end first.
    private static byte[] withMark(byte[] bytes) {
        byte[] marked = new byte[bytes.length + 2];
        marked[0] = (byte) 0xff;
        marked[1] = (byte) 0xfe;
        System.arraycopy(bytes, 0, marked, 2, bytes.length);
        return marked;
    }

    /// The part of the Base64 text that doesn't depend on what stands around, for each of the three places within a
    /// group of three bytes where the value may start.
    private static List<byte[]> offsets(byte[] bytes) {
        return List.of(offset(bytes, 0), offset(bytes, 1), offset(bytes, 2)).stream()
                .filter(one -> one.length > 0)
                .toList();
    }

    private static byte[] offset(byte[] bytes, int before) {
        byte[] padded = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, padded, before, bytes.length);
        byte[] encoded = Base64.getEncoder().withoutPadding().encode(padded);
        // Of the first group, characters 0 to 1 (one byte before) or 0 to 2 (two) hold bits of what stands before.
        int from = before == 0 ? 0 : before + 1;
        // A last group of one or two bytes ends in a character that also holds bits of what follows.
        int to = padded.length % 3 == 0 ? encoded.length : encoded.length - 1;
        return from >= to ? new byte[0] : java.util.Arrays.copyOfRange(encoded, from, to);
    }
}
