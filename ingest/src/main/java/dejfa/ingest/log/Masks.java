package dejfa.ingest.log;

import dejfa.api.EveJson;
import java.util.List;
import java.util.Locale;

/// Passwords and tokens out of log values before they become fields.
public final class Masks {
    private static final List<String> SECRET_NAMES =
            List.of("pass", "pwd", "token", "key", "secret", "auth", "session", "credential", "signature");

    private static final String[] ASSIGNED_NAMES = {
        "password", "passwd", "pwd", "token", "secret", "apikey", "api_key", "accesskey"
    };

    /// where a value ends
    private static final String DELIMITERS = " \t\r\n&;,\"'";

    private Masks() {}

    public static boolean isSecretName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("sid") || lower.equals("pw")) return true;
        for (String part : SECRET_NAMES) if (lower.contains(part)) return true;
        return false;
    }

    /// Names of event data whose value is the secret itself; narrower than [#isSecretName], as `KeyLength` or
    /// `TargetLogonId` must stay readable.
    public static boolean isPasswordName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("password") || lower.equals("newpassword") || lower.equals("oldpassword");
    }

    /// `a=1&b=2` with the values of secret names masked.
    public static String query(String query) {
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
    public static String url(String url) {
        int mark = url.indexOf('?');
        String path = mark < 0 ? url : url.substring(0, mark);
        int parameter = path.indexOf(';');
        if (parameter >= 0) path = path.substring(0, parameter + 1) + query(path.substring(parameter + 1));
        return mark < 0 ? path : path + '?' + query(url.substring(mark + 1));
    }

    /// `password=…`, `/token:…` and `-Password …` in command lines and messages masked. Short switches (`-p`, `-hp`)
    /// stay: they mean too many other things, and detections read them.
    public static String text(String text) {
        StringBuilder out = null;
        int copied = 0;
        for (int i = 3; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '=' && c != ':' && c != ' ' || !isAssigned(text, i)) continue;
            int from = i + 1;
            while (c == ' ' && from < text.length() && text.charAt(from) == ' ') from++;
            int to = from;
            while (to < text.length() && DELIMITERS.indexOf(text.charAt(to)) < 0) to++;
            if (to > from) {
                if (out == null) out = new StringBuilder(text.length());
                out.append(text, copied, from).append(EveJson.MASK);
                copied = to;
            }
            i = Math.max(i, to - 1);
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    /// Whether a secret's name ends before `at`; before a space it must be a switch (`-` or `/`).
    private static boolean isAssigned(String text, int at) {
        for (String name : ASSIGNED_NAMES) {
            int start = at - name.length();
            if (start < 0 || !text.regionMatches(true, start, name, 0, name.length())) continue;
            if (text.charAt(at) != ' ') return true;
            if (start > 0 && (text.charAt(start - 1) == '-' || text.charAt(start - 1) == '/')) return true;
        }
        return false;
    }
}
