package dejfa.protocols.http.brotli;

/// Context maps (RFC 7932 §7.3) and the contexts of literals (§7.1).
final class Contexts {
    private static final String ASCII_QUARTERS = "000000000110010000000000000000002343353467338393bbbbbbbbbb886a73"
            + "3cdddcdddcdddddcdddddcddddd637333efffefffefffffefffffefffff63730";
    private static final byte[] UTF8_LAST = new byte[256];
    private static final byte[] UTF8_BEFORE = new byte[256];
    private static final byte[] SIGNED = new byte[256];

    static {
        for (int i = 0; i < 256; i++) {
            UTF8_LAST[i] =
                    (byte) (i < 128 ? 4 * Character.digit(ASCII_QUARTERS.charAt(i), 16) : (i & 1) + (i < 192 ? 0 : 2));
            UTF8_BEFORE[i] = (byte) before(i);
            SIGNED[i] = (byte)
                    (i == 0 ? 0 : i < 16 ? 1 : i < 64 ? 2 : i < 128 ? 3 : i < 192 ? 4 : i < 240 ? 5 : i < 255 ? 6 : 7);
        }
    }

    private Contexts() {}

    private static int before(int b) {
        if (b >= 224) return 2;
        if (b <= ' ' || b >= 127) return 0;
        if (b >= 'a' && b <= 'z') return 3;
        return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' ? 2 : 1;
    }

    /// @param last the byte before, `before` the one before that
    static int literal(int mode, int last, int before) {
        return switch (mode) {
            case 0 -> last & 63;
            case 1 -> last >> 2;
            case 2 -> UTF8_LAST[last] | UTF8_BEFORE[before];
            default -> SIGNED[last] << 3 | SIGNED[before];
        };
    }

    static byte[] map(BitSource in, int size, int trees) throws Stop {
        byte[] map = new byte[size];
        if (trees < 2) return map;
        int maxRun = in.bit() == 0 ? 0 : in.bits(4) + 1;
        PrefixCode code = PrefixCode.of(in, trees + maxRun);
        int at = 0;
        while (at < size) {
            int symbol = code.read(in);
            if (symbol > maxRun) {
                map[at++] = (byte) (symbol - maxRun);
                continue;
            }
            int run = symbol == 0 ? 1 : (1 << symbol) + in.bits(symbol);
            if (at + run > size) throw Stop.MALFORMED;
            at += run;
        }
        if (in.bit() == 1) undoMoveToFront(map);
        return map;
    }

    private static void undoMoveToFront(byte[] map) {
        byte[] order = new byte[256];
        for (int i = 0; i < 256; i++) order[i] = (byte) i;
        for (int i = 0; i < map.length; i++) {
            int index = map[i] & 255;
            byte value = order[index];
            map[i] = value;
            System.arraycopy(order, 0, order, 1, index);
            order[0] = value;
        }
    }

    static PrefixCode[] codes(BitSource in, int count, int alphabetSize) throws Stop {
        PrefixCode[] codes = new PrefixCode[count];
        for (int i = 0; i < count; i++) codes[i] = PrefixCode.of(in, alphabetSize);
        return codes;
    }
}
