package dejfa.protocols.tls;

import dejfa.protocols.wire.Hex;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// JA3 and JA3S (Salesforce, 2017) and JA4 (FoxIO, 2023; the TLS client part, BSD-3), each after its published text.
final class Fingerprints {
    private static final int SERVER_NAME = 0;
    private static final int ALPN = 16;
    private static final String EMPTY = "000000000000";

    private Fingerprints() {}

    static String ja3(Hello hello) {
        return hello.version + "," + decimal(hello.ciphers) + "," + decimal(hello.extensions) + ","
                + decimal(hello.groups) + "," + decimal(hello.pointFormats);
    }

    /// Servers do not scatter; nothing is left out.
    static String ja3s(Hello hello) {
        return hello.version + "," + hello.ciphers.getFirst() + ","
                + hello.extensions.stream().map(String::valueOf).collect(Collectors.joining("-"));
    }

    private static String decimal(List<Integer> values) {
        return values.stream()
                .filter(value -> !Hello.isGrease(value))
                .map(String::valueOf)
                .collect(Collectors.joining("-"));
    }

    static String md5(String text) {
        return Hex.plain(Hex.digest("MD5", text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    static String ja4(Hello hello) {
        return ja4(hello, 't');
    }

    /// @param transport `t` for TCP, `q` for QUIC
    static String ja4(Hello hello, char transport) {
        List<Integer> ciphers = plain(hello.ciphers);
        List<Integer> extensions = plain(hello.extensions);
        String head = transport
                + version(hello.meantVersion())
                + (extensions.contains(SERVER_NAME) ? "d" : "i")
                + count(ciphers)
                + count(extensions)
                + alpn(hello.alpn);
        List<Integer> hashed = extensions.stream()
                .filter(type -> type != SERVER_NAME && type != ALPN)
                .sorted()
                .toList();
        List<Integer> signatures = plain(hello.signatures);
        String text = hex(hashed) + (signatures.isEmpty() ? "" : "_" + hex(signatures));
        String cipherHash =
                hash(hex(ciphers.stream().sorted(Comparator.naturalOrder()).toList()));
        return head + "_" + cipherHash + "_" + (extensions.isEmpty() ? EMPTY : hash(text));
    }

    private static List<Integer> plain(List<Integer> values) {
        return values.stream().filter(value -> !Hello.isGrease(value)).toList();
    }

    private static String count(List<Integer> values) {
        return String.format("%02d", Math.min(99, values.size()));
    }

    private static String hex(List<Integer> values) {
        return values.stream().map(value -> String.format("%04x", value)).collect(Collectors.joining(","));
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
