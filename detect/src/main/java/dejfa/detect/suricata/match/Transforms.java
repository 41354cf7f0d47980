package dejfa.detect.suricata.match;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The transforms of the rule language that need nothing but the bytes.
public final class Transforms {
    /// Inflated bytes kept: a bomb ends here.
    public static final int MAX_INFLATED = 64 * 1024;
    /// Second labels under which a country code registers names (`co.uk`): the usual ones, not the whole suffix list.
    private static final Set<String> REGISTRY_LABELS =
            Set.of("co", "com", "net", "org", "gov", "edu", "ac", "gob", "go");

    private Transforms() {}

    /// What a transform does.
    @FunctionalInterface
    public interface Body {
        byte[] apply(byte[] data, int lengthBytes);
    }

    public static Transform named(String name, Body body) {
        return new Transform() {
            @Override
            public byte[] apply(byte[] data, int lengthBytes) {
                return body.apply(data, lengthBytes);
            }

            @Override
            public String name() {
                return name;
            }
        };
    }

    public static byte[] toLowercase(byte[] data, int length) {
        byte[] out = Arrays.copyOf(data, length);
        for (int i = 0; i < length; i++) if (out[i] >= 'A' && out[i] <= 'Z') out[i] += 32;
        return out;
    }

    public static byte[] toUppercase(byte[] data, int length) {
        byte[] out = Arrays.copyOf(data, length);
        for (int i = 0; i < length; i++) if (out[i] >= 'a' && out[i] <= 'z') out[i] -= 32;
        return out;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b >= '\t' && b <= '\r';
    }

    public static byte[] stripWhitespace(byte[] data, int length) {
        byte[] out = new byte[length];
        int size = 0;
        for (int i = 0; i < length; i++) if (!isSpace(data[i])) out[size++] = data[i];
        return Arrays.copyOf(out, size);
    }

    public static byte[] compressWhitespace(byte[] data, int length) {
        byte[] out = new byte[length];
        int size = 0;
        for (int i = 0; i < length; i++) {
            if (isSpace(data[i]) && i > 0 && isSpace(data[i - 1])) continue;
            out[size++] = data[i];
        }
        return Arrays.copyOf(out, size);
    }

    public static byte[] dotPrefix(byte[] data, int length) {
        byte[] out = new byte[length + 1];
        out[0] = '.';
        System.arraycopy(data, 0, out, 1, length);
        return out;
    }

    public static byte[] urlDecode(byte[] data, int length) {
        byte[] out = new byte[length];
        int size = 0;
        for (int i = 0; i < length; i++) {
            if (data[i] == '%' && i + 2 < length) {
                int high = Character.digit(data[i + 1] & 0xff, 16);
                int low = Character.digit(data[i + 2] & 0xff, 16);
                if (high >= 0 && low >= 0) {
                    out[size++] = (byte) (high << 4 | low);
                    i += 2;
                    continue;
                }
            }
            out[size++] = data[i] == '+' ? (byte) ' ' : data[i];
        }
        return Arrays.copyOf(out, size);
    }

    public static byte[] xor(byte[] data, int length, byte[] key) {
        byte[] out = Arrays.copyOf(data, length);
        for (int i = 0; i < length; i++) out[i] ^= key[i % key.length];
        return out;
    }

    /// The key lies in the buffer itself; what comes from `offset` on is changed, what is before it stays.
    ///
    /// @param keyBytes length of the key
    /// @param keyAt where it is
    public static byte[] xorBy(byte[] data, int length, int offset, int keyBytes, int keyAt) {
        byte[] out = Arrays.copyOf(data, length);
        if (keyAt + keyBytes > length) return out;
        for (int i = offset; i < length; i++) out[i] ^= data[keyAt + (i - offset) % keyBytes];
        return out;
    }

