package dejfa.detect.sigma.rule;

import java.nio.charset.StandardCharsets;

/// Addresses and networks as text: IPv4 in dotted decimal, IPv6 as RFC 4291 §2.2 writes it.
public final class Networks {
    private Networks() {}

    static Check.Cidr cidr(String written) throws BadSigma {
        int slash = written.indexOf('/');
        byte[] address = (slash < 0 ? written : written.substring(0, slash)).getBytes(StandardCharsets.UTF_8);
        byte[] into = new byte[16];
        int bytes = parse(address, 0, address.length, into);
        int bits = bytes * 8;
        if (slash >= 0) {
            String prefix = written.substring(slash + 1);
            bits = prefix.matches("\\d{1,3}") ? Integer.parseInt(prefix) : -1;
        }
        if (bytes == 0 || bits < 0 || bits > bytes * 8) throw new BadSigma("'" + written + "' is no network");
        return new Check.Cidr(written, java.util.Arrays.copyOf(into, bytes), bits);
    }

    /// @param into takes the address, 16 bytes
    /// @return its length, 4 or 16; 0 where the text is no address. An IPv4 address within IPv6 (`::ffff:10.0.0.1`)
    /// is an IPv4 address
    public static int parse(byte[] text, int offset, int lengthBytes, byte[] into) {
        if (lengthBytes < 2 || lengthBytes > 45) return 0;
        int end = offset + lengthBytes;
        for (int i = offset; i < end; i++) {
            if (text[i] == ':') return v6(text, offset, end, into);
        }
        return v4(text, offset, end, into, 0) ? 4 : 0;
    }

    private static boolean v4(byte[] text, int from, int end, byte[] into, int at) {
        int part = 0;
        int digits = 0;
        int value = 0;
        for (int i = from; i <= end; i++) {
            int c = i < end ? text[i] : '.';
            if (c == '.') {
                if (digits == 0 || part == 4) return false;
                into[at + part++] = (byte) value;
                digits = 0;
                value = 0;
            } else {
                if (c < '0' || c > '9' || ++digits > 3) return false;
                value = value * 10 + c - '0';
                if (value > 255) return false;
            }
        }
        return part == 4;
    }

    private static int v6(byte[] text, int from, int end, byte[] into) {
        int count = 0;
        int gap = -1;
        int i = from;
        if (end - from >= 2 && text[from] == ':' && text[from + 1] == ':') {
            gap = 0;
            i = from + 2;
        }
        while (i < end && text[i] != '%') {
            int next = group(text, i, end);
            if (next < 0) {
                // The last 32 bits may be written as IPv4.
                if (count > 12 || !v4(text, i, end, into, count)) return 0;
                count += 4;
                break;
            }
            if (count == 16) return 0;
            int value = hex(text, i, next);
            into[count++] = (byte) (value >>> 8);
            into[count++] = (byte) value;
            i = next;
            if (i == end || text[i] == '%') break;
            if (++i == end) return 0;
            if (text[i] == ':') {
                if (gap >= 0) return 0;
                gap = count;
                i++;
            }
        }
        if (gap < 0 ? count != 16 : count >= 16) return 0;
        return spread(into, count, gap);
    }

    /// @return where the group of hexadecimal digits ends; -1 where there is none, or a dot follows
    private static int group(byte[] text, int from, int end) {
        int i = from;
        while (i < end && i - from <= 4 && Character.digit(text[i], 16) >= 0) i++;
        if (i == from || i - from > 4) return -1;
        return i == end || text[i] == ':' || text[i] == '%' ? i : -1;
    }

    private static int hex(byte[] text, int from, int end) {
        int value = 0;
        for (int i = from; i < end; i++) value = value << 4 | Character.digit(text[i], 16);
        return value;
    }

    /// Puts the zeros of `::` in.
    private static int spread(byte[] into, int count, int gap) {
        if (gap >= 0) {
            int tail = count - gap;
            System.arraycopy(into, gap, into, 16 - tail, tail);
            java.util.Arrays.fill(into, gap, 16 - tail, (byte) 0);
        }
        for (int i = 0; i < 10; i++) if (into[i] != 0) return 16;
        if (into[10] != -1 || into[11] != -1) return 16;
        System.arraycopy(into, 12, into, 0, 4);
        return 4;
    }
}
