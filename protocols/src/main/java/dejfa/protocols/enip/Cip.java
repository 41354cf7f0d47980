package dejfa.protocols.enip;

import dejfa.api.Field;
import dejfa.api.Slots;
import dejfa.protocols.wire.Cursor;

/// One CIP message, request or reply (volume 1, §2-4), and those inside of a multiple service packet.
final class Cip {
    private static final int REPLY = 0x80;
    private static final int GET_ATTRIBUTE_LIST = 3;
    private static final int SET_ATTRIBUTE_LIST = 4;
    private static final int MULTIPLE = 10;
    /// Messages of one packet that are read; an attacker can nest offsets at will.
    private static final int MAX_MESSAGES = 64;

    private static final int MAX_SEGMENTS = 32;
    private static final int MAX_ATTRIBUTES = 256;

    private final Slots enclosing;
    private boolean malformed;

    /// @param enclosing the encapsulated message, which gets the facts of each CIP message
    private Cip(Slots enclosing) {
        this.enclosing = enclosing;
    }

    /// @return false where it is malformed
    static boolean read(Cursor in, Slots enclosing) {
        Cip reader = new Cip(enclosing);
        Slots shown = new Slots(EnipCipFields.SCHEMA);
        reader.message(in, shown, true);
        enclosing.set(EnipMessageFields.CIP, shown);
        return !reader.malformed;
    }

    private void message(Cursor in, Slots shown, boolean outer) {
        int code = in.u8();
        if (!in.ok()) {
            malformed = true;
            return;
        }
        int service = code & 0x7f;
        Slots facts = new Slots(EnipCipFactsFields.SCHEMA).set(EnipCipFactsFields.SERVICE_CODE, service);
        set(shown, "service", CipNames.service(service));
        enclosing.add(EnipMessageFields.MESSAGES, facts);
        int start = in.position();
        if ((code & REPLY) != 0) reply(in, shown, facts);
        else request(in, shown, facts, service);
        malformed |= !in.ok();
        if (service == MULTIPLE && outer && in.ok() && in.position() >= start) inner(in, shown);
    }

    private void request(Cursor in, Slots shown, Slots facts, int service) {
        Cursor path = in.slice(in.u8() * 2);
        segments(path, shown, facts);
        if (service == GET_ATTRIBUTE_LIST && in.ok()) {
            int count = in.u16LE();
            for (int i = 0; i < Math.min(count, MAX_ATTRIBUTES) && in.remaining() >= 2; i++) {
                facts.add(EnipCipFactsFields.ATTRIBUTES, (long) in.u16LE());
            }
        } else if (service == SET_ATTRIBUTE_LIST && in.ok()) {
            // values of unknown length follow each number, so only the first is told
            if (in.u16LE() > 0 && in.remaining() >= 2) {
                facts.add(EnipCipFactsFields.ATTRIBUTES, (long) in.u16LE());
            }
        }
    }

    private void segments(Cursor path, Slots shown, Slots facts) {
        for (int i = 0; i < MAX_SEGMENTS && path.remaining() > 0; i++) {
            int type = path.u8();
            if ((type & 0xe0) == 0x20) logical(path, type, shown, facts);
            else if (type == 0x91) {
                // extended symbol: a name, padded to an even length
                int length = path.u8();
                path.skip(length + (length & 1));
                segment(shown, "symbol", length);
            } else if ((type & 0xe0) == 0x00) {
                // port: link address of one octet, or as long as the next octet tells
                int port = type & 15;
                int length = (type & 16) != 0 ? path.u8() : 1;
                if (port == 15) port = path.u16LE();
                path.skip((type & 16) != 0 ? length + (length & 1) : length);
                segment(shown, "port", port);
            } else {
                // network, data and constructed segments are passed over with all that follows
                path.skip(path.remaining());
            }
        }
        malformed |= !path.ok();
    }

    /// A logical segment: what it names in bits 4 to 2, how long its number is in bits 1 and 0.
    private static void logical(Cursor path, int type, Slots shown, Slots facts) {
        int format = type & 3;
        long value = 0;
        if (format == 0) value = path.u8();
        else if (format == 1) value = path.skip(1).u16LE();
        else if (format == 2) value = path.skip(1).u32LE();
        if (!path.ok()) return;
        int kind = type >> 2 & 7;
        String name = CipNames.segment(kind);
        segment(shown, name, value);
        switch (kind) {
            case 0 -> {
                facts.add(EnipCipFactsFields.CLASSES, value);
                set(shown, "class_name", CipNames.className(value));
            }
            case 1 -> facts.add(EnipCipFactsFields.INSTANCES, value);
            case 4 -> facts.add(EnipCipFactsFields.ATTRIBUTES, value);
            default -> {
                // connection points and members are shown only
            }
        }
    }

    private static void segment(Slots shown, String type, long value) {
        Slots segment = new Slots(EnipSegmentFields.SCHEMA)
                .set(EnipSegmentFields.SEGMENT_TYPE, type)
                .set(EnipSegmentFields.VALUE, value);
        shown.add(shown.schema().field("path"), segment);
    }

    private static void reply(Cursor in, Slots shown, Slots facts) {
        int status = in.skip(1).u8();
        int words = in.u8();
        if (!in.ok()) return;
        facts.set(EnipCipFactsFields.STATUS, status);
        set(shown, "status", CipNames.status(status));
        if (words == 0) return;
        int extended = in.u16LE();
        in.skip(words * 2 - 2);
        if (!in.ok()) return;
        facts.set(EnipCipFactsFields.EXTENDED, extended);
        set(shown, "extended", String.format("0x%04x", extended));
        String meaning = CipNames.extended(status, extended);
        if (meaning != null) set(shown, "extended_meaning", meaning);
    }

    private static void set(Slots shown, String name, String value) {
        Field field = shown.schema().field(name);
        shown.set(field, value);
    }

    /// Number of messages, offset of each from there, the messages (volume 1, appendix A).
    private void inner(Cursor in, Slots shown) {
        int start = in.position();
        int count = in.u16LE();
        if (!in.ok()) return;
        if (count > MAX_MESSAGES) malformed = true;
        int[] offsets = new int[Math.min(count, MAX_MESSAGES)];
        for (int i = 0; i < offsets.length; i++) offsets[i] = in.u16LE();
        if (!in.ok()) {
            malformed = true;
            return;
        }
        int least = 2 + count * 2;
        for (int i = 0; i < offsets.length; i++) {
            int end = i + 1 < offsets.length ? offsets[i + 1] : in.limit() - start;
            if (offsets[i] < least || end < offsets[i] || start + end > in.limit()) {
                malformed = true;
                return;
            }
            Slots one = new Slots(EnipCipInnerFields.SCHEMA);
            message(new Cursor(in.array(), start + offsets[i], start + end), one, false);
            shown.add(EnipCipFields.MULTIPLE, one);
            least = offsets[i];
        }
    }
}
