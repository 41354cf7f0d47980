package dejfa.protocols.wire;

import java.nio.charset.StandardCharsets;

/// One element of BER or DER (X.690 §8.1): definite lengths of at most four bytes, one-byte tags.
///
/// @param tag as on the wire: class, constructed bit and number
/// @param content over the element's content
public record Ber(int tag, Cursor content) {
    public static final int BOOLEAN = 0x01;
    public static final int INTEGER = 0x02;
    public static final int OCTETS = 0x04;
    public static final int OID = 0x06;
    public static final int ENUMERATED = 0x0a;
    public static final int SEQUENCE = 0x30;
    public static final int SET = 0x31;

    /// What [#totalBytes] says of bytes that are no element.
    public static final long NONE = -1;
    /// What [#totalBytes] says while the length is not there yet.
    public static final long MORE = 0;

    /// Parts of an object identifier written at most: a name of 64 kB would be a quarter of a million digits.
    private static final int MAX_PARTS = 128;

    /// The next element, or null where it is not whole.
    public static Ber read(Cursor in) {
        return read(in, false);
    }

    /// The next element, or what there is of it: where it runs over the end, its content ends there. Null where not
    /// even its length can be read.
    public static Ber readPart(Cursor in) {
        return read(in, true);
    }

    private static Ber read(Cursor in, boolean part) {
        int tag = in.u8();
        long length = in.u8();
        if (length >= 0x80) {
            int bytes = (int) length & 0x7f;
            if (bytes == 0 || bytes > 4) return null;
            length = 0;
            for (int i = 0; i < bytes; i++) length = length << 8 | in.u8();
        }
        if (!in.ok() || length > in.remaining() && !part) return null;
        return new Ber(tag, in.slice((int) Math.min(length, in.remaining())));
    }

    /// The next element's content, or null where it has another tag or is not whole.
    public static Cursor read(Cursor in, int tag) {
        Ber element = read(in);
        return element == null || element.tag != tag ? null : element.content;
    }

    /// Length of the element that these bytes begin, its tag and length included; [#MORE] or [#NONE].
    public static long totalBytes(byte[] start, int from, int to) {
        if (to - from < 2) return MORE;
        int first = start[from + 1] & 0xff;
        if (first < 0x80) return 2 + first;
        int bytes = first & 0x7f;
        if (bytes == 0 || bytes > 4) return NONE;
        if (to - from < 2 + bytes) return MORE;
        long length = 0;
        for (int i = 0; i < bytes; i++) length = length << 8 | start[from + 2 + i] & 0xff;
        return 2 + bytes + length;
    }

    /// A two's complement number of at most eight bytes; of longer ones the last eight count.
    public long integer() {
        if (content.remaining() == 0) return 0;
        byte[] bytes = content.rest();
        long value = bytes[0];
        for (int i = 1; i < bytes.length; i++) value = value << 8 | bytes[i] & 0xff;
        return value;
    }

    /// The content as text, each byte one character.
    public String text() {
        return new String(content.rest(), StandardCharsets.ISO_8859_1);
    }

    /// Dotted text of an object identifier's content (X.690 §8.19).
    public static String oid(Cursor in) {
        StringBuilder text = new StringBuilder();
        long number = 0;
        int parts = 0;
        while (in.remaining() > 0 && parts < MAX_PARTS) {
            int part = in.u8();
            number = (number & 0xff_ffff_ffff_ffffL) << 7 | part & 0x7f;
            if ((part & 0x80) != 0) continue;
            if (text.isEmpty()) {
                long first = Math.min(2, number / 40);
                text.append(first).append('.').append(number - 40 * first);
            } else text.append('.').append(number);
            number = 0;
            parts++;
        }
        return text.toString();
    }
}
