package dejfa.protocols.http;

import dejfa.protocols.Ascii;
import java.util.Arrays;

/// Host and port out of a Host header or an absolute URI (RFC 3986 §3.2).
///
/// @param host lower case, without brackets' port; user information and a trailing dot are dropped
/// @param port -1 where none is given
/// @param valid false where host or port break the rules
public record Authority(byte[] host, int port, boolean valid) {
    public static Authority of(byte[] text) {
        byte[] all = Ascii.trim(text);
        int start = 0;
        for (int i = 0; i < all.length; i++) if (all[i] == '@') start = i + 1;
        int hostEnd = all.length;
        int colon = -1;
        if (start < all.length && all[start] == '[') {
            int bracket = Ascii.indexOf(all, ']', start, all.length);
            if (bracket >= 0) {
                hostEnd = bracket + 1;
                if (hostEnd < all.length && all[hostEnd] == ':') colon = hostEnd;
            }
        } else {
            colon = Ascii.indexOf(all, ':', start, all.length);
            if (colon >= 0) hostEnd = colon;
        }
        int port = colon < 0 ? -1 : port(all, colon + 1);
        byte[] host = Ascii.lower(Arrays.copyOfRange(all, start, hostEnd));
        if (host.length > 1 && host[host.length - 1] == '.') host = Arrays.copyOf(host, host.length - 1);
        boolean portFits = colon < 0 || port >= 0 || colon + 1 == all.length;
        return new Authority(host, port, portFits && isHost(host));
    }

    private static int port(byte[] all, int from) {
        int value = 0;
        for (int i = from; i < all.length; i++) {
            if (all[i] < '0' || all[i] > '9') return -1;
            value = value * 10 + all[i] - '0';
            if (value > 65535) return -1;
        }
        return from == all.length || value == 0 ? -1 : value;
    }

    private static boolean isHost(byte[] host) {
        if (host.length == 0 || host.length > 255) return false;
        boolean literal = host[0] == '[';
        for (byte b : host) {
            boolean word = b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-' || b == '.' || b == '_';
            if (!word && !(literal && (b == ':' || b == '[' || b == ']' || b == '%'))) return false;
        }
        return true;
    }
}
