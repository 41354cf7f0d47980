package dejfa.protocols.imap;

import dejfa.protocols.Ascii;

/// The announcement of a literal at the end of a line: `{12}`, `{12+}`, `~{12}` (RFC 9051 §4.3, RFC 7888).
///
/// @param at index of its brace in the line
/// @param lengthBytes that follow the line
/// @param waits for the server's word to go on
record ImapLiteral(int at, long lengthBytes, boolean waits) {
    /// More digits than any mailbox holds are no length.
    private static final int MAX_DIGITS = 18;

    /// @return null where the line ends without one
    static ImapLiteral read(byte[] line) {
        int end = line.length - 1;
        if (end < 2 || line[end] != '}') return null;
        boolean waits = line[end - 1] != '+' && line[end - 1] != '-';
        if (!waits) end--;
        int at = end - 1;
        while (at >= 0 && line[at] >= '0' && line[at] <= '9') at--;
        int digits = end - 1 - at;
        if (at < 0 || line[at] != '{' || digits == 0 || digits > MAX_DIGITS) return null;
        long length = 0;
        for (int i = at + 1; i < end; i++) length = length * 10 + line[i] - '0';
        return new ImapLiteral(at, length, waits);
    }

    /// What a literal of a FETCH answer is, by the item before it (RFC 9051 §7.5.2).
    ImapMail.Part fetched(byte[] line) {
        String before = Ascii.text(Ascii.trim(line, 0, at)).toUpperCase(java.util.Locale.ROOT);
        if (before.endsWith("~"))
            before = before.substring(0, before.length() - 1).stripTrailing();
        long origin = 0;
        int angle = before.endsWith(">") ? before.lastIndexOf('<') : -1;
        if (angle >= 0) {
            origin = before.substring(angle + 1, before.length() - 1).chars().allMatch(c -> c == '0') ? 0 : 1;
            before = before.substring(0, angle);
        }
        int open = before.endsWith("]") ? before.lastIndexOf('[') : -1;
        String section = open < 0 ? null : before.substring(open + 1, before.length() - 1);
        if (open >= 0) before = before.substring(0, open);
        String item = before.substring(Math.max(before.lastIndexOf(' '), before.lastIndexOf('(')) + 1);
        ImapMail.Part part =
                switch (item) {
                    case "RFC822" -> ImapMail.Part.WHOLE;
                    case "RFC822.HEADER" -> ImapMail.Part.HEADERS;
                    case "RFC822.TEXT" -> ImapMail.Part.BODY;
                    case "BODY" -> section == null ? null : body(section);
                    case "BINARY" -> section == null || section.isEmpty() ? ImapMail.Part.WHOLE : ImapMail.Part.FILE;
                    default -> null;
                };
        return origin > 0 && part != null ? ImapMail.Part.BODY : part;
    }

    private static ImapMail.Part body(String section) {
        if (section.isEmpty()) return ImapMail.Part.WHOLE;
        if (section.startsWith("HEADER")) return ImapMail.Part.HEADERS;
        // MIME and the headers of inner mails are neither the mail's headers nor its body
        return section.contains("MIME") || section.contains("HEADER") ? null : ImapMail.Part.BODY;
    }
}
