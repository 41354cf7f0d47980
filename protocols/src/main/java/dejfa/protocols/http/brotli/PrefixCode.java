package dejfa.protocols.http.brotli;

import java.util.Arrays;

/// A canonical prefix code (RFC 7932 §3): how many codes each length has, and the symbols in order of their codes.
/// Kept small rather than fast: one meta-block may declare 768 of them.
final class PrefixCode {
    private static final int MAX_BITS = 15;
    /// Order in which the lengths of the code for lengths come (§3.5).
    private static final byte[] ORDER = {1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    private final short[] counts = new short[MAX_BITS + 1];
    private final short[] symbols;

    private PrefixCode(byte[] lengths, int used) {
        symbols = new short[used];
        int at = 0;
        for (int bits = 1; bits <= MAX_BITS; bits++) {
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] != bits) continue;
                counts[bits]++;
                symbols[at++] = (short) symbol;
            }
        }
    }

    /// One symbol, which takes no bits.
    private PrefixCode(int symbol) {
        symbols = new short[] {(short) symbol};
    }

    int read(BitSource in) throws Stop {
        if (symbols.length == 1) return symbols[0];
        int code = 0;
        int first = 0;
        int index = 0;
        for (int bits = 1; bits <= MAX_BITS; bits++) {
            code |= in.bit();
            int count = counts[bits];
            if (code - count < first) return symbols[index + code - first];
            index += count;
            first = first + count << 1;
            code <<= 1;
        }
        throw Stop.MALFORMED;
    }

    /// The code that comes next in the stream.
    static PrefixCode of(BitSource in, int alphabetSize) throws Stop {
        int skip = in.bits(2);
        return skip == 1 ? simple(in, alphabetSize) : complex(in, alphabetSize, skip);
    }

    private static PrefixCode simple(BitSource in, int alphabetSize) throws Stop {
        int count = in.bits(2) + 1;
        int width = 32 - Integer.numberOfLeadingZeros(alphabetSize - 1);
        int[] chosen = new int[count];
        byte[] lengths = new byte[alphabetSize];
        for (int i = 0; i < count; i++) {
            chosen[i] = in.bits(width);
            if (chosen[i] >= alphabetSize || lengths[chosen[i]] != 0) throw Stop.MALFORMED;
            lengths[chosen[i]] = 1;
        }
        if (count == 1) return new PrefixCode(chosen[0]);
        boolean skewed = count == 4 && in.bit() == 1;
        for (int i = 0; i < count; i++) {
            lengths[chosen[i]] = (byte) (count == 2 ? 1 : count == 4 && !skewed ? 2 : Math.min(i + 1, count - 1));
        }
        return new PrefixCode(lengths, count);
    }

    private static PrefixCode complex(BitSource in, int alphabetSize, int skip) throws Stop {
        byte[] lengths = new byte[ORDER.length];
        int space = 32;
        int used = 0;
        for (int i = skip; i < ORDER.length && space > 0; i++) {
            int bits = lengthOfLength(in);
            lengths[ORDER[i]] = (byte) bits;
            if (bits == 0) continue;
            space -= 32 >> bits;
            used++;
        }
        if (used != 1 && space != 0) throw Stop.MALFORMED;
        return lengths(in, alphabetSize, used == 1 ? single(lengths) : new PrefixCode(lengths, used));
    }

    private static PrefixCode single(byte[] lengths) {
        int symbol = 0;
        while (lengths[symbol] == 0) symbol++;
        return new PrefixCode(symbol);
    }

    /// The fixed code of §3.5.
    private static int lengthOfLength(BitSource in) throws Stop {
        return switch (in.bits(2)) {
            case 0 -> 0;
            case 1 -> 4;
            case 2 -> 3;
            default -> in.bit() == 0 ? 2 : in.bit() == 0 ? 1 : 5;
        };
    }

    private static PrefixCode lengths(BitSource in, int alphabetSize, PrefixCode code) throws Stop {
        byte[] lengths = new byte[alphabetSize];
        int symbol = 0;
        int space = 1 << MAX_BITS;
        int used = 0;
        int previous = 8;
        int repeat = 0;
        int repeated = 0;
        while (symbol < alphabetSize && space > 0) {
            int value = code.read(in);
            if (value < 16) {
                repeat = 0;
                lengths[symbol++] = (byte) value;
                if (value == 0) continue;
                previous = value;
                space -= 1 << MAX_BITS >> value;
                used++;
                continue;
            }
            int extra = value - 14;
            int length = value == 16 ? previous : 0;
            if (repeated != length) repeat = 0;
            repeated = length;
            int before = repeat;
            if (repeat > 0) repeat = repeat - 2 << extra;
            repeat += in.bits(extra) + 3;
            int more = repeat - before;
            if (symbol + more > alphabetSize) throw Stop.MALFORMED;
            Arrays.fill(lengths, symbol, symbol + more, (byte) length);
            symbol += more;
            if (length == 0) continue;
            space -= more << MAX_BITS - length;
            used += more;
        }
        if (space != 0) throw Stop.MALFORMED;
        return new PrefixCode(lengths, used);
    }
}
