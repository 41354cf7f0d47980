package dejfa.ingest.log;

import dejfa.api.EveJson;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Passwords and tokens out of log values before they become fields.
final class Masks {
    private static final List<String> SECRET_NAMES =
            List.of("pass", "pwd", "token", "key", "secret", "auth", "session", "credential", "signature");

    /// `password=…`, `/token:…` in command lines and messages; linear, as nothing in it can match two ways.
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?i)((?:password|passwd|pwd|token|secret|api_?key|accesskey)[=:])[^\\s&;,\"']++");

    private Masks() {}

    static boolean isSecretName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("sid") || lower.equals("pw")) return true;
        for (String part : SECRET_NAMES) if (lower.contains(part)) return true;
        return false;
    }

    /// Names of event data whose value is the secret itself; narrower than [#isSecretName], as `KeyLength` or
    /// `TargetLogonId` must stay readable.
    static boolean isPasswordName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("password") || lower.equals("newpassword") || lower.equals("oldpassword");
    }

    /// `a=1&b=2` with the values of secret names masked.
    static String query(String query) {
        if (query.indexOf('=') < 0) return query;
        StringBuilder out = new StringBuilder(query.length());
        int at = 0;
        while (at <= query.length()) {
            int end = endOfParameter(query, at);
            int equals = query.indexOf("=", at, end);
            if (equals >= 0 && isSecretName(query.substring(at, equals))) {
                out.append(query, at, equals + 1).append(EveJson.MASK);
            } else out.append(query, at, end);
            if (end < query.length()) out.append(query.charAt(end));
            at = end + 1;
        }
        return out.toString();
    }

    private static int endOfParameter(String query, int from) {
        for (int i = from; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c == '&' || c == ';') return i;
        }
        return query.length();
    }

    /// The query of a URL masked, and the parameters of its path (`;jsessionid=…`).
    static String url(String url) {
        int mark = url.indexOf('?');
        String path = mark < 0 ? url : url.substring(0, mark);
        int parameter = path.indexOf(';');
        if (parameter >= 0) path = path.substring(0, parameter + 1) + query(path.substring(parameter + 1));
        return mark < 0 ? path : path + '?' + query(url.substring(mark + 1));
    }

    static String text(String text) {
        return text.indexOf('=') < 0 && text.indexOf(':') < 0
                ? text
                : ASSIGNMENT.matcher(text).replaceAll("$1" + EveJson.MASK);
    }
}
