package dejfa.protocols.http.brotli;

import java.lang.foreign.MemorySegment;

/// Decodes one stream as it arrives: what can be decoded from the bytes so far has come out when [#feed] returns, but
/// for the codes of a meta-block, which are tried again each time twice as much of them is there (so time is linear).
///
/// State: the window (at most [Window#MAX_BYTES]), the codes of the present meta-block (below 1 MiB, typically some
/// kilobytes), and the bytes of an element that is not yet whole.
public final class BrotliDecoder {
    /// Takes what comes out.
    public interface Output {
        /// @return false to stop
        boolean write(byte[] bytes, int from, int lengthBytes);
    }

    /// How a stream stands.
    public enum State {
        READING,
        DONE,
        /// no brotli stream, from the last byte that came out on
        MALFORMED,
        /// it refers further back than this decoder remembers
        WINDOW_TOO_LARGE,
        REFUSED
    }

    private enum Step {
        WINDOW_SIZE,
        HEADER,
        SKIP,
        STORED,
        COMMAND,
        LITERAL,
        DISTANCE,
        END
    }

    private static final int[] INSERT_BASE = {
        0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 18, 26, 34, 50, 66, 98, 130, 194, 322, 578, 1090, 2114, 6210, 22594
    };
    private static final byte[] INSERT_BITS = {
        0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 12, 14, 24
    };
    private static final int[] COPY_BASE = {
        2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 18, 22, 30, 38, 54, 70, 102, 134, 198, 326, 582, 1094, 2118
    };
    private static final byte[] COPY_BITS = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 24};
    /// First insert and copy codes of the cells of 64 commands (§5); the first two imply the last distance.
    private static final byte[] INSERT_CELL = {0, 0, 0, 0, 8, 8, 0, 16, 8, 16, 16};
    private static final byte[] COPY_CELL = {0, 8, 0, 8, 0, 8, 16, 0, 16, 8, 16};
    /// Distance symbols 0 to 15: which of the last four, and what is added (§4).
    private static final byte[] RECENT = {1, 2, 3, 4, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2};
    private static final byte[] ADDED = {0, 0, 0, 0, -1, 1, -2, 2, -3, 3, -1, 1, -2, 2, -3, 3};

    private final BitSource in = new BitSource();
    private final Window window;
    private final int[] recent = {16, 15, 11, 4};
    private State state = State.READING;
    private Step step = Step.WINDOW_SIZE;
    private int windowBytes;
    private int neededBytes;
    private int recentAt;
    private boolean last;
    private MetaBlock block;
    private int blockLeft;
    private int insertLeft;
    private int copyLength;
    private boolean sameDistance;

    public BrotliDecoder(Output out) {
        window = new Window(out);
    }

    public State state() {
        return state;
    }

    /// Plain bytes so far.
    public long producedBytes() {
        return window.position();
    }

    /// Everything that was fed, where so little of it was understood that it is still there; else null.
    public byte[] everything() {
        return in.markedBytes() <= BitSource.KEPT_BYTES ? in.everything() : null;
    }

    public void feed(MemorySegment bytes, long offset, int count) {
        if (state != State.READING) return;
        in.append(bytes, offset, count);
        if (in.unusedBytes() >= neededBytes) run();
    }

    /// No more bytes will come: gives out what a last try yields.
    public void end() {
        if (state == State.READING) run();
    }

    private void run() {
        try {
            try {
                while (step != Step.END) step();
                state = State.DONE;
            } catch (Stop stop) {
                stopped(stop);
            }
            if (state != State.REFUSED) window.flush();
        } catch (Stop refused) {
            state = State.REFUSED;
        }
    }

    private void stopped(Stop stop) {
        in.back();
        if (stop == Stop.STARVED) neededBytes = Math.max(in.unusedBytes() + 1, 2 * in.unusedBytes() - 64);
        else if (stop == Stop.REFUSED) state = State.REFUSED;
        else if (state == State.READING) state = State.MALFORMED;
    }

    /// Reads all bits it needs before it changes anything; then marks.
    private void step() throws Stop {
        step = switch (step) {
            case WINDOW_SIZE -> windowSize();
            case HEADER -> header();
            case SKIP -> skip();
            case STORED -> stored();
            case COMMAND -> command();
            case LITERAL -> literal();
            case DISTANCE -> distance();
            case END -> Step.END;
        };
    }

    private Step windowSize() throws Stop {
        int bits = 16;
        if (in.bit() == 1) {
            int more = in.bits(3);
            int less = more == 0 ? in.bits(3) : 0;
            if (less == 1) throw Stop.MALFORMED;
            bits = more != 0 ? 17 + more : less == 0 ? 17 : 8 + less;
        }
        windowBytes = (1 << bits) - 16;
        in.mark();
        return Step.HEADER;
    }

    private Step afterBlock() {
        block = null;
        return last ? Step.END : Step.HEADER;
    }

    private Step header() throws Stop {
        boolean isLast = in.bit() == 1;
        if (isLast && in.bit() == 1) {
            in.mark();
            return Step.END;
        }
        int nibbles = in.bits(2) + 4;
        if (nibbles == 7) return metadata(isLast);
        int length = in.bits(4 * nibbles);
        if (nibbles > 4 && length >>> 4 * (nibbles - 1) == 0) throw Stop.MALFORMED;
        boolean isStored = !isLast && in.bit() == 1;
        MetaBlock codes = null;
        if (isStored) in.align();
        else codes = new MetaBlock(in);
        in.mark();
        last = isLast;
        block = codes;
        blockLeft = length + 1;
        return isStored ? Step.STORED : Step.COMMAND;
    }

    private Step metadata(boolean isLast) throws Stop {
        if (in.bit() == 1) throw Stop.MALFORMED;
        int bytes = in.bits(2);
        int length = in.bits(8 * bytes);
        if (bytes > 1 && length >>> 8 * (bytes - 1) == 0) throw Stop.MALFORMED;
        in.align();
        in.mark();
        last = isLast;
        blockLeft = bytes == 0 ? 0 : length + 1;
        return Step.SKIP;
    }

    private Step skip() throws Stop {
        if (blockLeft == 0) return afterBlock();
        in.alignedByte();
        in.mark();
        blockLeft--;
        return Step.SKIP;
    }

    private Step stored() throws Stop {
        if (blockLeft == 0) return afterBlock();
        byte value = in.alignedByte();
        in.mark();
        blockLeft--;
        window.put(value);
        return Step.STORED;
    }

    private Step command() throws Stop {
        if (blockLeft == 0) return afterBlock();
        int symbol = block.command(in);
        int cell = symbol >> 6;
        int insert = INSERT_CELL[cell] + (symbol >> 3 & 7);
        int copy = COPY_CELL[cell] + (symbol & 7);
        int insertLength = INSERT_BASE[insert] + in.bits(INSERT_BITS[insert]);
        copyLength = COPY_BASE[copy] + in.bits(COPY_BITS[copy]);
        if (insertLength > blockLeft) throw Stop.MALFORMED;
        in.mark();
        block.commandBlocks.used();
        insertLeft = insertLength;
        sameDistance = cell < 2;
        return Step.LITERAL;
    }

    private Step literal() throws Stop {
        if (insertLeft == 0) return blockLeft == 0 ? afterBlock() : Step.DISTANCE;
        int value = block.literal(in, window.back(1), window.back(2));
        in.mark();
        block.literalBlocks.used();
        insertLeft--;
        blockLeft--;
        window.put(value);
        return Step.LITERAL;
    }

    private Step distance() throws Stop {
        int symbol = sameDistance ? 0 : block.distanceSymbol(in, copyLength);
        int distance = symbol < 16 ? recent[recentAt - RECENT[symbol] & 3] + ADDED[symbol] : block.distance(in, symbol);
        if (distance <= 0) throw Stop.MALFORMED;
        in.mark();
        if (!sameDistance) block.distanceBlocks.used();
        long reach = Math.min(window.position(), windowBytes);
        if (distance > reach) {
            byte[] word = Words.word(copyLength, (int) (distance - reach - 1));
            if (word.length > blockLeft) throw Stop.MALFORMED;
            blockLeft -= word.length;
            for (byte value : word) window.put(value);
            return Step.COMMAND;
        }
        if (symbol != 0) recent[recentAt++ & 3] = distance;
        copy(distance);
        return Step.COMMAND;
    }

    private void copy(int distance) throws Stop {
        if (copyLength > blockLeft) throw Stop.MALFORMED;
        if (distance > Window.MAX_BYTES) {
            state = State.WINDOW_TOO_LARGE;
            throw Stop.MALFORMED;
        }
        blockLeft -= copyLength;
        for (int i = 0; i < copyLength; i++) window.put(window.back(distance));
    }
}