    public static byte[] digest(byte[] data, int length, String algorithm) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(data, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    /// Names in lower case, values as they are.
    public static byte[] headerLowercase(byte[] data, int length) {
        byte[] out = Arrays.copyOf(data, length);
        boolean name = true;
        for (int i = 0; i < length; i++) {
            if (out[i] == ':') name = false;
            else if (out[i] == '\n') name = true;
            else if (name && out[i] >= 'A' && out[i] <= 'Z') out[i] += 32;
        }
        return out;
    }

    /// HTTP/2's headers that start with a colon go.
    public static byte[] stripPseudoHeaders(byte[] data, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length);
        int from = 0;
        while (from < length) {
            int end = from;
            while (end < length && data[end] != '\n') end++;
            int next = Math.min(length, end + 1);
            if (data[from] != ':') out.write(data, from, next - from);
            from = next;
        }
        return out.toByteArray();
    }

    /// `a.b.example.co.uk` is `example.co.uk`.
    public static byte[] domain(byte[] data, int length) {
        List<String> labels = labels(data, length);
        int suffix = suffixLabels(labels);
        if (labels.size() <= suffix) return new byte[0];
        return join(labels.subList(labels.size() - suffix - 1, labels.size()));
    }

    /// The part under which names are registered.
    public static byte[] topLevel(byte[] data, int length) {
        List<String> labels = labels(data, length);
        return join(labels.subList(labels.size() - Math.min(labels.size(), suffixLabels(labels)), labels.size()));
    }

    private static List<String> labels(byte[] data, int length) {
        String name = new String(data, 0, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) name = name.substring(0, name.length() - 1);
        return List.of(name.split("\\.", -1));
    }

    private static int suffixLabels(List<String> labels) {
        int size = labels.size();
        boolean country = size >= 3 && labels.getLast().length() == 2;
        return country && REGISTRY_LABELS.contains(labels.get(size - 2)) ? 2 : 1;
    }

    private static byte[] join(List<String> labels) {
        return String.join(".", labels).getBytes(StandardCharsets.ISO_8859_1);
    }

    /// @param raw no header (deflate); else zlib
    public static byte[] inflate(byte[] data, int from, int length, boolean raw, int maxBytes) {
        Inflater inflater = new Inflater(raw);
        try {
            inflater.setInput(data, from, Math.max(0, length - from));
            byte[] out = new byte[Math.min(MAX_INFLATED, maxBytes)];
            int size = 0;
            while (size < out.length && !inflater.finished()) {
                int count = inflater.inflate(out, size, out.length - size);
                if (count == 0) break;
                size += count;
            }
            return Arrays.copyOf(out, size);
        } catch (DataFormatException e) {
            return new byte[0];
        } finally {
            inflater.end();
        }
    }

    /// The compressed body of a gzip member (RFC 1952 §2.3).
    public static byte[] gunzip(byte[] data, int length, int maxBytes) {
        if (length < 18 || (data[0] & 0xff) != 0x1f || (data[1] & 0xff) != 0x8b) return new byte[0];
        int flags = data[3];
        int at = 10;
        if ((flags & 4) != 0 && at + 2 <= length) at += 2 + (data[at] & 0xff) + ((data[at + 1] & 0xff) << 8);
        for (int bit = 8; bit <= 16; bit <<= 1) {
            if ((flags & bit) == 0) continue;
            while (at < length && data[at] != 0) at++;
            at++;
        }
        if ((flags & 2) != 0) at += 2;
        return at >= length ? new byte[0] : inflate(data, at, length, true, maxBytes);
    }

    /// Bytes from `offset` (from the end where negative), `count` of them (all, less `-count`, where negative).
    public static byte[] slice(byte[] data, int length, int offset, int count, boolean toEnd) {
        int from = offset < 0 ? Math.max(0, length + offset) : Math.min(length, offset);
        int to = toEnd ? length : count < 0 ? length + count : Math.min(length, from + count);
        return to <= from ? new byte[0] : Arrays.copyOfRange(data, from, to);
    }
}
