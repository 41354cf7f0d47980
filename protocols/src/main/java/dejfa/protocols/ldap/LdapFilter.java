package dejfa.protocols.ldap;

import dejfa.protocols.wire.Ber;
import dejfa.protocols.wire.Cursor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The text of a search filter (RFC 4515), cut where it gets too long or too deep.
final class LdapFilter {
    private static final int MAX_BYTES = 8 * 1024;
    private static final int MAX_DEPTH = 24;

    private static final int AND = 0xa0;
    private static final int OR = 0xa1;
    private static final int NOT = 0xa2;
    private static final int EQUAL = 0xa3;
    private static final int SUBSTRINGS = 0xa4;
    private static final int AT_LEAST = 0xa5;
    private static final int AT_MOST = 0xa6;
    private static final int PRESENT = 0x87;
    private static final int APPROXIMATE = 0xa8;
    private static final int EXTENSIBLE = 0xa9;

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    private LdapFilter() {}

    /// Null where the tag is no filter's.
    static String type(Ber filter) {
        return switch (filter.tag()) {
            case AND -> "and";
            case OR -> "or";
            case NOT -> "not";
            case EQUAL -> "equality_match";
            case SUBSTRINGS -> "substrings";
            case AT_LEAST -> "greater_or_equal";
            case AT_MOST -> "less_or_equal";
            case PRESENT -> "present";
            case APPROXIMATE -> "approx_match";
            case EXTENSIBLE -> "extensible_match";
            default -> null;
        };
    }

    /// Of a presence only the attribute.
    static byte[] value(Ber filter) {
        if (filter.tag() == PRESENT) return filter.content().rest();
        LdapFilter writer = new LdapFilter();
        writer.write(filter, 0);
        return writer.text.toByteArray();
    }

    private void plain(String more) {
        text.writeBytes(more.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// `*`, `(`, `)`, `\` and zero bytes of a value are written as RFC 4515 §3 tells.
    private void value(Cursor in) {
        while (in.remaining() > 0 && text.size() < MAX_BYTES) {
            int c = in.u8();
            if (c == '*' || c == '(' || c == ')' || c == '\\' || c == 0) plain(String.format("\\%02x", c));
            else text.write(c);
        }
    }

    private void write(Ber filter, int depth) {
        if (text.size() >= MAX_BYTES || depth > MAX_DEPTH) return;
        plain("(");
        Cursor in = filter.content();
        switch (filter.tag()) {
            case AND -> all("&", in, depth);
            case OR -> all("|", in, depth);
            case NOT -> all("!", in, depth);
            case EQUAL -> pair("=", in);
            case AT_LEAST -> pair(">=", in);
            case AT_MOST -> pair("<=", in);
            case APPROXIMATE -> pair("~=", in);
            case SUBSTRINGS -> substrings(in);
            case PRESENT -> {
                value(in);
                plain("=*");
            }
            case EXTENSIBLE -> extensible(in);
            default -> plain("?");
        }
        plain(")");
    }

    private void all(String sign, Cursor in, int depth) {
        plain(sign);
        while (in.remaining() > 0 && text.size() < MAX_BYTES) {
            Ber part = Ber.read(in);
            if (part == null) return;
            write(part, depth + 1);
        }
    }

    private void pair(String sign, Cursor in) {
        Cursor name = Ber.read(in, Ber.OCTETS);
        Cursor wanted = name == null ? null : Ber.read(in, Ber.OCTETS);
        if (wanted == null) return;
        value(name);
        plain(sign);
        value(wanted);
    }

    /// initial `[0]`, any `[1]`, final `[2]`
    private void substrings(Cursor in) {
        Cursor name = Ber.read(in, Ber.OCTETS);
        Cursor parts = name == null ? null : Ber.read(in, Ber.SEQUENCE);
        if (parts == null) return;
        value(name);
        plain("=");
        boolean closed = false;
        boolean first = true;
        while (parts.remaining() > 0 && text.size() < MAX_BYTES) {
            Ber part = Ber.read(parts);
            if (part == null) return;
            if (!first || part.tag() != 0x80) plain("*");
            value(part.content());
            closed = part.tag() == 0x82;
            first = false;
        }
        if (!closed) plain("*");
    }

    /// rule `[1]`, attribute `[2]`, value `[3]`, of the name's attributes too `[4]`
    private void extensible(Cursor in) {
        Cursor rule = null;
        Cursor wanted = null;
        boolean names = false;
        for (Ber part = Ber.read(in); part != null; part = Ber.read(in)) {
            switch (part.tag()) {
                case 0x81 -> rule = part.content();
                case 0x82 -> value(part.content());
                case 0x83 -> wanted = part.content();
                case 0x84 -> names = part.content().u8() != 0;
                default -> {
                    // nothing else belongs there
                }
            }
        }
        if (names) plain(":dn");
        if (rule != null) {
            plain(":");
            value(rule);
        }
        plain(":=");
        if (wanted != null) value(wanted);
    }
}
