package dejfa.protocols.dns;

import java.util.Arrays;

/// A domain name of a message, its labels joined by dots as they are on the wire (RFC 1035 §4.1.4).
///
/// @param text without the trailing dot; empty for the root
/// @param end offset behind the name where it stands (not where its pointers lead)
/// @param fault null, or the anomaly for which reading stopped: the text is what came before
record DnsName(byte[] text, int end, String fault) {
    static final String INFINITE_LOOP = "infinite_loop";
    static final String TOO_LONG = "name_too_long";
    static final String TOO_MANY_LABELS = "too_many_labels";

    /// wire limit is 255 (RFC 1035 §2.3.4); attackers' names are shown somewhat further
    static final int MAX_BYTES = 1025;

    private static final int MAX_LABELS = 255;
    private static final int MAX_POINTERS = 255;

    /// @param start offset of the message in `bytes`, from which pointers count
    /// @param limit end of the message
    /// @return null where the name leaves the message or has a label of an unknown kind
    static DnsName read(byte[] bytes, int start, int limit, int at) {
        byte[] text = new byte[64];
        int length = 0;
        int labels = 0;
        int pointers = 0;
        int position = at;
        int end = -1;
        while (true) {
            if (position >= limit || position < start) return null;
            int head = bytes[position] & 0xff;
            if (head == 0) return new DnsName(Arrays.copyOf(text, length), end < 0 ? position + 1 : end, null);
            if (head >= 0xc0) {
                if (position + 1 >= limit) return null;
                if (end < 0) end = position + 2;
                int target = start + ((head & 0x3f) << 8 | bytes[position + 1] & 0xff);
                if (target == position || ++pointers > MAX_POINTERS)
                    return new DnsName(Arrays.copyOf(text, length), end, INFINITE_LOOP);
                position = target;
                continue;
            }
            if (head > 63 || position + 1 + head > limit) return null;
            String fault = ++labels > MAX_LABELS ? TOO_MANY_LABELS : length + 1 + head > MAX_BYTES ? TOO_LONG : null;
            if (fault != null) {
                return new DnsName(Arrays.copyOf(text, length), end < 0 ? skip(bytes, limit, position) : end, fault);
            }
            if (length + 1 + head > text.length)
                text = Arrays.copyOf(text, Math.max(length + 1 + head, text.length * 2));
            if (length > 0) text[length++] = '.';
            System.arraycopy(bytes, position + 1, text, length, head);
            length += head;
            position += 1 + head;
        }
    }

    /// Where a name too long to keep ends in its own place; the end of the message where it has none.
    private static int skip(byte[] bytes, int limit, int from) {
        int position = from;
        while (position < limit) {
            int head = bytes[position] & 0xff;
            if (head == 0) return position + 1;
            if (head >= 0xc0) return Math.min(limit, position + 2);
            position += 1 + head;
        }
        return limit;
    }
}
