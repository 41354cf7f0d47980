package dejfa.protocols.http;

import dejfa.api.EveJson;
import dejfa.protocols.Ascii;
import java.util.List;
import java.util.Locale;

/// Takes credentials out of a URL before it is shown. Rules see the bytes as sent.
public final class Masking {
    /// A query parameter whose name holds one of these has a secret value.
    private static final List<String> SECRET_NAMES = List.of(
            "passw",
            "pwd",
            "passphrase",
            "token",
            "secret",
            "api_key",
            "apikey",
            "api-key",
            "access_key",
            "auth",
            "session",
            "sid",
            "jwt",
            "signature",
            "credential");

    private Masking() {}

    /// @param url as sent
    public static String url(byte[] url) {
        String text = Ascii.text(url);
        int query = text.indexOf('?');
        String before = userInformation(query < 0 ? text : text.substring(0, query));
        if (query < 0) return before;
        StringBuilder shown = new StringBuilder(before).append('?');
        int at = query + 1;
        while (at <= text.length()) {
            int end = at;
            while (end < text.length() && "&;#".indexOf(text.charAt(end)) < 0) end++;
            parameter(text.substring(at, end), shown);
            if (end < text.length()) shown.append(text.charAt(end));
            at = end + 1;
        }
        return shown.toString();
    }

    private static void parameter(String pair, StringBuilder shown) {
        int equals = pair.indexOf('=');
        if (equals < 0 || equals + 1 == pair.length() || !isSecret(pair.substring(0, equals))) shown.append(pair);
        else shown.append(pair, 0, equals + 1).append(EveJson.MASK);
    }

    private static boolean isSecret(String name) {
        String lower = Ascii.text(RequestTarget.decoded(Ascii.bytes(name))).toLowerCase(Locale.ROOT);
        for (String secret : SECRET_NAMES) {
            if (secret.equals("sid") ? lower.equals(secret) || lower.endsWith("_sid") : lower.contains(secret)) {
                return true;
            }
        }
        return false;
    }

    /// `scheme://user:password@host`.
    private static String userInformation(String text) {
        int slashes = text.indexOf("://");
        if (slashes < 0) return text;
        int end = text.indexOf('/', slashes + 3);
        int at = text.lastIndexOf('@', end < 0 ? text.length() : end);
        return at <= slashes ? text : text.substring(0, slashes + 3) + EveJson.MASK + text.substring(at);
    }
}
