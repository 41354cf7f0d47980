package dejfa.protocols.http.brotli;

/// The codes of one compressed meta-block (RFC 7932 §9.2, from NBLTYPESL on).
final class MetaBlock {
    private static final int COMMANDS = 704;

    final Blocks literalBlocks;
    final Blocks commandBlocks;
    final Blocks distanceBlocks;
    private final int postfixBits;
    private final int direct;
    private final byte[] modes;
    private final byte[] literalMap;
    private final byte[] distanceMap;
    private final PrefixCode[] literals;
    private final PrefixCode[] commands;
    private final PrefixCode[] distances;

    MetaBlock(BitSource in) throws Stop {
        literalBlocks = new Blocks(in);
        commandBlocks = new Blocks(in);
        distanceBlocks = new Blocks(in);
        postfixBits = in.bits(2);
        direct = in.bits(4) << postfixBits;
        modes = new byte[literalBlocks.types];
        for (int i = 0; i < modes.length; i++) modes[i] = (byte) in.bits(2);
        int literalTrees = Blocks.smallNumber(in);
        literalMap = Contexts.map(in, 64 * literalBlocks.types, literalTrees);
        int distanceTrees = Blocks.smallNumber(in);
        distanceMap = Contexts.map(in, 4 * distanceBlocks.types, distanceTrees);
        literals = Contexts.codes(in, literalTrees, 256);
        commands = Contexts.codes(in, commandBlocks.types, COMMANDS);
        distances = Contexts.codes(in, distanceTrees, 16 + direct + (48 << postfixBits));
    }

    int literal(BitSource in, int last, int before) throws Stop {
        int type = literalBlocks.next(in);
        int tree = literalMap[64 * type + Contexts.literal(modes[type], last, before)] & 255;
        return literals[tree].read(in);
    }

    int command(BitSource in) throws Stop {
        return commands[commandBlocks.next(in)].read(in);
    }

    int distanceSymbol(BitSource in, int copyLength) throws Stop {
        int type = distanceBlocks.next(in);
        return distances[distanceMap[4 * type + Math.min(copyLength, 5) - 2] & 255].read(in);
    }

    /// The distance of a symbol that does not speak of earlier ones (§4).
    int distance(BitSource in, int symbol) throws Stop {
        if (symbol < 16 + direct) return symbol - 15;
        int rest = symbol - direct - 16;
        int high = rest >> postfixBits;
        int low = rest & (1 << postfixBits) - 1;
        int bits = 1 + (rest >> postfixBits + 1);
        int offset = (2 + (high & 1) << bits) - 4;
        return (offset + in.bits(bits) << postfixBits) + low + direct + 1;
    }
}
