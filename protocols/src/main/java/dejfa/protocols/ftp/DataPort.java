package dejfa.protocols.ftp;

import dejfa.protocols.Ascii;

/// The port that a command or reply announces.
final class DataPort {
    private DataPort() {}

    /// `h1,h2,h3,h4,p1,p2` anywhere in the text (RFC 959 §3.2.2); -1 where there is none.
    static int ofSix(byte[] text) {
        int[] numbers = new int[6];
        int count = 0;
        int at = 0;
        while (at < text.length && (text[at] < '0' || text[at] > '9')) at++;
        while (at < text.length && count < 6) {
            int value = 0;
            int start = at;
            while (at < text.length && text[at] >= '0' && text[at] <= '9' && at - start < 4) {
                value = value * 10 + text[at++] - '0';
            }
            if (at == start || value > 255) return -1;
            numbers[count++] = value;
            if (count < 6 && (at == text.length || text[at++] != ',')) return -1;
        }
        return count == 6 ? numbers[4] << 8 | numbers[5] : -1;
    }

    /// The last number of `|1|192.0.2.1|6275|` (RFC 2428 §2) or `(|||6446|)` (§3); -1 where there is none.
    static int ofExtended(byte[] text) {
        int end = text.length - 1;
        while (end >= 0 && (text[end] < '0' || text[end] > '9')) end--;
        int start = end;
        while (start >= 0 && end - start < 6 && text[start] >= '0' && text[start] <= '9') start--;
        if (end < 0 || start < 0 || Ascii.isSpace(text[start])) return -1;
        int value = 0;
        for (int i = start + 1; i <= end; i++) value = value * 10 + text[i] - '0';
        return value > 0 && value <= 65535 ? value : -1;
    }
}
