package dejfa.protocols.ldap;

import dejfa.api.Field;
import dejfa.api.Slots;
import dejfa.protocols.wire.Ber;
import dejfa.protocols.wire.Cursor;

/// What requests and responses are read with: elements one after another. A message that was cut is read as far as it
/// goes.
final class LdapReader {
    /// elements of one list kept at most
    static final int MAX_LIST = 1024;

    private final boolean cut;
    private boolean broken;

    /// @param cut the end of the message is not there
    LdapReader(boolean cut) {
        this.cut = cut;
    }

    boolean isBroken() {
        return broken;
    }

    /// The next element, or null at the end or where it is broken.
    Ber next(Cursor in) {
        if (in == null || in.remaining() == 0) return null;
        Ber element = cut ? Ber.readPart(in) : Ber.read(in);
        if (element == null) broken = true;
        return element;
    }

    /// The next element's content; null where it is missing or another.
    Cursor inside(Cursor in, int tag) {
        Ber element = next(in);
        if (element == null || element.tag() != tag) {
            broken = true;
            return null;
        }
        return element.content();
    }

    byte[] string(Cursor in) {
        Cursor content = inside(in, Ber.OCTETS);
        return content == null ? null : content.rest();
    }

    /// An INTEGER, ENUMERATED or BOOLEAN; 0 where it is missing.
    long number(Cursor in) {
        Ber element = next(in);
        boolean fits = element != null
                && (element.tag() == Ber.INTEGER || element.tag() == Ber.ENUMERATED || element.tag() == Ber.BOOLEAN);
        if (!fits) broken = true;
        return fits ? element.integer() : 0;
    }

    /// Every string of a list into a list slot.
    void strings(Cursor in, Slots out, Field list) {
        for (int i = 0; in != null && in.remaining() > 0 && i < MAX_LIST; i++) {
            byte[] text = string(in);
            if (text == null) return;
            out.add(list, text);
        }
    }

    static void set(Slots out, Field field, byte[] value) {
        if (value != null) out.set(field, value);
    }
}
