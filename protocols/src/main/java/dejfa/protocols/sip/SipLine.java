package dejfa.protocols.sip;

import dejfa.protocols.Ascii;
import java.util.Arrays;

/// The first line of a message (RFC 3261 §7.1, §7.2).
///
/// @param first method or status code
/// @param second URI or reason
record SipLine(byte[] version, byte[] first, byte[] second) {
    /// @return null where it is no request line
    static SipLine request(byte[] line) {
        int method = Ascii.indexOf(line, ' ');
        int uri = method < 0 ? -1 : Ascii.indexOf(line, ' ', method + 1, line.length);
        if (method <= 0 || uri <= method + 1) return null;
        for (int i = 0; i < method; i++) if (!isToken(line[i])) return null;
        byte[] version = Ascii.trim(line, uri + 1, line.length);
        if (!isVersion(version)) return null;
        return new SipLine(version, Arrays.copyOf(line, method), Arrays.copyOfRange(line, method + 1, uri));
    }

    /// @return null where it is no status line
    static SipLine response(byte[] line) {
        int space = Ascii.indexOf(line, ' ');
        if (space < 0 || line.length < space + 4) return null;
        byte[] version = Arrays.copyOf(line, space);
        if (!isVersion(version)) return null;
        for (int i = space + 1; i < space + 4; i++) if (line[i] < '0' || line[i] > '9') return null;
        if (line.length > space + 4 && line[space + 4] != ' ') return null;
        byte[] reason = Arrays.copyOfRange(line, Math.min(line.length, space + 5), line.length);
        return new SipLine(version, Arrays.copyOfRange(line, space + 1, space + 4), reason);
    }

    private static boolean isVersion(byte[] text) {
        if (text.length < 5 || !Ascii.startsWith(text, "sip/")) return false;
        for (int i = 4; i < text.length; i++) if (text[i] != '.' && (text[i] < '0' || text[i] > '9')) return false;
        return true;
    }

    /// RFC 3261 §25.1
    private static boolean isToken(int b) {
        boolean letter = b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b >= '0' && b <= '9';
        return letter || b > ' ' && b < 0x7f && "-.!%*_+`'~".indexOf(b) >= 0;
    }
}
