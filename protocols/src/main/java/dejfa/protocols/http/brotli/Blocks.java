package dejfa.protocols.http.brotli;

/// The blocks of one category, literals, commands or distances (RFC 7932 §6): which type is current and for how long.
final class Blocks {
    private static final int COUNT_SYMBOLS = 26;
    private static final int[] COUNT_BASE = {
        1, 5, 9, 13, 17, 25, 33, 41, 49, 65, 81, 97, 113, 145, 177, 209, 241, 305, 369, 497, 753, 1265, 2289, 4337,
        8433, 16625
    };
    private static final byte[] COUNT_BITS = {
        2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 7, 8, 9, 10, 11, 12, 13, 24
    };

    final int types;
    private final PrefixCode typeCode;
    private final PrefixCode countCode;
    private int type;
    private int previous = 1;
    private int left = 1 << 24;

    Blocks(BitSource in) throws Stop {
        types = smallNumber(in);
        typeCode = types < 2 ? null : PrefixCode.of(in, types + 2);
        countCode = types < 2 ? null : PrefixCode.of(in, COUNT_SYMBOLS);
        if (types >= 2) left = count(in);
    }

    /// 1 to 256 (§9.2).
    static int smallNumber(BitSource in) throws Stop {
        if (in.bit() == 0) return 1;
        int bits = in.bits(3);
        return 1 + (1 << bits) + in.bits(bits);
    }

    private int count(BitSource in) throws Stop {
        int symbol = countCode.read(in);
        return COUNT_BASE[symbol] + in.bits(COUNT_BITS[symbol]);
    }

    /// The type of the next element, which is thereby used.
    int next(BitSource in) throws Stop {
        if (left == 0) {
            if (types < 2) throw Stop.MALFORMED;
            int symbol = typeCode.read(in);
            int count = count(in);
            int chosen = symbol == 0 ? previous : symbol == 1 ? type + 1 : symbol - 2;
            in.mark();
            previous = type;
            type = chosen >= types ? chosen - types : chosen;
            left = count;
        }
        return type;
    }

    void used() {
        left--;
    }
}
