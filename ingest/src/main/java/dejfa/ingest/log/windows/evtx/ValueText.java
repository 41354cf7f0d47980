package dejfa.ingest.log.windows.evtx;

import dejfa.api.log.LogRecord.Kind;
import dejfa.ingest.log.Digits;
import java.nio.charset.StandardCharsets;

/// The values of binary XML as text, as Windows itself writes them in an event's XML.
final class ValueText {
    static final int NULL = 0x00;
    static final int STRING = 0x01;
    static final int BINARY_XML = 0x21;
    static final int ARRAY = 0x80;
    static final int FILETIME = 0x11;
    static final int SYSTEMTIME = 0x12;

    /// 100 ns between 1601 and 1970
    static final long EPOCH_FILETIME = 116_444_736_000_000_000L;

    private static final int ANSI = 0x02;
    private static final int SIZE = 0x10;
    private static final int SID = 0x13;

    private ValueText() {}

    /// Room that [#write] may need.
    static int mostBytes(int size) {
        return 3 * size + Digits.MOST_BYTES;
    }

    /// @return bytes written
    static int write(int type, byte[] in, int at, int size, byte[] out, int to) {
        if (type == STRING) return string(in, at, size, out, to);
        if (type == ANSI) return ansi(in, at, size, out, to);
        if (size != fixedSize(type, size)) return Digits.hex(in, at, size, out, to);
        return switch (type) {
            case 0x03 -> Digits.signed(in[at], out, to);
            case 0x04 -> Digits.unsigned(in[at] & 0xff, out, to);
            case 0x05 -> Digits.signed((short) Little.u16(in, at), out, to);
            case 0x06 -> Digits.unsigned(Little.u16(in, at), out, to);
            case 0x07 -> Digits.signed(Little.i32(in, at), out, to);
            case 0x08 -> Digits.unsigned(Little.u32(in, at), out, to);
            case 0x09 -> Digits.signed(Little.i64(in, at), out, to);
            case 0x0a -> Digits.unsigned(Little.i64(in, at), out, to);
            case 0x0b -> ascii(Float.toString(Float.intBitsToFloat(Little.i32(in, at))), out, to);
            case 0x0c -> ascii(Double.toString(Double.longBitsToDouble(Little.i64(in, at))), out, to);
            case 0x0d -> ascii(Little.i32(in, at) == 0 ? "false" : "true", out, to);
            case 0x0f -> guid(in, at, out, to);
            case SIZE -> Digits.hex(size == 4 ? Little.u32(in, at) : Little.i64(in, at), out, to);
            case FILETIME -> {
                long ticks = Little.i64(in, at) - EPOCH_FILETIME;
                yield Digits.time(Math.floorDiv(ticks, 10_000_000L), Math.floorMod(ticks, 10_000_000L), 7, out, to);
            }
            case SYSTEMTIME -> Digits.time(systemSeconds(in, at), Little.u16(in, at + 14) % 1000, 3, out, to);
            case SID -> sid(in, at, size, out, to);
            case 0x14 -> Digits.hex(Little.u32(in, at), out, to);
            case 0x15 -> Digits.hex(Little.i64(in, at), out, to);
            default -> Digits.hex(in, at, size, out, to);
        };
    }

    static Kind kind(int type) {
        if (type >= 0x03 && type <= 0x0c) return Kind.NUMBER;
        return type == 0x0d ? Kind.FLAG : Kind.TEXT;
    }

    /// The size that values of the type have; `size` where any will do.
    static int fixedSize(int type, int size) {
        return switch (type) {
            case 0x03, 0x04 -> 1;
            case 0x05, 0x06 -> 2;
            case 0x07, 0x08, 0x0b, 0x0d, 0x14 -> 4;
            case 0x09, 0x0a, 0x0c, FILETIME, 0x15 -> 8;
            case 0x0f, SYSTEMTIME -> 16;
            case SIZE -> size == 4 ? 4 : 8;
            case SID -> size >= 8 ? size : 8;
            default -> size;
        };
    }

