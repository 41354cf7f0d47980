package dejfa.range.proto;

import dejfa.range.wire.Octets;
import java.util.Arrays;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/// Deflate (RFC 1951) of the range's own: JDKs come with different zlibs, whose bytes differ; a seed must give the same
/// bytes on each. One block with fixed codes, matches found by the last place of three equal bytes.
public final class Packed {
    private static final int HASH_BITS = 13;
    private static final int LONGEST_MATCH = 258;
    private static final int FARTHEST = 32768;
    private static final int[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };

    private final Octets out = new Octets();
    private int held;
    private int heldBits;

    private Packed() {}

    /// RFC 1950: begins with `78 9c`.
    static byte[] zlib(byte[] content) {
        Adler32 sum = new Adler32();
        sum.update(content);
        return new Octets()
                .hex("789c")
                .raw(deflate(content))
                .u32(sum.getValue())
                .toBytes();
    }

    /// RFC 1952, for web pages.
    public static byte[] gzip(byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(content);
        Octets out = new Octets().hex("1f8b0800000000000003").raw(deflate(content));
        return out.little32(sum.getValue()).little32(content.length).toBytes();
    }

    private static byte[] deflate(byte[] content) {
        Packed packed = new Packed();
        packed.bits(1, 1);
        packed.bits(1, 2);
        int[] last = new int[1 << HASH_BITS];
        Arrays.fill(last, -1);
        for (int at = 0; at < content.length; ) {
            int length = 0;
            int from = -1;
            if (at + 3 <= content.length) {
                int hash = hash(content, at);
                from = last[hash];
                last[hash] = at;
                if (from >= 0 && at - from <= FARTHEST) length = match(content, from, at);
            }
            if (length < 3) packed.symbol(content[at++] & 0xff);
            else {
                packed.pair(length, at - from);
                at += length;
            }
        }
        packed.symbol(256);
        packed.bits(0, 7);
        return packed.out.toBytes();
    }

    private static int hash(byte[] content, int at) {
        int three = (content[at] & 0xff) << 16 | (content[at + 1] & 0xff) << 8 | content[at + 2] & 0xff;
        return three * 0x9e3779b1 >>> 32 - HASH_BITS;
    }

    private static int match(byte[] content, int from, int at) {
        int length = 0;
        while (length < LONGEST_MATCH && at + length < content.length && content[from + length] == content[at + length])
            length++;
        return length;
    }

    /// RFC 1951 §3.2.5.
    private void pair(int length, int distance) {
        int code = LENGTH_BASE.length - 1;
        while (LENGTH_BASE[code] > length) code--;
        symbol(257 + code);
        int extra = code < 8 || code == 28 ? 0 : code / 4 - 1;
        bits(length - LENGTH_BASE[code], extra);
        int value = distance - 1;
        int high = 31 - Integer.numberOfLeadingZeros(value | 1);
        if (value < 4) {
            code(value, 5);
            return;
        }
        code(2 * high + (value >> high - 1 & 1), 5);
        bits(value & (1 << high - 1) - 1, high - 1);
    }

    /// A literal, the end or a length in the fixed code (RFC 1951 §3.2.6).
    private void symbol(int symbol) {
        if (symbol < 144) code(0x30 + symbol, 8);
        else if (symbol < 256) code(0x190 + symbol - 144, 9);
        else if (symbol < 280) code(symbol - 256, 7);
        else code(0xc0 + symbol - 280, 8);
    }

    private void code(int code, int count) {
        bits(Integer.reverse(code) >>> 32 - count, count);
    }

    private void bits(int value, int count) {
        held |= value << heldBits;
        heldBits += count;
        for (; heldBits >= 8; heldBits -= 8, held >>>= 8) out.u8(held);
    }
}
