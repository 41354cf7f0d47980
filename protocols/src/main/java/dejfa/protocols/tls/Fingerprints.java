package dejfa.protocols.tls;

import dejfa.protocols.wire.Hex;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// JA3 and JA3S (Salesforce, 2017) and JA4 (FoxIO, 2023; the TLS client part, BSD-3), each after its published text.
final class Fingerprints {
    private static final int SERVER_NAME = 0;
    private static final int ALPN = 16;
    private static final String EMPTY = "000000000000";

    private Fingerprints() {}

    static String ja3(Hello hello) {
        StringBuilder text = new StringBuilder(256).append(hello.version);
        decimal(text.append(','), hello.ciphers, false);
        decimal(text.append(','), hello.extensions, false);
        decimal(text.append(','), hello.groups, false);
        decimal(text.append(','), hello.pointFormats, false);
        return text.toString();
    }

    /// Servers do not scatter; nothing is left out.
    static String ja3s(Hello hello) {
        StringBuilder text = new StringBuilder(64).append(hello.version).append(',');
        decimal(text.append(hello.ciphers.getFirst()).append(','), hello.extensions, true);
        return text.toString();
    }

    private static void decimal(StringBuilder text, List<Integer> values, boolean all) {
        boolean first = true;
        for (int i = 0; i < values.size(); i++) {
            int value = values.get(i);
            if (!all && Hello.isGrease(value)) continue;
            if (!first) text.append('-');
            text.append(value);
            first = false;
        }
    }

    static String md5(String text) {
        return Hex.plain(Hex.digest("MD5", text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    static String ja4(Hello hello) {
        return ja4(hello, 't');
    }

    /// @param transport `t` for TCP, `q` for QUIC
    static String ja4(Hello hello, char transport) {
        int[] ciphers = plain(hello.ciphers);
        int[] extensions = plain(hello.extensions);
        int[] hashed = Arrays.copyOf(extensions, extensions.length);
        int kept = 0;
        boolean named = false;
        for (int type : extensions) {
            named |= type == SERVER_NAME;
            if (type != SERVER_NAME && type != ALPN) hashed[kept++] = type;
        }
        hashed = Arrays.copyOf(hashed, kept);
        StringBuilder head = new StringBuilder(40)
                .append(transport)
                .append(version(hello.meantVersion()))
                .append(named ? 'd' : 'i');
        count(head, ciphers.length);
        count(head, extensions.length);
        head.append(alpn(hello.alpn));
        Arrays.sort(ciphers);
        Arrays.sort(hashed);
        StringBuilder text = new StringBuilder(256);
        hex(text, hashed);
        int[] signatures = plain(hello.signatures);
        if (signatures.length > 0) hex(text.append('_'), signatures);
        StringBuilder cipherText = new StringBuilder(256);
        hex(cipherText, ciphers);
        head.append('_').append(hash(cipherText.toString()));
        return head.append('_')
                .append(extensions.length == 0 ? EMPTY : hash(text.toString()))
                .toString();
    }

    private static int[] plain(List<Integer> values) {
        int[] plain = new int[values.size()];
        int count = 0;
        for (int i = 0; i < plain.length; i++) {
            int value = values.get(i);
            if (!Hello.isGrease(value)) plain[count++] = value;
        }
        return Arrays.copyOf(plain, count);
    }

    /// Two digits, 99 at most.
    private static void count(StringBuilder text, int count) {
        int shown = Math.min(99, count);
        text.append((char) ('0' + shown / 10)).append((char) ('0' + shown % 10));
    }

    private static void hex(StringBuilder text, int[] values) {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) text.append(',');
            for (int shift = 12; shift >= 0; shift -= 4) text.append(Character.forDigit(values[i] >> shift & 15, 16));
        }
    }

    private static String hash(String text) {
        if (text.isEmpty()) return EMPTY;
        return Hex.plain(Hex.digest("SHA-256", text.getBytes(StandardCharsets.ISO_8859_1)))
                .substring(0, 12);
    }

    private static String version(int version) {
        return switch (version) {
            case 0x0304 -> "13";
            case 0x0303 -> "12";
            case 0x0302 -> "11";
            case 0x0301 -> "10";
            case 0x0300 -> "s3";
            case 0x0002 -> "s2";
            default -> "00";
        };
    }

    /// First and last character of the first name; of their hexadecimal text where one is not alphanumeric.
    private static String alpn(List<byte[]> names) {
        if (names.isEmpty() || names.getFirst().length == 0) return "00";
        byte[] name = names.getFirst();
        byte first = name[0];
        byte last = name[name.length - 1];
        if (alphanumeric(first) && alphanumeric(last)) return "" + (char) first + (char) last;
        String text = Hex.plain(name);
        return "" + text.charAt(0) + text.charAt(text.length() - 1);
    }

    private static boolean alphanumeric(byte b) {
        return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
    }
}