    /// UTF-16 to UTF-8; halves of surrogate pairs become U+FFFD, zeros at the end are left out.
    static int string(byte[] in, int from, int size, byte[] out, int to) {
        int end = from + (size & ~1);
        while (end > from && in[end - 1] == 0 && in[end - 2] == 0) end -= 2;
        int at = from;
        int target = to;
        while (at + 8 <= end) {
            long four = Little.i64(in, at);
            if ((four & 0xff80ff80ff80ff80L) != 0) break;
            four |= four >>> 8;
            Little.putInt(out, target, (int) (four & 0xffff | four >>> 16 & 0xffff0000L));
            at += 8;
            target += 4;
        }
        while (at < end) {
            int c = Little.u16(in, at);
            at += 2;
            if (c < 0x80) out[target++] = (byte) c;
            else if (c < 0x800) target = two(c, out, target);
            else if (c < 0xd800 || c > 0xdfff) target = three(c, out, target);
            else if (c < 0xdc00 && at < end && (Little.u16(in, at) & 0xfc00) == 0xdc00) {
                int point = 0x10000 + ((c & 0x3ff) << 10 | Little.u16(in, at) & 0x3ff);
                at += 2;
                out[target++] = (byte) (0xf0 | point >> 18);
                out[target++] = (byte) (0x80 | point >> 12 & 0x3f);
                target = tail(point, out, target);
            } else target = three(0xfffd, out, target);
        }
        return target - to;
    }

    private static int two(int c, byte[] out, int at) {
        out[at] = (byte) (0xc0 | c >> 6);
        out[at + 1] = (byte) (0x80 | c & 0x3f);
        return at + 2;
    }

    private static int three(int c, byte[] out, int at) {
        out[at] = (byte) (0xe0 | c >> 12);
        return tail(c, out, at + 1);
    }

    private static int tail(int c, byte[] out, int at) {
        out[at] = (byte) (0x80 | c >> 6 & 0x3f);
        out[at + 1] = (byte) (0x80 | c & 0x3f);
        return at + 2;
    }

    private static int ansi(byte[] in, int from, int size, byte[] out, int to) {
        int end = from + size;
        while (end > from && in[end - 1] == 0) end--;
        int target = to;
        for (int i = from; i < end; i++) {
            if (in[i] >= 0) out[target++] = in[i];
            else target = two(in[i] & 0xff, out, target);
        }
        return target - to;
    }

    private static int guid(byte[] in, int at, byte[] out, int to) {
        out[to] = '{';
        Digits.fixedHex(Little.u32(in, at), 8, out, to + 1);
        out[to + 9] = '-';
        Digits.fixedHex(Little.u16(in, at + 4), 4, out, to + 10);
        out[to + 14] = '-';
        Digits.fixedHex(Little.u16(in, at + 6), 4, out, to + 15);
        out[to + 19] = '-';
        Digits.fixedHex(Short.toUnsignedLong(Short.reverseBytes((short) Little.u16(in, at + 8))), 4, out, to + 20);
        out[to + 24] = '-';
        Digits.fixedHex(Long.reverseBytes(Little.i64(in, at + 8)), 12, out, to + 25);
        out[to + 37] = '}';
        return 38;
    }

    private static int sid(byte[] in, int at, int size, byte[] out, int to) {
        int count = in[at + 1] & 0xff;
        if (8 + count * 4 > size) return Digits.hex(in, at, size, out, to);
        int target = to + ascii("S-", out, to);
        target += Digits.unsigned(in[at] & 0xff, out, target);
        out[target++] = '-';
        long authority = 0;
        for (int i = 2; i < 8; i++) authority = authority << 8 | in[at + i] & 0xff;
        target += Digits.unsigned(authority, out, target);
        for (int i = 0; i < count; i++) {
            out[target++] = '-';
            target += Digits.unsigned(Little.u32(in, at + 8 + i * 4), out, target);
        }
        return target - to;
    }

    /// Seconds since 1970 of a SYSTEMTIME; nonsense in it is some other time, never an error.
    static long systemSeconds(byte[] in, int at) {
        int month = Math.clamp(Little.u16(in, at + 2), 1, 12);
        int year = Math.min(Little.u16(in, at), 9999);
        long day = java.time.LocalDate.of(year, month, 1).toEpochDay() + Little.u16(in, at + 6) - 1;
        return ((day * 24 + Little.u16(in, at + 8)) * 60 + Little.u16(in, at + 10)) * 60 + Little.u16(in, at + 12);
    }

    private static int ascii(String text, byte[] out, int to) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, out, to, bytes.length);
        return bytes.length;
    }
}
