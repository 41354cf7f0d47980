package dejfa.protocols.http2.hpack;

import java.io.ByteArrayOutputStream;

/// The static code of RFC 7541 Appendix B. It is canonical: codes of one length follow each other in the order of their
/// symbols, so the lengths tell everything.
final class Huffman {
    private static final int END_OF_STRING = 256;
    /// Code lengths of the symbols 0 to 256 in bits: `a` is 5, `z` is 30.
    private static final String LENGTHS = "isxxxxxxxtzxxzxxxxxxxxzxxxxxxxxxbffhibdgffdgdbbbaaabbbbbbbcdkbhf"
            + "ibccccccccccccccccccccccdcdioijbkabababbbaccbbbabcbaabccccckgjix"
            + "prpprrrsrssssststtrstssssqrsrsstrqprrssqsrrtqrssqqrqsrssprrrsrrs"
            + "vvporsruvvvwwvtuoqvwwvwtqqvvxwwwptpqrqqsrruuttvsvwvvwwwwwxwwwwwv"
            + "z";
    private static final int MAX_BITS = 30;
    /// symbols in the order of their codes
    private static final int[] SYMBOLS = new int[LENGTHS.length()];
    /// by length: the first code, the place of its symbol, and how many there are
    private static final int[] FIRST_CODE = new int[MAX_BITS + 1];

    private static final int[] FIRST_PLACE = new int[MAX_BITS + 1];
    private static final int[] COUNT = new int[MAX_BITS + 1];

    static {
        int code = 0;
        int place = 0;
        for (int bits = 1; bits <= MAX_BITS; bits++) {
            code <<= 1;
            FIRST_CODE[bits] = code;
            FIRST_PLACE[bits] = place;
            for (int symbol = 0; symbol < LENGTHS.length(); symbol++) {
                if (LENGTHS.charAt(symbol) - 'a' + 5 != bits) continue;
                SYMBOLS[place++] = symbol;
                COUNT[bits]++;
                code++;
            }
        }
    }

    private Huffman() {}

    /// @return null where the code is broken, or the padding is (RFC 7541 §5.2)
    static byte[] decode(byte[] data, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream((to - from) * 2);
        int code = 0;
        int bits = 0;
        for (int i = from; i < to; i++) {
            for (int bit = 7; bit >= 0; bit--) {
                code = code << 1 | data[i] >> bit & 1;
                bits++;
                int place = code - FIRST_CODE[bits];
                if (place >= 0 && place < COUNT[bits]) {
                    int symbol = SYMBOLS[FIRST_PLACE[bits] + place];
                    if (symbol == END_OF_STRING) return null;
                    out.write(symbol);
                    code = bits = 0;
                } else if (bits == MAX_BITS) {
                    return null;
                }
            }
        }
        boolean padded = bits < 8 && code == (1 << bits) - 1;
        return padded ? out.toByteArray() : null;
    }
}
