package dejfa.node.fuzz;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.FileTransfer;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import java.lang.foreign.MemorySegment;
import java.util.ServiceLoader;

/// Feeds one protocol's parser: the first byte of each chunk gives its direction and kind, the second its length.
/// Asserts that what the parser keeps stays within its limits, and that it reads nothing beyond its chunk.
final class ParserTarget {
    /// seeds of a protocol lie in the folder of this name with the protocol's behind it
    static final String FOLDER = "parser-";
    /// bits of a chunk's first byte: to the client; with the four highest: bytes that never came; all the rest
    static final int TO_CLIENT = 1;

    static final int GAP = 0xf2;
    static final int REST = 4;
    /// Answers may be written with escapes, and values in several fields; a parser that repeats more than this of what
    /// it was given can be made to fill the disk.
    private static final int MOST_TEXT_PER_BYTE = 400;

    private static final int MOST_TEXT = 1 << 16;

    private ParserTarget() {}

    static void run(FlowParserFactory factory, byte[] data) {
        Flow flow = new Flow();
        flow.protocol = factory.over(6) ? 6 : 17;
        flow.ipVersion = 4;
        flow.clientPort = 40_000;
        flow.serverPort = factory.usualPorts().length > 0 ? factory.usualPorts()[0] : 1;
        Transactions out = new Transactions(flow);
        flow.transactions = out;
        MemorySegment bytes = MemorySegment.ofArray(data);
        FlowParser parser = factory.create(flow, null);
        int at = 0;
        long[] positions = new long[2];
        while (at + 2 <= data.length) {
            Direction direction = (data[at] & TO_CLIENT) == 0 ? Direction.TO_SERVER : Direction.TO_CLIENT;
            boolean gap = (data[at] & GAP) == GAP;
            int length = Math.min(data[at + 1] & 0xff, data.length - at - 2);
            if ((data[at] & REST) != 0) length = data.length - at - 2;
            at += 2;
            // Ends where the chunk ends: a read beyond it throws.
            MemorySegment chunk = bytes.asSlice(0, at + length);
            // As the recogniser does: empty chunks are nobody's, and each direction counts its own bytes.
            if (length == 0) continue;
            out.position(positions[direction.ordinal()]);
            positions[direction.ordinal()] += length;
            if (at == 2) factory.recognise(direction, chunk, at, length, flow);
            if (gap) parser.gap(direction, length, out);
            else parser.accept(direction, chunk, at, length, out);
            at += length;
            if (out.takeSuccessor() != null) {
                check(out.leftoverBytes() >= 0 && out.leftoverBytes() <= length, "more left over than was given");
            }
            out.expectations().clear();
            bounded(out, data.length);
        }
        parser.end(Direction.TO_SERVER, out);
        parser.end(Direction.TO_CLIENT, out);
        bounded(out, data.length);
        for (Transaction transaction : out.live()) written(transaction, data.length);
    }

    /// As the route does: complete transactions are written and go.
    private static void bounded(Transactions out, int inputBytes) {
        for (Transaction transaction : out.live()) {
            if (!transaction.isComplete()) continue;
            written(transaction, inputBytes);
        }
        out.live().removeIf(Transaction::isComplete);
        check(out.live().size() <= Transactions.MAX_LIVE, "too many open transactions");
    }

    private static void written(Transaction transaction, int inputBytes) {
        int length = EveJson.text(transaction.slots).length();
        check(length <= MOST_TEXT + (long) inputBytes * MOST_TEXT_PER_BYTE, "an event of " + length + " characters");
        check(transaction.files.size() <= inputBytes, "more files than bytes");
        for (FileTransfer file : transaction.files) {
            check(file.body.length() <= dejfa.api.BodyWindow.LIMIT_BYTES, "a body window beyond its limit");
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) throw new IllegalStateException(what);
    }

    static FlowParserFactory factory(String protocol) {
        for (FlowParserFactory factory : ServiceLoader.load(FlowParserFactory.class)) {
            if (factory.protocol().equals(protocol)) return factory;
        }
        throw new IllegalArgumentException("no parser for " + protocol);
    }
}
