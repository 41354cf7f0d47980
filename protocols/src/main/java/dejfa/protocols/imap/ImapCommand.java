package dejfa.protocols.imap;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.Transaction;
import dejfa.protocols.Ascii;
import java.util.Arrays;
import java.util.Locale;

/// A command under way and its transaction; hides what is secret in it.
final class ImapCommand {
    static final byte[] MASK = Ascii.bytes(EveJson.MASK);
    static final int MAX_TAG_BYTES = 64;
    private static final int MAX_NAME_BYTES = 32;

    private final String tag;
    private final String name;
    private final int argumentsAt;
    final Transaction transaction;
    /// its last line has come
    boolean sent;

    boolean answered;
    /// arguments of LOGIN so far
    private int arguments;

    private ImapCommand(String tag, String name, int argumentsAt, Transaction transaction) {
        this.tag = tag;
        this.name = name;
        this.argumentsAt = argumentsAt;
        this.transaction = transaction;
    }

    /// @return null where the line is no tag and command
    static ImapCommand read(byte[] line, Transaction transaction) {
        int space = Ascii.indexOf(line, ' ');
        if (space < 0 || !isTag(line, 0, space)) return null;
        int end = wordEnd(line, space + 1);
        String name = word(line, space + 1, end);
        if (name == null) return null;
        if (name.equals("UID") && end < line.length) {
            int second = wordEnd(line, end + 1);
            String of = word(line, end + 1, second);
            if (of != null) {
                name = of;
                end = second;
            }
        }
        return new ImapCommand(Ascii.text(Arrays.copyOf(line, space)), name, end, transaction);
    }

    private static int wordEnd(byte[] line, int from) {
        int end = Ascii.indexOf(line, ' ', from, line.length);
        return end < 0 ? line.length : end;
    }

    private static String word(byte[] line, int from, int to) {
        if (to == from || to - from > MAX_NAME_BYTES) return null;
        for (int i = from; i < to; i++) {
            int b = Ascii.lower(line[i]);
            if (!(b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-' || b == '.' || b == '_')) return null;
        }
        return Ascii.text(Arrays.copyOfRange(line, from, to)).toUpperCase(Locale.ROOT);
    }

    /// RFC 9051 §9: any ASTRING-CHAR but `+`.
    static boolean isTag(byte[] line, int from, int to) {
        if (to == from || to - from > MAX_TAG_BYTES) return false;
        for (int i = from; i < to; i++) {
            if (line[i] <= ' ' || line[i] == 0x7f || "(){%*\"\\+".indexOf(line[i]) >= 0) return false;
        }
        return true;
    }

    String tag() {
        return tag;
    }

    /// upper case, without UID before it
    String name() {
        return name;
    }

    /// What of one line may be kept.
    ///
    /// @param from where in it the line begins, behind a literal; 0 for the first line
    /// @param literalAt index of the literal that it announces, or -1
    byte[] shown(byte[] line, boolean first, int from, int literalAt) {
        return switch (name) {
            case "AUTHENTICATE" -> first ? mechanism(line) : MASK;
            case "LOGIN" -> login(line, first ? argumentsAt : from, literalAt);
            default -> line;
        };
    }

    private byte[] mechanism(byte[] line) {
        int at = argumentsAt;
        while (at < line.length && line[at] == ' ') at++;
        int end = wordEnd(line, at);
        return Ascii.isBlank(line, end, line.length) ? line : masked(line, end + 1);
    }

    private byte[] login(byte[] line, int from, int literalAt) {
        // the literal was the password, or the line is its rest
        if (arguments >= 2) return MASK;
        int at = from;
        while (at < line.length) {
            if (line[at] == ' ') {
                at++;
                continue;
            }
            boolean literal = at == literalAt;
            if (++arguments == 2) return literal ? line : masked(line, at);
            if (literal) return line;
            at = line[at] == '"' ? quotedEnd(line, at) : wordEnd(line, at);
        }
        return line;
    }

    private static int quotedEnd(byte[] line, int from) {
        int at = from + 1;
        while (at < line.length && line[at] != '"') at += line[at] == '\\' ? 2 : 1;
        return Math.min(at + 1, line.length);
    }

    private static byte[] masked(byte[] line, int from) {
        byte[] shown = Arrays.copyOf(line, from + MASK.length);
        System.arraycopy(MASK, 0, shown, from, MASK.length);
        return shown;
    }

    /// The client has nothing more to say to it.
    void sent() {
        sent = true;
        transaction.progress(Direction.TO_SERVER, Transaction.COMPLETE);
        if (answered) transaction.complete();
    }

    /// The server has said OK, NO or BAD.
    void answered() {
        answered = true;
        transaction.progress(Direction.TO_CLIENT, Transaction.COMPLETE);
        if (sent) transaction.complete();
    }
}
