package dejfa.api;

import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// An IP address. IPv4 is kept as its IPv4-mapped form (RFC 4291 §2.5.5.2), so that `::ffff:10.0.0.1` and
/// `10.0.0.1` are one address wherever addresses are compared: a guard can't be passed by writing it the other way.
///
/// @param high the first eight bytes, big endian
/// @param low the last eight bytes, big endian
public record Address(long high, long low) implements Comparable<Address>, Serializable {
    private static final long V4_MAPPED = 0x0000_FFFF_0000_0000L;

    public static Address v4(int bits) {
        return new Address(0, V4_MAPPED | Integer.toUnsignedLong(bits));
    }

    /// @param text a literal address, never a name
    public static Address parse(String text) {
        Address plain = dotted(text);
        if (plain != null) return plain;
        String literal = text.strip();
        if (literal.isEmpty() || !literal.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':')) {
            throw new IllegalArgumentException("not an IP address: '" + text + "'");
        }
        if (literal.indexOf(':') < 0 && literal.chars().filter(c -> c == '.').count() != 3) {
            throw new IllegalArgumentException("not an IP address: '" + text + "'");
        }
        try {
            return of(InetAddress.getByName(literal).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IP address: '" + text + "'", e);
        }
    }

    /// Four numbers of up to three digits without leading zeros, as nearly all are spelled; null for all else.
    private static Address dotted(String text) {
        int bits = 0;
        int groups = 0;
        int at = 0;
        while (at < text.length() && groups < 4) {
            int start = at;
            int number = 0;
            for (; at < text.length() && at - start < 3; at++) {
                int digit = text.charAt(at) - '0';
                if (digit < 0 || digit > 9) break;
                number = number * 10 + digit;
            }
            boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
            if (at == start || leadingZero || number > 255) return null;
            bits = bits << 8 | number;
            groups++;
            boolean last = at == text.length();
            if (last != (groups == 4) || !last && text.charAt(at) != '.') return null;
            at++;
        }
        return groups == 4 ? v4(bits) : null;
    }

    /// @param bytes 4 or 16 bytes in network order
    public static Address of(byte[] bytes) {
        if (bytes.length == 4) return v4((int) bits(bytes, 0, 4));
        if (bytes.length != 16) throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
        return new Address(bits(bytes, 0, 8), bits(bytes, 8, 8));
    }

    private static long bits(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) value = value << 8 | (bytes[i] & 0xff);
        return value;
    }

    public boolean isV4() {
        return high == 0 && low >>> 32 == 0xFFFF;
    }

    public int v4Bits() {
        return (int) low;
    }

    @Override
    public int compareTo(Address other) {
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        if (isV4()) {
            int v = (int) low;
            return (v >>> 24) + "." + (v >>> 16 & 255) + "." + (v >>> 8 & 255) + "." + (v & 255);
        }
        // Eight full groups, as EVE has them.
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            long word = i < 4 ? high : low;
            if (i > 0) text.append(':');
            String group = Long.toHexString(word >>> (48 - 16 * (i & 3)) & 0xffff);
            text.append("0000", 0, 4 - group.length()).append(group);
        }
        return text.toString();
    }
}
