package dejfa.protocols.tls;

import dejfa.protocols.wire.Cursor;

/// One element of DER (X.690 §8.1): definite lengths of at most four bytes, one-byte tags.
///
/// @param tag as on the wire: class, constructed bit and number
/// @param content over the element's content
record Der(int tag, Cursor content) {
    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    /// The next element, or null where it is not whole.
    static Der read(Cursor in) {
        int tag = in.u8();
        int length = in.u8();
        if (length >= 0x80) {
            int bytes = length & 0x7f;
            if (bytes == 0 || bytes > 4) return null;
            long wide = 0;
            for (int i = 0; i < bytes; i++) wide = wide << 8 | in.u8();
            if (wide > in.remaining()) return null;
            length = (int) wide;
        }
        Cursor content = in.slice(length);
        return in.ok() ? new Der(tag, content) : null;
    }

    /// The next element's content, or null where it has another tag or is not whole.
    static Cursor read(Cursor in, int tag) {
        Der element = read(in);
        return element == null || element.tag != tag ? null : element.content;
    }

    /// Dotted text of an object identifier's content (X.690 §8.19).
    static String oid(Cursor in) {
        StringBuilder text = new StringBuilder();
        long number = 0;
        while (in.remaining() > 0) {
            int part = in.u8();
            number = (number & 0xff_ffff_ffff_ffffL) << 7 | part & 0x7f;
            if ((part & 0x80) != 0) continue;
            if (text.isEmpty()) {
                long first = Math.min(2, number / 40);
                text.append(first).append('.').append(number - 40 * first);
            } else text.append('.').append(number);
            number = 0;
        }
        return text.toString();
    }
}
