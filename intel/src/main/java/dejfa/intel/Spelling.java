package dejfa.intel;

import dejfa.api.Address;
import dejfa.api.Indicator.Kind;
import dejfa.api.Network;
import java.util.Locale;

/// The normal form of a value, and what kind of value a bare line is. Reports defang values (`1.2.3[.]4`, `hxxp`) so
/// that nobody clicks on them; lists carry that on.
final class Spelling {
    private static final int MAX_LENGTH = 2_048;

    private Spelling() {}

    /// A value of that kind in normal form.
    record Value(Kind kind, String text) {}

    static String refang(String raw) {
        String text = raw.strip();
        if (text.length() > MAX_LENGTH) return "";
        text = text.replace("[.]", ".").replace("(.)", ".").replace("{.}", ".").replace("[dot]", ".");
        text = text.replace("(dot)", ".")
                .replace("[:]", ":")
                .replace("[://]", "://")
                .replace("[/]", "/");
        if (text.regionMatches(true, 0, "hxxp", 0, 4)) text = "http" + text.substring(4);
        if (text.regionMatches(true, 0, "fxp", 0, 3)) text = "ftp" + text.substring(3);
        return text;
    }

    /// What a bare value is.
    ///
    /// @throws IllegalArgumentException with the reason where it is nothing known
    static Value guess(String raw) {
        String text = refang(raw);
        if (text.isEmpty()) throw new IllegalArgumentException("empty or longer than " + MAX_LENGTH + " characters");
        if (text.contains("://")) return of(Kind.URL, text);
        if (text.matches("[0-9a-fA-F]{64}")) return of(Kind.SHA256, text);
        if (text.matches("[0-9a-fA-F]{40}")) return of(Kind.SHA1, text);
        if (text.matches("[0-9a-fA-F]{32}")) return of(Kind.MD5, text);
        if (text.matches("[tq]\\d[\\dsi][di]\\d{4}[0-9a-z]{2}_[0-9a-f]{12}_[0-9a-f]{12}")) return of(Kind.JA4, text);
        if (text.matches("[0-9a-fA-F:.]+/\\d{1,3}")) return of(Kind.NETWORK, text);
        // An address with a port: the port says nothing of who owns the address.
        if (text.matches("\\d{1,3}(\\.\\d{1,3}){3}:\\d{1,5}")) {
            return of(Kind.ADDRESS, text.substring(0, text.indexOf(':')));
        }
        if (text.matches("[0-9.]+") || text.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) return of(Kind.ADDRESS, text);
        if (text.indexOf('/') > 0) return of(Kind.URL, text);
        return of(Kind.DOMAIN, text);
    }

    /// The value as that kind.
    ///
    /// @throws IllegalArgumentException with the reason where it is not of that kind
    static Value of(Kind kind, String raw) {
        String text = refang(raw);
        if (text.isEmpty()) throw new IllegalArgumentException("empty or longer than " + MAX_LENGTH + " characters");
        return switch (kind) {
            case ADDRESS -> new Value(kind, Address.parse(text).toString());
            case NETWORK -> network(text);
            case DOMAIN -> new Value(kind, domain(text));
            case URL -> new Value(kind, url(text));
            case MD5 -> new Value(kind, hex(text, 32));
            case SHA1 -> new Value(kind, hex(text, 40));
            case SHA256 -> new Value(kind, hex(text, 64));
            case JA3, JA3S -> new Value(kind, hex(text, 32));
            case CERTIFICATE_SHA1 -> new Value(kind, hex(text.replace(":", ""), 40));
            case JA4 -> new Value(kind, text.toLowerCase(Locale.ROOT));
            case USER_AGENT -> new Value(kind, text);
        };
    }

    private static Value network(String text) {
        Network network = Network.parse(text);
        // A list that names a tenth of the internet is a mistake, not knowledge.
        if (network.prefix() < (network.base().isV4() ? 96 + 8 : 16)) {
            throw new IllegalArgumentException("network too wide to be an indicator: " + text);
        }
        return network.prefix() == 128
                ? new Value(Kind.ADDRESS, network.base().toString())
                : new Value(Kind.NETWORK, network.toString());
    }

    private static String hex(String text, int length) {
        if (text.length() != length || !text.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw new IllegalArgumentException("needs " + length + " hexadecimal digits: " + cut(text));
        }
        return text.toLowerCase(Locale.ROOT);
    }

    /// Lower case, no dot at either end, no wildcard: a domain hits by its parents anyway.
    static String domain(String raw) {
        String text = raw.toLowerCase(Locale.ROOT);
        if (text.startsWith("*.")) text = text.substring(2);
        while (text.startsWith(".")) text = text.substring(1);
        while (text.endsWith(".")) text = text.substring(0, text.length() - 1);
        boolean dotted = text.indexOf('.') > 0;
        if (!dotted || text.length() > 253 || text.contains("..")) {
            throw new IllegalArgumentException("not a domain name: " + cut(raw));
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '-' && c != '_' && c != '.') {
                throw new IllegalArgumentException("not a domain name: " + cut(raw));
            }
        }
        return text;
    }

    /// Scheme and host in lower case, no fragment, no scheme where the list had none.
    static String url(String raw) {
        String text = raw;
        int scheme = text.indexOf("://");
        if (scheme >= 0) text = text.substring(scheme + 3);
        int fragment = text.indexOf('#');
        if (fragment >= 0) text = text.substring(0, fragment);
        int slash = text.indexOf('/');
        String host = (slash < 0 ? text : text.substring(0, slash)).toLowerCase(Locale.ROOT);
        if (host.isEmpty() || host.indexOf('.') < 0 && host.indexOf(':') < 0) {
            throw new IllegalArgumentException("not a URL: " + cut(raw));
        }
        return host + (slash < 0 ? "/" : text.substring(slash));
    }

    private static String cut(String text) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return "'" + shown.replaceAll("\\p{C}", "?") + "'";
    }
}
